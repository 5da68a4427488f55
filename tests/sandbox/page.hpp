// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_PAGE_HPP
#define CONNECTPSP_TESTS_SANDBOX_PAGE_HPP

#include "message.hpp"
#include "state.hpp"

namespace sandbox {

/// Answers `GET /`: the page that shows the sandbox, or its content as JSON where Accept names
/// application/json and not text/html.
reply show_page(state& world, request const& req);

} // namespace sandbox

#endif
