// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_ENUMERATOR_TEXT_HPP
#define CONNECTPSP_CORE_DETAIL_ENUMERATOR_TEXT_HPP

#include <connectpsp/core/version.hpp>

#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Whether a problem's code has the shape of an enumerator (`INSUFFICIENT_FUNDS`): only such a code
/// may pass into a log, known or not, because an operator needs a new code to understand a refusal.
/// The shape holds no document, phone number, address, token or line break; digits are left out for
/// that reason. It cannot tell a person's name in capitals from a code.
constexpr bool is_enumerator_text(std::string_view text) noexcept {
    if (text.empty() || text.size() > 64) return false;
    for (char const c : text)
        if (!((c >= 'A' && c <= 'Z') || c == '_')) return false;
    return true;
}

} // namespace connectpsp::detail

#endif
