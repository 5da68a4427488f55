// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Payouts a second: benchmarks/ledger.sh runs it.

#include "shop.hpp"

#include "catch.hpp"

#include <signal.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

using namespace connectpsp;

namespace {

double seconds_of(auto work) {
    auto const begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

int orders_to_pay() {
    char const* const text = std::getenv("LEDGER_RATE_ORDERS");
    return text != nullptr ? std::atoi(text) : 3000;
}

double rate_of(shop& it, int orders, std::string const& prefix = "ORDER-") {
    it.enqueue(orders, prefix);
    ledger::worker worker{it.settings(), it.session};
    double const rate = orders / seconds_of([&] { worker.run_until_idle(); });
    REQUIRE(worker.counts().accepted == orders);
    return rate;
}

/// Orders that ended long ago, each with its attempt and its history.
void add_ended(shop& it, int count) {
    std::string const numbers =
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " +
        std::to_string(count) + ") ";
    it.open->run("INSERT INTO orders (merchant, order_id, amount, request, reference, state, "
                 "transaction_id, gateway_status, next_try, created_at, settled_at) " +
                     numbers +
                     "SELECT $1, 'OLD-' || n, 100, '{}', 'OLD-' || n, 'completed', 'old-' || n, "
                     "'COMPLETED', 0, 0, 0 FROM numbers",
                 {it.session.client_id()});
    it.open->run("INSERT INTO attempts (order_row, number, idempotency_key, line, state, sends) "
                 "SELECT id, 1, order_id, 'a line of about the length that a record of an attempt "
                 "has, which is a few hundred bytes of JSON with a MAC', 'receipt', 1 FROM orders "
                 "WHERE state = 'completed'");
    for (char const* const step : {"'new', 'due'", "'due', 'sending'", "'sending', 'accepted'"})
        it.open->run("INSERT INTO transitions (order_row, at, from_state, to_state, cause, actor, "
                     "fence) SELECT id, 0, " +
                     std::string{step} +
                     ", 'worker', 'old', 1 FROM orders WHERE state = 'completed'");
}

/// The work that the database does a while after so many rows came.
void settle(shop& it) {
    if (it.open->dialect() != "postgresql") return;
    it.open->run("VACUUM ANALYZE");
    it.open->run("CHECKPOINT");
}

/// A report that has begun and does not end: its snapshot keeps dead rows.
std::unique_ptr<ledger::connection> open_report(shop const& it) {
    std::string where = it.database;
    if (char const* const server = std::getenv("LEDGER_TEST_POSTGRESQL"); server != nullptr) {
        std::string const name =
            where.substr(where.find("/shop") + 1, where.find('?') - where.find("/shop") - 1);
        where = std::string{server}.insert(std::string{server}.find('?'), name);
    }
    auto report = ledger::connect(where);
    if (report->dialect() == "sqlite") {
        report->run("BEGIN");
    } else {
        report->run("SET idle_in_transaction_session_timeout = 0");
        report->run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    }
    report->run("SELECT COUNT(*) FROM orders");
    return report;
}

} // namespace

TEST_CASE("the memory of a worker", "[.soak]") {
    shop it;
    int const orders = orders_to_pay();
    it.enqueue(orders);
    process worker{it, {"work"}, {"LEDGER_AT_ONCE=32"}};
    auto const resident = [&] {
        std::ifstream in{"/proc/" + std::to_string(worker.pid()) + "/status"};
        std::string word;
        while (in >> word && word != "VmRSS:") {
        }
        long kilobytes = 0;
        in >> kilobytes;
        return kilobytes;
    };
    for (int tenth = 1; tenth <= 10; ++tenth) {
        while (it.paid() < static_cast<std::uint64_t>(orders) * static_cast<unsigned>(tenth) / 10)
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        std::cout << it.paid() << " payouts, " << resident() << " kB" << std::endl;
    }
    worker.signal(SIGTERM);
    CHECK(worker.wait() == 0);
    CHECK(it.count("accepted") == orders);
}

TEST_CASE("payouts a second with a million ended orders, and a report that does not end",
          "[.report]") {
    shop it;
    int const orders = orders_to_pay();
    auto const tell = [&](char const* with, double rate) {
        std::cout << "ledger on " << it.open->dialect() << ' ' << static_cast<int>(rate)
                  << " payouts a second " << with << std::endl;
        return rate;
    };
    add_ended(it, 1'000'000);
    settle(it);
    double const without = tell("with a million ended orders", rate_of(it, orders));
    auto const report = open_report(it);
    double const hard = tell("and a report that does not end", rate_of(it, orders, "SECOND-"));
    std::cout << "share " << hard / without << std::endl;
    report->run("ROLLBACK");
    tell("after the report", rate_of(it, orders, "THIRD-"));
}

TEST_CASE("payouts a second", "[.rate]") {
    int const orders = orders_to_pay();
    {
        shop bare;
        std::mt19937_64 random{1};
        int left = orders, done = 0;
        double const taken = seconds_of([&] {
            examples::curl_multi network;
            auto const start = [&](auto const& again) -> void {
                if (left-- <= 0) return;
                auto payout = test::sample_payout();
                payout.amount = money::from_centavos(100);
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
    double const rate = rate_of(it, orders);
    CHECK(it.paid() == static_cast<std::uint64_t>(orders));
    std::cout << "ledger on " << it.open->dialect() << ' ' << static_cast<int>(rate)
              << " payouts a second\n";
}
