// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// RFC 3339 date-times and dates, against a grammar of patterns and the C library's calendar.
#include "oracle.hpp"

#include <connectpsp/core/timestamp.hpp>

#include <cstdint>
#include <ctime>
#include <string>

namespace fuzz_timestamp {

namespace {

using connectpsp::errc;
using connectpsp::timestamp;
using fuzz::require;

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t first_second = -62'167'219'200; // 0000-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z

/// Whether a text is a pattern, in which `0` stands for any digit and a letter for either case.
bool is_like(std::string_view text, std::string_view pattern) {
    if (text.size() != pattern.size()) return false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        char const p = pattern[i], c = text[i];
        bool const letter = p >= 'A' && p <= 'Z';
        if (p == '0' ? !fuzz::is_digit(c) : c != p && !(letter && c == p - 'A' + 'a')) return false;
    }
    return true;
}

int number(std::string_view text, std::size_t at, std::size_t size) {
    return std::atoi(std::string{text.substr(at, size)}.c_str());
}

bool is_date(std::string_view text) {
    if (!is_like(text, "0000-00-00")) return false;
    int const year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int const days = month == 2 ? 28 + leap : 30 + (month + month / 8) % 2;
    return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

struct moment {
    errc wrong{};
    std::int64_t microseconds = 0;
};

moment expected(std::string_view text) {
    constexpr moment invalid{errc::invalid_timestamp};
    if (!is_date(text.substr(0, 10)) || text.size() < 19 ||
        !is_like(text.substr(10, 9), "T00:00:00"))
        return invalid;
    std::string_view rest = text.substr(19);
    std::string fraction;
    if (rest.starts_with('.')) {
        std::size_t const end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        fraction = rest.substr(1, end - 1);
        if (fraction.empty()) return invalid;
        rest.remove_prefix(end);
    }
    fraction.resize(6, '0');

    std::int64_t offset = 0; // minutes east of UTC
    if (!is_like(rest, "Z")) {
        if (!is_like(rest, "+00:00") && !is_like(rest, "-00:00")) return invalid;
        int const hours = number(rest, 1, 2), minutes = number(rest, 4, 2);
        if (hours > 23 || minutes > 59) return invalid;
        int const ahead = hours * 60 + minutes;
        offset = rest.front() == '-' ? -ahead : ahead;
    }

    std::tm parts{};
    parts.tm_year = number(text, 0, 4) - 1900;
    parts.tm_mon = number(text, 5, 2) - 1;
    parts.tm_mday = number(text, 8, 2);
    parts.tm_hour = number(text, 11, 2);
    parts.tm_min = number(text, 14, 2);
    parts.tm_sec = number(text, 17, 2);
    bool const leap_second = parts.tm_sec == 60;
    if (parts.tm_hour > 23 || parts.tm_min > 59 || parts.tm_sec > 60) return invalid;
    std::time_t const second = timegm(&parts) - offset * 60;
    if (leap_second) {
        // Only the last minute of a month in UTC can have one.
        std::tm utc{};
        gmtime_r(&second, &utc);
        if (utc.tm_mday != 1 || utc.tm_hour + utc.tm_min + utc.tm_sec != 0) return invalid;
    }
    if (second < first_second || second > last_second) return {errc::out_of_range};
    return {{}, second * million + std::stoi(fraction)};
}

void check_written(timestamp instant) {
    std::string const text = connectpsp::format_timestamp(instant);
    require(text.ends_with('Z'), "an instant is written in UTC");
    require(text.size() == 20 || text[text.size() - 2] != '0', "a fraction ends without zeros");
    auto const meant = expected(text);
    require(meant.wrong == errc{} && meant.microseconds == instant.time_since_epoch().count(),
            "an instant is written as RFC 3339");
    auto const again = connectpsp::parse_timestamp(fuzz::exact_copy{text}.view());
    require(again && again.value() == instant, "what is written can be read");
}

void check_timestamp(std::string_view text) {
    fuzz::exact_copy const copy{text};
    auto const got = connectpsp::parse_timestamp(copy.view());
    auto const meant = expected(text);
    require(got.has_value() == (meant.wrong == errc{}), "exactly RFC 3339 is read");
    if (!got) return require(got.error() == meant.wrong, "it is refused for the right reason");
    require(got.value().time_since_epoch().count() == meant.microseconds, "the instant is exact");
    check_written(got.value());
}

void check_date(std::string_view text) {
    fuzz::exact_copy const copy{text};
    auto const got = connectpsp::parse_date(copy.view());
    require(got.has_value() == is_date(text), "exactly the days of the calendar are read");
    if (!got) return require(got.error() == errc::invalid_date, "a date is refused as one");
    require(connectpsp::format_date(got.value()) == text, "a date is written as it was read");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(timestamp) {
    fuzz::input in{data, size};
    check_timestamp(in.rest());
    check_date(in.rest());
    check_date(in.rest().substr(0, 10));

    constexpr auto span = static_cast<std::uint64_t>((last_second + 1 - first_second) * million);
    auto const offset = static_cast<std::int64_t>(in.word() % span);
    check_written(timestamp{std::chrono::microseconds{first_second * million + offset}});
    return 0;
}

} // namespace fuzz_timestamp
