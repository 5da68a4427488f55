// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <cstddef>
#include <string>
#include <string_view>

// Keys and strings in all their spellings.

using namespace connectpsp;
using namespace connectpsp::test;

namespace json_text_test {

namespace {

/// The members of sample_of_every_kind(), each key spelled by a function.
template <class Spell>
std::string respelled(Spell spell) {
    auto members = every_member();
    for (auto& each : members)
        each.key = spell(each.key);
    return object_of(members);
}

std::string escape_from(std::string_view key, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = 0; i != key.size(); ++i)
        text += i >= first && i < last ? escaped(key[i]) : std::string{key[i]};
    return text;
}

} // namespace

TEST_CASE("keys spelled with escapes are the keys they spell", "[codec][json][keys]") {
    every_kind const expected = sample_of_every_kind();
    auto const same = [&](auto spell) {
        auto const read = decode<every_kind>(respelled(spell));
        return read && read.value() == expected;
    };
    CHECK(same([](std::string_view key) { return escape_from(key, 0, key.size()); }));
    for (std::size_t at = 0; at != 40; ++at) {
        INFO(at);
        CHECK(same([&](std::string_view key) { return escape_from(key, at, at + 1); }));
        CHECK(same([&](std::string_view key) { return escape_from(key, at, key.size()); }));
        CHECK(same([&](std::string_view key) { return escape_from(key, 0, at); }));
        CHECK(same([&](std::string_view key) {
            return escape_from(escape_from(key, at + 2, at + 3), at, at + 1);
        }));
    }
}

TEST_CASE("an escaped key stands twice like any other", "[codec][json][keys]") {
    auto const read = decode<leaf>(R"({"n":1,"note":"x","n\u006fte":"y"})");
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::duplicate_member);
    CHECK(read.error().pointer() == "/note");
}

TEST_CASE("a key that differs in one character is another key", "[codec][json][keys]") {
    for (auto const& member : every_member()) {
        if (!member.required) continue;
        for (std::size_t at = 0; at != member.key.size(); ++at) {
            for (char const flip : {char{1}, char{32}}) {
                std::string key = member.key;
                key[at] = static_cast<char>(key[at] ^ flip);
                for (bool const spelled_out : {false, true}) {
                    auto members = every_member();
                    for (auto& each : members)
                        if (each.key == member.key)
                            each.key = spelled_out ? escape_from(key, at, at + 1) : key;
                    INFO(key);
                    auto const read = decode<every_kind>(object_of(members));
                    REQUIRE_FALSE(read);
                    CHECK(read.error() == errc::missing_member);
                    CHECK(read.error().pointer() == "/" + member.key);
                }
            }
        }
    }
}

TEST_CASE("optional keys are told apart by their every character too", "[codec][json][keys]") {
    for (auto const& member : every_member()) {
        if (member.required) continue;
        for (std::size_t at = 0; at != member.key.size(); ++at) {
            std::string key = member.key;
            key[at] = static_cast<char>(key[at] ^ 1);
            INFO(key);
            auto const read =
                decode<every_kind>(with_value(member.key, member.value + ",\"" + key + "\":[[]]"));
            REQUIRE(read);
            CHECK(read.value() == sample_of_every_kind());
        }
    }
}

TEST_CASE("a beginning, an end or an extension of a key is another key", "[codec][json][keys]") {
    for (auto const& member : every_member()) {
        std::string const& key = member.key;
        for (std::string const& other :
             {key.substr(0, key.size() - 1) + "_", key + "x", "x" + key, key + std::string(8, 'x'),
              key + " ", " " + key, key + "\\u0000", key + escaped('x'), escaped('x') + key,
              std::string(36, 'x') + escaped('x') + key, std::string(41, 'x') + escaped('x') + key,
              key + escaped('x') + std::string(4096, 'x'), escaped(key[0]) + key.substr(1) + "x"}) {
            INFO(key << " against " << other.substr(0, 60));
            auto const read =
                decode<every_kind>(with_value(key, member.value + ",\"" + other + "\":[[]]"));
            REQUIRE(read);
            CHECK(read.value() == sample_of_every_kind());
        }
    }
}

TEST_CASE("an escaped key of any length is unknown, whatever it ends with", "[codec][json][keys]") {
    // The parser hands out an escaped key in parts of its own choosing: one of them alone, or the
    // beginning that is kept of them, must not pass for a key of ours.
    auto const skipped = [](std::string const& key) {
        auto const read = decode<leaf>(R"({"n":1,")" + key + R"(":[[]],"note":"x"})");
        return read && read.value() == leaf{1, "x"};
    };
    for (std::size_t size = 0; size <= 100; ++size) {
        CHECK(skipped(std::string(size, 'x') + escaped('x') + "note"));
        CHECK(skipped(escaped('x') + std::string(size, 'x') + "note"));
    }
    for (std::size_t size = 4060; size <= 4110; ++size) {
        CHECK(skipped(escaped('x') + std::string(size, 'x') + "note"));
        CHECK(skipped(escaped('x') + std::string(size, 'x') + escaped('x') + "note"));
        CHECK(skipped("note" + escaped('x') + std::string(size, 'x') + escaped('n') + "ote"));
    }
    CHECK(skipped(escaped('x') + std::string(100'000, 'x') + "note"));
}

TEST_CASE("a long escaped key leaves nothing behind for the next", "[codec][json][keys]") {
    std::string const inside = std::string(50, 'x') + escaped('x') + std::string(5000, 'x');
    auto const read =
        decode<leaf>("{\"" + inside + "\":{\"" + inside + "\":1,\"a" + escaped('b') + "\":[{\"a" +
                     escaped('b') + "\":2}]},\"x" + escaped('y') + "\":3,\"no" + escaped('t') +
                     "e\":\"z\",\"" + escaped('n') + "\":4}");
    REQUIRE(read);
    CHECK(read.value() == leaf{4, "z"});
}

TEST_CASE("every escape of a string is undone", "[codec][json][strings]") {
    struct {
        std::string_view json;
        std::string_view text;
    } const table[] = {
        {R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t"},
        {R"(\u0041\u00e7\u20AC)", "A\u00e7\u20ac"},
        {R"(\uD83D\uDE00)", "\U0001F600"},
        {R"(a\u0000b)", {"a\0b", 3}},
        {R"(\u0000)", {"\0", 1}},
        {R"(plain \u0062\u0065tween plain)", "plain between plain"},
        {"\u00e7\U0001F600\x7f", "\u00e7\U0001F600\x7f"},
        {"", ""},
    };
    for (auto const& [json, text] : table) {
        INFO(json);
        std::string const quoted = "\"" + std::string{json} + "\"";
        auto const read = decode<every_kind>(with_value("text", quoted));
        REQUIRE(read);
        CHECK(read.value().text == text);
        CHECK(decode<every_kind>(with_value("hidden", quoted)).value().hidden.reveal() == text);
        CHECK(decode<every_kind>(with_value("maybeText", quoted)).value().maybe_text == text);
        CHECK(decode<every_kind>(with_value("maybeShade", quoted)).value().maybe_shade->text() ==
              text);
        CHECK(decode<every_kind>(with_value("ispbOfThePartner", quoted))
                  .value()
                  .ispb_of_the_partner.text() == text);
    }
}

TEST_CASE("escapes stand in strings of every type", "[codec][json][strings]") {
    CHECK(decode<every_kind>(with_value("shade", R"("R\u0045D")")).value().shade == colour::red);
    CHECK(decode<every_kind>(with_value("day", R"("2026\u002d03-10")")).value().day ==
          std::chrono::year{2026} / std::chrono::March / 10);
    CHECK(
        decode<every_kind>(with_value("updatedAt", R"("2026-03-10\u005414:35:00.25Z")")).value() ==
        sample_of_every_kind());
}

TEST_CASE("long strings with escapes arrive whole", "[codec][json][strings]") {
    for (std::size_t const size : {4000U, 4090U, 4095U, 4096U, 4097U, 8192U, 50'000U}) {
        std::string json = "\"";
        std::string text;
        for (std::size_t i = 0; text.size() < size; ++i) {
            auto const c = static_cast<char>('a' + i % 26);
            json += i % 7 == 0 ? escaped(c) : std::string{c};
            text += c;
        }
        json += '"';
        INFO(size);
        auto const read = decode<every_kind>(with_value("text", json));
        REQUIRE(read);
        CHECK(read.value().text == text);
        CHECK(decode<every_kind>(with_value("hidden", json)).value().hidden.reveal() == text);
        CHECK(decode<every_kind>(with_value("unknown", json)).value() == sample_of_every_kind());
    }
}

TEST_CASE("one string with escapes leaves nothing behind for the next", "[codec][json][strings]") {
    std::string const stranger = R"("ab\u0063def")";
    auto const read = decode<every_kind>(
        with_value("texts", R"(["ab\u0063def","g\u0068i",")" + std::string(5000, 'x') +
                                R"(\n","j\tk",)" + R"("plain","l\u006d"],"unknown":)" + stranger +
                                R"(,"other":[)" + stranger + R"(])"));
    REQUIRE(read);
    CHECK(read.value().texts == std::vector<std::string>{"abcdef", "ghi",
                                                         std::string(5000, 'x') + "\n", "j\tk",
                                                         "plain", "lm"});
    CHECK(read.value().maybe_text == "perhaps");
}

TEST_CASE("a string in an unknown member with escapes is not taken for the next",
          "[codec][json][strings]") {
    CHECK(decode<leaf>(R"({"x":"ab\u0063","y":["d\u0065f"],"n":1,"note":"g\u0068"})").value() ==
          leaf{1, "gh"});
}

} // namespace json_text_test
