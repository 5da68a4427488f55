// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/authorization.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/core/limits.hpp>

#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;

namespace authorization_test {

TEST_CASE("an authorization holds the fields of a request, signed and not",
          "[api][authorization]") {
    auto const auth = sample_authorization();
    std::string const plain = "Authorization: Bearer " + std::string{access_token} +
                              "\r\nApplicationToken: " + std::string{application_token} + "\r\n";
    CHECK(auth.bearer_fields() == plain);
    CHECK(auth.signed_fields() ==
          plain + "DigitalSignature: " + std::string{access_token_signature} + "\r\n");
    CHECK(auth.environment() == environment::staging());
}

TEST_CASE("a signer that is kept makes the same authorization", "[api][authorization]") {
    auto const key = signer::make(secret{crypto_token}).value();
    auto const made = authorization::make(environment::production(), secret{application_token}, key,
                                          secret{access_token});
    REQUIRE(made);
    CHECK(made.value().signed_fields() == sample_authorization().signed_fields());
    CHECK(made.value().environment() == environment::production());
}

TEST_CASE("another token is another signature", "[api][authorization]") {
    auto const first = sample_authorization("a.b.c");
    auto const second = sample_authorization("a.b.d");
    CHECK(first.signed_fields().substr(first.bearer_fields().size()) !=
          second.signed_fields().substr(second.bearer_fields().size()));
}

TEST_CASE("a bearer token is made of b64token characters", "[api][authorization]") {
    std::string_view const allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
    for (int byte = 0; byte != 256; ++byte) {
        auto const c = static_cast<char>(byte);
        bool const good = allowed.find(c) != std::string_view::npos;
        INFO(byte);
        for (std::string const& token :
             {std::string{c}, "a" + std::string{c} + "z", std::string{c} + "z"}) {
            bool const refused = refusal_of_access_token(token).has_value();
            CHECK(refused == !good);
        }
        // padding, which is '=' alone, stands at the end
        CHECK(refusal_of_access_token("az" + std::string{c}).has_value() == (!good && c != '='));
    }
    CHECK_FALSE(refusal_of_access_token("YQ=="));
    CHECK(refusal_of_access_token("") == errc::invalid_access_token);
    CHECK(refusal_of_access_token("==") == errc::invalid_access_token);
    CHECK(refusal_of_access_token("a=b") == errc::invalid_access_token);
    CHECK(refusal_of_access_token("a\r\nX: y") == errc::invalid_access_token);
    CHECK_FALSE(refusal_of_access_token(std::string(limits::access_token_bytes, 'a')));
    CHECK(refusal_of_access_token(std::string(limits::access_token_bytes + 1, 'a')) ==
          errc::access_token_too_long);
}

TEST_CASE("no authorization is made of a token that cannot be sent", "[api][authorization]") {
    auto const made = [](std::string_view token) {
        return authorization::make(environment::staging(), sample_credentials(), secret{token});
    };
    CHECK(made("").error() == errc::invalid_access_token);
    CHECK(made("a\r\nX-Evil: 1").error() == errc::invalid_access_token);
    CHECK(made(std::string(limits::access_token_bytes + 1, 'a')).error() ==
          errc::access_token_too_long);
    CHECK(made("YQ==").value().bearer_fields().starts_with("Authorization: Bearer YQ==\r\n"));
}

TEST_CASE("an application token that is no GUID, or that carries a line of its own, is refused",
          "[api][authorization]") {
    auto const key = signer::make(secret{crypto_token}).value();
    for (std::string_view const odd :
         {"", "x", "x\r\nEvil: 1", "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81\r\n"})
        CHECK(authorization::make(environment::staging(), secret{odd}, key, secret{access_token})
                  .error() == errc::invalid_guid);
}

} // namespace authorization_test
