// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// End-to-end ids, against patterns and the C library's calendar.
#include "oracle.hpp"

#include <connectpsp/core/received.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>

namespace fuzz_end_to_end_id {

namespace {

using connectpsp::end_to_end_id;
using connectpsp::end_to_end_kind;
using connectpsp::errc;
using fuzz::require;

constexpr std::string_view pattern = "KPPPPPPPP999999999999aaaaaaaaaaa";
constexpr std::int64_t first_minute = -1'036'120'320; // 0000-01-01T00:00Z
constexpr std::int64_t last_minute = 4'223'371'679;   // 9999-12-31T23:59Z

bool fits(char c, char p) {
    bool const capital = c >= 'A' && c <= 'Z';
    bool const small = c >= 'a' && c <= 'z';
    switch (p) {
    case 'K': return c == 'E' || c == 'D';
    case 'P': return fuzz::is_digit(c) || capital;
    case '9': return fuzz::is_digit(c);
    default: return fuzz::is_digit(c) || capital || small;
    }
}

std::string minute_text(std::int64_t minute) {
    auto const second = static_cast<std::time_t>(minute * 60);
    std::tm parts{};
    gmtime_r(&second, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%04d%02d%02d%02d%02d", parts.tm_year + 1900, parts.tm_mon + 1,
                  parts.tm_mday, parts.tm_hour, parts.tm_min);
    return text;
}

/// The minute that twelve digits name. A minute that is not in the calendar becomes another one,
/// which is written otherwise.
bool read_minute(std::string_view digits, std::int64_t& minute) {
    auto const number = [&](std::size_t at, std::size_t size) {
        return std::atoi(std::string{digits.substr(at, size)}.c_str());
    };
    std::tm parts{};
    parts.tm_year = number(0, 4) - 1900;
    parts.tm_mon = number(4, 2) - 1;
    parts.tm_mday = number(6, 2);
    parts.tm_hour = number(8, 2);
    parts.tm_min = number(10, 2);
    minute = static_cast<std::int64_t>(timegm(&parts)) / 60;
    return minute_text(minute) == digits;
}

void check(std::string_view text) {
    fuzz::exact_copy const copy{text};
    auto const got = end_to_end_id::parse(copy.view());
    std::int64_t minute = 0;
    bool const regular =
        std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), fits) &&
        read_minute(text.substr(9, 12), minute);
    require(got.has_value() == regular, "exactly the regular ids are read");

    connectpsp::received<end_to_end_id> const kept{copy.view()};
    require(kept.text() == text, "what is received is kept, whatever it is");
    require(kept.is_regular() == regular, "and says whether it is regular");
    if (!got) return require(got.error() == errc::invalid_end_to_end_id, "it is refused as one");

    end_to_end_id const id = got.value();
    require(id.text() == text && !id.empty(), "the text is not changed");
    require(id.minute().time_since_epoch().count() == minute * 60'000'000, "the minute is exact");
    std::string parts{id.kind() == end_to_end_kind::refund ? 'D' : 'E'};
    parts += id.participant().text();
    parts += minute_text(minute);
    parts += id.suffix();
    require(parts == text, "an id is made of its parts");
    require(kept.value().value() == id, "it is the same when it is received");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(end_to_end_id) {
    fuzz::input in{data, size};
    check(in.rest());
    check(in.rest().substr(0, 32));

    // An id around any minute, with what the input has for a suffix.
    constexpr auto span = static_cast<std::uint64_t>(last_minute + 1 - first_minute);
    auto const minute = first_minute + static_cast<std::int64_t>(in.word() % span);
    std::string const text = "D0A9Z0416" + minute_text(minute);
    check(text + "cemeFscF6AG");
    require(end_to_end_id::parse(text + "00000000000").has_value(), "every minute makes an id");
    check(text + std::string{in.take(11)});
    return 0;
}

} // namespace fuzz_end_to_end_id
