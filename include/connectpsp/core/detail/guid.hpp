// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_GUID_HPP
#define CONNECTPSP_CORE_DETAIL_GUID_HPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/version.hpp>

#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Returns whether the text is a GUID: 8-4-4-4-12 hexadecimal digits in either case.  RFC 9562 §4
constexpr bool is_guid(std::string_view text) noexcept {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        char const c = text[i];
        bool const hyphen_here = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen_here ? c != '-' : hex_value(c) < 0) return false;
    }
    return true;
}

} // namespace connectpsp::detail

#endif
