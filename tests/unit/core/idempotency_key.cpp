// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/idempotency_key.hpp>

#include "catch.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <type_traits>

using connectpsp::errc;
using connectpsp::idempotency_key;

static_assert(std::is_trivially_copyable_v<idempotency_key>);
static_assert(idempotency_key{}.empty() && idempotency_key{}.empty());

namespace idempotency_key_test {

namespace {

std::string const regular = "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5";

/// Counts through its range, from the least.
template <class Int, Int Min, Int Max>
struct counter {
    using result_type = Int;
    static constexpr Int min() { return Min; }
    static constexpr Int max() { return Max; }
    Int operator()() { return next == Max ? (next = Min, Max) : next++; }
    Int next = Min;
};

/// As random as the other, in any range.
template <class Int, Int Min, Int Max>
struct ranged {
    using result_type = Int;
    static constexpr Int min() { return Min; }
    static constexpr Int max() { return Max; }
    Int operator()() { return std::uniform_int_distribution<Int>{Min, Max}(engine); }
    std::mt19937 engine{20260310};
};

// These types are not sources of bits.
struct of_signed {
    static constexpr int min() { return 0; }
    static constexpr int max() { return 1; }
    int operator()();
};
struct of_one_value {
    static constexpr unsigned min() { return 7; }
    static constexpr unsigned max() { return 7; }
    unsigned operator()();
};
using connectpsp::detail::uniform_bit_source;
static_assert(uniform_bit_source<std::mt19937> && uniform_bit_source<std::mt19937_64>);
static_assert(uniform_bit_source<std::minstd_rand> && uniform_bit_source<std::random_device>);
static_assert(!uniform_bit_source<of_signed> && !uniform_bit_source<of_one_value>);
static_assert(!uniform_bit_source<int> && !uniform_bit_source<std::mt19937 const>);

unsigned digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

/// Makes many keys: each is one, none comes twice, and each of the 122 bits is set in half of them.
template <class Generator>
void check_uniform(Generator urbg, int max_deviation = 300) { // more than six sigma of 48
    constexpr int count = 9216;
    int set[36][4] = {};
    std::set<std::string> texts;
    for (int i = 0; i != count; ++i) {
        std::string const text{idempotency_key::generate(urbg).text()};
        texts.insert(text);
        REQUIRE(idempotency_key::parse(text).value().text() == text);
        for (std::size_t at = 0; at != text.size(); ++at)
            for (unsigned bit = 0; text[at] != '-' && bit != 4; ++bit)
                set[at][bit] += static_cast<int>(digit(text[at]) >> bit & 1U);
    }
    CHECK(texts.size() == count);
    for (std::size_t at = 0; at != 36; ++at) {
        if (regular[at] == '-') continue;
        for (unsigned bit = 0; bit != 4; ++bit) {
            INFO("character " << at << ", bit " << bit << ": " << set[at][bit]);
            bool const fixed = at == 14 || (at == 19 && bit >= 2);
            bool const one = at == 14 ? bit == 2 : bit == 3;
            if (fixed)
                CHECK(set[at][bit] == (one ? count : 0));
            else
                CHECK(std::abs(set[at][bit] - count / 2) < max_deviation);
        }
    }
}

template <class Generator>
std::string key_of(Generator urbg) {
    return std::string{idempotency_key::generate(urbg).text()};
}

} // namespace

TEST_CASE("an idempotency key is a UUID of version 4, in lower case", "[core][idempotency_key]") {
    for (std::string const text :
         {regular.c_str(), "00000000-0000-4000-8000-000000000000",
          "ffffffff-ffff-4fff-bfff-ffffffffffff", "00000000-0000-4000-a000-000000000000"}) {
        INFO(text);
        auto const read = idempotency_key::parse(text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == text);
        CHECK_FALSE(read.value().empty());
    }
    auto const capital = idempotency_key::parse("0B7C6F5E-1D2A-4C3B-9E8F-A0B1C2D3E4F5").value();
    CHECK(capital.text() == regular);
    CHECK((capital == idempotency_key::parse(regular).value()));
    CHECK(idempotency_key::parse("ABCDEFab-cdef-4ABC-BDEF-0123456789aF").value().text() ==
          "abcdefab-cdef-4abc-bdef-0123456789af");
}

TEST_CASE("what is no UUID of version 4 is refused", "[core][idempotency_key]") {
    for (std::string const text :
         {"", "-", "0b7c6f5e1d2a4c3b9e8fa0b1c2d3e4f5", "{0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5}",
          "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "0b7c6f5e-1d2a-1c3b-9e8f-a0b1c2d3e4f5", "0b7c6f5e-1d2a-3c3b-9e8f-a0b1c2d3e4f5",
          "0b7c6f5e-1d2a-5c3b-9e8f-a0b1c2d3e4f5", "0190a5c0-1d2a-7c3b-9e8f-a0b1c2d3e4f5",
          "0b7c6f5e-1d2a-4c3b-7e8f-a0b1c2d3e4f5", "0b7c6f5e-1d2a-4c3b-ce8f-a0b1c2d3e4f5",
          "0b7c6f5e-1d2a-4c3b-Ce8f-a0b1c2d3e4f5", "0b7c6f5e-1d2a-4c3b-0e8f-a0b1c2d3e4f5",
          "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5 ", "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5\n",
          "0b7c6f5-e1d2a-4c3b-9e8f-a0b1c2d3e4f5"}) {
        INFO('"' << text << '"');
        CHECK(idempotency_key::parse(text).error() == errc::invalid_idempotency_key);
    }
}

TEST_CASE("one wrong byte or a cut makes an idempotency key none", "[core][idempotency_key]") {
    for (std::size_t at = 0; at != regular.size(); ++at) {
        CHECK(idempotency_key::parse(regular.substr(0, at)).error() ==
              errc::invalid_idempotency_key);
        std::string const allowed = regular[at] == '-' ? "-"
                                    : at == 14         ? "4"
                                    : at == 19         ? "89abAB"
                                                       : "0123456789abcdefABCDEF";
        for (int byte = 0; byte != 256; ++byte) {
            INFO("byte " << byte << " at " << at);
            std::string changed = regular;
            changed[at] = static_cast<char>(byte);
            CHECK(idempotency_key::parse(changed).has_value() ==
                  (allowed.find(changed[at]) != allowed.npos));
        }
    }
}

TEST_CASE("a generator's bits are used in order, and no draw is wasted",
          "[core][idempotency_key]") {
    CHECK(key_of(counter<std::uint8_t, 0, 255>{}) == "00010203-0405-4607-8809-0a0b0c0d0e0f");
    CHECK(key_of(counter<std::uint8_t, 0, 1>{}) == "55555555-5555-4555-9555-555555555555");
    // Two bits a draw, however the range is called: 00 01 10 11 is 1b.
    CHECK(key_of(counter<unsigned, 7, 10>{}) == "1b1b1b1b-1b1b-4b1b-9b1b-1b1b1b1b1b1b");
    // The fifth of five values is drawn again.
    CHECK(key_of(counter<unsigned, 7, 11>{}) == "1b1b1b1b-1b1b-4b1b-9b1b-1b1b1b1b1b1b");
    counter<std::uint64_t, 0, 255> bytes;
    static_cast<void>(idempotency_key::generate(bytes));
    CHECK(bytes.next == 16);
    counter<std::uint64_t, 0, std::numeric_limits<std::uint64_t>::max()> words;
    static_cast<void>(idempotency_key::generate(words));
    CHECK(words.next == 2);
    counter<std::uint64_t, 1, std::numeric_limits<std::uint64_t>::max()> words_but_one;
    static_cast<void>(idempotency_key::generate(words_but_one)); // 63 bits a draw
    CHECK(words_but_one.next == 4);
}

TEST_CASE("a key is made of random bytes", "[core][idempotency_key]") {
    std::array<std::uint8_t, 16> bytes{};
    CHECK(idempotency_key::make(bytes).text() == "00000000-0000-4000-8000-000000000000");
    bytes.fill(0xFF);
    CHECK(idempotency_key::make(bytes).text() == "ffffffff-ffff-4fff-bfff-ffffffffffff");
    for (std::size_t i = 0; i != bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(i);
    CHECK(idempotency_key::make(bytes).text() == "00010203-0405-4607-8809-0a0b0c0d0e0f");
}

TEST_CASE("keys are uniform whatever the generator's range is", "[core][idempotency_key]") {
    SECTION("32 bits") { check_uniform(std::mt19937{1}); }
    SECTION("64 bits") { check_uniform(std::mt19937_64{2}); }
    SECTION("1 to 2147483646") { check_uniform(std::minstd_rand{3}); }
    SECTION("24 bits") { check_uniform(std::ranlux24_base{4}); }
    SECTION("8 bits") {
        check_uniform(std::independent_bits_engine<std::mt19937, 8, std::uint32_t>{});
    }
    SECTION("1 bit") {
        check_uniform(std::independent_bits_engine<std::mt19937, 1, std::uint32_t>{});
    }
    SECTION("7 bits") {
        check_uniform(std::independent_bits_engine<std::mt19937_64, 7, std::uint64_t>{});
    }
    // A remainder would make some bits of these twice as likely as others.
    SECTION("3 values") { check_uniform(ranged<unsigned, 0, 2>{}); }
    SECTION("6 values") { check_uniform(ranged<unsigned, 1, 6>{}); }
    SECTION("192 values") { check_uniform(ranged<unsigned, 0, 191>{}); }
    SECTION("384 values") { check_uniform(ranged<unsigned, 100, 483>{}); }
    SECTION("3 * 2^30 values") { check_uniform(ranged<unsigned, 0, 0xBFFFFFFF>{}); }
    SECTION("3 * 2^62 values") { check_uniform(ranged<std::uint64_t, 0, 0xBFFFFFFFFFFFFFFF>{}); }
}

TEST_CASE("idempotency keys that nobody has set are empty and equal", "[core][idempotency_key]") {
    idempotency_key const none;
    CHECK(none.empty());
    CHECK(none.text() == "");
    CHECK((none == idempotency_key{}));
    auto const key = idempotency_key::parse(regular).value();
    CHECK((none != key));
    CHECK((key < idempotency_key::parse("0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f6").value()));
}

} // namespace idempotency_key_test
