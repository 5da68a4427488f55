// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/reconcile.hpp>

#include "catch.hpp"
#include "support/attempts.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>

#include <chrono>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace reconcile_test {

namespace {

constexpr std::chrono::seconds day = 24h;

reconciliation at_once(endpoint_spec const& endpoint, error const* why = nullptr) {
    return reconcile(endpoint, why, made_at, made_at, day);
}

} // namespace

TEST_CASE("after a crash what has a key is replayed, and a rebalance planned anew",
          "[flow][reconcile]") {
    reconciliation const replay{.by = reconcile_by::replay};
    CHECK(at_once(create_cash_out::endpoint) == replay);
    CHECK(at_once(create_cash_in::endpoint) == replay);
    CHECK(at_once(refund_cash_in::endpoint) == replay);
    CHECK(at_once(rebalance::endpoint) == reconciliation{.by = reconcile_by::replan});
    // A read has done nothing: it is sent again.
    CHECK(at_once(get_balance::endpoint) == replay);
    CHECK(at_once(get_cash_out::endpoint) == replay);
}

TEST_CASE("an error without an id changes nothing about that", "[flow][reconcile]") {
    error const lost = errc::no_answer;
    CHECK(at_once(create_cash_out::endpoint, &lost) == at_once(create_cash_out::endpoint));
    CHECK(at_once(rebalance::endpoint, &lost) == at_once(rebalance::endpoint));
}

TEST_CASE("an answer about something else is found out about by the id that it names",
          "[flow][reconcile]") {
    auto const other = parse(sample_payout(), json_reply(202, sample_payout_json("150.51")));
    REQUIRE_FALSE(other);
    REQUIRE(other.error().outcome_unknown());
    auto const way = at_once(create_cash_out::endpoint, &other.error());
    CHECK(way.by == reconcile_by::read);
    CHECK(way.id == sample_lookup(sample_id));
    CHECK_FALSE(way.key_may_have_expired);
    CHECK(reconcile(create_cash_out::endpoint, &other.error(), made_at, made_at + day, day)
              .key_may_have_expired);
}

TEST_CASE("an id that no path can carry is as good as none", "[flow][reconcile]") {
    for (std::string const& id : {std::string{"../balance"}, std::string{"a b"}, std::string{".."},
                                  std::string(limits::lookup_id_bytes + 1, 'a')}) {
        error const why{errc::mismatched_id, {.transaction_id = id}};
        CHECK(at_once(create_cash_out::endpoint, &why) == at_once(create_cash_out::endpoint));
        CHECK(at_once(rebalance::endpoint, &why) == at_once(rebalance::endpoint));
    }
}

TEST_CASE("a key may be forgotten once it is as old as the caller says", "[flow][reconcile]") {
    auto const forgotten = [](timestamp now, std::chrono::seconds life, timestamp from = made_at) {
        return reconcile(create_cash_out::endpoint, nullptr, from, now, life).key_may_have_expired;
    };
    CHECK_FALSE(forgotten(made_at, day));
    CHECK_FALSE(forgotten(made_at + day - 1us, day));
    CHECK(forgotten(made_at + day, day));
    CHECK(forgotten(made_at + day + 1us, day));
    // A clock that was set back says nothing, so the worst is assumed.
    CHECK(forgotten(made_at - 1us, day));
    CHECK(forgotten(made_at - 1us, std::chrono::seconds::max()));
    // No trust at all, and all of it.
    CHECK(forgotten(made_at, 0s));
    CHECK(forgotten(made_at, -1s));
    CHECK(forgotten(made_at, std::chrono::seconds::min()));
    CHECK_FALSE(forgotten(timestamp::max(), std::chrono::seconds::max()));
    // From one end of time to the other.
    CHECK(forgotten(timestamp::max(), day, timestamp::min()));
    CHECK_FALSE(forgotten(timestamp::max(), std::chrono::seconds::max(), timestamp::min()));
    CHECK(forgotten(timestamp::min(), day, timestamp::max()));
}

TEST_CASE("what has no key has none to be forgotten", "[flow][reconcile]") {
    for (auto const& endpoint : {rebalance::endpoint, get_balance::endpoint})
        CHECK_FALSE(
            reconcile(endpoint, nullptr, made_at, made_at + 10 * day, day).key_may_have_expired);
}

TEST_CASE("an operation that came back is asked about by itself", "[flow][reconcile]") {
    auto const text = save_sample(sample_payout()).value();
    auto const back = load_sample<create_cash_out>(text).value();
    CHECK(reconcile(back, made_at + 1s, day) == reconciliation{.by = reconcile_by::replay});
    CHECK(reconcile(back, made_at + day, day) ==
          reconciliation{.by = reconcile_by::replay, .key_may_have_expired = true});
    error const why{errc::mismatched_amount, {.transaction_id = std::string{sample_id}}};
    CHECK(reconcile(back, made_at + 1s, day, &why) ==
          reconciliation{.by = reconcile_by::read, .id = sample_lookup()});
}

TEST_CASE("every way to reconcile has its number and name", "[flow][reconcile]") {
    struct {
        reconcile_by value;
        int number;
        char const* name;
    } const table[] = {
        {reconcile_by::replay, 1, "replay"},
        {reconcile_by::read, 2, "read"},
        {reconcile_by::replan, 3, "replan"},
    };
    for (auto const& each : table) {
        CHECK(static_cast<int>(each.value) == each.number);
        CHECK(to_string(each.value) == each.name);
    }
    CHECK(to_string(static_cast<reconcile_by>(0)) == "unknown");
    CHECK(to_string(static_cast<reconcile_by>(4)) == "unknown");
}

} // namespace reconcile_test
