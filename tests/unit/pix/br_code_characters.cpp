// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/detail/crc16.hpp>

#include "catch.hpp"

#include <cstdio>
#include <string>

using namespace connectpsp;

namespace br_code_characters_test {

namespace {

std::string sealed(std::string text) {
    text += "6304";
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04X", unsigned{detail::crc16(text)});
    return text + digits;
}

std::string field(char const* tag, std::size_t length, std::string_view value) {
    char size[8];
    std::snprintf(size, sizeof size, "%02u", static_cast<unsigned>(length));
    return std::string{tag} + size + std::string{value};
}

/// A code with these fields 59 and 60.
std::string code_with(std::string const& name, std::string const& city) {
    return sealed("00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000"
                  "5204000053039865802BR" +
                  name + city + "62070503***");
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (; times != 0; --times)
        out += text;
    return out;
}

} // namespace

TEST_CASE("a BR Code whose lengths count characters is read and says so", "[pix][br_code]") {
    // As a generator in the field writes it: eight characters, nine bytes.
    std::string const text =
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
        "5913Fulano de Tal6008BRAS\xC3\x8DLIA62070503***6304B4F6";
    auto const read = br_code::parse(text);
    REQUIRE(read);
    CHECK(read.value().counts_characters());
    CHECK(read.value().merchant_city() == "BRAS\xC3\x8DLIA");
    CHECK(read.value().merchant_name() == "Fulano de Tal");
    CHECK(read.value().key() == "123e4567-e12b-12d1-a456-426655440000");
    CHECK(read.value().text() == text);
    CHECK((br_code::parse(read.value().text()).value() == read.value()));
}

TEST_CASE("a code that counts characters is read only where its own text can be read again",
          "[pix][br_code]") {
    // Four bytes a character, and no field 62, which is written all the same: eleven bytes more.
    auto const code = [](std::size_t characters) {
        auto const wide = [](char const* tag, std::size_t count) {
            return field(tag, count, repeated("\xF0\x9F\x98\x80", count));
        };
        std::string const pix = field("00", 14, "br.gov.bcb.pix") + field("01", 1, "a");
        return sealed("000201" +
                      field("26", pix.size() + 4 + characters, pix + wide("02", characters)) +
                      "5204000053039865802BR" + wide("59", 25) + wide("60", 15) + wide("61", 10));
    };
    REQUIRE(code(55).size() == limits::br_code_characters - 14);
    auto const longest = br_code::parse(code(55));
    REQUIRE(longest);
    CHECK((br_code::parse(longest.value().text()).value() == longest.value()));
    REQUIRE(code(56).size() <= limits::br_code_characters);
    CHECK_FALSE(br_code::parse(code(56)));
}

TEST_CASE("where both readings are possible, lengths count bytes", "[pix][br_code]") {
    std::string const name = field("59", 6, "LOJA A");
    auto const bytes = br_code::parse(code_with(name, field("60", 9, "BRAS\xC3\x8DLIA")));
    REQUIRE(bytes);
    CHECK_FALSE(bytes.value().counts_characters());
    CHECK(bytes.value().merchant_city() == "BRAS\xC3\x8DLIA");
    CHECK_FALSE(br_code::parse(code_with(name, field("60", 3, "RIO"))).value().counts_characters());
    // Eleven bytes are a city by one reading and ten characters with a digit too many by the other:
    // the text of both readings is the same, the fields are not.
    std::string const both = field("59", 11,
                                   "\xC3\x81"
                                   "AAAAAAAAA") +
                             field("60", 3, "RIO");
    auto const read = br_code::parse(code_with(both, ""));
    REQUIRE(read);
    CHECK_FALSE(read.value().counts_characters());
    CHECK(read.value().merchant_name() == "\xC3\x81"
                                          "AAAAAAAAA");
}

TEST_CASE("bounds count what the lengths count", "[pix][br_code]") {
    std::string const name = field("59", 6, "LOJA A");
    std::string const fifteen = repeated("\xC3\x89", 15);
    auto const longest = br_code::parse(code_with(name, field("60", 15, fifteen)));
    REQUIRE(longest);
    CHECK(longest.value().counts_characters());
    CHECK(longest.value().merchant_city() == fifteen);
    CHECK((br_code::parse(longest.value().text()).value() == longest.value()));
    CHECK_FALSE(br_code::parse(code_with(name, field("60", 16, repeated("\xC3\x89", 16)))));
    // Thirty bytes are too many for a city that counts bytes.
    CHECK_FALSE(br_code::parse(code_with(name, field("60", 30, fifteen))));
    auto const wide = br_code::parse(
        code_with(field("59", 25, repeated("\xF0\x9F\x98\x80", 25)), field("60", 3, "RIO")));
    REQUIRE(wide);
    CHECK((br_code::parse(wide.value().text()).value() == wide.value()));
}

TEST_CASE("a code that counts characters in a field that is left out says the same when written",
          "[pix][br_code]") {
    auto const read = br_code::parse(
        code_with(field("59", 6, "LOJA A"),
                  field("60", 3, "RIO") +
                      field("64", 14, field("00", 2, "PT") + field("01", 4, "CAF\xC3\x89"))));
    REQUIRE(read);
    CHECK(read.value().counts_characters());
    auto const again = br_code::parse(read.value().text());
    REQUIRE(again);
    CHECK((again.value() == read.value()));
    auto const other = br_code::parse(code_with(field("59", 6, "LOJA B"), field("60", 3, "RIO")));
    REQUIRE(other);
    CHECK_FALSE((other.value() == read.value()));
}

TEST_CASE("a code of characters is held to everything else", "[pix][br_code]") {
    std::string const name = field("59", 6, "LOJA A"), city = field("60", 8, "BRAS\xC3\x8DLIA");
    std::string const good = code_with(name, city);
    REQUIRE(br_code::parse(good));
    for (std::size_t at = 0; at != good.size(); ++at) {
        INFO(at);
        std::string changed = good;
        changed[at] = changed[at] == '1' ? '2' : '1';
        CHECK_FALSE(br_code::parse(changed)); // the CRC
        CHECK_FALSE(br_code::parse(good.substr(0, at)));
    }
    // Lengths that count neither; the fault is the one of counting bytes.
    auto const neither = br_code::parse(code_with(name, field("60", 7, "BRAS\xC3\x8DLIA")));
    REQUIRE_FALSE(neither);
    CHECK(neither.error() == errc::br_code_syntax);
    auto const twice = br_code::parse(code_with(name + name, city));
    REQUIRE_FALSE(twice);
    CHECK_FALSE(br_code::parse(code_with("", city)));
}

} // namespace br_code_characters_test
