// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/timestamp.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstdint>
#include <random>
#include <string>

using namespace connectpsp;

namespace timestamp_test {

namespace {

std::int64_t microseconds_of(result<timestamp> const& read) {
    return read.value().time_since_epoch().count();
}

std::string normal(std::string_view text) {
    return format_timestamp(parse_timestamp(text).value());
}

} // namespace

TEST_CASE("a timestamp is counted from the epoch", "[core][timestamp]") {
    CHECK(microseconds_of(parse_timestamp("1970-01-01T00:00:00Z")) == 0);
    CHECK(microseconds_of(parse_timestamp("1970-01-01T00:00:00.000001Z")) == 1);
    CHECK(microseconds_of(parse_timestamp("1969-12-31T23:59:59.999999Z")) == -1);
    CHECK(microseconds_of(parse_timestamp("2026-03-10T14:35:00Z")) == 1'773'153'300'000'000);
    CHECK(microseconds_of(parse_timestamp("0000-01-01T00:00:00Z")) == -62'167'219'200'000'000);
    CHECK(microseconds_of(parse_timestamp("9999-12-31T23:59:59.999999Z")) ==
          253'402'300'799'999'999);
}

TEST_CASE("a timestamp of any offset is read as the instant in UTC", "[core][timestamp]") {
    struct {
        char const* text;
        char const* in_utc;
    } const table[] = {
        {"2026-03-10T14:35:00Z", "2026-03-10T14:35:00Z"},
        {"2026-03-10t14:35:00z", "2026-03-10T14:35:00Z"},
        {"2026-03-10T11:35:00-03:00", "2026-03-10T14:35:00Z"},
        {"2026-03-10T11:35:00.25-03:00", "2026-03-10T14:35:00.25Z"},
        {"2026-03-10T14:35:00+00:00", "2026-03-10T14:35:00Z"},
        {"2026-03-10T14:35:00-00:00", "2026-03-10T14:35:00Z"},
        {"2026-03-10T20:05:00+05:30", "2026-03-10T14:35:00Z"},
        {"2026-03-10T23:59:59-03:00", "2026-03-11T02:59:59Z"},
        {"2026-03-10T00:00:00+00:01", "2026-03-09T23:59:00Z"},
        {"2026-12-31T23:00:00-03:00", "2027-01-01T02:00:00Z"},
        {"2026-01-01T00:00:00+03:00", "2025-12-31T21:00:00Z"},
        {"2024-03-01T01:00:00+02:00", "2024-02-29T23:00:00Z"},
        {"2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00Z"},
        {"2026-03-10T23:59:00+23:59", "2026-03-10T00:00:00Z"},
        {"2026-03-10T00:00:00-23:59", "2026-03-10T23:59:00Z"},
        // RFC 3339 §5.8
        {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"},
        {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"},
        {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"},
        {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
        {"0000-02-29T00:00:00Z", "0000-02-29T00:00:00Z"},
    };
    for (auto const& each : table) {
        INFO(each.text);
        CHECK(normal(each.text) == each.in_utc);
    }
}

TEST_CASE("fractions are kept to the microsecond and cut beyond it", "[core][timestamp]") {
    struct {
        char const* digits;
        int microseconds;
        char const* written;
    } const table[] = {
        {"0", 0, ""},
        {"000000", 0, ""},
        {"0000000000", 0, ""},
        {"1", 100'000, ".1"},
        {"12", 120'000, ".12"},
        {"123", 123'000, ".123"},
        {"1234", 123'400, ".1234"},
        {"12345", 123'450, ".12345"},
        {"123456", 123'456, ".123456"},
        {"1234567", 123'456, ".123456"},
        {"12345678", 123'456, ".123456"},
        {"123456789", 123'456, ".123456"},
        {"999999999", 999'999, ".999999"},
        {"000001", 1, ".000001"},
        {"0000009", 0, ""},
        {"010", 10'000, ".01"},
        {"100000", 100'000, ".1"},
    };
    for (auto const& each : table) {
        std::string const text = std::string{"2026-03-10T14:35:00."} + each.digits + "Z";
        INFO(text);
        CHECK(microseconds_of(parse_timestamp(text)) == 1'773'153'300'000'000 + each.microseconds);
        CHECK(normal(text) == std::string{"2026-03-10T14:35:00"} + each.written + "Z");
    }
    std::string const endless = "2026-03-10T14:35:00." + std::string(5000, '9');
    CHECK(normal(endless + "-03:00") == "2026-03-10T17:35:00.999999Z");
    CHECK(parse_timestamp(endless).error() == errc::invalid_timestamp);
}

TEST_CASE("a fraction before the epoch counts forward", "[core][timestamp]") {
    CHECK(normal("1969-12-31T23:59:59.5Z") == "1969-12-31T23:59:59.5Z");
    CHECK(microseconds_of(parse_timestamp("1969-12-31T23:59:58.25Z")) == -1'750'000);
}

TEST_CASE("a leap second is read before midnight UTC at a month's end alone", "[core][timestamp]") {
    struct {
        char const* text;
        char const* instant;
    } const table[] = {
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
        {"2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.5Z"},
        {"2015-06-30T23:59:60.999999Z", "2015-07-01T00:00:00.999999Z"},
        {"2016-12-31T20:59:60-03:00", "2017-01-01T00:00:00Z"},
        {"2017-01-01T08:59:60+09:00", "2017-01-01T00:00:00Z"},
        {"2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z"},
        {"1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"},
        {"2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z"},
    };
    for (auto const& each : table) {
        INFO(each.text);
        CHECK(normal(each.text) == each.instant);
    }
    for (auto const* const text :
         {"2016-12-31T23:59:61Z", "2016-12-30T23:59:60Z", "2016-12-31T22:59:60Z",
          "2016-12-31T23:58:60Z", "2017-01-01T00:00:60Z", "2016-12-31T23:59:60-03:00",
          "2016-12-31T23:59:60+00:01", "2024-02-28T23:59:60Z", "2016-12-31T12:00:60Z"}) {
        INFO(text);
        CHECK(parse_timestamp(text).error() == errc::invalid_timestamp);
    }
    CHECK(parse_timestamp("9999-12-31T23:59:60Z").error() == errc::out_of_range);
}

TEST_CASE("an instant outside the years 0000 to 9999 UTC is refused", "[core][timestamp]") {
    for (auto const* const text : {"0000-01-01T00:00:00+00:01", "0000-01-01T23:58:59.999999+23:59",
                                   "9999-12-31T23:59:59-00:01", "9999-12-31T00:01:00-23:59"}) {
        INFO(text);
        CHECK(parse_timestamp(text).error() == errc::out_of_range);
    }
    CHECK(normal("0000-01-01T00:01:00+00:01") == "0000-01-01T00:00:00Z");
    CHECK(normal("0000-01-01T00:00:00-00:01") == "0000-01-01T00:01:00Z");
    CHECK(normal("9999-12-31T23:58:59.999999-00:01") == "9999-12-31T23:59:59.999999Z");
    CHECK(normal("9999-12-31T23:59:59+00:01") == "9999-12-31T23:58:59Z");
}

TEST_CASE("what is no RFC 3339 date-time is refused", "[core][timestamp]") {
    for (std::string const text : {"",
                                   "Z",
                                   "2026-03-10",
                                   "2026-03-10T14:35:00",
                                   "2026-03-10 14:35:00Z",
                                   "2026-03-10T14:35Z",
                                   "2026-03-10T14:35:00.Z",
                                   "2026-03-10T14:35:00,5Z",
                                   "2026-03-10T14:35:00.5.5Z",
                                   "2026-03-10T24:00:00Z",
                                   "2026-03-10T14:60:00Z",
                                   "2026-03-10T14:35:99Z",
                                   "2026-03-10T14:35:00ZZ",
                                   "2026-03-10T14:35:00Z ",
                                   " 2026-03-10T14:35:00Z",
                                   "2026-03-10T14:35:00 Z",
                                   "2026-03-10T14:35:00+24:00",
                                   "2026-03-10T14:35:00-24:00",
                                   "2026-03-10T14:35:00+99:99",
                                   "2026-03-10T14:35:00+03:60",
                                   "2026-03-10T14:35:00+0300",
                                   "2026-03-10T14:35:00+03",
                                   "2026-03-10T14:35:00+3:00",
                                   "2026-03-10T14:35:00-03:00Z",
                                   "2026-03-10T14:35:00Z-03:00",
                                   "2026-00-10T14:35:00Z",
                                   "2026-13-10T14:35:00Z",
                                   "2026-03-00T14:35:00Z",
                                   "2026-03-32T14:35:00Z",
                                   "2026-04-31T14:35:00Z",
                                   "2023-02-29T00:00:00Z",
                                   "1900-02-29T00:00:00Z",
                                   "2024-02-30T00:00:00Z",
                                   "26-03-10T14:35:00Z",
                                   "02026-03-10T14:35:00Z",
                                   "12026-03-10T14:35:00Z",
                                   "-2026-03-10T14:35:00Z",
                                   "+2026-03-10T14:35:00Z",
                                   "2026-3-10T14:35:00Z",
                                   "2026-03-1T14:35:00Z",
                                   "20260310T143500Z",
                                   "2026-03-10T4:35:00Z",
                                   "2026-03-10T-4:35:00Z",
                                   "2026-03-10T14:+5:00Z",
                                   "2026-W11-2T14:35:00Z",
                                   "2026-069T14:35:00Z",
                                   "1773153300"}) {
        INFO('"' << text << '"');
        CHECK(parse_timestamp(text).error() == errc::invalid_timestamp);
    }
}

TEST_CASE("a timestamp cut short or with one wrong byte is refused", "[core][timestamp]") {
    for (std::string const text : {"2026-03-10T14:35:07Z", "2026-03-10T14:35:07.123456789Z",
                                   "2026-03-10T11:35:07.25-03:00"}) {
        REQUIRE(parse_timestamp(text).has_value());
        for (std::size_t at = 0; at != text.size(); ++at) {
            INFO(text << " at " << at);
            CHECK(parse_timestamp(text.substr(0, at)).error() == errc::invalid_timestamp);
            for (char const wrong : {'x', '\0', '/', ' '}) {
                std::string changed = text;
                changed[at] = wrong;
                CHECK(parse_timestamp(changed).error() == errc::invalid_timestamp);
            }
        }
    }
}

TEST_CASE("any instant goes to text and back", "[core][timestamp]") {
    std::mt19937_64 random{3339};
    std::uniform_int_distribution<std::int64_t> anywhere{-62'167'219'200'000'000,
                                                         253'402'300'799'999'999};
    int wrong = 0;
    for (int round = 0; round != 20'000; ++round) {
        std::int64_t count = anywhere(random);
        if (round % 3 == 1) count -= count % 1'000'000;
        if (round % 3 == 2) count -= count % 1'000;
        timestamp const instant{std::chrono::microseconds{count}};
        std::string const text = format_timestamp(instant);
        auto const read = parse_timestamp(text);
        wrong += read && read.value() == instant && text.size() <= 27 ? 0 : 1;
    }
    CHECK(wrong == 0);
}

} // namespace timestamp_test
