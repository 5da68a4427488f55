// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"
#include "support/sample_values.hpp"

#include <cstddef>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::string_view_literals;

namespace json_mutations_test {

namespace {

/// Decodes from a heap buffer of exactly the text's size, so that an over-read is seen.
template <class T>
result<T> decode_exactly(std::string_view text) {
    std::unique_ptr<char[]> const copy{new char[text.size()]};
    std::memcpy(copy.get(), text.data(), text.size());
    return decode<T>({copy.get(), text.size()});
}

template <class T>
void cut_at_every_length(std::string_view text) {
    REQUIRE(decode_exactly<T>(text));
    for (std::size_t size = 0; size != text.size(); ++size) {
        auto const read = decode_exactly<T>(text.substr(0, size));
        INFO(text.substr(0, size));
        REQUIRE_FALSE(read);
        // `1e` or a cut UTF-8 sequence is wrong in itself, but no more than that.
        REQUIRE((read.error() == errc::json_incomplete || read.error() == errc::json_syntax));
        REQUIRE(read.error().underlying().failed());
    }
}

/// Every result is a value or one of our errors, and a value survives being written and read again.
template <class T>
bool is_sound(result<T> const& read) {
    if (!read)
        return read.error() == condition::invalid_response ||
               read.error() == condition::invalid_argument;
    auto const again = decode<T>(encode(read.value()));
    return again && again.value() == read.value();
}

/// Every byte with each of its bits turned over, and as each character that means something.
template <class T>
void flip_every_byte(std::string_view text) {
    constexpr std::string_view meaningful = "{}[]\",:\\/ 0159-+.eEtfnu\0\x1F\x7F\xC3\xA7\xFF"sv;
    std::string changed{text};
    std::size_t accepted = 0;
    for (std::size_t at = 0; at != text.size(); ++at) {
        std::string others{meaningful};
        for (int bit = 0; bit != 8; ++bit)
            others += static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << bit));
        for (char const other : others) {
            changed[at] = other;
            auto const read = decode_exactly<T>(changed);
            accepted += read ? 1U : 0U;
            if (!is_sound(read)) FAIL_CHECK(changed);
        }
        changed[at] = text[at];
    }
    CHECK(accepted > 0); // a digit or letter in a value may well be another
}

} // namespace

TEST_CASE("a balance that is cut anywhere is refused", "[codec][json][mutations]") {
    cut_at_every_length<balance>(three_banks_json);
}

TEST_CASE("a document with every kind of member that is cut anywhere is refused",
          "[codec][json][mutations]") {
    cut_at_every_length<every_kind>(object_of(every_member()));
    cut_at_every_length<every_kind>(with_value(
        "text", "\"a\\u0062\\n\\uD83D\\uDE00\u00e7\U0001F600\",\"x\":[{\"y\":[1.5e7,null]}]"));
}

TEST_CASE("a balance with any byte changed is read or refused, never worse",
          "[codec][json][mutations]") {
    flip_every_byte<balance>(three_banks_json);
}

TEST_CASE("a document with every kind of member and any byte changed is read or refused",
          "[codec][json][mutations]") {
    flip_every_byte<every_kind>(object_of(every_member()));
}

TEST_CASE("a document with a byte left out or put in twice is read or refused",
          "[codec][json][mutations]") {
    std::string const text = object_of(every_member());
    for (std::size_t at = 0; at != text.size(); ++at) {
        std::string less = text;
        less.erase(at, 1);
        std::string more = text;
        more.insert(at, 1, text[at]);
        INFO(at);
        REQUIRE(is_sound(decode_exactly<every_kind>(less)));
        REQUIRE(is_sound(decode_exactly<every_kind>(more)));
    }
}

TEST_CASE("pieces of documents in any order are read or refused", "[codec][json][mutations]") {
    constexpr std::string_view pieces[] = {
        "{",         "}",
        "[",         "]",
        ",",         ":",
        "\"text\":", "\"n\":",
        "\"x\":",    "\"list\":",
        "null",      "true",
        "1",         "-1.5e3",
        "\"\"",      "\"a\"",
        "\"\\u0061", "\"",
        "\\",        "\"inner\":",
        "{\"n\":1}", " ",
        "1e400",     "\xC3",
        "\xC3\xA7",  "\"\\u006e\":",
        "[[[[[[",    "{\"note\":null,",
    };
    std::mt19937 random{11};
    for (int i = 0; i != 20'000; ++i) {
        std::string text = "{";
        for (auto left = random() % 24; left != 0; --left)
            text += pieces[random() % std::size(pieces)];
        INFO(text);
        REQUIRE(is_sound(decode_exactly<every_kind>(text)));
        REQUIRE(is_sound(decode_exactly<leaf>(text)));
    }
}

TEST_CASE("a byte that is no UTF-8 is refused wherever it stands", "[codec][json][mutations]") {
    for (std::size_t padding = 0; padding != 20; ++padding) {
        std::string const text =
            R"({"n":1,"note":")" + std::string(padding, 'x') + R"(","unknown":{"key":"value"}})";
        REQUIRE(decode_exactly<leaf>(text));
        for (std::size_t at = 0; at != text.size(); ++at) {
            for (char const wrong : {'\x80', '\xC0', '\xFF'}) {
                std::string changed = text;
                changed[at] = wrong;
                INFO(at << " of " << text.size());
                auto const read = decode_exactly<leaf>(changed);
                REQUIRE_FALSE(read);
                REQUIRE((read.error() == errc::json_syntax ||
                         read.error() == errc::json_trailing_bytes));
            }
        }
    }
}

} // namespace json_mutations_test
