// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/detail/utf8.hpp>

#include "catch.hpp"

#include <string>

using connectpsp::errc;
using connectpsp::detail::front_character;
using connectpsp::detail::has_outer_space;
using connectpsp::detail::is_control;
using connectpsp::detail::no_error;
using connectpsp::detail::refusal_of_text;

namespace clean_text_test {

namespace {

constexpr std::size_t plenty = 1000;

// UTF-8 as RFC 3629 §3 writes it down, of any number, whether it is a character or not.
std::string encoded(char32_t value) {
    auto const tail = [&](unsigned shift) {
        return static_cast<char>(0x80 | ((value >> shift) & 0x3F));
    };
    if (value < 0x80) return {static_cast<char>(value)};
    if (value < 0x800) return {static_cast<char>(0xC0 | (value >> 6)), tail(0)};
    if (value < 0x10000) return {static_cast<char>(0xE0 | (value >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xF0 | (value >> 18)), tail(12), tail(6), tail(0)};
}

} // namespace

TEST_CASE("every character is read, and what is none is not", "[core][utf8]") {
    bool right = true; // a CHECK for each of a million characters would take seconds
    for (char32_t value = 0; value != 0x200000; ++value) {
        std::string const text = encoded(value);
        auto const read = front_character(text + "x");
        bool const character = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
        right =
            right && (character ? read.value == value && read.size == text.size() : read.size == 0);
        if (text.size() > 1)
            right = right && front_character(text.substr(0, text.size() - 1)).size == 0;
        if (!right) {
            CAPTURE(static_cast<unsigned>(value));
            FAIL("wrong from here on");
        }
    }
    CHECK(front_character("").size == 0);
}

TEST_CASE("of pairs and triples of bytes exactly the shortest forms are characters",
          "[core][utf8]") {
    int pairs = 0, triples = 0;
    for (int a = 0x80; a != 0x100; ++a)
        for (int b = 0; b != 0x100; ++b) {
            std::string const pair{static_cast<char>(a), static_cast<char>(b)};
            pairs += front_character(pair).size == 2;
            for (int c = 0; c < 0x100; c += 0x15) { // 0x93, 0xA8, 0xBD are of 0x80-0xBF
                auto const read = front_character(pair + static_cast<char>(c));
                triples += read.size == 3;
            }
        }
    CHECK(pairs == 0x800 - 0x80);
    CHECK(triples == (0x10000 - 0x800 - 0x800) / 64 * 3);
}

TEST_CASE("broken UTF-8 is refused as such", "[core][utf8]") {
    for (std::string const text : {"\x80",
                                   "\xBF",
                                   "\xC0\xAF",
                                   "\xC1\xBF",
                                   "\xC2",
                                   "\xC2"
                                   "A",
                                   "\xE0\x80\xAF",
                                   "\xE0\x9F\xBF",
                                   "\xE2\x82",
                                   "\xED\xA0\x80",
                                   "\xED\xBF\xBF",
                                   "\xF0\x80\x80\xAF",
                                   "\xF0\x8F\xBF\xBF",
                                   "\xF0\x9F\x98",
                                   "\xF4\x90\x80\x80",
                                   "\xF5\x80\x80\x80",
                                   "\xF8\x88\x80\x80\x80",
                                   "\xFE",
                                   "\xFF",
                                   "Jos\xE9",
                                   "caf\xC3",
                                   "\xC3\xC3\xA9"}) {
        CHECK(refusal_of_text(text, plenty) == errc::invalid_utf8);
        CHECK(refusal_of_text("abc" + text, plenty) == errc::invalid_utf8);
    }
}

TEST_CASE("C0, DEL and C1 are control characters, their neighbours are not", "[core][utf8]") {
    for (char32_t value = 0; value != 0x200; ++value) {
        INFO(static_cast<unsigned>(value));
        bool const control = value <= 0x1F || value == 0x7F || (value >= 0x80 && value <= 0x9F);
        CHECK(is_control(value) == control);
        errc const reason = control ? errc::control_character : no_error;
        CHECK(refusal_of_text(encoded(value), plenty) == reason);
        CHECK(refusal_of_text("a" + encoded(value) + "b", plenty) == reason);
    }
}

TEST_CASE("the bound of a text counts characters, not bytes", "[core][utf8]") {
    for (std::string const character : {"a", "é", "€", "😀"}) {
        std::string text;
        for (std::size_t count = 0; count != 5; ++count, text += character) {
            INFO(count << " of " << character);
            CHECK(refusal_of_text(text, 4) == no_error);
            CHECK(refusal_of_text(text, count) == no_error);
            if (count != 0) CHECK(refusal_of_text(text, count - 1) == errc::text_too_long);
        }
        CHECK(refusal_of_text(text, 4) == errc::text_too_long);
    }
    CHECK(refusal_of_text("", 0) == no_error);
}

TEST_CASE("a text is refused for what stands first in it", "[core][utf8]") {
    CHECK(refusal_of_text("\n\xFF", plenty) == errc::control_character);
    CHECK(refusal_of_text("\xFF\n", plenty) == errc::invalid_utf8);
    CHECK(refusal_of_text("ab\n", 2) == errc::text_too_long);
    CHECK(refusal_of_text("ab\n", 3) == errc::control_character);
    CHECK(refusal_of_text("ab\xFF", 2) == errc::text_too_long);
    CHECK(refusal_of_text("a\xFF"
                          "b",
                          2) == errc::invalid_utf8);
}

TEST_CASE("a space is seen at either end and nowhere else", "[core][utf8]") {
    for (std::string const text : {" ", " a", "a ", "  "})
        CHECK(has_outer_space(text));
    for (std::string const text : {"", "a", "a b",
                                   "\xC2\xA0"
                                   "a",
                                   "\t"})
        CHECK_FALSE(has_outer_space(text));
}

} // namespace clean_text_test
