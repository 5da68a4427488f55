// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_CLOCK_TEXT_HPP
#define CONNECTPSP_TESTS_SANDBOX_CLOCK_TEXT_HPP

#include <chrono>
#include <cstdint>
#include <string>

namespace sandbox {

using wall_clock = std::chrono::system_clock;

// All in UTC, and none through the C library, whose names of days follow the locale.

std::string format_date(wall_clock::time_point when);      ///< `2026-03-10`
std::string format_timestamp(wall_clock::time_point when); ///< RFC 3339: `2026-03-10T14:35:00Z`
std::string
format_http_date(wall_clock::time_point when); ///< RFC 9110 5.6.7: `Tue, 10 Mar 2026 14:35:00 GMT`

std::int64_t unix_seconds(wall_clock::time_point when);

} // namespace sandbox

#endif
