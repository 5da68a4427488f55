// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_ASCII_CASE_HPP
#define CONNECTPSP_CORE_DETAIL_ASCII_CASE_HPP

#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <string_view>

// Letters of ASCII alone, whatever the locale: no protocol text has others.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return to_lower(a) == to_lower(b); });
}

} // namespace connectpsp::detail

#endif
