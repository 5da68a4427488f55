// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_RETRY_AFTER_IPP
#define CONNECTPSP_CORE_IMPL_RETRY_AFTER_IPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/retry_after.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <chrono>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

inline constexpr std::string_view day_names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                 "Thursday", "Friday", "Saturday"};
inline constexpr std::string_view month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

inline bool take(std::string_view& text, std::string_view expected) noexcept {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

/// Takes a day's name, in full where it stands so.
inline bool take_day_name(std::string_view& text, bool& in_full) noexcept {
    for (std::string_view const name : day_names) {
        in_full = take(text, name);
        if (in_full || take(text, name.substr(0, 3))) return true;
    }
    return false;
}

inline int take_month(std::string_view& text) noexcept {
    for (int i = 0; i != 12; ++i)
        if (take(text, month_names[i])) return i + 1;
    return -1;
}

struct http_time {
    int year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1;
};

inline bool take_clock(std::string_view& text, http_time& out) noexcept {
    out.hour = take_digits(text, 2);
    if (out.hour < 0 || !take(text, ':')) return false;
    out.minute = take_digits(text, 2);
    if (out.minute < 0 || !take(text, ':')) return false;
    out.second = take_digits(text, 2);
    return out.second >= 0;
}

/// IMF-fixdate `Sun, 06 Nov 1994 08:49:37 GMT`, rfc850-date `Sunday, 06-Nov-94 08:49:37 GMT`,
/// asctime-date `Sun Nov  6 08:49:37 1994`. The day's name is not held against the date.
inline bool take_http_date(std::string_view text, http_time& out) noexcept {
    bool in_full = false;
    if (!take_day_name(text, in_full)) return false;
    if (take(text, ", ")) {
        char const between = in_full ? '-' : ' ';
        out.day = take_digits(text, 2);
        if (!take(text, between)) return false;
        out.month = take_month(text);
        if (!take(text, between)) return false;
        out.year = take_digits(text, in_full ? 2 : 4);
        if (in_full && out.year >= 0) out.year += out.year < 70 ? 2000 : 1900;
        return take(text, ' ') && take_clock(text, out) && text == " GMT";
    }
    if (in_full || !take(text, ' ')) return false;
    out.month = take_month(text);
    if (!take(text, ' ')) return false;
    out.day = take(text, ' ') ? take_digits(text, 1) : take_digits(text, 2);
    if (!take(text, ' ') || !take_clock(text, out) || !take(text, ' ')) return false;
    out.year = take_digits(text, 4);
    return text.empty();
}

/// Reads whole seconds, or seconds with a decimal fraction, which is rounded up.
/// @pre a digit is at the front
inline std::optional<retry_after> read_delay(std::string_view text) noexcept {
    std::chrono::seconds delay{0};
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1))
        delay =
            (std::min)(delay * 10 + std::chrono::seconds{text.front() - '0'}, limits::retry_after);
    if (text.empty()) return retry_after{delay};
    if (!take(text, '.') || text.empty()) return std::nullopt;
    if (text.find_first_not_of(detail::decimal_digits) != std::string_view::npos)
        return std::nullopt;
    if (text.find_first_not_of('0') != std::string_view::npos)
        delay = (std::min)(delay + std::chrono::seconds{1}, limits::retry_after);
    return retry_after{delay};
}

} // namespace detail

CONNECTPSP_DECL std::optional<retry_after> parse_retry_after(std::string_view text) noexcept {
    using namespace std::chrono;

    // The field's value may come with the white space around it.  RFC 9110 §5.5
    constexpr std::string_view blanks = " \t";
    text.remove_prefix((std::min)(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    if (!text.empty() && detail::is_digit(text.front())) return detail::read_delay(text);
    detail::http_time stated;
    if (!detail::take_http_date(text, stated) || stated.year < 0 || stated.month < 0 ||
        stated.day < 0)
        return std::nullopt;
    year_month_day const day{year{stated.year}, month{static_cast<unsigned>(stated.month)},
                             std::chrono::day{static_cast<unsigned>(stated.day)}};
    if (!day.ok() || stated.hour > 23 || stated.minute > 59 || stated.second > 60)
        return std::nullopt;
    return retry_after{sys_days{day} + hours{stated.hour} + minutes{stated.minute} +
                       seconds{stated.second}};
}

} // namespace connectpsp

#endif
