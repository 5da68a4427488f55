// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_TIMESTAMP_TEXT_HPP
#define CONNECTPSP_CORE_DETAIL_TIMESTAMP_TEXT_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>

// Times and days, read without an error's context. Defined in core/impl/timestamp.ipp.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The first instant that a timestamp's text can have, and the one after the last.
inline constexpr timestamp first_instant =
    std::chrono::sys_days{std::chrono::year{0} / std::chrono::January / 1};
inline constexpr timestamp past_last_instant =
    std::chrono::sys_days{std::chrono::year{10000} / std::chrono::January / 1};

/// No timestamp's text is longer.
inline constexpr std::size_t max_timestamp_bytes = sizeof "0000-00-00T00:00:00.000000Z";

/// Writes the text of format_timestamp or format_date, and returns its end.
CONNECTPSP_DECL char* put_timestamp(char* at, timestamp instant) noexcept;
CONNECTPSP_DECL char* put_date(char* at, date day) noexcept;

/// Reads an RFC 3339 date-time.  Errors: invalid_timestamp, out_of_range
CONNECTPSP_DECL errc read_timestamp(std::string_view text, timestamp& out) noexcept;

/// Reads a time as servers spell it that mean UTC and RFC 3339: also with a space instead of the
/// `T`, without a zone, and with an offset of `±hhmm` or `±hh`.
CONNECTPSP_DECL errc read_time_of_utc(std::string_view text, timestamp& out);

/// Reads an RFC 3339 full-date.  Errors: invalid_date
CONNECTPSP_DECL errc read_date(std::string_view text, date& out) noexcept;

} // namespace connectpsp::detail

#endif
