// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_DIGITS_HPP
#define CONNECTPSP_CORE_DETAIL_DIGITS_HPP

#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/version.hpp>

#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

inline constexpr std::string_view decimal_digits = "0123456789";
inline constexpr std::string_view hex_digits = "0123456789abcdef";
inline constexpr std::string_view capital_hex_digits = "0123456789ABCDEF";

/// Returns the value of a hexadecimal digit in either case; -1 for another character.
constexpr int hex_value(char c) noexcept {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Takes `count` decimal digits off the front of `text`; -1 when they are not there.
constexpr int take_digits(std::string_view& text, std::size_t count) noexcept {
    if (text.size() < count) return -1;
    int value = 0;
    for (std::size_t i = 0; i != count; ++i) {
        if (!is_digit(text[i])) return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

/// Two decimal digits; 100 when they are not.
constexpr unsigned two_digits(char const* at) noexcept {
    return is_digit(at[0]) && is_digit(at[1])
               ? static_cast<unsigned>((at[0] - '0') * 10 + (at[1] - '0'))
               : 100;
}

/// Takes one given character off the front of `text`.
constexpr bool take(std::string_view& text, char expected) noexcept {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

/// Writes `value` in exactly `width` digits; gives where they end.
constexpr char* put_digits(char* at, unsigned value, unsigned width) noexcept {
    for (unsigned i = width; i-- != 0; value /= 10)
        at[i] = static_cast<char>('0' + value % 10);
    return at + width;
}

} // namespace connectpsp::detail

#endif
