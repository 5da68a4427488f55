// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_NUMBER_ORACLE_HPP
#define CONNECTPSP_FUZZ_NUMBER_ORACLE_HPP

#include "oracle.hpp"

#include <connectpsp/core/errc.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace fuzz {

/// A JSON number's parts, as RFC 8259 §6 names them.
struct number_parts {
    bool valid = false;
    bool negative = false;
    std::string_view integer{}, fraction{};
    bool exponent_below_zero = false;
    std::string_view exponent{}; ///< digits without leading zeros
};

inline number_parts split_number(std::string_view text) {
    number_parts parts;
    std::size_t at = 0;
    auto const digits = [&] {
        std::size_t const begin = at;
        while (at != text.size() && is_digit(text[at]))
            ++at;
        return text.substr(begin, at - begin);
    };
    if (text.starts_with('-')) {
        parts.negative = true;
        ++at;
    }
    parts.integer = digits();
    if (parts.integer.empty() || (parts.integer.size() > 1 && parts.integer.front() == '0'))
        return parts;
    if (at != text.size() && text[at] == '.') {
        ++at;
        parts.fraction = digits();
        if (parts.fraction.empty()) return parts;
    }
    if (at != text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at != text.size() && (text[at] == '+' || text[at] == '-'))
            parts.exponent_below_zero = text[at++] == '-';
        parts.exponent = digits();
        if (parts.exponent.empty()) return parts;
        parts.exponent.remove_prefix(
            std::min(parts.exponent.find_first_not_of('0'), parts.exponent.size()));
    }
    parts.valid = at == text.size();
    return parts;
}

/// The value of a JSON number, in units of 10^-scale, by unbounded arithmetic.
struct scaled_number {
    connectpsp::errc wrong{}; ///< zero when it is a whole number that fits
    std::int64_t value = 0;
};

inline scaled_number expected_scaled(std::string_view text, int scale,
                                     connectpsp::errc when_not_whole) {
    using boost::multiprecision::cpp_int;
    using connectpsp::errc;

    number_parts const parts = split_number(text);
    if (!parts.valid) return {errc::invalid_number};
    std::string digits{parts.integer};
    digits += parts.fraction;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty()) return {};

    // An exponent of so many digits moves the point farther than any text is long.
    std::int64_t power = parts.exponent.size() > 15 ? 1'000'000'000'000'000
                         : parts.exponent.empty()   ? 0
                                                    : std::stoll(std::string{parts.exponent});
    if (parts.exponent_below_zero) power = -power;
    power += scale - static_cast<std::int64_t>(parts.fraction.size());

    while (power < 0) {
        if (digits.back() != '0') return {when_not_whole};
        digits.pop_back();
        ++power;
    }
    if (static_cast<std::int64_t>(digits.size()) + power > 30) return {errc::out_of_range};
    cpp_int whole{digits};
    whole *= boost::multiprecision::pow(cpp_int{10}, static_cast<unsigned>(power));
    if (parts.negative) whole = -whole;
    if (whole < std::numeric_limits<std::int64_t>::min() ||
        whole > std::numeric_limits<std::int64_t>::max())
        return {errc::out_of_range};
    return {{}, static_cast<std::int64_t>(whole)};
}

/// The amount of a number that a server sent: what expected_scaled says, or the whole centavo that
/// a double prints it for.
inline scaled_number expected_amount(std::string_view text) {
    using boost::multiprecision::cpp_int;
    using connectpsp::errc;

    scaled_number const exact = expected_scaled(text, 2, errc::not_whole_centavos);
    if (exact.wrong != errc::not_whole_centavos) return exact;
    number_parts const parts = split_number(text);
    std::string digits{parts.integer};
    digits += parts.fraction;
    digits.erase(0, digits.find_first_not_of('0'));
    std::int64_t power = -static_cast<std::int64_t>(parts.fraction.size());
    if (parts.exponent.size() > 15) return parts.exponent_below_zero ? scaled_number{} : exact;
    std::int64_t const stated =
        parts.exponent.empty() ? 0 : std::stoll(std::string{parts.exponent});
    power += parts.exponent_below_zero ? -stated : stated;
    for (; digits.back() == '0'; ++power)
        digits.pop_back();

    auto const size = static_cast<std::int64_t>(digits.size());
    if (-power <= 12 && size < 16) return exact;
    if (size + power < -20) return {}; // nothing, as nearly as can be
    cpp_int const unit = boost::multiprecision::pow(cpp_int{10}, static_cast<unsigned>(-power));
    cpp_int const centavos = cpp_int{digits} * 100; // in units
    cpp_int const below = centavos / unit;
    cpp_int const nearest = (2 * centavos + unit) / (2 * unit);
    cpp_int const distance = abs(cpp_int{centavos - nearest * unit});
    if (distance * 10'000'000 >= unit || below / 10 > 9'000'000'000'000'000) return exact;
    auto const value = static_cast<std::int64_t>(nearest);
    return {{}, parts.negative ? -value : value};
}

} // namespace fuzz

#endif
