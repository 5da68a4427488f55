// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/session.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

// The turn to obtain a token, when its holder does not come back, or comes back late.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace session_lease_test {

namespace {

struct fixture {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};
};

constexpr auto lease = limits::token_refresh_lease;

bool asks_for_token(step const& now) {
    return now.request() != nullptr && now.request()->target() == "/auth/token";
}

/// Carries a payout out over a server that is well.
template <class Clock>
result<cash_out_receipt> pay(session& session, Clock& clock) {
    exchange exchange{session, sample_payout(), {}, 1};
    for (step next = exchange.start(clock()); !next.done();) {
        if (next.request() == nullptr) {
            clock.advance(next.delay());
            next = exchange.resume(clock());
        } else {
            clock.advance(50ms);
            next = exchange.receive(asks_for_token(next) ? token_reply()
                                                         : json_reply(202, sample_payout_json()),
                                    clock());
        }
    }
    return std::move(exchange).result();
}

} // namespace

TEST_CASE("a turn that is held beyond its lease is taken over", "[flow][session]") {
    fixture f;
    auto late = f.session.try_lock_refresh(f.clock());
    REQUIRE(late);
    f.clock.advance(lease - 1us);
    CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
    f.clock.advance(1us);
    auto next = f.session.try_lock_refresh(f.clock());
    REQUIRE(next);
    CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
    SECTION("and the end of the late turn does not end the next") {
        late = {};
        CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
        next = {};
        CHECK(f.session.try_lock_refresh(f.clock()));
    }
    SECTION("nor does a late turn that is moved") {
        auto moved = std::move(late);
        late = std::move(moved);
        moved = {};
        CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
        std::optional<session::refresh_lock> held{std::move(next)};
        late = {};
        CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
        held.reset();
        CHECK(f.session.try_lock_refresh(f.clock()));
    }
    SECTION("and the late holder's token is taken") {
        auto const made = f.session.on_token(token_reply("a.b.c"), f.clock() - lease);
        REQUIRE(made);
        CHECK(f.session.current(f.clock()) == made.value());
        auto const newer = f.session.on_token(token_reply("d.e.f"), f.clock());
        REQUIRE(newer);
        CHECK(f.session.current(f.clock()) == newer.value());
    }
    SECTION("and the late holder's failure does not hold up who has a token") {
        auto const made = f.session.on_token(token_reply("d.e.f"), f.clock());
        f.session.on_token_error(error{errc::no_answer}, f.clock());
        CHECK(f.session.current(f.clock()) == made.value());
        CHECK_FALSE(f.session.refresh_due(f.clock() + 3000s));
    }
}

TEST_CASE("a clock that was set far back does not lengthen a lease", "[flow][session]") {
    fixture f;
    auto const held = f.session.try_lock_refresh(f.clock());
    REQUIRE(held);
    // Callers read the clock at different moments.
    CHECK_FALSE(f.session.try_lock_refresh(f.clock() - 1s));
    CHECK(f.session.try_lock_refresh(f.clock() - std::chrono::hours{2}));
}

TEST_CASE("a login that never ends stops no other operation for longer than the lease",
          "[flow][exchange]") {
    fixture f;
    exchange hung{f.session, get_balance{}};
    REQUIRE(asks_for_token(hung.start(f.clock()))); // and its transport never returns
    timestamp const begun = f.clock();
    CHECK(pay(f.session, f.clock)); // which waits, and takes over
    CHECK(f.clock() >= begun + lease);
    CHECK(f.clock() < begun + lease + 1s);
    for (int hour = 0; hour != 24 * 7; ++hour) {
        f.clock.advance(std::chrono::hours{1});
        REQUIRE(pay(f.session, f.clock));
    }
}

TEST_CASE("whose login comes late goes on with its own token", "[flow][exchange]") {
    fixture f;
    exchange late{f.session, get_balance{}};
    REQUIRE(asks_for_token(late.start(f.clock())));
    f.clock.advance(lease);
    exchange other{f.session, sample_payout()};
    REQUIRE(asks_for_token(other.start(f.clock())));
    step const now = late.receive(token_reply("a.b.c"), f.clock());
    REQUIRE(now.request() != nullptr);
    CHECK(now.request()->headers.find("Authorization") == "Bearer a.b.c");
    // The other still has its turn, and no caller takes a third.
    CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
    CHECK(other.receive(token_reply("d.e.f"), f.clock()).request() != nullptr);
}

} // namespace session_lease_test
