// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_DECIMAL_HPP
#define CONNECTPSP_CORE_DETAIL_DECIMAL_HPP

#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <limits>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The absence of an error among codes, which have no enumerator for it.
inline constexpr errc no_error{};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// `significand` × 10^`exponent`, as a JSON number's text says it; the significand's last digit is
/// not zero unless it is zero itself.
struct decimal {
    std::uint64_t significand = 0;
    std::int64_t exponent = 0;
    bool negative = false;
    bool too_long = false; ///< more digits than a significand holds
};

/// Reads a number of RFC 8259 §6, whole text. The last significant digit decides what is whole, so
/// zeros are held back: `1.000` and `1000e-3` are both one.
constexpr errc read_decimal(std::string_view text, decimal& out) noexcept {
    char const* at = text.data();
    char const* const end = at + text.size();
    std::int64_t held_zeros = 0;
    std::int64_t exponent = 0;

    auto const take = [&](char digit) {
        if (digit == '0') {
            held_zeros += out.significand != 0 ? 1 : 0;
            return;
        }
        // Nineteen digits always fit, so zeros worth more than that are overlong too.
        for (; held_zeros > 0 && !out.too_long; --held_zeros) {
            out.too_long = out.significand > 99'999'999'999'999'999;
            if (!out.too_long) out.significand *= 10;
        }
        out.too_long = out.too_long || out.significand > 999'999'999'999'999'999;
        if (!out.too_long)
            out.significand = out.significand * 10 + static_cast<unsigned>(digit - '0');
        held_zeros = 0;
    };

    if (at != end && *at == '-') {
        out.negative = true;
        ++at;
    }
    if (at == end || !is_digit(*at)) return errc::invalid_number;
    if (*at == '0' && at + 1 != end && is_digit(at[1])) return errc::invalid_number;
    for (; at != end && is_digit(*at); ++at)
        take(*at);
    if (at != end && *at == '.') {
        ++at;
        if (at == end || !is_digit(*at)) return errc::invalid_number;
        for (; at != end && is_digit(*at); ++at) {
            take(*at);
            --exponent;
        }
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        bool const below = at != end && *at == '-';
        if (at != end && (*at == '-' || *at == '+')) ++at;
        if (at == end || !is_digit(*at)) return errc::invalid_number;
        std::int64_t stated = 0;
        for (; at != end && is_digit(*at); ++at)
            if (stated < 1'000'000'000'000) // far beyond any text's length, far below overflow
                stated = stated * 10 + (*at - '0');
        exponent += below ? -stated : stated;
    }
    if (at != end) return errc::invalid_number;
    out.exponent = exponent + held_zeros;
    return no_error;
}

/// The digit at a place; more than nine where there is none.
constexpr std::uint64_t digit_at(char const* at) noexcept {
    return static_cast<unsigned char>(*at) - std::uint64_t{'0'};
}

/// Appends the digits that begin at `at` to `value`; gives where they end.
constexpr char const* read_digits(char const* at, char const* end, std::int64_t& value) noexcept {
    for (; at != end; ++at) {
        auto const digit = digit_at(at);
        if (digit > 9) break;
        value = value * 10 + static_cast<std::int64_t>(digit);
    }
    return at;
}

/// Reads what nearly all numbers look like, quickly: short, no exponent, at most `scale` decimals.
/// False for all others, right or wrong.  @pre scale is 0 or 2
constexpr bool read_plain(std::string_view text, int scale, std::int64_t& out) noexcept {
    if (text.empty() || text.size() > 16) return false; // with two digits more no overflow is near
    bool const negative = text.front() == '-';
    char const* const first = text.data() + (negative ? 1 : 0);
    char const* const end = text.data() + text.size();
    std::int64_t value = 0;
    char const* const point = read_digits(first, end, value);
    if (point == first || (*first == '0' && point - first != 1)) return false;
    if (point == end) {
        value *= scale == 0 ? 1 : 100;
    } else {
        auto const decimals = end - point - 1;
        if (*point != '.' || decimals == 0 || decimals > scale) return false;
        auto const tenths = digit_at(point + 1);
        auto const hundredths = decimals == 1 ? 0 : digit_at(point + 2);
        if (tenths > 9 || hundredths > 9) return false;
        value = value * 100 + static_cast<std::int64_t>(tenths * 10 + hundredths);
    }
    out = negative ? -value : value;
    return true;
}

/// A JSON number's text as a whole number of 10^-`scale`, exactly.
/// Errors: invalid_number, `fraction` when it is not whole, out_of_range beyond int64.
constexpr errc read_scaled(std::string_view text, int scale, errc fraction,
                           std::int64_t& out) noexcept {
    if (read_plain(text, scale, out)) return no_error;
    decimal number;
    if (errc const wrong = read_decimal(text, number); wrong != no_error) return wrong;
    if (number.significand == 0) {
        out = 0;
        return no_error;
    }
    std::int64_t power = number.exponent + scale;
    if (power < 0) return fraction;
    if (number.too_long || power > 18) return errc::out_of_range;
    // INT64_MIN has no positive counterpart: the magnitude may be one more below zero.
    std::uint64_t const largest =
        static_cast<std::uint64_t>((std::numeric_limits<std::int64_t>::max)()) +
        (number.negative ? 1 : 0);
    std::uint64_t magnitude = number.significand;
    for (; power > 0; --power) {
        if (magnitude > largest / 10) return errc::out_of_range;
        magnitude *= 10;
    }
    if (magnitude > largest) return errc::out_of_range;
    out = static_cast<std::int64_t>(number.negative ? 0 - magnitude : magnitude);
    return no_error;
}

/// An amount that is not whole but that a double prints for a whole one, such as
/// `0.30000000000000004`, in centavos. It is less than 10^-9 away from the whole amount, and has
/// more than twelve decimals or, where the amount is large, at least sixteen significant digits.
/// False for any other number.
/// @pre text is a number of RFC 8259 §6 that is not whole
constexpr bool read_image_of_double(std::string_view text, std::int64_t& out) noexcept {
    constexpr std::int64_t checked_places = 7; // behind the centavo: 10^-9
    bool const negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::string_view const mantissa = text.substr(0, text.find_first_of("eE"));
    std::int64_t exponent = 0;
    if (mantissa.size() != text.size()) {
        std::string_view stated = text.substr(mantissa.size() + 1);
        bool const below = stated.front() == '-';
        if (below || stated.front() == '+') stated.remove_prefix(1);
        for (char const c : stated)
            if (exponent < 1'000'000'000'000) exponent = exponent * 10 + (c - '0');
        if (below) exponent = -exponent;
    }
    std::size_t const point = mantissa.find('.');
    // The power of ten of the next digit, in centavos.
    auto place =
        exponent + 1 + static_cast<std::int64_t>(point == mantissa.npos ? mantissa.size() : point);
    std::int64_t whole = 0;
    std::int64_t significant = 0, significant_and_zeros = 0, decimals = 0;
    std::int64_t nines = 0;              // among the checked places
    bool near_zero = true, more = false; // in these, and behind them
    for (char const c : mantissa) {
        if (c == '.') continue;
        if (c != '0' || significant_and_zeros != 0) ++significant_and_zeros;
        if (c != '0') {
            significant = significant_and_zeros;
            decimals = 2 - place;
        }
        if (place >= 0) {
            if (whole > 9'000'000'000'000'000) return false; // too large for a centavo in a double
            whole = whole * 10 + (c - '0');
        } else if (place >= -checked_places) {
            near_zero = near_zero && c == '0';
            nines += c == '9' ? 1 : 0;
        } else {
            more = more || c != '0';
        }
        --place;
    }
    if (decimals <= 12 && significant < 16) return false;
    bool const near_one = nines == checked_places && more;
    if (!near_zero && !near_one) return false;
    whole += near_one ? 1 : 0;
    out = negative ? -whole : whole;
    return true;
}

} // namespace connectpsp::detail

#endif
