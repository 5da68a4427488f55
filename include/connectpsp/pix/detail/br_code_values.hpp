// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_DETAIL_BR_CODE_VALUES_HPP
#define CONNECTPSP_PIX_DETAIL_BR_CODE_VALUES_HPP

#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/detail/br_code_fields.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

// The permitted values of the fields of a BR Code.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

inline constexpr std::string_view br_code_gui = "br.gov.bcb.pix";
inline constexpr std::string_view br_code_no_txid = "***";
inline constexpr std::size_t br_code_crc_size = 8;

// EMV MPM §4.3, in bytes
inline constexpr std::size_t br_code_name_size = 25;
inline constexpr std::size_t br_code_city_size = 15;
inline constexpr std::size_t br_code_postal_code_size = 10;
inline constexpr std::size_t br_code_txid_size = 25;

// RFC 3986 §2
inline constexpr std::string_view br_code_url_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%";

/// Four digits.  ISO 18245
constexpr bool is_br_code_category(std::string_view text) noexcept {
    return text.size() == 4 && text.find_first_not_of(decimal_digits) == text.npos;
}

constexpr bool is_br_code_txid(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

constexpr bool is_br_code_key(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// BACEN, Manual de Padrões para Iniciação do Pix, §2.5.2
constexpr bool is_br_code_url(std::string_view text) noexcept {
    return text.find_first_not_of(br_code_url_characters) == text.npos &&
           text.find("://") == text.npos;
}

/// The GUI is compared without case.  BACEN, Manual de Padrões para Iniciação do Pix, §2.5
inline bool is_br_code_pix(std::string_view template_fields, br_code_unit unit) noexcept {
    return equal_ignoring_case(find_field(template_fields, 0, unit), br_code_gui);
}

/// Reads tag 54: digits, and a point with at most two decimals; the point may stand alone behind
/// the digits, and not before them. False for all else.  EMV MPM §4.7.4
constexpr bool read_br_code_amount(std::string_view text, std::int64_t& centavos) noexcept {
    if (text.empty() || text.size() > 13) return false;
    char const* const end = text.data() + text.size();
    centavos = 0;
    char const* at = read_digits(text.data(), end, centavos);
    if (at == text.data()) return false;
    std::ptrdiff_t decimals = 0;
    if (at != end) {
        if (*at != '.') return false;
        char const* const point = at;
        at = read_digits(at + 1, end, centavos);
        decimals = at - point - 1;
    }
    if (at != end || decimals > 2) return false;
    for (; decimals != 2; ++decimals)
        centavos *= 10;
    return centavos <= limits::amount_centavos;
}

} // namespace connectpsp::detail

#endif
