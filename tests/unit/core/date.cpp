// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/timestamp.hpp>

#include "catch.hpp"

#include <chrono>
#include <string>

using namespace connectpsp;
using namespace std::chrono_literals;

namespace date_test {

TEST_CASE("a date is read and written", "[core][timestamp]") {
    struct {
        char const* text;
        date day;
    } const table[] = {
        {"2026-03-10", 2026y / 3 / 10},  {"0000-01-01", 0y / 1 / 1},
        {"9999-12-31", 9999y / 12 / 31}, {"2024-02-29", 2024y / 2 / 29},
        {"2000-02-29", 2000y / 2 / 29},  {"0987-06-05", 987y / 6 / 5},
        {"1969-12-31", 1969y / 12 / 31},
    };
    for (auto const& each : table) {
        INFO(each.text);
        auto const read = parse_date(each.text);
        REQUIRE(read.has_value());
        CHECK((read.value() == each.day));
        CHECK(format_date(each.day) == each.text);
    }
}

TEST_CASE("what is no RFC 3339 full-date is refused", "[core][timestamp]") {
    for (std::string const text : {"",
                                   "2026",
                                   "2026-03",
                                   "2026-3-10",
                                   "2026-03-1",
                                   "26-03-10",
                                   "2026/03/10",
                                   "2026.03.10",
                                   "20260310",
                                   "10-03-2026",
                                   "10/03/2026",
                                   "2026-03-10 ",
                                   " 2026-03-10",
                                   "2026-03-10T",
                                   "2026-03-10Z",
                                   "2026-03-10T14:35:00Z",
                                   "2026-00-10",
                                   "2026-13-10",
                                   "2026-03-00",
                                   "2026-03-32",
                                   "2026-04-31",
                                   "2023-02-29",
                                   "1900-02-29",
                                   "2100-02-29",
                                   "2024-02-30",
                                   "+026-03-10",
                                   "-026-03-10",
                                   "12026-03-10",
                                   "2026-+3-10",
                                   "2026-03--1"}) {
        INFO('"' << text << '"');
        CHECK(parse_date(text).error() == errc::invalid_date);
    }
}

TEST_CASE("a date cut short or with one wrong byte is refused", "[core][timestamp]") {
    std::string const text = "2026-03-10";
    for (std::size_t at = 0; at != text.size(); ++at) {
        INFO(at);
        CHECK(parse_date(text.substr(0, at)).error() == errc::invalid_date);
        for (char const wrong : {'x', '\0', '/', ':'}) {
            std::string changed = text;
            changed[at] = wrong;
            CHECK(parse_date(changed).error() == errc::invalid_date);
        }
    }
}

TEST_CASE("every day of four centuries goes to text and back", "[core][timestamp]") {
    int wrong = 0;
    int days = 0;
    for (std::chrono::sys_days day{1800y / 1 / 1}; day != std::chrono::sys_days{2200y / 1 / 1};
         day += std::chrono::days{1}, ++days) {
        std::string const text = format_date(date{day});
        auto const read = parse_date(text);
        wrong += text.size() == 10 && read && std::chrono::sys_days{read.value()} == day ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(days == 146'097);
}

} // namespace date_test
