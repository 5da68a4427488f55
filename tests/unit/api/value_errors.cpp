// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/lookup_id.hpp>

#include "catch.hpp"

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/core/limits.hpp>

#include <string>

using namespace connectpsp;

namespace value_errors_test {

TEST_CASE("the error of an id in a path says what is wrong with it", "[api][error]") {
    auto const refusal_of = [](std::string_view text) {
        return to_string(lookup_id::parse(text).error());
    };
    CHECK(refusal_of("") == "id of a transaction: a required value is empty");
    CHECK(refusal_of(std::string(129, 'a')) ==
          "id of a transaction: text too long, expected at most 128 bytes, got 129");
    CHECK(refusal_of("..") == "id of a transaction: invalid character at offset 0, it consists of "
                              "dots");
    CHECK(refusal_of("ab/c") == "id of a transaction: invalid character at offset 2");
}

TEST_CASE("the error of an authorization says which token is wrong", "[api][error]") {
    auto const key = signer::make(secret{"key"}).value();
    auto const refusal_of = [&](std::string_view application, std::string_view access) {
        return to_string(
            authorization::make(environment::staging(), secret{application}, key, secret{access})
                .error());
    };
    std::string_view const guid = "11111111-2222-3333-4444-555555555555";
    CHECK(refusal_of("x", "y") == "ApplicationToken: not a GUID");
    CHECK(refusal_of(guid, "a b") == "an access token that no header field can carry");
    CHECK(refusal_of(guid, std::string(limits::access_token_bytes + 1, 'a')) ==
          "an access token beyond the length limit");
}

} // namespace value_errors_test
