// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/external_reference.hpp>

#include "catch.hpp"

#include <string>
#include <utility>

using connectpsp::errc;
using connectpsp::external_reference;

namespace limits = connectpsp::limits;

namespace external_reference_test {

TEST_CASE("an external reference is the caller's own text, unchanged",
          "[pix][external_reference]") {
    for (auto const& text :
         {std::string{"a"}, std::string{"order-2026/000123"}, std::string{"pedido nº 42"},
          std::string{"注文"}, std::string{"\"quoted\" \\ and <more> & such"},
          std::string{"\xC2\xA0"}, std::string(limits::external_reference_bytes, 'x')}) {
        INFO('"' << text << '"');
        auto const read = external_reference::parse(text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == text);
        CHECK_FALSE(read.value().empty());
    }
}

TEST_CASE("what is no external reference is refused for the first reason that applies",
          "[pix][external_reference]") {
    std::string const longest(limits::external_reference_bytes, 'x');
    struct {
        std::string text;
        errc reason;
    } const table[] = {
        {"", errc::empty_value},
        {longest + "x", errc::text_too_long},
        {longest.substr(1) + "é", errc::text_too_long}, // 128 characters, 129 bytes
        {longest + "\n", errc::text_too_long},
        {"a\nb", errc::control_character},
        {"a\r", errc::control_character},
        {"\t", errc::control_character},
        {std::string("a\0b", 3), errc::control_character},
        {"\x7F", errc::control_character},
        {"\x1B[31m", errc::control_character},
        {"a\xC2\x85"
         "b",
         errc::control_character},
        {"a\xE9", errc::invalid_utf8},
        {"\xFF\n", errc::invalid_utf8},
        {"\n\xFF", errc::control_character},
        {" \n", errc::control_character},
        {" \xFF", errc::invalid_utf8},
        {" ", errc::invalid_character},
        {" a", errc::invalid_character},
        {"a ", errc::invalid_character},
    };
    for (auto const& row : table) {
        INFO('"' << row.text << '"');
        CHECK(external_reference::parse(row.text).error() == row.reason);
    }
}

TEST_CASE("one changed byte of a reference is judged by what it is, wherever it stands",
          "[pix][external_reference]") {
    std::string const text = "order-42";
    for (std::size_t at = 0; at != text.size(); ++at) {
        bool const outer = at == 0 || at + 1 == text.size();
        CHECK(external_reference::parse(text.substr(0, at)).has_value() == (at != 0));
        for (int byte = 0; byte != 256; ++byte) {
            INFO("byte " << byte << " at " << at);
            std::string changed = text;
            changed[at] = static_cast<char>(byte);
            auto const read = external_reference::parse(changed);
            if (byte < 0x20 || byte == 0x7F)
                CHECK(read.error() == errc::control_character);
            else if (byte > 0x7F)
                CHECK(read.error() == errc::invalid_utf8);
            else if (byte == ' ' && outer)
                CHECK(read.error() == errc::invalid_character);
            else
                CHECK(read.value().text() == changed);
        }
    }
}

TEST_CASE("a reference is cut between characters, never inside one", "[pix][external_reference]") {
    std::string const text = "€é😀";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        INFO(size);
        auto const read = external_reference::parse(text.substr(0, size));
        if (size == 3 || size == 5 || size == 9)
            CHECK(read.has_value());
        else
            CHECK(read.error() == errc::invalid_utf8);
    }
}

TEST_CASE("external references that nobody has set are empty and equal",
          "[pix][external_reference]") {
    external_reference const none;
    CHECK(none.empty());
    CHECK(none.text() == "");
    auto one = external_reference::parse("a").value();
    CHECK((none != one));
    CHECK((none < one));
    CHECK((one < external_reference::parse("b").value()));
    CHECK((one == external_reference::parse("a").value()));
    auto const copy = one;
    one = external_reference::parse("c").value();
    CHECK(copy.text() == "a");
    auto const moved = std::move(one);
    CHECK(moved.text() == "c");
}

} // namespace external_reference_test
