// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/signature.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <string>
#include <string_view>
#include <utility>

using namespace connectpsp;

namespace signature_verify_test {

namespace {

std::string const message = "{\"eventType\":\"CASHIN_PAID\"}";

signer key() { return signer::make(secret{test::crypto_token}).value(); }

std::string right_signature() { return std::string{hex_digest{key()(message)}.text()}; }

/// A message whose signature begins with a given digit.
struct signed_message {
    std::string text;
    std::string signature;
};

signed_message beginning_with(char digit) {
    for (int i = 0; i != 10'000; ++i) {
        std::string text = std::to_string(i);
        std::string signature{hex_digest{key()(text)}.text()};
        if (signature.front() == digit) return {std::move(text), std::move(signature)};
    }
    FAIL("no message has a signature that begins with " << digit);
    return {};
}

} // namespace

TEST_CASE("the right signature is accepted in either case of letters", "[codec][verify]") {
    std::string const lower = right_signature();
    std::string upper = lower;
    std::string mixed = lower;
    for (std::size_t i = 0; i != lower.size(); ++i) {
        if (lower[i] >= 'a') upper[i] = static_cast<char>(lower[i] - 'a' + 'A');
        if (i % 2 == 0) mixed[i] = upper[i];
    }
    REQUIRE(upper != lower);
    CHECK(verify_mac(key(), message, lower));
    CHECK(verify_mac(key(), message, upper));
    CHECK(verify_mac(key(), message, mixed));
}

TEST_CASE("every hexadecimal digit is accepted in either case, its neighbours never",
          "[codec][verify]") {
    for (char const digit : std::string_view{"0123456789abcdef"}) {
        auto const [text, signature] = beginning_with(digit);
        for (int byte = 0; byte != 256; ++byte) {
            std::string other = signature;
            other.front() = static_cast<char>(byte);
            bool const same = byte == digit || (digit >= 'a' && byte == digit - 'a' + 'A');
            INFO("'" << digit << "' as byte " << byte);
            REQUIRE(verify_mac(key(), text, other) == same);
        }
    }
}

TEST_CASE("a signature with any digit changed is refused", "[codec][verify]") {
    std::string const right = right_signature();
    for (std::size_t at = 0; at != right.size(); ++at) {
        for (char const digit : std::string_view{"0123456789abcdefABCDEF@G`g/:"}) {
            std::string other = right;
            other[at] = digit;
            bool const same =
                digit == right[at] || (digit >= 'A' && digit <= 'F' && digit + 32 == right[at]);
            INFO(at << " as " << digit);
            REQUIRE(verify_mac(key(), message, other) == same);
        }
    }
}

TEST_CASE("what is not 64 digits is refused", "[codec][verify]") {
    std::string const right = right_signature();
    for (std::string const& other :
         {std::string{}, right.substr(0, 63), right.substr(1), right.substr(0, 32), right + "0",
          "0" + right, right + "\n", "\n" + right, right + " ", " " + right, right + right,
          "sha256=" + right, "0x" + right, right + std::string(1, '\0'), right.substr(0, 63) + "\n",
          " " + right.substr(1), std::string(64, '\0'), std::string(64, '0'),
          std::string(64, ' ')}) {
        INFO(other);
        CHECK_FALSE(verify_mac(key(), message, other));
    }
    CHECK_FALSE(verify_mac(key(), message, std::string_view{}));
}

TEST_CASE("the right signature of another message or key is refused", "[codec][verify]") {
    std::string const right = right_signature();
    for (std::size_t at = 0; at != message.size(); ++at) {
        std::string other = message;
        other[at] = static_cast<char>(other[at] ^ 1);
        CHECK_FALSE(verify_mac(key(), other, right));
    }
    CHECK_FALSE(verify_mac(key(), message + " ", right));
    CHECK_FALSE(verify_mac(key(), message.substr(1), right));
    CHECK_FALSE(verify_mac(key(), "", right));
    CHECK_FALSE(verify_mac(signer::make(secret{"another key"}).value(), message, right));
}

} // namespace signature_verify_test
