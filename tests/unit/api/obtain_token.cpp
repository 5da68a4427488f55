// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/obtain_token.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <chrono>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace auth_test {

namespace {

response grant(std::string_view token, std::string_view rest) {
    return json_reply(200,
                      "{\"accessToken\":" + std::string{token} + "," + std::string{rest} + "}");
}

void check_refused(response const& answer, errc code, std::string_view pointer) {
    INFO(answer.body.substr(0, 200));
    auto const read = parse<obtain_token>(answer);
    REQUIRE_FALSE(read);
    CHECK(read.error() == code);
    CHECK(read.error().pointer() == pointer);
    CHECK(read.error().status() == 200);
    CHECK(read.error().body_excerpt().empty());
    CHECK_FALSE(read.error().outcome_unknown());
}

} // namespace

TEST_CASE("the path of a request stands behind the prefix of the base URL", "[api][auth]") {
    auto const where = environment::parse("https://gw.empresa.com.br:443/connectpsp/").value();
    auto const sent = build(obtain_token{.client_id = "1", .client_secret = secret{"x"}}, where);
    REQUIRE(sent);
    CHECK(sent.value().url == "https://gw.empresa.com.br/connectpsp/auth/token");
    auto const origin = sent.value().origin();
    CHECK(origin.host == "gw.empresa.com.br");
    CHECK(origin.port == "443");
    CHECK(origin.target == "/connectpsp/auth/token");
}

TEST_CASE("a token's answer is read", "[api][auth]") {
    auto const read = parse<obtain_token>(token_reply());
    REQUIRE(read);
    access_grant const& got = read.value();
    CHECK(got.access_token.reveal() == access_token);
    CHECK(got.token_type == token_type::bearer);
    CHECK(got.expires_in == 3600);
    CHECK(got.lifetime() == std::chrono::hours{1});
    CHECK(got.issued_at ==
          std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + std::chrono::hours{14});
}

TEST_CASE("the type and the issue of a token may be missing, nothing else", "[api][auth]") {
    auto const read = parse<obtain_token>(grant(R"("a.b.c")", R"("expiresIn":60)"));
    REQUIRE(read);
    CHECK_FALSE(read.value().token_type);
    CHECK_FALSE(read.value().issued_at);
    CHECK(parse<obtain_token>(
        grant(R"("a.b.c")", R"("expiresIn":60,"tokenType":null,"issuedAt":null,"scope":"x")")));
    check_refused(grant(R"("a.b.c")", R"("tokenType":"Bearer")"), errc::missing_member,
                  "/expiresIn");
    check_refused(json_reply(200, R"({"expiresIn":60})"), errc::missing_member, "/accessToken");
    check_refused(grant("null", R"("expiresIn":60)"), errc::missing_member, "/accessToken");
    check_refused(grant("7", R"("expiresIn":60)"), errc::wrong_type, "/accessToken");
}

TEST_CASE("a lifetime may come as digits in a string", "[api][auth]") {
    auto const lifetime = [](std::string const& text) {
        return grant(R"("a.b.c")", R"("expiresIn":")" + text + "\"");
    };
    auto const read = parse<obtain_token>(lifetime("3600"));
    REQUIRE(read);
    CHECK(read.value().expires_in == 3600);
    CHECK(parse<obtain_token>(lifetime("\\u00360")).value().expires_in == 60);
    for (char const* const text : {"", " ", "60 ", " 60", "+60", "-60", "60.0", "6e1", "060", "1h",
                                   "0x10", "60\\u0000", "60\t", "60\xFF"}) {
        INFO(text);
        auto const refused = parse<obtain_token>(lifetime(text));
        REQUIRE_FALSE(refused);
        CHECK((refused.error() == errc::wrong_type || refused.error() == errc::json_syntax));
        CHECK(refused.error().pointer() == "/expiresIn");
    }
    check_refused(lifetime("0"), errc::out_of_range, "/expiresIn");
    check_refused(lifetime("9223372036854775808"), errc::out_of_range, "/expiresIn");
    check_refused(lifetime(std::string(400, '9')), errc::out_of_range, "/expiresIn");
    check_refused(grant(R"("a.b.c")", R"("expiresIn":["60"])"), errc::wrong_type, "/expiresIn");
}

TEST_CASE("a token that no header field can carry is refused", "[api][auth]") {
    for (char const* const token :
         {R"("")", R"("a\r\nX-Evil: 1")", R"("a\nb")", R"("a\rb")", R"("a\u0000b")", R"("a b")",
          R"(" a")", R"("a ")", R"("a\tb")", R"("a\u007fb")", R"("a,b")", R"("a\"b")",
          "\"a\u00e7b\"", R"("=")", R"("a=b")", R"("Bearer a.b.c")"})
        check_refused(grant(token, R"("expiresIn":60)"), errc::invalid_access_token,
                      "/accessToken");
}

TEST_CASE("a token may be as long as the limit and no longer", "[api][auth]") {
    auto const of_size = [](std::size_t size) {
        return grant("\"" + std::string(size, 'x') + "\"", R"("expiresIn":60)");
    };
    CHECK(parse<obtain_token>(of_size(limits::access_token_bytes)));
    check_refused(of_size(limits::access_token_bytes + 1), errc::access_token_too_long,
                  "/accessToken");
}

TEST_CASE("a token's type is compared without regard to case", "[api][auth]") {
    for (char const* const type : {R"("Bearer")", R"("bearer")", R"("BEARER")", R"("bEaReR")"}) {
        INFO(type);
        CHECK(parse<obtain_token>(
            json_reply(200, R"({"accessToken":"a.b.c","expiresIn":3600,"tokenType":)" +
                                std::string{type} + "}")));
    }
}

TEST_CASE("a token that is no bearer token is refused", "[api][auth]") {
    for (char const* const type :
         {R"("MAC")", R"("")", R"("DPoP")", R"("Bearer ")", R"("Beare2")", R"("\u0002earer")"})
        check_refused(grant(R"("a.b.c")", R"("expiresIn":60,"tokenType":)" + std::string{type}),
                      errc::unexpected_token_type, "/tokenType");
}

TEST_CASE("a lifetime that is not positive or beyond belief is refused", "[api][auth]") {
    auto const lasting = [](std::string const& seconds) {
        return grant(R"("a.b.c")", "\"expiresIn\":" + seconds);
    };
    constexpr auto most = limits::token_lifetime.count();
    CHECK(parse<obtain_token>(lasting("1")).value().expires_in == 1);
    CHECK(parse<obtain_token>(lasting(std::to_string(most))).value().expires_in == most);
    for (std::string const& seconds :
         {std::string{"0"}, std::string{"-0"}, std::string{"-1"}, std::string{"-3600"},
          std::to_string(most + 1), std::string{"9223372036854775807"},
          std::string{"-9223372036854775808"}, std::string{"9223372036854775808"},
          std::string{"1e300"}})
        check_refused(lasting(seconds), errc::out_of_range, "/expiresIn");
    check_refused(lasting("3600.5"), errc::not_an_integer, "/expiresIn");
}

TEST_CASE("refused credentials are an error to fix, not to repeat", "[api][auth]") {
    auto const read = parse<obtain_token>(problem_reply(401, "INVALID_CREDENTIALS"));
    CHECK(read.error() == api_errc::invalid_credentials);
    CHECK(read.error() == condition::authentication);
    CHECK(read.error().remedy() == remedy::fix_request);
}

TEST_CASE("a token's answer that is cut short shows nothing of the token", "[api][auth]") {
    response answer = token_reply();
    answer.body.resize(answer.body.size() - 10);
    auto const read = parse<obtain_token>(answer);
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::json_incomplete);
    CHECK(read.error().body_excerpt().empty());
    CHECK(to_string(read.error()).find(access_token.substr(0, 10)) == std::string::npos);
}

} // namespace auth_test
