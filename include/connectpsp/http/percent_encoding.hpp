// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_HTTP_PERCENT_ENCODING_HPP
#define CONNECTPSP_HTTP_PERCENT_ENCODING_HPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/version.hpp>

#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Appends a text as part of one path segment: every character that is not unreserved is
/// percent-encoded, byte by byte, so that it cannot end the segment or begin a query. A segment
/// that is `.` or `..` stays one: who takes ids from outside refuses those. RFC 3986 §2.1, §2.3,
/// §3.3
inline void append_percent_encoded(std::string& out, std::string_view text) {
    for (char const c : text) {
        bool const unreserved = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_' ||
                                c == '~';
        if (unreserved) {
            out += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        out += '%';
        out += capital_hex_digits[byte >> 4];
        out += capital_hex_digits[byte & 15];
    }
}

} // namespace connectpsp::detail

#endif
