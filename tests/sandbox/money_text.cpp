// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "money_text.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace sandbox {
namespace {

bool is_decimal(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of `rest`.
std::string_view take_digits(std::string_view& rest) {
    std::size_t count = 0;
    while (count < rest.size() && is_decimal(rest[count]))
        ++count;
    auto const digits = rest.substr(0, count);
    rest.remove_prefix(count);
    return digits;
}

bool take(std::string_view& rest, char wanted) {
    if (rest.empty() || rest.front() != wanted) return false;
    rest.remove_prefix(1);
    return true;
}

/// An exponent beyond this decides the answer as surely as any larger one, and sums of it cannot
/// overflow.
constexpr long long exponent_bound = 1'000'000'000;

/// Takes `[eE][+-]?digits` when it is there; false when it is malformed.
bool take_exponent(std::string_view& rest, long long& exponent) {
    exponent = 0;
    if (!take(rest, 'e') && !take(rest, 'E')) return true;
    bool const negative = take(rest, '-');
    if (!negative) take(rest, '+');
    auto const digits = take_digits(rest);
    if (digits.empty()) return false;
    auto const [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (error == std::errc::result_out_of_range || exponent > exponent_bound)
        exponent = exponent_bound;
    if (negative) exponent = -exponent;
    return true;
}

} // namespace

parsed_money parse_money(std::string_view text) {
    bool const minus = take(text, '-');
    auto const whole = take_digits(text);
    if (whole.empty() || (whole.size() > 1 && whole.front() == '0'))
        return {money_fault::not_a_number};

    std::string_view fraction;
    if (take(text, '.')) {
        fraction = take_digits(text);
        if (fraction.empty()) return {money_fault::not_a_number};
    }
    long long exponent = 0;
    if (!take_exponent(text, exponent) || !text.empty()) return {money_fault::not_a_number};

    // The amount is digits * 10^scale centavos. Without trailing zeros, it is whole exactly when
    // scale >= 0.
    std::string digits{whole};
    digits += fraction;
    long long scale = exponent - static_cast<long long>(fraction.size()) + 2;
    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
        ++scale;
    }
    digits.erase(0, digits.find_first_not_of('0'));

    if (digits.empty()) return {money_fault::none, 0};
    if (minus) return {money_fault::negative};
    if (scale < 0) return {money_fault::fraction_of_centavo};
    if (scale > 19) return {money_fault::too_large};
    digits.append(static_cast<std::size_t>(scale), '0');

    centavos value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{}) return {money_fault::too_large};
    return {money_fault::none, value};
}

std::string format_money(centavos amount) {
    // Through the unsigned magnitude, because the smallest int64 has no positive counterpart.
    bool const negative = amount < 0;
    auto const magnitude =
        negative ? 0U - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
    auto const cents = magnitude % 100;
    std::string text = negative ? "-" : "";
    text += std::to_string(magnitude / 100);
    text += cents < 10 ? ".0" : ".";
    text += std::to_string(cents);
    return text;
}

} // namespace sandbox
