// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/session.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_values.hpp"

#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <utility>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace session_test {

namespace {

struct fixture {
    explicit fixture(std::chrono::seconds margin = limits::token_refresh_margin)
        : session(environment::staging(), sample_credentials(), margin) {}

    connectpsp::session session;
    fake_clock clock{};
};

error const lost{errc::no_answer};

error busy_for(std::chrono::seconds pause) {
    return error{api_errc::too_many_requests, {.retry_after = retry_after{pause}}};
}

/// A token is not renewed before `earliest`, and is renewed at `latest`, from when it was asked
/// for.
void check_life(int expires_in, std::chrono::seconds margin, std::chrono::microseconds earliest,
                std::chrono::microseconds latest) {
    INFO(expires_in << " s with a margin of " << margin.count() << " s");
    fixture f{margin};
    timestamp const begin = f.clock();
    auto const made = f.session.on_token(token_reply("a.b.c", expires_in), begin);
    REQUIRE(made);
    CHECK(f.session.current(begin) == made.value());
    CHECK_FALSE(f.session.refresh_due(begin));
    CHECK_FALSE(f.session.refresh_due(begin + earliest - 1us));
    CHECK(f.session.refresh_due(begin + latest));
    timestamp const end = begin + std::chrono::seconds{expires_in};
    CHECK(f.session.current(end - 1us) == made.value());
    CHECK(f.session.current(end) == nullptr);
    CHECK(f.session.refresh_due(end));
}

/// When a token of an hour is renewed, in whole seconds from when it was asked for.
int refresh_second(std::string_view token) {
    fixture f;
    REQUIRE(f.session.on_token(token_reply(token), f.clock()));
    int second = 0;
    while (!f.session.refresh_due(f.clock() + std::chrono::seconds{second}))
        ++second;
    return second;
}

} // namespace

TEST_CASE("a session begins without a token", "[flow][session]") {
    fixture const f;
    CHECK(f.session.current(f.clock()) == nullptr);
    CHECK(f.session.refresh_due(f.clock()));
    CHECK(f.session.environment() == environment::staging());
}

TEST_CASE("the request for a token carries the credentials", "[flow][session]") {
    fixture const f;
    auto const made = f.session.token_request();
    REQUIRE(made);
    CHECK(made.value().url == "https://api.homologacao.connectpsp.com/auth/token");
    CHECK(made.value().body == "{\"clientId\":\"" + std::string{client_id} +
                                   "\",\"clientSecret\":\"" + std::string{client_secret} + "\"}");
    CHECK(made.value().headers.find("Authorization").empty());
    CHECK(made.value().headers.find("ApplicationToken").empty());
}

TEST_CASE("an accepted token is signed and served", "[flow][session]") {
    fixture f;
    auto const made = f.session.on_token(token_reply(), f.clock());
    REQUIRE(made);
    REQUIRE(made.value() != nullptr);
    CHECK(made.value()->signed_fields() == sample_authorization().signed_fields());
    CHECK(made.value()->environment() == environment::staging());
    CHECK(f.session.current(f.clock()) == made.value());
    CHECK_FALSE(f.session.refresh_due(f.clock()));
}

TEST_CASE("a token is renewed a margin before its end, at most half its life", "[flow][session]") {
    check_life(3600, limits::token_refresh_margin, 3510s, 3540s);
    check_life(3600, 0s, 3600s, 3600s);
    check_life(3600, 600s, 2700s, 3000s);
    check_life(3600, 1200s, 1800s, 2400s);
    check_life(3600, 3600s, 1800s, 2400s);
    check_life(3600, std::chrono::hours{24 * 365}, 1800s, 2400s);
    check_life(3600, std::chrono::seconds::max(), 1800s, 2400s);
    check_life(3600, -5s, 3600s, 3600s);
    check_life(180, 60s, 90s, 120s);
    check_life(99, 60s, 49s, 66s);
    check_life(9, 60s, 4s, 6s);
    check_life(3, 60s, 1s, 2s);
    check_life(1, 0s, 1s, 1s);
}

TEST_CASE("a fleet does not renew in the same second", "[flow][session]") {
    std::set<int> seconds;
    for (int i = 0; i != 64; ++i) {
        int const second = refresh_second("a.b." + std::to_string(i));
        CHECK(second >= 3510);
        CHECK(second <= 3540);
        seconds.insert(second);
    }
    CHECK(seconds.size() > 15); // of thirty
    CHECK(refresh_second("a.b.0") == refresh_second("a.b.0"));
}

TEST_CASE("one at a time has the turn to renew", "[flow][session]") {
    fixture f;
    auto turn = f.session.try_lock_refresh(f.clock());
    CHECK(turn);
    CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
    auto moved = std::move(turn);
    CHECK_FALSE(turn); // NOLINT(bugprone-use-after-move): it has to be empty
    CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
    moved = {};
    {
        auto const again = f.session.try_lock_refresh(f.clock());
        CHECK(again);
    }
    CHECK(f.session.try_lock_refresh(f.clock()));
    REQUIRE(f.session.on_token(token_reply(), f.clock()));
    CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
    CHECK(f.session.try_lock_refresh(f.clock() + 3540s));
}

TEST_CASE("a renewal that failed is not tried again before a pause", "[flow][session]") {
    fixture f;
    auto const made = f.session.on_token(token_reply(), f.clock());
    REQUIRE(made);
    timestamp const due = f.clock() + 3540s;
    f.session.on_token_error(lost, f.clock()); // what is not due is not brought forward
    CHECK_FALSE(f.session.refresh_due(f.clock() + 11s));
    REQUIRE(f.session.refresh_due(due));
    for (timestamp at = due; at != due + 50s; at += 10s) {
        f.session.on_token_error(lost, at); // with a valid token the pauses do not grow
        CHECK_FALSE(f.session.refresh_due(at + 10s - 1us));
        CHECK(f.session.refresh_due(at + 10s));
        CHECK(f.session.current(at + 9s) == made.value());
        CHECK_FALSE(f.session.state(at + 9s).last_error);
    }
    // They do not go beyond the token's end either.
    f.session.on_token_error(lost, due + 55s);
    CHECK_FALSE(f.session.refresh_due(due + 60s - 1us));
    CHECK(f.session.refresh_due(due + 60s));
    CHECK(f.session.current(due + 60s) == nullptr);
}

TEST_CASE("without a token nobody asks again at once, and ever later", "[flow][session]") {
    fixture f;
    // Whatever goes wrong: the server may be well again, and does not say who may not ask.
    error const wrong[] = {lost, error{api_errc::internal_server_error},
                           error{errc::json_incomplete, {.status = 200}}};
    int failed = 0;
    for (auto const pause :
         {100ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms, 10000ms, 10000ms}) {
        f.session.on_token_error(wrong[failed++ % 3], f.clock());
        f.session.on_token_error(lost, f.clock()); // who comes late with the same lengthens nothing
        session::token_state const now = f.session.state(f.clock() + pause - 1us);
        CHECK(now.authorization == nullptr);
        CHECK_FALSE(now.refresh_due);
        CHECK(now.refresh_at == f.clock() + pause);
        REQUIRE(now.last_error);
        CHECK_FALSE(f.session.try_lock_refresh(f.clock() + pause - 1us));
        f.clock.advance(pause);
        CHECK(f.session.state(f.clock()).refresh_due);
        CHECK_FALSE(f.session.state(f.clock()).last_error);
        CHECK(f.session.try_lock_refresh(f.clock()));
    }
    REQUIRE(f.session.on_token(token_reply("a.b.c", 10), f.clock()));
    f.clock.advance(10s); // and a token resets all of it
    f.session.on_token_error(lost, f.clock());
    CHECK(f.session.refresh_due(f.clock() + 100ms));
}

TEST_CASE("what failed long ago, or with a token at hand, lengthens no pause", "[flow][session]") {
    SECTION("long ago") {
        fixture f;
        f.session.on_token_error(lost, f.clock());
        f.clock.advance(100ms);
        f.session.on_token_error(lost, f.clock());
        f.clock.advance(200ms + limits::token_backoff - 1us); // by now an answer may be lost
        f.session.on_token_error(lost, f.clock());
        CHECK_FALSE(f.session.refresh_due(f.clock() + 400ms - 1us));
        f.clock.advance(400ms + limits::token_backoff);
        f.session.on_token_error(lost, f.clock());
        CHECK(f.session.refresh_due(f.clock() + 100ms));
    }
    SECTION("with a token at hand") {
        fixture f;
        REQUIRE(f.session.on_token(token_reply(), f.clock()));
        f.clock.advance(3590s);
        f.session.on_token_error(lost, f.clock());
        f.clock.advance(10s);
        f.session.on_token_error(lost, f.clock());
        CHECK(f.session.refresh_due(f.clock() + 100ms));
        f.clock.advance(100ms); // but from its end on
        f.session.on_token_error(lost, f.clock());
        CHECK_FALSE(f.session.refresh_due(f.clock() + 200ms - 1us));
        CHECK(f.session.refresh_due(f.clock() + 200ms));
    }
}

TEST_CASE("no pause is so short that a crowd fits into it", "[flow][session]") {
    for (bool const at_the_end : {false, true}) {
        INFO(at_the_end);
        fixture f;
        if (at_the_end) {
            REQUIRE(f.session.on_token(token_reply(), f.clock()));
            f.clock.advance(3600s - 1us);
        }
        f.session.on_token_error(at_the_end ? lost : busy_for(0s), f.clock());
        CHECK_FALSE(f.session.refresh_due(f.clock() + 100ms - 1us));
        CHECK(f.session.refresh_due(f.clock() + 100ms));
        f.clock.advance(100ms);
        f.session.on_token_error(lost, f.clock());
        CHECK(f.session.refresh_due(f.clock() + 100ms) == at_the_end);
        CHECK(f.session.refresh_due(f.clock() + 200ms));
    }
}

TEST_CASE("who is refused a token does not knock again and again", "[flow][session]") {
    fixture f;
    f.session.on_token_error(error{api_errc::invalid_credentials}, f.clock());
    REQUIRE(f.session.state(f.clock() + 10s - 1us).last_error);
    CHECK(*f.session.state(f.clock() + 10s - 1us).last_error == api_errc::invalid_credentials);
    CHECK(f.session.refresh_due(f.clock() + 10s));
}

TEST_CASE("a Retry-After holds for everybody, with a token at hand and without",
          "[flow][session]") {
    for (bool const with_token : {false, true}) {
        INFO(with_token);
        fixture f;
        if (with_token) {
            REQUIRE(f.session.on_token(token_reply(), f.clock()));
            f.clock.advance(3595s);
        }
        f.session.on_token_error(busy_for(100s), f.clock());
        CHECK(static_cast<bool>(f.session.current(f.clock() + 4s)) == with_token);
        session::token_state const after = f.session.state(f.clock() + 100s - 1us);
        CHECK_FALSE(after.refresh_due);
        CHECK(after.authorization == nullptr);
        REQUIRE(after.last_error);
        CHECK(*after.last_error == api_errc::too_many_requests);
        CHECK(after.last_error->retry_after()->delay(f.clock() + 90s) == 10s);
        CHECK(f.session.refresh_due(f.clock() + 100s));
    }
    fixture f; // one by mistake is not an outage until the next start
    f.session.on_token_error(busy_for(limits::retry_after), f.clock());
    CHECK_FALSE(f.session.refresh_due(f.clock() + limits::token_max_backoff - 1us));
    CHECK(f.session.refresh_due(f.clock() + limits::token_max_backoff));
}

TEST_CASE("a token that is refused ends a pause, but not the server's", "[flow][session]") {
    for (bool const asked : {false, true}) {
        INFO(asked);
        fixture f;
        auto const made = f.session.on_token(token_reply(), f.clock());
        REQUIRE(made);
        f.clock.advance(3545s);
        f.session.on_token_error(asked ? busy_for(30s) : lost, f.clock());
        f.session.invalidate(made.value());
        CHECK(f.session.current(f.clock()) == nullptr);
        CHECK(f.session.refresh_due(f.clock()) != asked);
        CHECK(f.session.state(f.clock()).last_error.has_value() == asked);
        CHECK(f.session.refresh_due(f.clock() + 30s));
        f.session.invalidate(nullptr); // nothing was refused
        CHECK(f.session.refresh_due(f.clock()) != asked);
    }
}

TEST_CASE("a clock that jumped back is held by no pause", "[flow][session]") {
    fixture f;
    f.session.on_token_error(busy_for(30s), f.clock());
    CHECK_FALSE(f.session.refresh_due(f.clock() - 10s)); // and not all clocks are read at once
    CHECK(f.session.refresh_due(f.clock() - 10s - 1us));
    f.session.on_token_error(lost, f.clock() - 1000s); // and the next failure counts from there
    CHECK_FALSE(f.session.refresh_due(f.clock() - 1000s));
    CHECK(f.session.refresh_due(f.clock() - 1000s + 100ms));
    CHECK(f.session.refresh_due(f.clock()));
}

TEST_CASE("a clock that is right again finds the token as it was", "[flow][session]") {
    fixture f;
    auto const made = f.session.on_token(token_reply(), f.clock());
    CHECK(f.session.refresh_due(f.clock() - 1000s));
    f.session.on_token_error(lost, f.clock() - 1000s);
    CHECK(f.session.current(f.clock()) == made.value());
    CHECK_FALSE(f.session.refresh_due(f.clock() + 3000s));
    // The same while a renewal is put off: the clock goes back an hour, and no caller waits for
    // two.
    f.session.on_token_error(busy_for(3600s), f.clock() + 3550s);
    CHECK(f.session.current(f.clock() + 50s) == made.value());
    CHECK_FALSE(f.session.refresh_due(f.clock() + 50s));
    CHECK_FALSE(f.session.refresh_due(f.clock() + 3550s));
    f.session.invalidate(made.value());
    CHECK(f.session.refresh_due(f.clock() + 50s));
    CHECK_FALSE(f.session.refresh_due(f.clock() + 3550s));
}

TEST_CASE("a token's life begins when it was asked for", "[flow][session]") {
    fixture f;
    timestamp const asked_at = f.clock();
    f.clock.advance(30s); // the answer was slow
    REQUIRE(f.session.on_token(token_reply("a.b.c", 100), asked_at));
    CHECK(f.session.current(asked_at + 99s) != nullptr);
    CHECK(f.session.current(asked_at + 100s) == nullptr);
}

TEST_CASE("a clock that stands before the token was asked for serves none", "[flow][session]") {
    fixture f;
    auto const made = f.session.on_token(token_reply(), f.clock());
    CHECK(f.session.current(f.clock() - 1us) == nullptr);
    CHECK(f.session.refresh_due(f.clock() - 1us));
    CHECK(f.session.current(f.clock() - std::chrono::hours{1000}) == nullptr);
    CHECK(f.session.current(f.clock()) == made.value()); // and back
}

TEST_CASE("a clock that jumps ahead ends the token", "[flow][session]") {
    fixture f;
    REQUIRE(f.session.on_token(token_reply(), f.clock()));
    CHECK(f.session.current(f.clock() + std::chrono::hours{1000}) == nullptr);
    CHECK(f.session.refresh_due(f.clock() + std::chrono::hours{1000}));
}

TEST_CASE("the server's clock has no say", "[flow][session]") {
    for (char const* const issued : {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        fixture f;
        REQUIRE(f.session.on_token(
            json_reply(200, R"({"accessToken":"a.b.c","expiresIn":60,"issuedAt":")" +
                                std::string{issued} + "\"}"),
            f.clock()));
        CHECK(f.session.current(f.clock() + 59s) != nullptr);
        CHECK(f.session.current(f.clock() + 60s) == nullptr);
    }
}

TEST_CASE("an answer that is no token leaves the one at hand as it is", "[flow][session]") {
    fixture f;
    auto const first = f.session.on_token(token_reply(), f.clock());
    struct {
        response answer;
        boost::system::error_code code;
    } const table[] = {
        {problem_reply(401, "INVALID_CREDENTIALS"), api_errc::invalid_credentials},
        {{.status = 502, .content_type = "text/html", .body = "<html>"}, api_errc::bad_gateway},
        {{.status = 500}, api_errc::internal_server_error},
        {{.status = 0}, api_errc::unexpected_status},
        {json_reply(200, ""), errc::json_incomplete},
        {json_reply(200, "{}"), errc::missing_member},
        {token_reply("a\\r\\nb"), errc::invalid_access_token},
        {token_reply(""), errc::invalid_access_token},
        {token_reply("a.b.c", 0), errc::out_of_range},
        {token_reply("a.b.c", -1), errc::out_of_range},
        {token_reply(std::string(limits::access_token_bytes + 1, 'a')),
         errc::access_token_too_long},
    };
    for (auto const& [answer, code] : table) {
        INFO(answer.body.substr(0, 100));
        auto const refused = f.session.on_token(answer, f.clock() + 10s);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code() == code);
        CHECK(f.session.current(f.clock()) == first.value());
        CHECK(f.session.current(f.clock() + 3599s) == first.value());
    }
}

TEST_CASE("a new token replaces the one before, which lives on in who holds it",
          "[flow][session]") {
    fixture f;
    auto const first = f.session.on_token(token_reply("a.b.c"), f.clock()).value();
    auto const second = f.session.on_token(token_reply("d.e.f"), f.clock() + 10s).value();
    CHECK(f.session.current(f.clock() + 10s) == second);
    CHECK(first->bearer_fields().find("a.b.c") != std::string_view::npos);
    CHECK(second->bearer_fields().find("d.e.f") != std::string_view::npos);
}

TEST_CASE("a refused authorization is dropped", "[flow][session]") {
    fixture f;
    auto const made = f.session.on_token(token_reply(), f.clock()).value();
    f.session.invalidate(made);
    CHECK(f.session.current(f.clock()) == nullptr);
    CHECK(f.session.refresh_due(f.clock()));
    f.session.invalidate(made);
    f.session.invalidate(nullptr);
    CHECK(f.session.current(f.clock()) == nullptr);
}

TEST_CASE("dropping an authorization that was replaced drops nothing", "[flow][session]") {
    fixture f;
    auto const first = f.session.on_token(token_reply("a.b.c"), f.clock()).value();
    auto const second = f.session.on_token(token_reply("d.e.f"), f.clock()).value();
    f.session.invalidate(first);
    CHECK(f.session.current(f.clock()) == second);
    f.session.invalidate(nullptr);
    CHECK(f.session.current(f.clock()) == second);
    // the same token again is another grant
    auto const third = f.session.on_token(token_reply("d.e.f"), f.clock()).value();
    f.session.invalidate(second);
    CHECK(f.session.current(f.clock()) == third);
}

TEST_CASE("two sessions in one process know nothing of each other", "[flow][session]") {
    fixture first;
    fixture const second;
    REQUIRE(first.session.on_token(token_reply(), first.clock()));
    CHECK(second.session.current(second.clock()) == nullptr);
}

} // namespace session_test
