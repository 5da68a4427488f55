// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/open_enum.hpp>

#include "catch.hpp"

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace {

enum class color : std::uint8_t { red, green, dark_blue };

} // namespace

template <>
struct connectpsp::enum_names<color> {
    static constexpr std::string_view names[] = {"RED", "GREEN", "DARK_BLUE"};
};

using open_color = connectpsp::open_enum<color>;

static_assert(std::is_convertible_v<color, open_color>);
static_assert(!std::is_convertible_v<std::string_view, open_color>);

TEST_CASE("a known text becomes its enumerator", "[core][open_enum]") {
    struct {
        char const* text;
        color value;
    } const table[] = {
        {"RED", color::red}, {"GREEN", color::green}, {"DARK_BLUE", color::dark_blue}};
    for (auto const& each : table) {
        open_color const read{std::string_view{each.text}};
        REQUIRE(read.known().has_value());
        CHECK(*read.known() == each.value);
        CHECK(read.text() == each.text);
        CHECK(read == each.value);
        CHECK(read == open_color{each.value});
        CHECK(open_color{each.value}.text() == each.text);
    }
}

TEST_CASE("an unknown text is kept as it was sent", "[core][open_enum]") {
    for (std::string const text : {"MAUVE", "", "red", "RED ", " RED", "RE", "REDD", "DARK BLUE"}) {
        open_color const read{text};
        INFO(text);
        CHECK_FALSE(read.known().has_value());
        CHECK(read.text() == text);
        for (color const each : {color::red, color::green, color::dark_blue})
            CHECK(read != each);
    }
    std::string source(100, 'X');
    open_color const kept{source};
    source.assign(100, 'Y');
    CHECK(kept.text() == std::string(100, 'X'));
}

TEST_CASE("open enumerations compare by value or text", "[core][open_enum]") {
    open_color const mauve{std::string_view{"MAUVE"}};
    CHECK(mauve == open_color{std::string_view{"MAUVE"}});
    CHECK(mauve != open_color{std::string_view{"PINK"}});
    CHECK(mauve != open_color{color::red});
    CHECK(open_color{color::red} != open_color{color::green});
    CHECK(color::red == open_color{std::string_view{"RED"}});
    CHECK(color::red != mauve);
}

TEST_CASE("an open enumeration begins as an unknown, empty text", "[core][open_enum]") {
    open_color value;
    CHECK_FALSE(value.known().has_value());
    CHECK(value.text().empty());
    CHECK(value != color::red); // the first enumerator is not a default
    value = color::green;
    CHECK(value == color::green);
    value = open_color{std::string_view{"MAUVE"}};
    open_color const copy = value;
    CHECK(copy.text() == "MAUVE");
    value = color::red;
    CHECK(value == open_color{color::red}); // nothing of the unknown text is left
}
