// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Payouts a second: benchmarks/ledger.sh runs it.

#include "shop.hpp"

#include "catch.hpp"

#include <cstdlib>
#include <iostream>
#include <random>

using namespace connectpsp;

namespace {

double seconds_of(auto work) {
    auto const begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

} // namespace

TEST_CASE("payouts a second", "[.rate]") {
    char const* const text = std::getenv("LEDGER_RATE_ORDERS");
    int const orders = text != nullptr ? std::atoi(text) : 3000;
    {
        shop bare;
        std::mt19937_64 random{1};
        int left = orders, done = 0;
        double const taken = seconds_of([&] {
            examples::curl_multi network;
            auto const start = [&](auto const& again) -> void {
                if (left-- <= 0) return;
                auto payout = test::sample_payout();
                payout.idempotency_key = idempotency_key::generate(random);
                payout.external_reference =
                    external_reference::parse("ORDER-" + std::to_string(left)).value();
                network.start(exchange{bare.session, std::move(payout)},
                              [&](result<cash_out_receipt> const& got) {
                                  done += got ? 1 : 0;
                                  again(again);
                              });
            };
            start(start); // the login
            while (done == 0)
                network.poll();
            for (int i = 0; i != 31; ++i)
                start(start);
            while (!network.idle())
                network.poll();
        });
        CHECK(done == orders);
        std::cout << "bare loop over libcurl " << static_cast<int>(orders / taken)
                  << " payouts a second\n";
    }
    shop it;
    it.enqueue(orders);
    double const taken = seconds_of([&] { it.work(); });
    CHECK(it.paid() == static_cast<std::uint64_t>(orders));
    std::cout << "ledger on " << it.open->dialect() << ' ' << static_cast<int>(orders / taken)
              << " payouts a second\n";
}
