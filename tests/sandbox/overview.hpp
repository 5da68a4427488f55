// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_OVERVIEW_HPP
#define CONNECTPSP_TESTS_SANDBOX_OVERVIEW_HPP

#include "message.hpp"
#include "state.hpp"

namespace sandbox {

/// The content of the page as JSON: balances, one page of payments and one of webhooks, faults. The
/// query is `kind` (cash-in or cash-out), `search`, `offset`, `limit`, `id`, `events_offset` and
/// `events_limit`, all optional. The ETag is made of the content; a request with the same one in
/// If-None-Match is answered with 304. Takes the state's mutex.
reply show_overview(state& world, request const& req);

} // namespace sandbox

#endif
