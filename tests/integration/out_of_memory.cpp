// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "../support/count_allocations.hpp"

#include "curl_transport.hpp"
#include "merchant.hpp"

#include "catch.hpp"

using namespace connectpsp;

TEST_CASE("memory that is short during an answer ends the request, not libcurl", "[integration]") {
    if (!test::allocations_are_counted) return;
    merchant shop{stack::curl};
    REQUIRE(shop.client(get_balance{}).has_value());
    auto const message = build(get_balance{}, *shop.session.current(shop.now)).value();
    examples::curl_transport send;
    int broken_off = 0, wrong = 0;
    auto const tally = test::fail_every_allocation([&] {
        auto const answer = send(message);
        bool const written_off =
            !answer && answer.error() == errc::no_answer &&
            answer.error().underlying().value() == static_cast<int>(CURLE_WRITE_ERROR);
        broken_off += written_off ? 1 : 0;
        wrong += answer || written_off ? 0 : 1;
    });
    CHECK(tally.failures > 0);
    CHECK(broken_off > 0);
    CHECK(wrong == 0);
    CHECK(send(message).value().status == 200); // and the handle is whole
}
