// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CATCH_HPP
#define CONNECTPSP_TESTS_CATCH_HPP

// Catch2, whichever is installed: version 3 where there is one, version 2 on Debian 12. Tests are
// written with version 3's names; what version 2 spells differently is added below.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>

namespace Catch::Matchers {

inline StdString::ContainsMatcher
ContainsSubstring(std::string const& text, CaseSensitive::Choice sensitivity = CaseSensitive::Yes) {
    return Contains(text, sensitivity);
}

} // namespace Catch::Matchers
#endif

#endif
