// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/detail/guid.hpp>

#include "catch.hpp"

#include <string>

using connectpsp::detail::is_guid;

namespace guid_test {

TEST_CASE("a GUID is 8-4-4-4-12 hexadecimal digits in either case", "[core][guid]") {
    static_assert(is_guid("0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5"));
    for (std::string const text :
         {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "01234567-89ab-cdef-ABCD-EF0123456789"}) {
        INFO(text);
        CHECK(is_guid(text));
    }
}

TEST_CASE("what only resembles a GUID is none", "[core][guid]") {
    for (std::string const text :
         {"", "-", "0b7c6f5e1d2a4c3b9e8fa0b1c2d3e4f5", "{0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5}",
          "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5 ", " 0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5",
          "0b7c6f5-e1d2a-4c3b-9e8f-a0b1c2d3e4f5", "0b7c6f5e-1d2a-4c3b-9e8fa-0b1c2d3e4f5",
          "------------------------------------", "000000000000000000000000000000000000",
          "urn:uuid:0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5"}) {
        INFO(text);
        CHECK_FALSE(is_guid(text));
    }
}

TEST_CASE("one wrong byte or length makes a GUID none", "[core][guid]") {
    std::string const text = "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5";
    for (std::size_t at = 0; at != text.size(); ++at) {
        INFO(at);
        CHECK_FALSE(is_guid(text.substr(0, at)));
        // The neighbours of what is allowed, in ASCII order.
        for (char const wrong : {'/', ':', '@', 'G', '`', 'g', '\0', '\r', '\n', '\x80'}) {
            std::string changed = text;
            changed[at] = wrong;
            CHECK_FALSE(is_guid(changed));
        }
        std::string swapped = text;
        swapped[at] = text[at] == '-' ? '0' : '-';
        CHECK_FALSE(is_guid(swapped));
    }
}

} // namespace guid_test
