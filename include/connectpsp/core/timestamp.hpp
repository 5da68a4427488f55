// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_TIMESTAMP_HPP
#define CONNECTPSP_CORE_TIMESTAMP_HPP

#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// An instant in UTC, to the microsecond. Functions that take one expect the years 0000 to 9999, so
/// that the difference of two never overflows.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// A calendar day.
using date = std::chrono::year_month_day;

/// Reads an RFC 3339 date-time: `2026-03-10T14:35:00Z`, `2026-03-10T11:35:00.25-03:00`. Digits
/// beyond the microsecond are checked and dropped; a leap second is the second that follows it.
/// Errors: invalid_timestamp; out_of_range for an instant outside the years 0000 to 9999 UTC.
/// RFC 3339 §5.6, docs/protocol.md §2
CONNECTPSP_DECL result<timestamp> parse_timestamp(std::string_view text);

/// Reads an RFC 3339 full-date: `2026-03-10`.  Errors: invalid_date.
CONNECTPSP_DECL result<date> parse_date(std::string_view text);

/// RFC 3339 in UTC with `Z`; a fraction only where there is one, without trailing zeros.
/// @pre the instant is in the years 0000 to 9999
CONNECTPSP_DECL std::string format_timestamp(timestamp instant);

/// `2026-03-10`.  @pre the day exists, in the years 0000 to 9999
CONNECTPSP_DECL std::string format_date(date day);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/timestamp.ipp>
#endif

#endif
