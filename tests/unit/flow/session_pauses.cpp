// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/session.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/client.hpp>

#include <chrono>
#include <string>
#include <string_view>

// Logins keep their pauses, whatever the clock does and whatever the tokens are worth.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace session_pauses_test {

namespace {

struct fixture {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};
};

error const lost{errc::no_answer};

bool asks_for_token(step const& now) {
    return now.request() != nullptr && now.request()->target() == "/auth/token";
}

/// How many of a thousand payouts in a second ask for a token.
int logins_of_a_crowd(fixture& f, response const& answer) {
    int logins = 0;
    for (int i = 0; i != 1000; ++i) {
        exchange exchange{f.session, sample_payout(), {}, 1};
        if (asks_for_token(exchange.start(f.clock()))) {
            ++logins;
            exchange.receive(answer, f.clock());
        }
        f.clock.advance(1ms);
    }
    return logins;
}

} // namespace

TEST_CASE("a failed login is followed by its pause, wherever the clock stands", "[flow][session]") {
    response busy = problem_reply(503, "");
    busy.retry_after = "60";
    struct {
        std::chrono::seconds from_token;
        response const answer;
        int most;
    } const table[] = {
        {2h, busy, 1},
        {-1h, busy, 1},
        {-1s, busy, 1},
        {-1h, problem_reply(401, "INVALID_CREDENTIALS"), 1},
        {-1h, problem_reply(500, ""), 4}, // 100 ms, 200 ms, 400 ms
        {2h, problem_reply(500, ""), 4},
    };
    for (auto const& [from_token, answer, most] : table) {
        INFO(from_token.count() << " s from the token, " << answer.status);
        fixture f;
        auto const made = f.session.on_token(token_reply(), f.clock());
        timestamp const right = f.clock();
        f.clock.advance(from_token);
        CHECK(logins_of_a_crowd(f, answer) == most);
        if (from_token > 0s) continue;
        // A clock that is right again is not held, and finds the token as it was.
        CHECK(f.session.current(right + 10s) == made.value());
        CHECK_FALSE(f.session.refresh_due(right + 10s + 1min));
    }
}

TEST_CASE("each jump of a clock costs one login at most", "[flow][session]") {
    response busy = problem_reply(503, "");
    busy.retry_after = "3600";
    fixture f;
    REQUIRE(f.session.on_token(token_reply(), f.clock()));
    f.clock.advance(-1h);
    CHECK(logins_of_a_crowd(f, busy) == 1);
    f.clock.advance(-2h);
    CHECK(logins_of_a_crowd(f, busy) == 1);
    f.clock.advance(2h); // where the first pause was
    CHECK(logins_of_a_crowd(f, busy) <= 1);
}

TEST_CASE("a thousand payouts whose tokens the API refuses cost a handful of logins",
          "[flow][client]") {
    for (char const* const code : {"", "UNAUTHORIZED", "TOKEN_EXPIRED"}) {
        INFO(code);
        fixture f;
        int logins = 0, posts = 0;
        auto const send = [&](request const& message) -> result<response> {
            if (message.target() == "/auth/token") {
                ++logins;
                return token_reply("a.b." + std::to_string(logins));
            }
            ++posts;
            return problem_reply(401, code);
        };
        client call{f.session, send, retry_policy{}, f.clock};
        for (int i = 0; i != 1000; ++i) {
            auto const refused = call(sample_payout());
            REQUIRE_FALSE(refused);
            CHECK(refused.error() == condition::authentication);
            CHECK_FALSE(refused.error().outcome_unknown());
            CHECK_FALSE(refused.error().during_authentication());
            f.clock.advance(1ms);
        }
        CHECK(logins == 5); // two at once, then after 100, 200 and 400 ms
        CHECK(posts == 1001);
        // The pauses end at ten seconds: six logins a minute.
        for (int i = 0; i != 20 * 60; ++i, f.clock.advance(1s))
            REQUIRE_FALSE(call(sample_payout()));
        CHECK(logins < 5 + 6 + 20 * 6);
        CHECK(logins > 20 * 5);
    }
}

TEST_CASE("a token that some requests cannot use goes on serving the others", "[flow][client]") {
    fixture f;
    int logins = 0, paid = 0;
    auto const send = [&](request const& message) -> result<response> {
        if (message.target() == "/auth/token")
            return token_reply("a.b." + std::to_string(++logins));
        if (message.target() == "/account/balance") return problem_reply(401, "");
        return json_reply(202, sample_payout_json());
    };
    client call{f.session, send, retry_policy{}, f.clock};
    for (int i = 0; i != 600; ++i, f.clock.advance(100ms)) {
        CHECK_FALSE(call(get_balance{}));
        paid += call(sample_payout()).has_value() ? 1 : 0;
    }
    CHECK(paid == 600);
    CHECK(logins < 15);
}

TEST_CASE("one token that is refused at once is replaced at once", "[flow][session]") {
    fixture f;
    auto const first = f.session.on_token(token_reply("a.b.c"), f.clock()).value();
    f.session.invalidate(first, f.clock());
    CHECK(f.session.current(f.clock()) == nullptr);
    CHECK(f.session.refresh_due(f.clock()));
    auto const second = f.session.on_token(token_reply("d.e.f"), f.clock()).value();
    f.session.invalidate(first, f.clock()); // another exchange hears of the first late
    CHECK_FALSE(f.session.refresh_due(f.clock()));
    SECTION("the second in a row waits for its pause, and serves until then") {
        for (int i = 0; i != 3; ++i) { // a crowd that hears of it lengthens nothing
            f.session.invalidate(second, f.clock() + i * 10ms);
            CHECK(f.session.current(f.clock()) == second);
        }
        CHECK_FALSE(f.session.refresh_due(f.clock() + 100ms - 1us));
        CHECK(f.session.refresh_due(f.clock() + 100ms));
        CHECK(f.session.current(f.clock() + 100ms) == second);
        f.clock.advance(100ms);
        f.session.invalidate(f.session.on_token(token_reply("g.h.i"), f.clock()).value(),
                             f.clock());
        CHECK_FALSE(f.session.refresh_due(f.clock() + 200ms - 1us));
        CHECK(f.session.refresh_due(f.clock() + 200ms));
    }
    SECTION("and is not renewed before, though its end is near") {
        timestamp const begun = f.clock();
        f.session.invalidate(second, begun);
        f.clock.advance(10s);
        auto const brief = f.session.on_token(token_reply("g.h.i", 30), begun).value();
        f.session.invalidate(brief,
                             begun + 29s); // third in a row, and a third of its life is the margin
        CHECK_FALSE(f.session.refresh_due(begun + 29s + 200ms - 1us));
        CHECK(f.session.refresh_due(begun + 29s + 200ms));
        CHECK(f.session.refresh_due(begun + 30s)); // but no longer than it lasts
    }
    SECTION("one that served for a while ends the row") {
        f.clock.advance(limits::token_probation);
        f.session.invalidate(second, f.clock());
        CHECK(f.session.current(f.clock()) == nullptr);
        f.session.invalidate(f.session.on_token(token_reply("g.h.i"), f.clock()).value(),
                             f.clock());
        CHECK(f.session.current(f.clock()) == nullptr);
        CHECK(f.session.refresh_due(f.clock()));
    }
    SECTION("and so does a long time") {
        f.clock.advance(1h);
        f.session.invalidate(f.session.on_token(token_reply("g.h.i"), f.clock()).value(),
                             f.clock());
        CHECK(f.session.current(f.clock()) == nullptr);
    }
    SECTION("but no clock that was set back") {
        f.clock.advance(-1h);
        auto const third = f.session.on_token(token_reply("g.h.i"), f.clock()).value();
        f.session.invalidate(third, f.clock());
        CHECK(f.session.current(f.clock()) == third);
        CHECK(f.session.refresh_due(f.clock() + 100ms));
    }
    SECTION("a failed login beside it keeps its own pause") {
        f.session.invalidate(second, f.clock());
        f.clock.advance(100ms);
        f.session.on_token_error(lost, f.clock());
        CHECK(f.session.current(f.clock()) == second);
        CHECK_FALSE(f.session.refresh_due(f.clock() + 10s - 1us));
        CHECK(f.session.refresh_due(f.clock() + 10s));
    }
}

} // namespace session_pauses_test
