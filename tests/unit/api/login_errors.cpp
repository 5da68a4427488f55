// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/obtain_token.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/redact.hpp>

#include <string>
#include <string_view>

// A failed login's answer may repeat the client secret, wherever it has room for text.

using namespace connectpsp;
using namespace connectpsp::test;

namespace login_errors_test {

namespace {

/// Everything of an error that is text.
std::string texts_of(error const& value) {
    std::string all = to_string(value) + value.body_excerpt() + value.pointer() +
                      value.transaction_id() + value.idempotency_key() + value.external_reference();
    if (auto const* const sent = value.problem()) {
        all += encode(*sent);
        all += redact(*sent);
    }
    return all;
}

void check_no_secret(response_view const& answer) {
    auto const read = parse<obtain_token>(answer);
    REQUIRE_FALSE(read);
    CHECK(texts_of(read.error()).find(client_secret) == std::string::npos);
    CHECK(read.error().body_excerpt().empty());
}

} // namespace

TEST_CASE("nothing but the code of a failed login's problem is kept", "[api][auth]") {
    std::string const secret_text{client_secret};
    for (int const status : {400, 401, 404, 409, 422, 500, 302}) {
        for (std::string const member : {"type", "title", "detail", "status", "code", "instance",
                                         "errors", "traceId", "message", "path"}) {
            INFO(status << ' ' << member);
            for (std::string const& value : {secret_text, "secret " + secret_text + " is wrong"})
                check_no_secret(json_reply(status, "{\"" + member + "\":\"" + value + "\"}"));
        }
    }
    auto const read = parse<obtain_token>(
        response_view{401,
                      "application/problem+json",
                      R"({"type":"about:blank","title":"t","status":401,)"
                      R"("code":"INVALID_CREDENTIALS","detail":"d","traceId":"x"})",
                      {}});
    REQUIRE_FALSE(read);
    CHECK(read.error() == api_errc::invalid_credentials);
    REQUIRE(read.error().problem() != nullptr);
    CHECK((*read.error().problem() == problem{.code = "INVALID_CREDENTIALS"}));
    CHECK(read.error().body_excerpt().empty());
}

TEST_CASE("a failed login's code is kept as text while it cannot hold a secret", "[api][auth]") {
    auto const code_of = [](std::string_view code) {
        auto const read = parse<obtain_token>(problem_reply(400, code));
        return read.error().problem() != nullptr ? *read.error().problem()->code : std::string{};
    };
    for (char const* const kept : {"TOKEN_REVOKED", "invalid_client", "auth.locked", "E4001"})
        CHECK(code_of(kept) == kept);
    std::string hidden{client_secret};
    CHECK(code_of(hidden).empty());
    CHECK(code_of("SECRET_" + hidden).empty());
    std::erase(hidden, '-');
    CHECK(code_of(hidden).empty());
    for (char const* const odd : {"E40010", "a secret", "a\\nb", "Bearer/x"})
        CHECK(code_of(odd).empty());
    CHECK(code_of(std::string(64, 'A')) == std::string(64, 'A'));
    CHECK(code_of(std::string(65, 'A')).empty());
}

TEST_CASE("nothing is kept of a failed login whose body is no problem", "[api][auth]") {
    std::string const secret_text{client_secret};
    for (std::string const& body :
         {"<html>" + secret_text + "</html>", secret_text, "{\"echo\":\"" + secret_text + "\"}",
          "[\"" + secret_text + "\"]", "{\"code\":\"" + secret_text,
          "{\"code\":\"A\",\"code\":\"" + secret_text + "\"}"}) {
        INFO(body);
        for (int const status : {302, 400, 401, 500, 502}) {
            check_no_secret(response_view{status, "text/html", body, {}});
            CHECK_FALSE(parse<obtain_token>(response_view{status, "text/html", body, {}})
                            .error()
                            .problem());
        }
    }
}

} // namespace login_errors_test
