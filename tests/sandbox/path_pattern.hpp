// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_PATH_PATTERN_HPP
#define CONNECTPSP_TESTS_SANDBOX_PATH_PATTERN_HPP

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// Matches a request's path against a pattern such as `/cash-in/{id}/refund`. The value is what
/// `{id}` stands for, percent-decoded once (RFC 3986 section 2.1), or empty when the pattern has
/// none. Nothing when the path doesn't fit, `{id}` would be empty or its escapes are malformed.
std::optional<std::string> match_path(std::string_view pattern, std::string_view path);

/// The bytes that a part of a URL stands for; nothing when a `%` is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text);

} // namespace sandbox

#endif
