// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/ispb.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

using connectpsp::errc;
using connectpsp::ispb;

static_assert(std::is_nothrow_default_constructible_v<ispb>);
static_assert(std::is_trivially_copyable_v<ispb>);

namespace ispb_test {

TEST_CASE("an ISPB is eight digits or capital letters", "[pix][ispb]") {
    for (std::string const text :
         {"00000000", "13935893", "99999999", "12ABC345", "ABCDEFGH", "ZZZZZZZZ", "0A9Z0A9Z"}) {
        INFO(text);
        auto const read = ispb::parse(text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == text);
    }
}

TEST_CASE("an ISPB that nobody has set is empty", "[pix][ispb]") {
    static_assert(ispb{}.empty() && ispb{}.empty());
    CHECK((ispb{} == ispb{}));
    CHECK((ispb{} < ispb::parse("00000000").value()));
    ispb set = ispb::parse("00000000").value();
    CHECK_FALSE(set.empty());
    set = ispb{};
    CHECK(set.empty());
    CHECK(set.text() == "");
}

TEST_CASE("what is no ISPB is refused", "[pix][ispb]") {
    for (std::string const text :
         {"", "0", "1393589", "139358931", " 13935893", "13935893 ", "13.935.893", "1393589a",
          "abcdefgh", "13935893\n", "+1393589", "-1393589", "1393 893"}) {
        INFO('"' << text << '"');
        CHECK(ispb::parse(text).error() == errc::invalid_ispb);
    }
}

TEST_CASE("one wrong byte makes an ISPB none, wherever it stands", "[pix][ispb]") {
    std::string const text = "13935AZ9";
    REQUIRE(ispb::parse(text).has_value());
    for (std::size_t at = 0; at != text.size(); ++at) {
        INFO(at);
        CHECK(ispb::parse(text.substr(0, at)).error() == errc::invalid_ispb);
        for (char const wrong : {'/', ':', '@', '[', 'a', 'z', ' ', '-', '\0', '\x80'}) {
            std::string changed = text;
            changed[at] = wrong;
            CHECK(ispb::parse(changed).error() == errc::invalid_ispb);
        }
    }
}

TEST_CASE("ISPBs are ordered as their texts are", "[pix][ispb]") {
    ispb const low = ispb::parse("00000000").value();
    ispb const high = ispb::parse("0000000A").value();
    CHECK((low == ispb::parse("00000000").value()));
    CHECK((low != high));
    CHECK((low < high));
    CHECK((ispb::parse("10000000").value() > high));
    ispb copy = low;
    copy = high;
    CHECK(copy.text() == "0000000A");
    CHECK(low.text() == "00000000");
}

} // namespace ispb_test
