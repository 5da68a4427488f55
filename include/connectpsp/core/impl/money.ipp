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

CONNECTPSP_DECL void detail::append_money(std::string& out, money amount) {
    std::int64_t const centavos = amount.centavos();
    auto const magnitude = centavos < 0 ? 0 - static_cast<std::uint64_t>(centavos)
                                        : static_cast<std::uint64_t>(centavos);
    char text[24];
    char* at = text;
    if (centavos < 0) *at++ = '-';
    at = std::to_chars(at, text + sizeof text, magnitude / 100).ptr;
    *at++ = '.';
    *at++ = static_cast<char>('0' + magnitude / 10 % 10);
    *at++ = static_cast<char>('0' + magnitude % 10);
    out.append(text, static_cast<std::size_t>(at - text));
}

CONNECTPSP_DECL std::string to_string(money amount) {
    std::string text;
    detail::append_money(text, amount);
    return text;
}

CONNECTPSP_DECL std::ostream& operator<<(std::ostream& out, money amount) {
    return out << to_string(amount);
}

} // namespace connectpsp

#endif
