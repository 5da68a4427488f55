// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_BROWSER_GUARD_HPP
#define CONNECTPSP_TESTS_SANDBOX_BROWSER_GUARD_HPP

#include "message.hpp"

#include <optional>

namespace sandbox {

/// Returns the refusal of a request that another web page may have sent through the developer's
/// browser; nothing for any other request. Refused are a Host that is not a loopback name (DNS
/// rebinding) and, except for GET and HEAD, an Origin or a Sec-Fetch-Site of another origin.
std::optional<reply> refuse_other_pages(request const& req);

} // namespace sandbox

#endif
