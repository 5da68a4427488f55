// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Rebalances by many processes, by stale figures, with lost answers, beyond their limits.

#include "shop.hpp"

#include "catch.hpp"
#include "rebalancer.hpp"

using namespace connectpsp;
using namespace std::chrono_literals;
using sandbox::fault_kind;

namespace {

struct balanced_shop : shop {
    explicit balanced_shop(money users = money::from_centavos(1'000'000)) {
        ledger::state_user_balances(*open, session.client_id(), users);
    }
    ledger::rebalance_settings rules() const {
        return {.least_between = 0s,
                .most_a_day = money::from_centavos(1'000'000'000),
                .least = money::from_centavos(1),
                .policy = {.max_attempts = 1, .deadline = 15s}};
    }
    ledger::rebalance_run run(ledger::rebalance_settings const& by) {
        return ledger::rebalancer{*open, session, by}.run();
    }
    /// The next run is of the next period.
    void pass_a_period() { open->run("UPDATE slots SET planned_at = planned_at - 900000000"); }
    std::uint64_t sent() const { return psp.counts().received_by("POST /account/rebalance"); }
};

} // namespace

TEST_CASE("a rebalance reaches the users' balances and the orders in flight",
          "[ledger][rebalance]") {
    balanced_shop it;
    it.enqueue(3);
    auto const made = it.run(it.rules());
    CHECK(made.outcome == "done");
    CHECK(made.exposure == money::from_centavos(1'000'300));
    CHECK(it.psp.accounts().transactional_total() == 1'000'300);
    CHECK(it.number("SELECT exposure FROM slots") == 1'000'300);
    CHECK(it.number("SELECT COUNT(*) FROM slots WHERE outcome = 'done' AND sent_at > 0") == 1);
    it.pass_a_period();
    CHECK(it.run(it.rules()).outcome == "nothing_to_do");
    CHECK(it.sent() == 1);
}

TEST_CASE("a period has one rebalance, whoever runs it how often", "[ledger][rebalance]") {
    balanced_shop it;
    CHECK(it.run(it.rules()).outcome == "done");
    CHECK(it.run(it.rules()).outcome == "taken");
    // Two at the same time: the second comes while the first reads.
    it.pass_a_period();
    ledger::state_user_balances(*it.open, it.session.client_id(), money::from_centavos(5));
    auto rules = it.rules();
    std::string second;
    rules.passes = [&](char const* at) {
        if (std::string_view{"before_send"} != at) return;
        auto const other = ledger::connect(it.database);
        second = ledger::rebalancer{*other, it.session, it.rules()}.run().outcome;
    };
    CHECK(it.run(rules).outcome == "done");
    CHECK(second == "taken");
    CHECK(it.sent() == 2);
}

TEST_CASE("a process that slept over its turn sends no old target", "[ledger][rebalance]") {
    balanced_shop it;
    auto rules = it.rules();
    rules.passes = [&](char const* at) {
        if (std::string_view{"before_send"} != at) return;
        // Its lease is over, another run has begun with another exposure, and has ended.
        it.open->run("UPDATE slots SET lease_until = 0, planned_at = planned_at - 900000000");
        ledger::state_user_balances(*it.open, it.session.client_id(), money::from_centavos(700));
        auto const other = ledger::connect(it.database);
        CHECK(ledger::rebalancer{*other, it.session, it.rules()}.run().outcome == "done");
    };
    CHECK(it.run(rules).outcome == "abandoned");
    CHECK(it.sent() == 1);
    CHECK(it.psp.accounts().transactional_total() == 700);
    CHECK(it.number("SELECT COUNT(*) FROM slots WHERE outcome = 'abandoned'") == 1);
}

TEST_CASE("after a lost answer the balance is read and planned anew", "[ledger][rebalance]") {
    balanced_shop it;
    it.psp.faults().add({.kind = fault_kind::truncated, .path = "/account/rebalance"});
    CHECK(it.run(it.rules()).outcome == "unknown");
    it.pass_a_period();
    ledger::state_user_balances(*it.open, it.session.client_id(), money::from_centavos(2'000'000));
    auto const next = it.run(it.rules());
    CHECK(next.outcome == "done");
    CHECK(next.plan.amount == money::from_centavos(1'000'000)); // the first had arrived
    CHECK(it.psp.accounts().transactional_total() == 2'000'000);
}

TEST_CASE("a rebalance is refused by its guard rails, each with its reason",
          "[ledger][rebalance]") {
    balanced_shop it;
    auto rules = it.rules();
    std::string reason;
    SECTION("figures that are old") {
        it.open->run("UPDATE user_balances SET as_of = as_of - 3600000000");
        reason = "the users' balances are 3600 s old";
    }
    SECTION("figures of tomorrow: a clock is wrong") {
        it.open->run("UPDATE user_balances SET as_of = as_of + 3700000000");
        reason = "s old";
    }
    SECTION("figures that were never stated") {
        it.open->run("DELETE FROM user_balances");
        reason = "never stated";
    }
    SECTION("more than may move in a day") {
        rules.most_a_day = money::from_centavos(10);
        reason = "more would be beyond 0.10 a day, of which 0.00 have moved";
    }
    SECTION("a reserve that does not hold it") {
        ledger::state_user_balances(*it.open, it.session.client_id(),
                                    money::from_centavos(1'000'000'000'000));
        reason = "not covered";
    }
    SECTION("too soon after the last one") {
        REQUIRE(it.run(rules).outcome == "done");
        it.pass_a_period();
        ledger::state_user_balances(*it.open, it.session.client_id(), money::from_centavos(7));
        rules.least_between = 600s;
        reason = "the last one was 0 s ago";
    }
    SECTION("a service that is paused") {
        ledger::pause(*it.open, "an audit");
        reason = "paused: an audit";
    }
    auto const before = it.sent();
    auto const made = it.run(rules);
    CHECK(made.outcome == "not_allowed");
    CHECK_THAT(made.note, Catch::Contains(reason));
    CHECK(it.sent() == before);
    CHECK(it.number("SELECT COUNT(*) FROM slots WHERE outcome = 'not_allowed'") == 1);
}

TEST_CASE("a rebalance in doubt counts towards the day's limit", "[ledger][rebalance]") {
    balanced_shop it;
    auto const held = it.psp.accounts().transactional_total();
    auto rules = it.rules();
    rules.most_a_day = money::from_centavos(held);
    it.psp.faults().add({.kind = fault_kind::truncated, .path = "/account/rebalance"});
    REQUIRE(it.run(rules).outcome == "unknown");
    it.pass_a_period();
    ledger::state_user_balances(*it.open, it.session.client_id(), money::from_centavos(held));
    CHECK(it.run(rules).outcome == "not_allowed");
}

TEST_CASE("a dry run plans and sends nothing", "[ledger][rebalance]") {
    balanced_shop it;
    auto rules = it.rules();
    rules.dry_run = true;
    auto const made = it.run(rules);
    CHECK(made.outcome == "dry_run");
    CHECK(made.plan.direction != rebalance_direction::none);
    CHECK(it.sent() == 0);
    CHECK(it.number("SELECT COUNT(*) FROM slots") == 0);
    CHECK(it.run(it.rules()).outcome == "done"); // in the same period
}

TEST_CASE("rules of a rebalance that cannot hold are refused at the start", "[ledger][rebalance]") {
    balanced_shop it;
    auto rules = it.rules();
    rules.lease = 10s;
    CHECK_THROWS_WITH(it.run(rules), Catch::Contains("lease of a rebalance is too short"));
    rules = it.rules();
    rules.every = 60s;
    CHECK_THROWS_WITH(it.run(rules), Catch::Contains("period"));
}

TEST_CASE("a schema is brought up to date while workers of before go on", "[ledger][migration]") {
    shop it;
    it.open->script(
        "DROP TABLE slots; DROP TABLE user_balances; UPDATE meta SET schema_version = 1");
    it.enqueue(3);
    CHECK_THROWS_WITH(ledger::worker(it.settings(), it.session), Catch::Contains("ledger init"));
    auto const other = ledger::connect(it.database);
    CHECK(ledger::migrate(*it.open) == 1);
    CHECK(ledger::migrate(*other) == 0);
    CHECK(it.number("SELECT schema_version FROM meta") == ledger::schema_version);
    CHECK(it.number("SELECT least_worker_version FROM meta") < ledger::worker_version);
    it.work();
    CHECK(it.count("accepted") == 3);
}
