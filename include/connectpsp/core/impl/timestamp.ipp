// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_TIMESTAMP_IPP
#define CONNECTPSP_CORE_IMPL_TIMESTAMP_IPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/timestamp_text.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstddef>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

inline bool take_date(std::string_view& text, date& out) noexcept {
    char const* const at = text.data();
    if (text.size() < 10 || at[4] != '-' || at[7] != '-') return false;
    unsigned const century = two_digits(at);
    unsigned const year = two_digits(at + 2);
    out = date{std::chrono::year{static_cast<int>(century * 100 + year)},
               std::chrono::month{two_digits(at + 5)}, std::chrono::day{two_digits(at + 8)}};
    text.remove_prefix(10);
    return century < 100 && year < 100 && out.ok();
}

/// A fraction of a second, its point included; at least one digit.
inline bool take_fraction(std::string_view& text, std::chrono::microseconds& out) noexcept {
    if (!take(text, '.') || text.empty() || !is_digit(text.front())) return false;
    int value = 0;
    int digits = 0;
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
        if (digits == 6) continue;
        value = value * 10 + (text.front() - '0');
        ++digits;
    }
    for (; digits != 6; ++digits)
        value *= 10;
    out = std::chrono::microseconds{value};
    return true;
}

/// `Z` or `±hh:mm`.
inline bool take_offset(std::string_view& text, std::chrono::minutes& out) noexcept {
    if (take(text, 'Z') || take(text, 'z')) {
        out = std::chrono::minutes{0};
        return true;
    }
    bool const west = take(text, '-');
    if (!west && !take(text, '+')) return false;
    int const hours = take_digits(text, 2);
    if (hours < 0 || hours > 23 || !take(text, ':')) return false;
    int const minutes = take_digits(text, 2);
    if (minutes < 0 || minutes > 59) return false;
    out = std::chrono::minutes{(west ? -1 : 1) * (hours * 60 + minutes)};
    return true;
}

/// Leap seconds are put before midnight UTC at the end of a month.
inline bool can_follow_leap_second(timestamp instant) noexcept {
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    auto const day = std::chrono::floor<std::chrono::days>(second);
    return second == day && date{day}.day() == std::chrono::day{1};
}

CONNECTPSP_DECL errc read_timestamp(std::string_view text, timestamp& out) noexcept {
    date day;
    if (!take_date(text, day) || text.size() < 9 || (text[0] != 'T' && text[0] != 't') ||
        text[3] != ':' || text[6] != ':')
        return errc::invalid_timestamp;
    unsigned const hour = two_digits(text.data() + 1);
    unsigned const minute = two_digits(text.data() + 4);
    unsigned const second = two_digits(text.data() + 7);
    if (hour > 23 || minute > 59 || second > 60) return errc::invalid_timestamp;
    text.remove_prefix(9);
    std::chrono::microseconds fraction{0};
    if (!text.empty() && text.front() == '.' && !take_fraction(text, fraction))
        return errc::invalid_timestamp;
    std::chrono::minutes offset{0};
    if (!take_offset(text, offset) || !text.empty()) return errc::invalid_timestamp;

    timestamp const instant = std::chrono::sys_days{day} + std::chrono::hours{hour} +
                              std::chrono::minutes{minute} + std::chrono::seconds{second} +
                              fraction - offset;
    if (second == 60 && !can_follow_leap_second(instant)) return errc::invalid_timestamp;
    if (instant < first_instant || instant >= past_last_instant) return errc::out_of_range;
    out = instant;
    return no_error;
}

CONNECTPSP_DECL errc read_time_of_utc(std::string_view text, timestamp& out) {
    errc const wrong = read_timestamp(text, out);
    constexpr std::size_t time = 11; // where the hour begins
    if (wrong != errc::invalid_timestamp || text.size() < time + 8) return wrong;
    std::string regular{text};
    if (regular[time - 1] == ' ') regular[time - 1] = 'T';
    std::size_t const zone = (std::min)(regular.find_first_of("+-Zz", time), regular.size());
    std::size_t const size = regular.size() - zone;
    if (size == 0) regular += 'Z';
    if (size == 3) regular += ":00";
    if (size == 5) regular.insert(zone + 3, 1, ':');
    return read_timestamp(regular, out);
}

CONNECTPSP_DECL errc read_date(std::string_view text, date& out) noexcept {
    return take_date(text, out) && text.empty() ? no_error : errc::invalid_date;
}

CONNECTPSP_DECL char* put_date(char* at, date day) noexcept {
    at = put_digits(at, static_cast<unsigned>(static_cast<int>(day.year())), 4);
    *at++ = '-';
    at = put_digits(at, static_cast<unsigned>(day.month()), 2);
    *at++ = '-';
    return put_digits(at, static_cast<unsigned>(day.day()), 2);
}

CONNECTPSP_DECL char* put_timestamp(char* at, timestamp instant) noexcept {
    auto const day = std::chrono::floor<std::chrono::days>(instant);
    std::chrono::hh_mm_ss const time{instant - day};
    at = put_date(at, date{day});
    *at++ = 'T';
    at = put_digits(at, static_cast<unsigned>(time.hours().count()), 2);
    *at++ = ':';
    at = put_digits(at, static_cast<unsigned>(time.minutes().count()), 2);
    *at++ = ':';
    at = put_digits(at, static_cast<unsigned>(time.seconds().count()), 2);
    if (auto const fraction = time.subseconds().count(); fraction != 0) {
        *at++ = '.';
        at = put_digits(at, static_cast<unsigned>(fraction), 6);
        while (at[-1] == '0')
            --at;
    }
    *at++ = 'Z';
    return at;
}

} // namespace detail

CONNECTPSP_DECL result<timestamp> parse_timestamp(std::string_view text) {
    timestamp instant;
    if (errc const wrong = detail::read_timestamp(text, instant); wrong != detail::no_error)
        return detail::value_error(wrong, "timestamp");
    return instant;
}

CONNECTPSP_DECL result<date> parse_date(std::string_view text) {
    date day;
    if (errc const wrong = detail::read_date(text, day); wrong != detail::no_error)
        return detail::value_error(wrong, "date");
    return day;
}

CONNECTPSP_DECL std::string format_timestamp(timestamp instant) {
    char text[detail::max_timestamp_bytes];
    return {text, detail::put_timestamp(text, instant)};
}

CONNECTPSP_DECL std::string format_date(date day) {
    char text[sizeof "0000-00-00"];
    return {text, detail::put_date(text, day)};
}

} // namespace connectpsp

#endif
