// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_URL_PARTS_HPP
#define CONNECTPSP_CORE_DETAIL_URL_PARTS_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/version.hpp>

#include <string_view>

// The parts of a URL, taken off the front of a text. Defined in core/impl/environment.ipp.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Takes `https://` or `http://` in either case.  RFC 3986 §3.1
CONNECTPSP_DECL bool take_web_scheme(std::string_view& text, bool& secure) noexcept;

/// Takes `[0-9A-Za-z._-]+`, or an IPv6 address in brackets. User info is not taken: credentials do
/// not belong in a URL.
CONNECTPSP_DECL bool take_host(std::string_view& text, std::string_view& host) noexcept;

/// Takes a port's digits.
CONNECTPSP_DECL bool take_port(std::string_view& text, int& port) noexcept;

/// Returns whether a host is localhost, 127.0.0.0/8 or ::1. A name that only begins like an address
/// is not.
CONNECTPSP_DECL bool is_loopback(std::string_view host) noexcept;

} // namespace connectpsp::detail

#endif
