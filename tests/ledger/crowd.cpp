// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Several workers as processes, killed and stopped at random moments, over a gateway that loses
// answers: what the gateway has paid and what the ledger says agree to the centavo.
//
// LEDGER_CROWD_ORDERS sets how many orders there are, LEDGER_CROWD_SEED what happens when.

#include "shop.hpp"

#include "catch.hpp"

#include <signal.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <thread>

using namespace connectpsp;
using namespace std::chrono_literals;
using sandbox::fault_kind;

namespace {

std::int64_t number_of(char const* name, std::int64_t otherwise) {
    char const* const text = std::getenv(name);
    return text != nullptr ? std::atoll(text) : otherwise;
}

} // namespace

TEST_CASE("a crowd of workers that die and sleep pays each order once", "[ledger][crowd]") {
    auto const orders = static_cast<int>(number_of("LEDGER_CROWD_ORDERS", 400));
    auto const seed = static_cast<std::uint64_t>(
        number_of("LEDGER_CROWD_SEED", static_cast<std::int64_t>(std::random_device{}())));
    CAPTURE(orders, seed);
    std::mt19937_64 random{seed};
    shop it{{.settle_after = 200ms}};
    it.enqueue(orders);
    auto const lose_some = [&] {
        it.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out"});
        it.psp.faults().add({.kind = fault_kind::delay, .path = "/cash-out", .wait = 60ms});
        it.psp.faults().add({.kind = fault_kind::drop_request, .path = "/cash-out"});
    };
    auto const new_worker = [&] {
        return std::make_unique<process>(
            it, std::vector<std::string>{"work"},
            std::vector<std::string>{"LEDGER_AT_ONCE=6", "LEDGER_MAX_TRIES=1000"});
    };
    std::vector<std::unique_ptr<process>> workers;
    for (int i = 0; i != 4; ++i)
        workers.push_back(new_worker());
    std::unique_ptr<process> sleeper;
    auto const until = std::chrono::steady_clock::now() + 10min;
    int turn = 0, slept_at = 0;
    auto const wake = [&] {
        if (!sleeper) return;
        sleeper->signal(SIGCONT);
        workers.push_back(std::move(sleeper));
    };
    while (it.number("SELECT COUNT(*) FROM orders WHERE state IN ('due', 'sending', 'unknown')") !=
               0 &&
           std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(100ms);
        if (it.psp.faults().pending() < 6) lose_some();
        auto& victim = workers[random() % workers.size()];
        if (!victim) continue;
        if (++turn % 4 == 0 && turn < 60) { // killed, and a new one comes
            victim->signal(SIGKILL);
            victim->wait();
            victim = new_worker();
        } else if (turn % 7 == 0 && !sleeper && turn < 60) { // stopped past its lease
            victim->signal(SIGSTOP);
            sleeper = std::move(victim);
            slept_at = turn;
            victim = new_worker();
        } else if (sleeper && turn == slept_at + 20) {
            wake();
        }
        if (turn == 30) it.psp.revoke_tokens();
        if (turn == 15 || turn == 25) cut_connections(it);
        // The leases of the dead, without their eight seconds.
        if (turn % 10 == 0) try {
                it.open->run("UPDATE orders SET lease_until = 0 WHERE id IN (SELECT id FROM orders "
                             "WHERE state = 'sending'" +
                             std::string{it.open->skip_locked()} + ")");
            } catch (ledger::sql_error const&) {
                wake(); // with SQLite it may have stopped inside a transaction, which blocks all
            }
    }
    wake();
    for (auto const& each : workers)
        if (each) {
            each->signal(SIGTERM);
            int const status = each->wait();
            // SIGTERM may come before it listens; 1: the database was cut as it began.
            CHECK((status == 0 || status == 1 || status == -SIGTERM));
        }

    ledger::reconciler reads{*it.open, it.session};
    std::this_thread::sleep_for(1200ms); // every order is older than what is read
    while (reads.read_quiet_orders(1s, 1000) != 0)
        std::this_thread::sleep_for(1s);
    for (auto const& each : it.open->run(
             "SELECT order_id, state, held_because FROM orders WHERE state <> 'completed'"))
        UNSCOPED_INFO(each.text(0) << ' ' << each.text(1) << ' ' << each.text(2));
    CHECK(it.count("completed") == orders);
    CHECK(it.paid() == static_cast<std::uint64_t>(orders));
    CHECK(it.number("SELECT SUM(amount) FROM orders WHERE state = 'completed'") == orders * 100);
    CHECK(it.psp.accounts().transactional_total() ==
          it.psp.settings().transactional - orders * 100);
    CHECK(it.number("SELECT COUNT(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM transitions t "
                    "WHERE t.order_row = o.id AND t.to_state = o.state)") == 0);
    CHECK(reads.compare(std::chrono::hours{1}).empty());
    CHECK(ledger::look_for_lost_commits(*it.open, it.session, it.journal).forgotten_attempts == 0);
}
