// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "clock_text.hpp"

#include <array>
#include <cstdint>

namespace sandbox {
namespace {

std::string two_digits(long long value) {
    auto text = std::to_string(value);
    return text.size() < 2 ? "0" + text : text;
}

struct civil_time {
    std::chrono::year_month_day date;
    std::chrono::weekday day_of_week;
    std::string time; // 14:35:00

    explicit civil_time(wall_clock::time_point when) {
        auto const day = std::chrono::floor<std::chrono::days>(when);
        std::chrono::hh_mm_ss const clock{std::chrono::floor<std::chrono::seconds>(when - day)};
        date = std::chrono::year_month_day{day};
        day_of_week = std::chrono::weekday{day};
        time = two_digits(clock.hours().count()) + ':' + two_digits(clock.minutes().count()) + ':' +
               two_digits(clock.seconds().count());
    }

    [[nodiscard]] std::string year() const { return std::to_string(static_cast<int>(date.year())); }
    [[nodiscard]] std::string day() const { return two_digits(static_cast<unsigned>(date.day())); }
    [[nodiscard]] unsigned month() const { return static_cast<unsigned>(date.month()); }
};

} // namespace

std::string format_date(wall_clock::time_point when) {
    civil_time const civil{when};
    return civil.year() + '-' + two_digits(civil.month()) + '-' + civil.day();
}

std::string format_timestamp(wall_clock::time_point when) {
    return format_date(when) + 'T' + civil_time{when}.time + 'Z';
}

std::string format_http_date(wall_clock::time_point when) {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    civil_time const civil{when};
    std::string text = days[civil.day_of_week.c_encoding()];
    text += ", " + civil.day() + ' ' + months[civil.month() - 1] + ' ' + civil.year() + ' ' +
            civil.time + " GMT";
    return text;
}

std::int64_t unix_seconds(wall_clock::time_point when) {
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

} // namespace sandbox
