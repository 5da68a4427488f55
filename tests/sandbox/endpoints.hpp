// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_ENDPOINTS_HPP
#define CONNECTPSP_TESTS_SANDBOX_ENDPOINTS_HPP

#include "message.hpp"
#include "state.hpp"

namespace sandbox {

// One function an endpoint, of docs/protocol.md §2. Each is called with the state's mutex held,
// the credentials checked and what the path's `{id}` stands for, decoded.

reply issue_token(state& world, request const& req, std::string const& id); ///< POST /auth/token
reply get_balance(state& world, request const& req,
                  std::string const& id); ///< GET /account/balance
/// POST /account/rebalance
reply rebalance(state& world, request const& req, std::string const& id);

reply create_cash_in(state& world, request const& req, std::string const& id); ///< POST /cash-in
reply get_cash_in(state& world, request const& req, std::string const& id); ///< GET /cash-in/{id}
/// POST /cash-in/{id}/refund
reply refund_cash_in(state& world, request const& req, std::string const& id);

reply create_cash_out(state& world, request const& req, std::string const& id); ///< POST /cash-out
reply get_cash_out(state& world, request const& req, std::string const& id); ///< GET /cash-out/{id}

} // namespace sandbox

#endif
