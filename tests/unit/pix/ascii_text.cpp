// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/ascii_text.hpp>

#include "catch.hpp"

#include <connectpsp/pix/br_code.hpp>

#include <string>

using namespace connectpsp;

namespace ascii_text_test {

TEST_CASE("names become what terminals show", "[pix][ascii_text]") {
    struct row {
        std::string_view text, ascii;
    };
    for (row const& each : {row{"", ""},
                            {"SAO PAULO", "SAO PAULO"},
                            {"S\xC3\xA3o Paulo", "Sao Paulo"},
                            {"Jos\xC3\xA9 & Cia", "Jose & Cia"},
                            {"BRAS\xC3\x8DLIA", "BRASILIA"},
                            {"Jo\xC3\xA3o Pessoa, Ara\xC3\xA7"
                             "atuba, Iju\xC3\xAD",
                             "Joao Pessoa, Aracatuba, Ijui"},
                            {"\xC3\x80\xC3\x81\xC3\x82\xC3\x83\xC3\x84\xC3\x85\xC3\x87\xC3\x89\xC3"
                             "\x91\xC3\x95\xC3\x9C",
                             "AAAAAACENOU"},
                            {"Sa\xCC\x83o", "Sao"}, // a combining tilde, as macOS writes it
                            {"Stra\xC3\x9F"
                             "e \xC3\x86r\xC3\xB8",
                             "Strasse AEro"},
                            {"N\xC2\xBA 1\xC2\xAA", "No 1a"},
                            {"D\xE2\x80\x99\xC3\x81gua \xE2\x80\x93 \xE2\x80\x9C"
                             "Bar\xE2\x80\x9D",
                             "D'Agua - \"Bar\""},
                            {"a\xC2\xA0"
                             "b\xE2\x80\xA6",
                             "a b..."},
                            {"\xC5\x81\xC3\xB3"
                             "d\xC5\xBA \xC4\x8C",
                             "Lodz C"}}) {
        INFO(each.text);
        auto const got = to_ascii_text(each.text);
        REQUIRE(got);
        CHECK(got.value() == each.ascii);
    }
}

TEST_CASE("a character without a letter in ASCII is refused at its place", "[pix][ascii_text]") {
    struct row {
        std::string_view text;
        errc code;
        std::size_t offset;
    };
    for (row const& each : {row{"Loja \xE4\xB8\xAD", errc::invalid_character, 5},
                            {"\xF0\x9F\x98\x80", errc::invalid_character, 0},
                            {"a\xC3\x97", errc::invalid_character, 1},
                            {"\xCC\x83"
                             "a",
                             errc::invalid_character, 0},
                            {"ab\n", errc::control_character, 2},
                            {"a\xC2\x85", errc::control_character, 1},
                            {"S\xE3o Paulo", errc::invalid_utf8, 1}}) {
        INFO(each.text);
        auto const got = to_ascii_text(each.text);
        REQUIRE_FALSE(got);
        CHECK(got.error() == each.code);
        CHECK(got.error().offset() == each.offset);
    }
    CHECK(to_string(to_ascii_text("\xE4\xB8\xAD").error()) ==
          "text: invalid character at offset 0, ASCII has no letter for it");
}

TEST_CASE("every character of the Latin blocks becomes ASCII or is refused", "[pix][ascii_text]") {
    for (unsigned c = 0xA0; c != 0x180; ++c) {
        INFO(c);
        std::string const text{static_cast<char>(0xC0 | (c >> 6)),
                               static_cast<char>(0x80 | (c & 63))};
        auto const got = to_ascii_text(text);
        if (!got) {
            CHECK(got.error() == errc::invalid_character);
            continue;
        }
        CHECK_FALSE(got.value().empty());
        for (char const each : got.value())
            CHECK((each >= ' ' && each <= '~'));
    }
}

TEST_CASE("a folded name and city make a BR Code that every terminal shows", "[pix][ascii_text]") {
    auto const name = to_ascii_text("Jos\xC3\xA9 & Cia").value();
    auto const city = to_ascii_text("S\xC3\xA3o Paulo").value();
    auto const code = br_code::make_static(
        {.key = pix_key::parse(pix_key_type::email, "jose@example.com").value(),
         .name = name,
         .city = city});
    REQUIRE(code);
    for (char const each : code.value().text())
        CHECK((each >= ' ' && each <= '~'));
}

} // namespace ascii_text_test
