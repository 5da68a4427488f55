#ifndef CONNECTPSP_TESTS_SANDBOX_ENDPOINTS_HPP
#define CONNECTPSP_TESTS_SANDBOX_ENDPOINTS_HPP

#include "message.hpp"
#include "state.hpp"

namespace sandbox {

// One function an endpoint, of protocol.md section 2. Each is called with the state's mutex held
// and the credentials checked.

reply issue_token(state& world, request const& req); ///< POST /auth/token
reply get_balance(state& world, request const& req); ///< GET /account/balance
reply rebalance(state& world, request const& req);   ///< POST /account/rebalance

} // namespace sandbox

#endif
