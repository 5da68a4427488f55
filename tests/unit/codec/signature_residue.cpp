// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/signature.hpp>

#include "catch.hpp"
#include "support/stack_residue.hpp"

#include <cryptopp/sha.h>

#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>

using namespace connectpsp;
using test::leaves_on_stack;

namespace signature_residue_test {

namespace {

/// A text on the heap, at an address that is a word's or is not.
struct placed {
    placed(std::string_view text, std::size_t offset)
        : memory(new char[text.size() + 64])
        , view(memory.get() + offset, text.size()) {
        std::memcpy(memory.get() + offset, text.data(), text.size());
    }
    std::unique_ptr<char[]> memory;
    std::string_view view;
};

std::string flipped(std::string_view text, unsigned char by) {
    std::string out{text};
    for (char& c : out)
        c = static_cast<char>(static_cast<unsigned char>(c) ^ by);
    return out;
}

volatile unsigned char sink = 0;

} // namespace

TEST_CASE("what stays on the stack is found", "[codec][signature]") {
    std::string const marker = "a-token-that-nobody-may-see";
    CHECK(leaves_on_stack(marker, [&] {
              char copy[64];
              std::memcpy(copy, marker.data(), marker.size());
              __asm__ volatile("" : : "r"(copy) : "memory");
          }) == test::stack_is_looked_at);
    CHECK_FALSE(leaves_on_stack(marker, [] {}));
}

TEST_CASE("a MAC leaves nothing of its message on the stack", "[codec][signature]") {
    auto const key = signer::make(secret{"key"}).value();
    std::string const marker = "a-token-that-nobody-may-see";
    for (std::size_t const offset : {0U, 1U, 2U, 3U})
        // In the last block, and in a whole one before it.
        for (std::string const& text :
             {marker, marker + std::string(200, 'x'), std::string(128, 'x') + marker,
              std::string(37, 'x') + marker}) {
            placed const message{text, offset};
            INFO(offset << ' ' << text.size());
            CHECK_FALSE(leaves_on_stack(marker, [&] { sink = key(message.view)[0]; }));
        }
}

TEST_CASE("a signer leaves nothing of its key on the stack", "[codec][signature]") {
    for (std::string const& text :
         {std::string{"a-crypto-token-of-somebody"}, std::string(64, 'k'),
          std::string{"a-long-crypto-token-"} + std::string(60, 'y') + "and-its-end"}) {
        secret const token{text};
        // The signer outlives the look at the stack, because its end would overwrite the traces.
        std::optional<result<signer>> made;
        auto const make = [&] { made.emplace(signer::make(token)); };
        unsigned char digest[32];
        CryptoPP::SHA256{}.CalculateDigest(
            digest, reinterpret_cast<unsigned char const*>(text.data()), text.size());
        // A key beyond a block counts by its digest, and a pad is a key with flipped bits.
        bool const is_long = text.size() > 64;
        std::string const counts =
            is_long ? std::string(reinterpret_cast<char const*>(digest), sizeof digest) : text;
        INFO(text);
        CHECK_FALSE(leaves_on_stack(text.substr(0, 20), make));
        if (is_long) CHECK_FALSE(leaves_on_stack(text.substr(64), make)); // its last block
        CHECK_FALSE(leaves_on_stack(counts, make));
        // A part of a pad suffices, because later calls may have written over the rest.
        for (unsigned char const by : std::initializer_list<unsigned char>{0x36, 0x5c})
            for (std::size_t at = 0; at + 12 <= counts.size(); at += 4)
                CHECK_FALSE(leaves_on_stack(flipped(counts.substr(at, 12), by), make));
    }
}

TEST_CASE("a wrong signature leaves nothing of the right one on the stack", "[codec][signature]") {
    auto const key = signer::make(secret{"key"}).value();
    std::string const message = R"({"eventType":"CASHOUT_COMPLETED"})";
    mac const code = key(message);
    hex_digest const right{code};
    std::string const wrong(64, '0');
    auto const check = [&] { sink = verify_mac(key, message, wrong); };
    CHECK_FALSE(leaves_on_stack(right.text().substr(4, 24), check));
    CHECK_FALSE(leaves_on_stack({reinterpret_cast<char const*>(code.data()) + 4, 24}, check));
}

} // namespace signature_residue_test
