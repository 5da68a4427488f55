// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/exchange.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>

#include <boost/system/errc.hpp>

#include <chrono>
#include <string_view>
#include <utility>

// Which step an exchange gives to a driver that calls at the wrong time, or too late.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace exchange_steps_test {

namespace {

struct fixture {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};

    explicit fixture(bool with_token = true) {
        if (with_token) REQUIRE(session.on_token(token_reply(), clock()));
    }

    template <class Op>
    connectpsp::exchange<Op> begin(Op op, retry_policy const& policy = {}) {
        return {session, std::move(op), policy, 1};
    }
};

bool sends(step const& now, std::string_view target) {
    return now.request() != nullptr && now.request()->target() == target;
}
bool asks_for_token(step const& now) { return sends(now, "/auth/token"); }
bool waits(step const& now) { return !now.done() && now.request() == nullptr; }

error const lost{errc::no_answer};
rebalance const exposure{.target_amount = money::from_centavos(60'000'000)};

} // namespace

TEST_CASE("an operation that build refuses asks for no token", "[flow][exchange]") {
    create_cash_out nothing = sample_payout();
    nothing.amount = money{};
    get_balance const no_day{.date = date{std::chrono::year{2026} / 2 / 30}};
    auto const check_refused = [](auto& exchange, step const& now, errc why) {
        CHECK(now.done());
        REQUIRE_FALSE(exchange.result());
        CHECK(exchange.result().error() == why);
        CHECK(exchange.result().error() == condition::invalid_argument);
        CHECK_FALSE(exchange.result().error().during_authentication());
        CHECK_FALSE(exchange.result().error().outcome_unknown());
    };
    for (bool const with_token : {false, true}) {
        INFO(with_token);
        fixture f{with_token};
        auto payout = f.begin(nothing);
        check_refused(payout, payout.start(f.clock()), errc::amount_not_positive);
        CHECK(payout.result().error().pointer() == "/amount");
        auto balance = f.begin(no_day);
        check_refused(balance, balance.start(f.clock()), errc::invalid_date);
        auto next = f.begin(get_balance{}); // which finds the turn free
        CHECK(asks_for_token(next.start(f.clock())) == !with_token);
        // While another caller asks for a token.
        if (with_token) continue;
        auto waiting = f.begin(nothing);
        check_refused(waiting, waiting.start(f.clock()), errc::amount_not_positive);
    }
    fixture f{false}; // whose login has just failed
    auto rejected = f.begin(get_balance{}, retry_policy::no_retry());
    rejected.start(f.clock());
    REQUIRE(rejected.receive(problem_reply(401, "INVALID_CREDENTIALS"), f.clock()).done());
    auto payout = f.begin(nothing);
    check_refused(payout, payout.start(f.clock()), errc::amount_not_positive);
}

TEST_CASE("a rebalance that would be too late after a pause ends before it", "[flow][exchange]") {
    response busy = problem_reply(503, "");
    busy.retry_after = "5";
    SECTION("after its own answer") {
        for (bool const late : {false, true}) {
            INFO(late);
            fixture f{false};
            auto exchange = f.begin(exposure, {.deadline = 10s});
            REQUIRE(asks_for_token(exchange.start(f.clock())));
            f.clock.advance(late ? 4s : 2s); // of ten, since the exchange began
            REQUIRE(sends(exchange.receive(token_reply(), f.clock()), "/account/rebalance"));
            f.clock.advance(2s);
            CHECK(exchange.receive(busy, f.clock()).done() == late);
            if (!late) continue;
            CHECK(exchange.result().error().cause() == api_errc::service_unavailable);
            CHECK(exchange.result().error().remedy() == remedy::reconcile);
        }
    }
    SECTION("after a login that failed") {
        for (bool const late : {false, true}) {
            INFO(late);
            fixture f{false};
            auto first = f.begin(get_balance{});
            auto exchange = f.begin(exposure, {.deadline = 10s});
            REQUIRE(asks_for_token(first.start(f.clock())));
            REQUIRE(waits(exchange.start(f.clock()))); // for the token of another caller
            f.clock.advance(late ? 4s : 2s);
            first.cancel();
            REQUIRE(asks_for_token(exchange.resume(f.clock())));
            f.clock.advance(2s);
            CHECK(exchange.receive(busy, f.clock()).done() == late);
            if (!late) continue;
            CHECK(exchange.result().error() == api_errc::service_unavailable);
            CHECK(exchange.result().error().during_authentication());
            CHECK_FALSE(exchange.result().error().outcome_unknown());
        }
    }
    SECTION("before a login that must not be asked for yet") {
        for (bool const late : {false, true}) {
            INFO(late);
            fixture f{false};
            auto first = f.begin(get_balance{});
            auto exchange = f.begin(exposure, {.deadline = 10s});
            REQUIRE(asks_for_token(first.start(f.clock())));
            REQUIRE(waits(exchange.start(f.clock())));
            f.clock.advance(late ? 6s : 2s);
            first.receive(busy, f.clock());
            CHECK(exchange.resume(f.clock()).done() == late);
            if (!late) continue;
            CHECK(exchange.result().error() == api_errc::service_unavailable);
            CHECK(exchange.result().error().during_authentication());
        }
    }
}

TEST_CASE("a timer that was not stopped sends nothing again", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(exposure, retry_policy::no_retry());
    int sent = exchange.start(f.clock()).request() != nullptr ? 1 : 0;
    for (auto const later : {0ms, 60'000ms, 60'000ms}) {
        f.clock.advance(later);
        for (step const now : {exchange.resume(f.clock()), exchange.start(f.clock())}) {
            sent += now.request() != nullptr ? 1 : 0;
            REQUIRE(waits(now));
            CHECK(now.delay() > 0ms); // a loop that obeys does not spin
        }
    }
    f.clock.advance(std::chrono::hours{24});
    CHECK(exchange.start(f.clock()).request() == nullptr);
    CHECK(sent == 1);
    // The answer is taken all the same.
    CHECK(exchange.receive(json_reply(200, R"({"success":true})"), f.clock()).done());
    CHECK(exchange.result());
}

TEST_CASE("the request for a token is handed out once", "[flow][exchange]") {
    fixture f{false};
    auto exchange = f.begin(get_balance{});
    REQUIRE(asks_for_token(exchange.start(f.clock())));
    CHECK(waits(exchange.resume(f.clock())));
    CHECK(waits(exchange.start(f.clock())));
    CHECK(sends(exchange.receive(token_reply(), f.clock()), "/account/balance"));
    CHECK(waits(exchange.resume(f.clock())));
}

TEST_CASE("an exchange that waits is not begun again, and one that is done stays done",
          "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    CHECK(exchange.resume(f.clock()).done()); // not begun: there is nothing to resume
    REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
    step const wait = exchange.fail(lost, f.clock());
    REQUIRE(waits(wait));
    step const again = exchange.start(f.clock());
    CHECK(waits(again));
    CHECK(again.delay() == wait.delay());
    exchange.cancel();
    for (step const now :
         {exchange.start(f.clock()), exchange.resume(f.clock()),
          exchange.receive(token_reply(), f.clock()), exchange.fail(lost, f.clock())})
        CHECK(now.done());
}

TEST_CASE("behind its deadline an operation sends nothing, not even for a token",
          "[flow][exchange]") {
    for (bool const late : {false, true}) {
        INFO(late);
        fixture f;
        auto exchange = f.begin(sample_payout(), {.deadline = 10s});
        REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
        f.clock.advance(1s);
        REQUIRE(waits(exchange.fail(lost, f.clock())));
        f.session.invalidate(f.session.current(f.clock())); // so that one has to be asked for
        f.clock.advance(late ? 9s : 9s - 1ms);              // the driver has slept too long
        step const now = exchange.resume(f.clock());
        CHECK(now.done() == late);
        CHECK(asks_for_token(now) == !late);
        if (!late) continue;
        CHECK(exchange.result().error().outcome_unknown());
        CHECK(exchange.result().error().remedy() == remedy::retry_same_key);
        CHECK_FALSE(exchange.result().error().during_authentication());
    }
}

TEST_CASE("a login that was lost counts no more once another caller's token serves",
          "[flow][exchange]") {
    fixture f{false};
    auto exchange = f.begin(sample_payout());
    REQUIRE(asks_for_token(exchange.start(f.clock())));
    f.clock.advance(limits::token_refresh_lease + 1s); // another caller takes the login over
    {
        auto const turn = f.session.try_lock_refresh(f.clock());
        REQUIRE(turn);
        REQUIRE(f.session.on_token(token_reply("b.b.b"), f.clock()));
    }
    f.clock.advance(4s);
    REQUIRE(sends(exchange.fail(lost, f.clock()), "/cash-out"));
    f.clock.advance(10s); // longer than the deadline since the start
    CHECK(asks_for_token(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock())));
}

TEST_CASE("a token that is refused behind the deadline is not replaced to send again",
          "[flow][exchange]") {
    for (bool const late : {false, true}) {
        INFO(late);
        fixture f;
        auto exchange = f.begin(sample_payout(), {.deadline = 10s});
        REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
        f.clock.advance(late ? 10s : 10s - 1ms);
        step now = exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock());
        CHECK(now.done() == late);
        if (late) {
            CHECK(exchange.result().error() == api_errc::token_expired);
            CHECK_FALSE(exchange.result().error().outcome_unknown());
            continue;
        }
        // The deadline runs from the first attempt, though that one does not count.
        REQUIRE(asks_for_token(now));
        f.clock.advance(1ms);
        CHECK(exchange.receive(token_reply("d.e.f"), f.clock()).done());
        CHECK(exchange.result().error() == api_errc::token_expired);
    }
}

TEST_CASE("the deadline runs from the first attempt, though its token was refused",
          "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout(), {.deadline = 10s});
    REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
    f.clock.advance(8s);
    REQUIRE(asks_for_token(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock())));
    REQUIRE(sends(exchange.receive(token_reply("d.e.f"), f.clock()), "/cash-out"));
    f.clock.advance(1s);
    REQUIRE(waits(exchange.fail(lost, f.clock())));
    f.clock.advance(1s);
    CHECK(exchange.resume(f.clock()).done());
    CHECK(exchange.result().error().outcome_unknown());
}

TEST_CASE("an exchange that missed its deadline while it waited for a token asks for none",
          "[flow][exchange]") {
    SECTION("for another caller's") {
        for (bool const late : {false, true}) {
            INFO(late);
            fixture f{false};
            auto first = f.begin(get_balance{});
            auto second = f.begin(sample_payout(), {.deadline = 10s});
            REQUIRE(asks_for_token(first.start(f.clock())));
            REQUIRE(waits(second.start(f.clock())));
            first.cancel();
            f.clock.advance(late ? 10s : 10s - 1ms);
            step const now = second.resume(f.clock());
            CHECK(now.done() == late);
            CHECK(asks_for_token(now) == !late);
            if (!late) continue;
            CHECK(second.result().error() == errc::not_sent);
            CHECK(second.result().error().during_authentication());
            CHECK_FALSE(second.result().error().outcome_unknown());
        }
    }
    SECTION("for an own one that failed") {
        fixture f{false};
        auto exchange = f.begin(sample_payout(), {.deadline = 10s});
        REQUIRE(asks_for_token(exchange.start(f.clock())));
        REQUIRE(waits(exchange.fail(error{errc::not_sent}, f.clock())));
        f.clock.advance(10s);
        REQUIRE(exchange.resume(f.clock()).done());
        CHECK(exchange.result().error() == errc::not_sent);
        CHECK(exchange.result().error().during_authentication());
    }
    SECTION("but a token that another caller has brought is used") {
        fixture f{false};
        auto first = f.begin(get_balance{});
        auto second = f.begin(sample_payout(), {.deadline = 10s});
        REQUIRE(asks_for_token(first.start(f.clock())));
        REQUIRE(waits(second.start(f.clock())));
        first.receive(token_reply(), f.clock());
        f.clock.advance(10s); // the payout's own deadline begins with its first attempt
        CHECK(sends(second.resume(f.clock()), "/cash-out"));
    }
}

TEST_CASE("a token that is refused costs no attempt", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout(), {.max_attempts = 2});
    REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
    REQUIRE(asks_for_token(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock())));
    REQUIRE(sends(exchange.receive(token_reply("d.e.f"), f.clock()), "/cash-out"));
    step const now = exchange.receive(problem_reply(503, ""), f.clock()); // the first of two
    REQUIRE(waits(now));
    f.clock.advance(now.delay());
    REQUIRE(sends(exchange.resume(f.clock()), "/cash-out"));
    CHECK(exchange.receive(problem_reply(503, ""), f.clock()).done());
}

TEST_CASE("a refused token is replaced once for an operation", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout(), {.deadline = 10min});
    constexpr auto long_enough =
        limits::token_probation + 1s; // so that the token is not refused at once
    f.clock.advance(long_enough);
    REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
    REQUIRE(asks_for_token(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock())));
    REQUIRE(sends(exchange.receive(token_reply("d.e.f"), f.clock()), "/cash-out"));
    f.clock.advance(long_enough);
    CHECK(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock()).done());
    CHECK(exchange.result().error() == condition::authentication);
    CHECK_FALSE(f.session.current(f.clock()));
}

TEST_CASE("an exchange that has ended keeps no token", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(get_balance{});
    request const* const sent = exchange.start(f.clock()).request();
    REQUIRE(sent != nullptr);
    REQUIRE_FALSE(sent->headers.text().empty());
    REQUIRE(exchange.receive(problem_reply(404, ""), f.clock()).done());
    CHECK(sent->headers.text().empty()); // the request is a member of the exchange
}

TEST_CASE("the deadline of a login begins with its first attempt", "[flow][exchange]") {
    fixture f{false};
    auto exchange = f.begin(get_balance{}, {.max_attempts = 9, .deadline = 10s});
    REQUIRE(asks_for_token(exchange.start(f.clock())));
    response busy = problem_reply(503, "");
    busy.retry_after = "6";
    step const now = exchange.receive(response_view(busy), f.clock());
    REQUIRE(waits(now));
    f.clock.advance(now.delay());
    REQUIRE(asks_for_token(exchange.resume(f.clock())));
    CHECK(exchange.receive(response_view(busy), f.clock()).done()); // six more seconds are too many
}

TEST_CASE("a doubtful payout that is given up while it waits is to be sent again, not looked into",
          "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
    REQUIRE(waits(exchange.fail(lost, f.clock())));
    // Both as it stands and when it is cancelled.
    CHECK(exchange.result().error().remedy() == remedy::retry_same_key);
    exchange.cancel();
    CHECK(exchange.result().error().outcome_unknown());
    CHECK(exchange.result().error().remedy() == remedy::retry_same_key);
    CHECK(exchange.result().error().idempotency_key() == sample_key);
}

TEST_CASE("what a login met with says nothing about the operation", "[flow][exchange]") {
    fixture f{false};
    auto exchange = f.begin(sample_refund());
    REQUIRE(asks_for_token(exchange.start(f.clock())));
    REQUIRE(exchange.receive(problem_reply(422, "CASH_IN_ALREADY_REFUNDED"), f.clock()).done());
    error const why = exchange.result().error();
    REQUIRE(why.during_authentication());
    for (auto const misleading : {condition::already_done, condition::rejected,
                                  condition::insufficient_funds, condition::not_found})
        CHECK(why != misleading);
}

} // namespace exchange_steps_test
