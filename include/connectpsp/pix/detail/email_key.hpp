// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_DETAIL_EMAIL_KEY_HPP
#define CONNECTPSP_PIX_DETAIL_EMAIL_KEY_HPP

#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

constexpr bool is_digit_or_small(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/// One to 63 letters, digits and inner hyphens.  RFC 1123 §2.1
constexpr bool is_domain_label(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c == '-' || is_digit_or_small(c); });
}

/// Whether the text is an e-mail address as DICT registers it: in lower case, without quotes,
/// dots anywhere before the `@`, one domain label or more. DICT took `&` until version 2.6.0
/// (2025) and does not since; it is taken here, since a key of before may still be in use and to
/// refuse it would leave its owner unpaid.  BACEN DICT API, "Chave", EMAIL
constexpr bool is_email_key(std::string_view text) noexcept {
    constexpr std::string_view others = ".!#$&'*+/=?^_`{|}~-";
    auto const at = text.find('@');
    if (at == text.npos || at == 0) return false;
    for (char const c : text.substr(0, at))
        if (!is_digit_or_small(c) && others.find(c) == others.npos) return false;
    std::string_view domain = text.substr(at + 1);
    for (;;) {
        auto const dot = domain.find('.');
        if (!is_domain_label(domain.substr(0, dot))) return false;
        if (dot == domain.npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

} // namespace connectpsp::detail

#endif
