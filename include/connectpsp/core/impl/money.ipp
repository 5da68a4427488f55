// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_MONEY_IPP
#define CONNECTPSP_CORE_IMPL_MONEY_IPP

#include <connectpsp/core/money.hpp>
#include <connectpsp/core/version.hpp>

#include <charconv>
#include <cstdint>
#include <ostream>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL char* detail::put_money(char* at, money amount) noexcept {
    std::int64_t const centavos = amount.centavos();
    auto const magnitude = centavos < 0 ? 0 - static_cast<std::uint64_t>(centavos)
                                        : static_cast<std::uint64_t>(centavos);
    if (centavos < 0) *at++ = '-';
    at = std::to_chars(at, at + max_money_bytes - 4, magnitude / 100).ptr;
    *at++ = '.';
    *at++ = static_cast<char>('0' + magnitude / 10 % 10);
    *at++ = static_cast<char>('0' + magnitude % 10);
    return at;
}

CONNECTPSP_DECL std::string to_string(money amount) {
    char text[detail::max_money_bytes];
    return {text, detail::put_money(text, amount)};
}

CONNECTPSP_DECL std::ostream& operator<<(std::ostream& out, money amount) {
    return out << to_string(amount);
}

} // namespace connectpsp

#endif
