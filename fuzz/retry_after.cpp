// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Retry-After: seconds against strtoull, HTTP dates against a formatter of all three forms.
#include "oracle.hpp"

#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/retry_after.hpp>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>

namespace fuzz_retry_after {

namespace {

using connectpsp::retry_after;
using fuzz::require;
using std::chrono::seconds;

constexpr std::int64_t first_second = -62'167'219'200; // 0000-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z

enum class form { imf_fixdate, rfc850, asctime, asctime_two_digits };
constexpr form forms[] = {form::imf_fixdate, form::rfc850, form::asctime, form::asctime_two_digits};

/// An HTTP-date behind the name of its day.  RFC 9110 §5.6.7
std::string tail(std::time_t instant, form as, bool leap_second) {
    constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm t{};
    gmtime_r(&instant, &t);
    int const second = leap_second ? 60 : t.tm_sec, year = t.tm_year + 1900;
    char const* const month = months[t.tm_mon];
    char text[64];
    switch (as) {
    case form::imf_fixdate:
        std::snprintf(text, sizeof text, ", %02d %s %04d %02d:%02d:%02d GMT", t.tm_mday, month,
                      year, t.tm_hour, t.tm_min, second);
        break;
    case form::rfc850:
        std::snprintf(text, sizeof text, ", %02d-%s-%02d %02d:%02d:%02d GMT", t.tm_mday, month,
                      year % 100, t.tm_hour, t.tm_min, second);
        break;
    case form::asctime:
        std::snprintf(text, sizeof text, " %s %2d %02d:%02d:%02d %04d", month, t.tm_mday, t.tm_hour,
                      t.tm_min, second, year);
        break;
    case form::asctime_two_digits:
        std::snprintf(text, sizeof text, " %s %02d %02d:%02d:%02d %04d", month, t.tm_mday,
                      t.tm_hour, t.tm_min, second, year);
        break;
    }
    return text;
}

constexpr std::string_view days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                     "Thursday", "Friday", "Saturday"};

bool has_two_digit_year(std::time_t instant) {
    return instant >= 0 && instant < 3'155'760'000; // 1970 to 2069
}

/// Whether an accepted text says this instant in one of the forms.
bool says(std::string_view text, std::int64_t instant) {
    std::string_view const name = text.substr(0, text.find_first_of(", "));
    bool const leap_second = text.find(":60") != text.npos;
    for (form const as : forms) {
        std::string const meant = tail(instant - leap_second, as, leap_second);
        bool const in_full = as == form::rfc850;
        if (in_full && !has_two_digit_year(instant - leap_second)) continue;
        for (std::string_view const day : days)
            if (name == (in_full ? day : day.substr(0, 3)) && text.substr(name.size()) == meant)
                return true;
    }
    return false;
}

void check_delay(retry_after const& when, std::int64_t now_microseconds) {
    using now_type = std::chrono::sys_time<std::chrono::microseconds>;
    auto const delay = when.delay(now_type{std::chrono::microseconds{now_microseconds}});
    require(delay >= seconds{0}, "a delay is never below zero");
    if (auto const* const stated = std::get_if<seconds>(&when.value()))
        return require(delay == *stated, "a delay in seconds is what was stated");
    // The first whole second that takes the clock to the instant or beyond it.
    auto const instant = std::get<retry_after::instant>(when.value()).time_since_epoch().count();
    std::int64_t const reached = now_microseconds + delay.count() * 1'000'000;
    std::int64_t const wanted = instant * 1'000'000;
    require(reached >= wanted, "a delay is long enough");
    require(delay == seconds{0} || reached - 1'000'000 < wanted,
            "a delay is no longer than it has to be");
}

void check_text(std::string_view text, std::int64_t now) {
    fuzz::exact_copy const copy{text};
    auto const got = connectpsp::parse_retry_after(copy.view());
    while (text.starts_with(' ') || text.starts_with('\t'))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.remove_suffix(1);
    std::size_t const point = std::min(text.find('.'), text.size());
    auto const all_digits = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), fuzz::is_digit);
    };
    std::string_view const fraction = text.substr(std::min(point + 1, text.size()));
    if (all_digits(text.substr(0, point)) && (point == text.size() || all_digits(fraction))) {
        auto stated = std::strtoull(std::string{text.substr(0, point)}.c_str(), nullptr, 10);
        if (fraction.find_first_not_of('0') != fraction.npos && stated + 1 != 0) ++stated;
        auto const most = static_cast<unsigned long long>(connectpsp::limits::retry_after.count());
        require(got == retry_after{seconds{std::min(stated, most)}},
                "seconds are read exactly, and rounded up");
    } else if (got) {
        auto const* const instant = std::get_if<retry_after::instant>(&got->value());
        require(instant != nullptr, "what is no number is a date");
        require(says(text, instant->time_since_epoch().count()),
                "a date is one of the three forms");
    }
    if (got) check_delay(*got, now);
}

/// Every instant is read in every form, whatever day it claims to be.
void check_instant(std::int64_t instant, std::string_view day, std::int64_t now) {
    for (form const as : forms) {
        if (as == form::rfc850 && !has_two_digit_year(instant)) continue;
        std::string text{as == form::rfc850 ? day : day.substr(0, 3)};
        text += tail(instant, as, false);
        auto const got = connectpsp::parse_retry_after(fuzz::exact_copy{text}.view());
        require(got == retry_after{retry_after::instant{seconds{instant}}}, "a date is read");
    }
    check_delay(retry_after{retry_after::instant{seconds{instant}}}, now);
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(retry_after) {
    fuzz::input in{data, size};
    constexpr auto span = static_cast<std::uint64_t>(last_second + 1 - first_second);
    auto const instant = first_second + static_cast<std::int64_t>(in.word() % span);
    auto const random = static_cast<std::int64_t>(in.word() % (span * 1'000'000));
    auto const now = first_second * 1'000'000 + random;
    check_text(fuzz::input{data, size}.rest(), now);
    std::string_view const day = days[in.byte() % std::size(days)];
    check_instant(instant, day, now);
    check_instant(instant % 3'155'760'000, day, now);
    return 0;
}

} // namespace fuzz_retry_after
