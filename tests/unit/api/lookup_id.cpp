// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/lookup_id.hpp>

#include "catch.hpp"

#include <string>

using connectpsp::errc;
using connectpsp::lookup_id;

namespace lookup_id_test {

TEST_CASE("an id for a path is any visible text that leads nowhere else", "[api][lookup_id]") {
    for (std::string const text :
         {"0", "3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b", "E00416968202603101827cemeFscF6AG",
          "PSP-2026.0001_x~y", "a:b", "a+b=c", "...", ".a", "a.", "*", "'"}) {
        INFO(text);
        auto const made = lookup_id::parse(text);
        REQUIRE(made);
        CHECK(made.value().text() == text);
        CHECK_FALSE(made.value().empty());
    }
    CHECK(lookup_id{}.empty());
    CHECK(lookup_id{}.text().empty());
}

TEST_CASE("an id that could lead to another resource is refused", "[api][lookup_id]") {
    struct {
        std::string text;
        errc reason;
    } const table[] = {
        {"", errc::empty_value},
        {".", errc::invalid_character},
        {"..", errc::invalid_character},
        {"../account/balance", errc::invalid_character},
        {"/", errc::invalid_character},
        {"a/b", errc::invalid_character},
        {"a\\b", errc::invalid_character},
        {"a?date=2026-03-10", errc::invalid_character},
        {"a#b", errc::invalid_character},
        {"a%2Fb", errc::invalid_character},
        {" a", errc::invalid_character},
        {"a ", errc::invalid_character},
        {"a\r\nHost: b", errc::invalid_character},
        {std::string{"a\0b", 3}, errc::invalid_character},
        {"a\x7f", errc::invalid_character},
        {"\xC3\xA7", errc::invalid_character},
        {std::string(129, 'a'), errc::text_too_long},
    };
    for (auto const& each : table) {
        INFO(each.text);
        auto const made = lookup_id::parse(each.text);
        REQUIRE_FALSE(made);
        CHECK(made.error() == each.reason);
    }
    CHECK(lookup_id::parse(std::string(128, 'a')));
}

TEST_CASE("every byte of an id is let through or refused as the rule says", "[api][lookup_id]") {
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        INFO(byte);
        bool const leads = std::string{"/\\?#%"}.find(c) != std::string::npos;
        CHECK(lookup_id::parse(std::string{'a', c}).has_value() ==
              (byte > 0x20 && byte < 0x7f && !leads));
    }
}

TEST_CASE("ids are compared by their text", "[api][lookup_id]") {
    CHECK((lookup_id::parse("a").value() == lookup_id::parse("a").value()));
    CHECK((lookup_id::parse("a").value() != lookup_id::parse("A").value()));
    CHECK((lookup_id::parse("a").value() < lookup_id::parse("b").value()));
}

} // namespace lookup_id_test
