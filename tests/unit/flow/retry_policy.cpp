// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/retry_policy.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/client.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace retry_policy_test {

namespace {

timestamp const begin = parse_timestamp("2026-03-10T14:35:00Z").value();

std::optional<milliseconds> delay_of(endpoint_spec const& endpoint, error const& failure,
                                     retry_state made = {}, retry_policy const& policy = {}) {
    if (made.count == 0) made.count = 1;
    if (made.started == timestamp{}) made.started = begin;
    if (made.now == timestamp{}) made.now = begin;
    return delay_before_retry(policy, endpoint, failure, made);
}

template <class Op>
error answered(int status, std::string_view code = "", std::string_view retry_after = "") {
    response answer = problem_reply(status, code);
    answer.retry_after = retry_after;
    return parse<Op>(answer).error();
}

template <class Op>
error lost(errc how = errc::no_answer) {
    return detail::transport_error(Op::endpoint, error{how});
}

} // namespace

TEST_CASE("what may be sent again is said by the operation and the error", "[flow][retry]") {
    // Whether a read, a rebalance and a payout are sent again.
    struct {
        int status;
        char const* code;
        bool read, rebalanced, paid;
    } const table[] = {
        {400, "INVALID", false, false, false},
        {401, "TOKEN_EXPIRED", false, false, false},
        {403, "", false, false, false},
        {404, "", false, false, false},
        {408, "", true, true, true},
        {409, "", false, false, false},
        {421, "", true, true, true},
        {422, "INSUFFICIENT_FUNDS", false, false, false},
        {422, "INVALID_SIGNATURE", false, false, false},
        {425, "", true, true, true},
        {429, "", true, true, true},
        {500, "", false, true, true},
        {502, "", true, true, true},
        {503, "", true, true, true},
        {504, "", true, true, true},
        {302, "", false, true, true},
    };
    for (auto const& each : table) {
        INFO(each.status << ' ' << each.code);
        CHECK(delay_of(get_balance::endpoint, answered<get_balance>(each.status, each.code))
                  .has_value() == each.read);
        CHECK(delay_of(rebalance::endpoint, answered<rebalance>(each.status, each.code))
                  .has_value() == each.rebalanced);
        CHECK(delay_of(create_cash_out::endpoint, answered<create_cash_out>(each.status, each.code))
                  .has_value() == each.paid);
    }
    for (errc const how : {errc::no_answer, errc::not_sent}) {
        CHECK(delay_of(get_balance::endpoint, lost<get_balance>(how)));
        CHECK(delay_of(rebalance::endpoint, lost<rebalance>(how)));
        CHECK(delay_of(create_cash_out::endpoint, lost<create_cash_out>(how)));
        CHECK(delay_of(refund_cash_in::endpoint, lost<refund_cash_in>(how)));
    }
}

TEST_CASE("what must never be repeated is sent again only when it never left", "[flow][retry]") {
    endpoint_spec spec = create_cash_out::endpoint;
    spec.idempotency = idempotency::none;
    auto const failed = [&](errc how) { return detail::transport_error(spec, error{how}); };
    CHECK(delay_of(spec, failed(errc::not_sent)));
    CHECK_FALSE(delay_of(spec, failed(errc::no_answer)));
    CHECK_FALSE(delay_of(spec, error{api_errc::gateway_timeout,
                                     {.status = 504, .unknown_outcome = remedy::reconcile}}));
    CHECK(delay_of(spec, error{api_errc::too_many_requests, {.status = 429}}));
    CHECK(delay_of(spec, error{api_errc::misdirected_request, {.status = 421}}));
    CHECK(delay_of(spec, error{api_errc::too_early, {.status = 425}}));
}

TEST_CASE("an answer about something else is never asked for again", "[flow][retry]") {
    auto const other = parse(sample_payout(), json_reply(202, sample_payout_json("1.00")));
    REQUIRE(other.has_error());
    REQUIRE(other.error().outcome_unknown());
    CHECK_FALSE(delay_of(create_cash_out::endpoint, other.error()));
    auto const failed =
        parse(sample_payout(), json_reply(202, R"({"transactionId":"a","status":"FAILED"})"));
    REQUIRE(failed.has_error());
    CHECK_FALSE(delay_of(create_cash_out::endpoint, failed.error()));
    // One that cannot be read is: the same key gets the same answer.
    auto const cut = parse(sample_payout(), json_reply(202, "{"));
    CHECK(delay_of(create_cash_out::endpoint, cut.error()));
    CHECK_FALSE(delay_of(create_cash_out::endpoint, error{errc::amount_not_positive}));
}

TEST_CASE("the delay is drawn from zero to a bound that doubles", "[flow][retry]") {
    retry_policy const policy{
        .max_attempts = 100, .deadline = 24h, .initial_delay = 100ms, .max_delay = 1500ms};
    std::mt19937_64 bits{1};
    milliseconds const bounds[] = {100ms, 200ms, 400ms, 800ms, 1500ms, 1500ms};
    for (unsigned made = 1; made <= 6; ++made) {
        milliseconds longest{0}, shortest{10s};
        for (int i = 0; i != 20'000; ++i) {
            auto const delay = delay_of(get_balance::endpoint, lost<get_balance>(),
                                        {.count = made, .random = bits()}, policy);
            REQUIRE(delay);
            longest = std::max(longest, *delay);
            shortest = std::min(shortest, *delay);
        }
        CHECK(longest == bounds[made - 1]);
        CHECK(shortest == 0ms);
    }
    CHECK(delay_of(get_balance::endpoint, lost<get_balance>(), {.count = 99, .random = ~0ULL},
                   {.max_attempts = 100,
                    .initial_delay = milliseconds::max(),
                    .max_delay = milliseconds::max()}) == std::nullopt);
    CHECK(delay_of(get_balance::endpoint, lost<get_balance>(), {.count = 200, .random = 77},
                   {.max_attempts = 201,
                    .deadline = 1h,
                    .initial_delay = 1ms,
                    .max_delay = milliseconds::max()}) == 77ms);
    CHECK(delay_of(get_balance::endpoint, lost<get_balance>(), {.random = 7},
                   {.initial_delay = -1ms, .max_delay = -1ms}) == 0ms);
    CHECK(delay_of(get_balance::endpoint, lost<get_balance>(), {.random = 1500},
                   {.initial_delay = 2000ms, .max_delay = 1499ms}) == 0ms);
}

TEST_CASE("attempts and the deadline end it", "[flow][retry]") {
    auto const failure = lost<rebalance>();
    auto const at = [&](unsigned count, std::chrono::microseconds taken) {
        return delay_of(rebalance::endpoint, failure,
                        {.count = count, .started = begin, .now = begin + taken},
                        {.max_attempts = 3, .deadline = 10s})
            .has_value();
    };
    CHECK(at(1, 0s));
    CHECK(at(2, 0s));
    CHECK_FALSE(at(3, 0s));
    CHECK_FALSE(at(4, 0s));
    CHECK(at(2, 9998ms));
    CHECK_FALSE(at(2, 10s));
    CHECK_FALSE(at(2, 1h));
    CHECK_FALSE(at(2, -1us)); // the clock has jumped
    CHECK_FALSE(delay_of(rebalance::endpoint, failure, {}, {.max_attempts = 1}));
    CHECK_FALSE(delay_of(rebalance::endpoint, failure, {}, {.max_attempts = 0}));
    // A wait that would end behind the deadline is not begun.
    auto const waiting = [&](std::uint64_t random) {
        return delay_of(rebalance::endpoint, failure,
                        {.count = 1, .started = begin, .now = begin + 9900ms, .random = random},
                        {.deadline = 10s});
    };
    CHECK(waiting(99) == 99ms);
    CHECK_FALSE(waiting(100));
}

TEST_CASE("a server that asks to wait is waited for, within bounds", "[flow][retry]") {
    auto const asked = [](std::string_view when, retry_policy const& policy = {}) {
        return delay_of(get_balance::endpoint, answered<get_balance>(503, "", when),
                        {.random = 12345}, policy);
    };
    CHECK(asked("7") == 7s);
    CHECK(asked("0") == 0s);
    CHECK(asked("Tue, 10 Mar 2026 14:35:09 GMT") == 9s);
    CHECK(asked("Tue, 10 Mar 2026 14:34:00 GMT") == 0s);
    CHECK_FALSE(asked("61"));
    CHECK(asked("60", {.deadline = 61s}) == 60s);
    CHECK_FALSE(asked("30")); // as long as the deadline
    CHECK(asked("29") == 29s);
    CHECK_FALSE(asked("9", {.max_retry_after = 8s}));
    CHECK(delay_of(create_cash_in::endpoint, answered<create_cash_in>(429, "", "5")) == 5s);
}

} // namespace retry_policy_test
