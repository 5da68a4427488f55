// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/retry_after.hpp>

#include "catch.hpp"

#include <connectpsp/core/limits.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

using namespace connectpsp;
using namespace std::chrono_literals;

namespace retry_after_test {

namespace {

using clock_time = std::chrono::sys_time<std::chrono::microseconds>;

std::int64_t seconds_of(std::string_view text) {
    auto const read = parse_retry_after(text);
    REQUIRE(read.has_value());
    auto const* const delay = std::get_if<std::chrono::seconds>(&read->value());
    REQUIRE(delay != nullptr);
    return delay->count();
}

std::int64_t instant_of(std::string_view text) {
    auto const read = parse_retry_after(text);
    REQUIRE(read.has_value());
    auto const* const at = std::get_if<retry_after::instant>(&read->value());
    REQUIRE(at != nullptr);
    return at->time_since_epoch().count();
}

constexpr std::int64_t example = 784'111'777; // 1994-11-06T08:49:37Z, of RFC 9110 §5.6.7

} // namespace

TEST_CASE("a delay is read in seconds", "[core][retry_after]") {
    CHECK(seconds_of("0") == 0);
    CHECK(seconds_of("1") == 1);
    CHECK(seconds_of("120") == 120);
    CHECK(seconds_of("007") == 7);
    CHECK(seconds_of("3600") == 3600);
}

TEST_CASE("a delay beyond the limit is read as the limit", "[core][retry_after]") {
    std::int64_t const most = limits::retry_after.count();
    CHECK(seconds_of(std::to_string(most)) == most);
    CHECK(seconds_of(std::to_string(most - 1)) == most - 1);
    CHECK(seconds_of(std::to_string(most + 1)) == most);
    CHECK(seconds_of("9223372036854775807") == most);
    CHECK(seconds_of("9223372036854775808") == most);
    CHECK(seconds_of("18446744073709551617") == most);
    CHECK(seconds_of(std::string(10'000, '9')) == most);
    CHECK(seconds_of(std::string(10'000, '0') + "5") == 5);
    CHECK_FALSE(parse_retry_after(std::string(10'000, '9') + "x").has_value());
}

TEST_CASE("a fraction of a second is rounded up", "[core][retry_after]") {
    CHECK(seconds_of("2.0") == 2);
    CHECK(seconds_of("2.000000") == 2);
    CHECK(seconds_of("299.997") == 300);
    CHECK(seconds_of("0.503") == 1);
    CHECK(seconds_of("0.0") == 0);
    CHECK(seconds_of("1.5") == 2);
    CHECK(seconds_of("0." + std::string(10'000, '0') + "1") == 1);
    std::int64_t const most = limits::retry_after.count();
    CHECK(seconds_of(std::to_string(most - 1) + ".5") == most);
    CHECK(seconds_of(std::to_string(most) + ".5") == most);
    CHECK(seconds_of(std::string(10'000, '9') + ".5") == most);
}

TEST_CASE("white space around a Retry-After is passed over", "[core][retry_after]") {
    CHECK(seconds_of(" 1") == 1);
    CHECK(seconds_of("1 ") == 1);
    CHECK(seconds_of("\t 120 \t") == 120);
    CHECK(seconds_of(" 2.5 ") == 3);
    CHECK(instant_of(" Sun, 06 Nov 1994 08:49:37 GMT ") == example);
}

TEST_CASE("an HTTP-date is read in each of its three forms", "[core][retry_after]") {
    CHECK(instant_of("Sun, 06 Nov 1994 08:49:37 GMT") == example);
    CHECK(instant_of("Sunday, 06-Nov-94 08:49:37 GMT") == example);
    CHECK(instant_of("Sun Nov  6 08:49:37 1994") == example);
    CHECK(instant_of("Sun Nov 16 08:49:37 1994") == example + 10 * 86'400);
    CHECK(instant_of("Tue, 10 Mar 2026 14:35:00 GMT") == 1'773'153'300);
    CHECK(instant_of("Thu, 01 Jan 1970 00:00:00 GMT") == 0);
    CHECK(instant_of("Wed, 31 Dec 1969 23:59:59 GMT") == -1);
    CHECK(instant_of("Thu, 29 Feb 2024 00:00:00 GMT") == 1'709'164'800);
    CHECK(instant_of("Sat, 31 Dec 2016 23:59:60 GMT") == 1'483'228'800); // a leap second
}

TEST_CASE("every day and month is known by its name", "[core][retry_after]") {
    for (std::string const name :
         {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}) {
        CHECK(instant_of(name.substr(0, 3) + ", 06 Nov 1994 08:49:37 GMT") == example);
        CHECK(instant_of(name + ", 06-Nov-94 08:49:37 GMT") == example);
        CHECK(instant_of(name.substr(0, 3) + " Nov  6 08:49:37 1994") == example);
    }
    std::int64_t const first_days[] = {0,          2'678'400,  5'097'600,  7'776'000,
                                       10'368'000, 13'046'400, 15'638'400, 18'316'800,
                                       20'995'200, 23'587'200, 26'265'600, 28'857'600};
    std::size_t at = 0;
    for (std::string const name :
         {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}) {
        INFO(name);
        CHECK(instant_of("Thu, 01 " + name + " 1970 00:00:00 GMT") == first_days[at]);
        CHECK(instant_of("Thursday, 01-" + name + "-70 00:00:00 GMT") == first_days[at]);
        CHECK(instant_of("Thu " + name + "  1 00:00:00 1970") == first_days[at]);
        ++at;
    }
}

TEST_CASE("a year of two digits is one from 1970 to 2069", "[core][retry_after]") {
    CHECK(instant_of("Thursday, 01-Jan-70 00:00:00 GMT") == 0);
    CHECK(instant_of("Friday, 31-Dec-99 23:59:59 GMT") == 946'684'799);
    CHECK(instant_of("Saturday, 01-Jan-00 00:00:00 GMT") == 946'684'800);
    CHECK(instant_of("Tuesday, 31-Dec-69 23:59:59 GMT") == 3'155'759'999);
}

TEST_CASE("what is neither a delay nor an HTTP-date is no Retry-After", "[core][retry_after]") {
    for (std::string const text : {"",
                                   " ",
                                   "-1",
                                   "+1",
                                   "1s",
                                   "1.",
                                   ".5",
                                   "1.5.0",
                                   "1.5s",
                                   "1. 5",
                                   "-1.5",
                                   "1.5e3",
                                   "\n1",
                                   "1\r",
                                   "1 2",
                                   "1,2",
                                   "0x10",
                                   "1e3",
                                   "soon",
                                   "Sun",
                                   "Sun,",
                                   "Sun, 06 Nov 1994 08:49:37",
                                   "Sun, 06 Nov 1994 08:49:37 UTC",
                                   "Sun, 06 Nov 1994 08:49:37 gmt",
                                   "Sun, 06 Nov 1994 08:49:37 +0000",
                                   "Sun, 6 Nov 1994 08:49:37 GMT",
                                   "Sun, 06 Nov 94 08:49:37 GMT",
                                   "Sun, 06 nov 1994 08:49:37 GMT",
                                   "Sun, 06 Nov 1994 24:00:00 GMT",
                                   "Sun, 06 Nov 1994 08:60:37 GMT",
                                   "Sun, 06 Nov 1994 08:49:61 GMT",
                                   "Sun, 06 Nov 1994 8:49:37 GMT",
                                   "Sun, 00 Nov 1994 08:49:37 GMT",
                                   "Sun, 31 Nov 1994 08:49:37 GMT",
                                   "Wed, 29 Feb 2023 08:49:37 GMT",
                                   "Sun,06 Nov 1994 08:49:37 GMT",
                                   "sun, 06 Nov 1994 08:49:37 GMT",
                                   "Xyz, 06 Nov 1994 08:49:37 GMT",
                                   "Sun, 06-Nov-94 08:49:37 GMT",
                                   "Sunday, 06 Nov 1994 08:49:37 GMT",
                                   "Sunday, 06-Nov-1994 08:49:37 GMT",
                                   "Sund, 06 Nov 1994 08:49:37 GMT",
                                   "Sunday Nov  6 08:49:37 1994",
                                   "Sun Nov 6 08:49:37 1994",
                                   "Sun Nov  6 08:49:37 94",
                                   "Sun Nov  6 08:49:37 1994 GMT",
                                   "Sun Nov   6 08:49:37 1994",
                                   "Sun, 06  1994 08:49:37 GMT",
                                   "Sun, 06 Nov  08:49:37 GMT",
                                   "Sun   6 08:49:37 1994",
                                   "1994-11-06T08:49:37Z"}) {
        INFO('"' << text << '"');
        CHECK_FALSE(parse_retry_after(text).has_value());
    }
}

TEST_CASE("an HTTP-date cut short or with one wrong byte is no Retry-After",
          "[core][retry_after]") {
    for (std::string const text : {"Sun, 06 Nov 1994 08:49:37 GMT",
                                   "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
        REQUIRE(parse_retry_after(text).has_value());
        for (std::size_t at = 0; at != text.size(); ++at) {
            INFO(text << " at " << at);
            CHECK_FALSE(parse_retry_after(text.substr(0, at)).has_value());
            std::string changed = text;
            changed[at] = 'x';
            CHECK_FALSE(parse_retry_after(changed).has_value());
        }
    }
}

TEST_CASE("the wait is counted from now and never below zero", "[core][retry_after]") {
    clock_time const now{std::chrono::seconds{example}};
    retry_after const at{retry_after::instant{std::chrono::seconds{example}}};
    CHECK(at.delay(now) == 0s);
    CHECK(at.delay(now - 90s) == 90s);
    CHECK(at.delay(now - 1us) == 1s); // never before the time that was asked for
    CHECK(at.delay(now - 1s - 1us) == 2s);
    CHECK(at.delay(now + 1us) == 0s);
    CHECK(at.delay(now + 24h) == 0s);

    retry_after const after{30s};
    CHECK(after.delay(now) == 30s);
    CHECK(after.delay(now + 24h) == 30s);
    CHECK(retry_after{0s}.delay(now) == 0s);
}

TEST_CASE("Retry-After values are equal when they say the same", "[core][retry_after]") {
    CHECK((retry_after{5s} == retry_after{5s}));
    CHECK((retry_after{5s} != retry_after{6s}));
    CHECK((retry_after{5s} != retry_after{retry_after::instant{5s}}));
    CHECK((parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT") ==
           parse_retry_after("Sunday, 06-Nov-94 08:49:37 GMT")));
}

} // namespace retry_after_test
