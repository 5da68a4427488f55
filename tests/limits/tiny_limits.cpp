// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Built with limits so small that every one of them is met: see tests/CMakeLists.txt.
#include <connectpsp/connectpsp.hpp>

#include "catch.hpp"

using namespace connectpsp;

TEST_CASE("a body over the limit is refused unread", "[limits]") {
    std::string const fits = R"({"success":true})" + std::string(64 - 16, ' ');
    CHECK(decode<rebalance_receipt>(fits).has_value());
    auto const refused = decode<rebalance_receipt>(fits + ' ');
    REQUIRE(refused.has_error());
    CHECK(refused.error() == errc::body_too_large);
}

TEST_CASE("nesting is bounded in members that nobody reads", "[limits]") {
    CHECK(decode<rebalance_receipt>(R"({"success":true,"x":[[]]})").has_value());
    auto const refused = decode<rebalance_receipt>(R"({"success":true,"x":[[[]]]})");
    REQUIRE(refused.has_error());
    CHECK(refused.error() == errc::json_too_deep);
}

TEST_CASE("elements are bounded", "[limits]") {
    CHECK(decode<std::vector<std::string>>(R"(["a","b"])").has_value());
    auto const refused = decode<std::vector<std::string>>(R"(["a","b","c"])");
    REQUIRE(refused.has_error());
    CHECK(refused.error() == errc::too_many_elements);
    CHECK(refused.error().pointer() == "/2");
}

TEST_CASE("the length of an access token is bounded", "[limits]") {
    CHECK_FALSE(refusal_of_access_token("abcdefgh"));
    CHECK(refusal_of_access_token("abcdefghi") == errc::access_token_too_long);
}

TEST_CASE("an excerpt of a body is bounded and cut between characters", "[limits]") {
    auto const excerpt = [](char const* body) {
        return parse<get_balance>(response_view{502, "text/html", body}).error().body_excerpt();
    };
    CHECK(excerpt("abcd") == "abcd");
    CHECK(excerpt("abcde") == "abcd");
    CHECK(excerpt("abc\xC3\xA9") == "abc");
    CHECK(excerpt("ab\xE2\x82\xAC") == "ab");
    CHECK(excerpt("\xF0\x9F\x98\x80z") == "\xF0\x9F\x98\x80");
}

TEST_CASE("a webhook's body over the limit is refused before it is hashed", "[limits]") {
    webhook_receiver const hook{secret{"key"}};
    auto const sign = [](std::string_view body) {
        return std::string{hex_digest{signer::make(secret{"key"}).value()(body)}.text()};
    };
    std::string body(16, ' ');
    CHECK(hook.verify(body, sign(body)));
    body += ' ';
    auto const refused = hook.verify(body, sign(body));
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == errc::body_too_large);
}
