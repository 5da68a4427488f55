// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_MONEY_TEXT_HPP
#define CONNECTPSP_TESTS_SANDBOX_MONEY_TEXT_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// An amount in whole centavos of a real.
using centavos = std::int64_t;

enum class money_fault { none, not_a_number, negative, fraction_of_centavo, too_large };

struct parsed_money {
    money_fault fault = money_fault::not_a_number;
    centavos value = 0; ///< meaningful when fault is none

    explicit operator bool() const noexcept { return fault == money_fault::none; }
};

/// Reads a JSON number's text (RFC 8259 section 6) as BRL, exactly: `150.5`, `1e3` and `1000000.00`
/// are whole centavos, `0.001` is not. `-0` is zero.
parsed_money parse_money(std::string_view text);

/// Writes centavos as BRL with exactly two decimals: `166666.67`.
std::string format_money(centavos amount);

} // namespace sandbox

#endif
