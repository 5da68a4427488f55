// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_PEERS_VALUES_HPP
#define CONNECTPSP_BENCHMARKS_PEERS_VALUES_HPP

#include <connectpsp/core/money.hpp>
#include <connectpsp/core/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// How the peers read what JSON libraries leave as text. Written as a careful user would, for
/// speed; what hardly ever comes is left to the library under test and costs the peers nothing.
namespace bench::peers {

inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The text of a JSON number in reais, exactly; white space may follow it.
inline std::optional<connectpsp::money> read_money(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    char const* at = text.data();
    char const* const end = at + text.size();
    bool const negative = at != end && *at == '-';
    at += negative ? 1 : 0;
    char const* const digits = at;
    std::uint64_t centavos = 0; // wraps around where it is not looked at
    for (; at != end && is_digit(*at); ++at)
        centavos = centavos * 10 + static_cast<unsigned>(*at - '0');
    auto const count = at - digits;
    bool usual = count > 0 && count <= 15 && (*digits != '0' || count == 1);
    centavos *= 100;
    if (usual && at != end && *at == '.') {
        auto const decimals = end - at - 1;
        usual = (decimals == 1 || decimals == 2) && is_digit(at[1]) && is_digit(end[-1]);
        if (usual) {
            centavos +=
                static_cast<unsigned>(10 * (at[1] - '0') + (decimals == 2 ? at[2] - '0' : 0));
            at = end;
        }
    }
    if (usual && at == end) {
        auto const amount = static_cast<std::int64_t>(centavos);
        return connectpsp::money::from_centavos(negative ? -amount : amount);
    }
    auto const other = connectpsp::money::parse(text);
    return other ? std::optional{other.value()} : std::nullopt;
}

/// A decimal number of exactly so many digits, or -1.
template <std::size_t Digits>
int read_digits(char const* at) noexcept {
    int value = 0;
    for (std::size_t i = 0; i != Digits; ++i) {
        if (!is_digit(at[i])) return -1;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

/// `2026-03-10`.
inline std::optional<connectpsp::date> read_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int const year = read_digits<4>(text.data());
    int const month = read_digits<2>(text.data() + 5);
    int const day = read_digits<2>(text.data() + 8);
    if ((year | month | day) < 0) return std::nullopt;
    connectpsp::date const made{std::chrono::year{year},
                                std::chrono::month{static_cast<unsigned>(month)},
                                std::chrono::day{static_cast<unsigned>(day)}};
    return made.ok() ? std::optional{made} : std::nullopt;
}

/// `2026-03-10T14:35:00Z`, `2026-03-10T11:35:00-03:00`.
inline std::optional<connectpsp::timestamp> read_timestamp(std::string_view text) {
    bool const zulu = text.size() == 20 && text[19] == 'Z';
    bool const offset =
        text.size() == 25 && (text[19] == '-' || text[19] == '+') && text[22] == ':';
    if ((zulu || offset) && text[10] == 'T' && text[13] == ':' && text[16] == ':') {
        auto const day = read_date(text.substr(0, 10));
        int const hour = read_digits<2>(text.data() + 11);
        int const minute = read_digits<2>(text.data() + 14);
        int const second = read_digits<2>(text.data() + 17);
        int const offset_hours = offset ? read_digits<2>(text.data() + 20) : 0;
        int const offset_minutes = offset ? read_digits<2>(text.data() + 23) : 0;
        if (!day || (hour | minute | second | offset_hours | offset_minutes) < 0 || hour > 23 ||
            minute > 59 || offset_hours > 23 || offset_minutes > 59)
            return std::nullopt;
        int const east = (text[19] == '-' ? -1 : 1) * (offset_hours * 60 + offset_minutes);
        if (second < 60 && day->year() > std::chrono::year{0} &&
            day->year() < std::chrono::year{9999})
            return std::chrono::sys_days{*day} + std::chrono::hours{hour} +
                   std::chrono::minutes{minute - east} + std::chrono::seconds{second};
    }
    auto const other = connectpsp::parse_timestamp(text);
    return other ? std::optional{other.value()} : std::nullopt;
}

} // namespace bench::peers

#endif
