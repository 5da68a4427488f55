// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// An hour without ConnectPSP, lived through by the program itself under a faster clock.

#include "shop.hpp"

#include "catch.hpp"

#include <signal.h>

#include <iostream>
#include <thread>

using namespace connectpsp;
using namespace std::chrono_literals;
using sandbox::fault_kind;

TEST_CASE("ConnectPSP is away for an hour: one read asks, then every order is paid once",
          "[ledger][outage]") {
    shop it;
    // SQLite reads the clock of its process, so that leases and pauses are as fast as the worker.
    if (it.open->dialect() != "sqlite") return;
    if (std::string_view{LEDGER_FAKETIME}.empty()) {
        std::cout << "skipped: there is no libfaketime (Debian and Ubuntu: faketime)\n";
        return;
    }
    constexpr int orders = 300;
    it.enqueue(orders);
    it.psp.faults().add({.kind = fault_kind::html, .path = "*", .times = 1'000'000, .status = 503});
    process worker{it,
                   {"work"},
                   {"LD_PRELOAD=" LEDGER_FAKETIME, "FAKETIME=+0 x600", "LEDGER_LEASE_SECONDS=60",
                    "LEDGER_REQUEST_TIMEOUT_SECONDS=10", "LEDGER_DEADLINE_MS=15000",
                    "LEDGER_KEY_RETENTION_SECONDS=86400", "LEDGER_MOST_A_SECOND=1",
                    "LEDGER_AT_ONCE=8"}};
    std::this_thread::sleep_for(6s); // an hour of the worker
    auto const asked = it.psp.counts();
    auto const logins = asked.received_by("POST /auth/token");
    auto const reads = asked.received_by("GET /account/balance");
    INFO(logins << " logins, " << reads << " reads, " << asked.received_by("POST /cash-out"));
    CHECK(it.paid() == 0);
    CHECK(it.count("accepted") == 0);
    // No login succeeds, so that each read is a login: one in 2.5 to 7.5 seconds, and those before the
    // breaker opened.
    CHECK(logins + reads >= 20);
    CHECK(logins + reads <= 3600 * 2 / 5 + 24);
    CHECK(asked.received_by("POST /cash-out") <= 16);
    it.psp.faults().clear();
    auto const until = std::chrono::steady_clock::now() + 30s;
    while (it.count("accepted") < orders && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(20ms);
    worker.signal(SIGTERM);
    CHECK(worker.wait() == 0);
    CHECK(it.count("accepted") == orders);
    CHECK(it.paid() == orders);
    CHECK(it.psp.counts().received_by("POST /auth/token") <= logins + 2);
}
