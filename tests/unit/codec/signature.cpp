// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/signature.hpp>

#include "catch.hpp"
#include "support/count_allocations.hpp"
#include "support/sample_values.hpp"

#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// RFC 4231's vectors are files: tests/conformance/hmac.

using namespace connectpsp;
using connectpsp::test::access_token;
using connectpsp::test::access_token_signature;
using connectpsp::test::crypto_token;

namespace signature_test {

namespace {

signer signer_of(std::string_view key) { return signer::make(secret{key}).value(); }

/// Bytes that no shift or repetition maps onto each other.
std::string bytes_of(std::size_t size, unsigned seed) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<char>(seed >> 24);
    }
    return bytes;
}

/// Returns Crypto++'s own HMAC, computed with a new object.
mac reference_mac(std::string_view key, std::string_view message) {
    auto const bytes = [](std::string_view text) {
        return reinterpret_cast<CryptoPP::byte const*>(text.data());
    };
    CryptoPP::HMAC<CryptoPP::SHA256> hmac{bytes(key), key.size()};
    mac code{};
    hmac.CalculateDigest(code.data(), bytes(message), message.size());
    return code;
}

/// Returns the output of a command; empty when it fails.
std::string output_of(std::string const& command) {
    std::string text;
    auto const close = [](std::FILE* pipe) { ::pclose(pipe); };
    std::unique_ptr<std::FILE, decltype(close)> const pipe{::popen(command.c_str(), "r"), close};
    if (!pipe) return text;
    char piece[256];
    while (std::size_t const size = std::fread(piece, 1, sizeof piece, pipe.get()))
        text.append(piece, size);
    return text;
}

} // namespace

TEST_CASE("the MAC is RFC 2104's for keys around the block's size", "[codec][signature]") {
    std::string const message = bytes_of(100, 1);
    for (std::size_t const size : {1U, 2U, 31U, 32U, 33U, 63U, 64U, 65U, 127U, 128U, 200U, 1000U}) {
        std::string const key = bytes_of(size, static_cast<unsigned>(size));
        INFO(size);
        CHECK(signer_of(key)(message) == reference_mac(key, message));
        CHECK(signer_of(key)("") == reference_mac(key, ""));
    }
}

TEST_CASE("the MAC is right for every length, wherever the message stands", "[codec][signature]") {
    std::string const key{crypto_token};
    signer const sign_with = signer_of(key);
    alignas(64) char room[320];
    for (std::size_t size = 0; size <= 300; ++size) {
        std::string const message = bytes_of(size, static_cast<unsigned>(size) + 7);
        mac const expected = reference_mac(key, message);
        for (std::size_t offset = 0; offset != 8; ++offset) {
            std::memcpy(room + offset, message.data(), size);
            INFO(size << " bytes at offset " << offset);
            REQUIRE(sign_with(std::string_view{room + offset, size}) == expected);
        }
    }
}

TEST_CASE("the MAC is right for long messages and a key of any alignment", "[codec][signature]") {
    std::string const key = bytes_of(208, 5);
    for (std::size_t const size : {700U, 1500U, 4096U, 100'000U}) {
        std::string const message = bytes_of(size, 9);
        for (std::size_t offset = 0; offset != 8; ++offset) {
            std::string_view const part = std::string_view{key}.substr(offset, 200);
            CHECK(signer_of(part)(message) == reference_mac(part, message));
        }
    }
}

TEST_CASE("the MAC of nothing is that of an empty message", "[codec][signature]") {
    CHECK(signer_of("key")(std::string_view{}) == reference_mac("key", ""));
}

TEST_CASE("a message with every byte value is signed as it stands", "[codec][signature]") {
    std::string all;
    for (int byte = 0; byte != 256; ++byte)
        all += static_cast<char>(byte);
    CHECK(signer_of(all)(all) == reference_mac(all, all));
    CHECK(signer_of(std::string_view{"\0", 1})(all) ==
          reference_mac(std::string_view{"\0", 1}, all));
}

TEST_CASE("a key that differs in one bit gives another MAC", "[codec][signature]") {
    for (std::size_t const size : {36U, 64U, 65U}) {
        std::string const key = bytes_of(size, 3);
        mac const usual = signer_of(key)("message");
        for (std::size_t at = 0; at != key.size(); ++at) {
            std::string other = key;
            other[at] = static_cast<char>(other[at] ^ 0x40);
            INFO(size << ", " << at);
            CHECK(signer_of(other)("message") != usual);
        }
    }
}

TEST_CASE("a signer may be copied, reused and shared", "[codec][signature]") {
    signer first = signer_of("first");
    signer const second = signer_of("second");
    mac const expected = reference_mac("second", "message");
    CHECK(first("message") == reference_mac("first", "message"));
    CHECK(first("message") == reference_mac("first", "message"));
    {
        signer const copy = second;
        CHECK(copy("message") == expected);
    }
    first = second;
    CHECK(first("message") == expected);
    CHECK(second("message") == expected);

    std::vector<int> right(4);
    std::vector<std::thread> threads;
    for (int& count : right)
        threads.emplace_back([&] {
            for (int i = 0; i != 200; ++i)
                count += second("message") == expected ? 1 : 0;
        });
    for (auto& each : threads)
        each.join();
    CHECK(right == std::vector<int>(4, 200));
}

TEST_CASE("an empty key signs nothing", "[codec][signature]") {
    auto const made = signer::make(secret{});
    REQUIRE_FALSE(made);
    CHECK(made.error() == errc::empty_secret);
    CHECK(signer::make(secret{""}).error() == errc::empty_secret);
}

TEST_CASE("a key that was read with the end of its line is refused", "[codec][signature]") {
    for (std::string_view const text :
         {"token\n", "token\r\n", " token", "tok en\t", "\xEF\xBB\xBFtoken", "token\xC2\xA0"}) {
        INFO(text);
        CHECK(signer::make(secret{text}).error() == errc::surrounding_space);
    }
    CHECK(to_string(signer::make(secret{"token\n"}).error()) ==
          "key of a signer: white space around the value, it ends with a line break");
    CHECK(to_string(signer::make(secret{}).error()) == "key of a signer: an empty secret");
    // A key may be bytes that are not text.
    for (std::string const& bytes :
         {std::string(20, '\x0b'), std::string{"\x01\x02\n"}, std::string{"\xFF\n"},
          std::string{"tok\nen"}, std::string{"to\0ken\n", 7}}) {
        CHECK(signer::make(secret{bytes}).has_value());
    }
}

TEST_CASE("a digital signature is the MAC in lower-case hexadecimal digits", "[codec][signature]") {
    mac code{};
    for (std::size_t i = 0; i != code.size(); ++i)
        code[i] = static_cast<std::uint8_t>(i * 8 + i % 8);
    CHECK(hex_digest{code}.text() ==
          "0009121b242d363f4049525b646d767f8089929ba4adb6bfc0c9d2dbe4edf6ff");
    hex_digest const usual{code};
    CHECK(usual == hex_digest{code});
    for (std::uint8_t& byte : code) {
        byte ^= 1;
        CHECK_FALSE(usual == hex_digest{code});
        byte ^= 1;
    }
}

TEST_CASE("the signature of a JWT is the one of the openssl command line", "[codec][signature]") {
    hex_digest const made = sign(signer_of(crypto_token), access_token);
    CHECK(made.text() == access_token_signature);

    if (output_of("command -v openssl").empty()) {
        WARN("there is no openssl command to compare with");
        return;
    }
    for (std::string const& token : {std::string{access_token}, std::string{"e.f.g"},
                                     std::string(64, 'a'), std::string(2000, 'b')}) {
        std::string const printed =
            output_of("printf %s '" + token + "' | openssl dgst -sha256 -hmac '" +
                      std::string{crypto_token} + "'");
        INFO(printed);
        REQUIRE(printed.size() > 64);
        CHECK(printed.substr(printed.rfind(' ') + 1) ==
              std::string{sign(signer_of(crypto_token), token).text()} + "\n");
    }
}

TEST_CASE("signing and verifying allocate nothing", "[codec][signature][allocations]") {
    secret const key{crypto_token};
    std::string const message = bytes_of(1500, 1);
    bool right = true;
    auto const sign_with = signer::make(key);
    auto const made = test::allocations_of([&] {
        signer const copy = sign_with.value();
        right = right && copy(message) == sign_with.value()(message);
        hex_digest const signature = sign(sign_with.value(), access_token);
        right = right && signature.text() == access_token_signature;
        right = right && verify_mac(sign_with.value(), access_token, signature.text());
        mac const code = sign_with.value()(message);
        right = right && !verify_mac(sign_with.value(), message, signature.text());
        hex_digest const stated{code};
        right = right && verify_mac(sign_with.value(), message, stated.text());
    });
    CHECK(right);
    CHECK(made == 0);
}

TEST_CASE("a digest is the SHA-256 of its text", "[codec][signature]") {
    // FIPS 180-4, examples of NIST.
    CHECK(sha256("").text() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc").text() ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").text() ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

} // namespace signature_test
