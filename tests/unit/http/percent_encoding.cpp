// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/http/percent_encoding.hpp>

#include "catch.hpp"

#include <string>
#include <string_view>

namespace target_test {

namespace {

std::string encoded(std::string_view text) {
    std::string out = "/x/";
    connectpsp::detail::append_percent_encoded(out, text);
    REQUIRE(out.starts_with("/x/"));
    return out.substr(3);
}

} // namespace

TEST_CASE("unreserved characters stand for themselves in a path", "[http][target]") {
    std::string const unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    CHECK(encoded(unreserved) == unreserved);
    CHECK(encoded("").empty());
}

TEST_CASE("every other byte of a path is percent-encoded in capital letters", "[http][target]") {
    CHECK(encoded("../account/balance") == "..%2Faccount%2Fbalance");
    CHECK(encoded("a b?c#d%2F") == "a%20b%3Fc%23d%252F");
    CHECK(encoded("\xC3\xA7") == "%C3%A7");
    CHECK(encoded(std::string_view{"\0\r\n\x7f\xff", 5}) == "%00%0D%0A%7F%FF");
    std::string_view const unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        INFO(byte);
        std::string const out = encoded({&c, 1});
        if (unreserved.find(c) != std::string_view::npos) {
            CHECK(out == std::string{c});
            continue;
        }
        REQUIRE(out.size() == 3);
        CHECK(out[0] == '%');
        CHECK(std::stoi(out.substr(1), nullptr, 16) == byte);
        for (char const digit : out.substr(1))
            CHECK_FALSE((digit >= 'a' && digit <= 'f'));
    }
}

} // namespace target_test
