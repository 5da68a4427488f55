#include <connectpsp/flow/session.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_values.hpp"

#include <chrono>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace {

struct fixture {
    explicit fixture(std::chrono::seconds margin = limits::token_refresh_margin)
        : of(environment::staging(), sample_credentials(), margin) {}

    session of;
    fake_clock clock{};
};

/// When a token is renewed, and when it ends, in seconds from when it was asked for.
void check_life(int expires_in, std::chrono::seconds margin, std::chrono::microseconds refresh_at) {
    INFO(expires_in << " s with a margin of " << margin.count() << " s");
    fixture f{margin};
    timestamp const begin = f.clock();
    auto const made = f.of.accept(token_reply("a.b.c", expires_in), begin);
    REQUIRE(made);
    CHECK(f.of.current(begin) == made.value());
    if (refresh_at != 0us) CHECK_FALSE(f.of.refresh_due(begin));
    if (refresh_at != 0us) CHECK_FALSE(f.of.refresh_due(begin + refresh_at - 1us));
    CHECK(f.of.refresh_due(begin + refresh_at));
    timestamp const end = begin + std::chrono::seconds{expires_in};
    CHECK(f.of.current(end - 1us) == made.value());
    CHECK(f.of.current(end) == nullptr);
    CHECK(f.of.refresh_due(end));
}

} // namespace

TEST_CASE("a session begins without a token", "[flow][session]") {
    fixture const f;
    CHECK(f.of.current(f.clock()) == nullptr);
    CHECK(f.of.refresh_due(f.clock()));
    CHECK(f.of.where() == environment::staging());
}

TEST_CASE("the request for a token carries the credentials", "[flow][session]") {
    fixture const f;
    auto const made = f.of.token_request();
    REQUIRE(made);
    CHECK(made.value().url == "https://api.homologacao.connectpsp.com/auth/token");
    CHECK(made.value().body == "{\"clientId\":\"" + std::string{client_id} +
                                   "\",\"clientSecret\":\"" + std::string{client_secret} + "\"}");
    CHECK(made.value().headers.find("Authorization").empty());
    CHECK(made.value().headers.find("ApplicationToken").empty());
}

TEST_CASE("an accepted token is signed and served", "[flow][session]") {
    fixture f;
    auto const made = f.of.accept(token_reply(), f.clock());
    REQUIRE(made);
    REQUIRE(made.value() != nullptr);
    CHECK(made.value()->fields(true) == sample_authorization().fields(true));
    CHECK(made.value()->where() == environment::staging());
    CHECK(f.of.current(f.clock()) == made.value());
    CHECK_FALSE(f.of.refresh_due(f.clock()));
}

TEST_CASE("a token is renewed a margin before its end, at most half its life", "[flow][session]") {
    check_life(3600, limits::token_refresh_margin, 3540s);
    check_life(3600, 0s, 3600s);
    check_life(3600, 600s, 3000s);
    check_life(3600, 1800s, 1800s);
    check_life(3600, 3600s, 1800s);
    check_life(3600, std::chrono::hours{24 * 365}, 1800s);
    check_life(3600, -5s, 3600s);
    check_life(120, 60s, 60s);
    check_life(100, 60s, 50s);
    check_life(10, 60s, 5s);
    check_life(2, 60s, 1s);
    check_life(1, 0s, 1s);
}

TEST_CASE("the margin is a minute unless it is given", "[flow][session]") {
    session of{environment::staging(), sample_credentials()};
    fake_clock const clock;
    REQUIRE(of.accept(token_reply(), clock()));
    CHECK_FALSE(of.refresh_due(clock() + 3539s));
    CHECK(of.refresh_due(clock() + 3540s));
}

TEST_CASE("a token's life begins when it was asked for", "[flow][session]") {
    fixture f;
    timestamp const asked_at = f.clock();
    f.clock.advance(30s); // the answer was slow
    REQUIRE(f.of.accept(token_reply("a.b.c", 100), asked_at));
    CHECK(f.of.current(asked_at + 99s) != nullptr);
    CHECK(f.of.current(asked_at + 100s) == nullptr);
}

TEST_CASE("a clock that stands before the token was asked for serves none", "[flow][session]") {
    fixture f;
    auto const made = f.of.accept(token_reply(), f.clock());
    CHECK(f.of.current(f.clock() - 1us) == nullptr);
    CHECK(f.of.refresh_due(f.clock() - 1us));
    CHECK(f.of.current(f.clock() - std::chrono::hours{1000}) == nullptr);
    CHECK(f.of.current(f.clock()) == made.value()); // and back
}

TEST_CASE("a clock that jumps ahead ends the token", "[flow][session]") {
    fixture f;
    REQUIRE(f.of.accept(token_reply(), f.clock()));
    CHECK(f.of.current(f.clock() + std::chrono::hours{1000}) == nullptr);
    CHECK(f.of.refresh_due(f.clock() + std::chrono::hours{1000}));
}

TEST_CASE("the server's clock has no say", "[flow][session]") {
    for (char const* const issued : {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        fixture f;
        REQUIRE(
            f.of.accept(json_reply(200, R"({"accessToken":"a.b.c","expiresIn":60,"issuedAt":")" +
                                            std::string{issued} + "\"}"),
                        f.clock()));
        CHECK(f.of.current(f.clock() + 59s) != nullptr);
        CHECK(f.of.current(f.clock() + 60s) == nullptr);
    }
}

TEST_CASE("an answer that is no token leaves the one at hand as it is", "[flow][session]") {
    fixture f;
    auto const first = f.of.accept(token_reply(), f.clock());
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
        auto const refused = f.of.accept(answer, f.clock() + 10s);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code() == code);
        CHECK(f.of.current(f.clock()) == first.value());
        CHECK(f.of.current(f.clock() + 3599s) == first.value());
    }
}

TEST_CASE("a new token replaces the one before, which lives on in who holds it",
          "[flow][session]") {
    fixture f;
    auto const first = f.of.accept(token_reply("a.b.c"), f.clock()).value();
    auto const second = f.of.accept(token_reply("d.e.f"), f.clock() + 10s).value();
    CHECK(f.of.current(f.clock() + 10s) == second);
    CHECK(first->fields(false).find("a.b.c") != std::string_view::npos);
    CHECK(second->fields(false).find("d.e.f") != std::string_view::npos);
}

TEST_CASE("a refused authorization is dropped", "[flow][session]") {
    fixture f;
    auto const made = f.of.accept(token_reply(), f.clock()).value();
    f.of.discard(made);
    CHECK(f.of.current(f.clock()) == nullptr);
    CHECK(f.of.refresh_due(f.clock()));
    f.of.discard(made);
    f.of.discard(nullptr);
    CHECK(f.of.current(f.clock()) == nullptr);
}

TEST_CASE("dropping an authorization that was replaced drops nothing", "[flow][session]") {
    fixture f;
    auto const first = f.of.accept(token_reply("a.b.c"), f.clock()).value();
    auto const second = f.of.accept(token_reply("d.e.f"), f.clock()).value();
    f.of.discard(first);
    CHECK(f.of.current(f.clock()) == second);
    f.of.discard(nullptr);
    CHECK(f.of.current(f.clock()) == second);
    // the same token again is another grant
    auto const third = f.of.accept(token_reply("d.e.f"), f.clock()).value();
    f.of.discard(second);
    CHECK(f.of.current(f.clock()) == third);
}

TEST_CASE("two sessions in one process know nothing of each other", "[flow][session]") {
    fixture first;
    fixture const second;
    REQUIRE(first.of.accept(token_reply(), first.clock()));
    CHECK(second.of.current(second.clock()) == nullptr);
}
