// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_GATEWAY_HPP
#define CONNECTPSP_TESTS_SIMULATION_GATEWAY_HPP

#include "audit.hpp"
#include "fault_profile.hpp"
#include "ledger.hpp"

#include <connectpsp/core/environment.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace simulation {

/// The credentials that ConnectPSP and one integrator share.
struct onboarding {
    std::string client_id;
    std::string client_secret;
    std::string application_token;
    std::string crypto_token;
    connectpsp::environment where = connectpsp::environment::staging();
};

/// A cash-in or a cash-out as the gateway has it.
struct transaction {
    bool out = false;
    std::string id{};
    std::string internal_code{};
    std::string reference{};
    std::string status{};
    std::string end_to_end_id{};
    std::string original_end_to_end_id{};
    std::string party{}; ///< the payer or payee, as it was sent
    std::int64_t amount = 0;
    connectpsp::timestamp requested_at{};
};

/// A webhook as it is delivered. The receiver returns whether it was acknowledged.
struct webhook {
    std::size_t application;
    std::string body;
    std::string signature;
    std::string delivery_id;
};

/// Behaves as docs/protocol.md says, for several applications, with a ledger for each. Reads JSON
/// by itself, signs by itself: a mistake in the library's encoders cannot cancel itself out here.
class gateway {
public:
    gateway(timeline& time, random_source& random, audit& seen, journal& book, climate const& how,
            std::vector<onboarding> who);
    ~gateway();

    /// Takes a request in.
    connectpsp::response handle(connectpsp::request const& message, origin from);

    /// Every token so far is worth nothing any more.
    void revoke_tokens();

    /// Where webhooks go.
    std::function<void(webhook const&, std::function<void(bool)>)> deliver{};

    bool money_conserved() const;
    void lose_a_centavo();

    /// Null when there is none.
    transaction const* find(std::size_t owner, std::string_view id) const;

private:
    struct application;
    struct call;
    using fields = boost::json::object;

    connectpsp::response obtain_token(std::string_view body);
    application* authenticated(connectpsp::request const& message);
    connectpsp::response routed(call& asked);
    connectpsp::response keyed(call& asked, connectpsp::response (gateway::*carry_out)(call&));
    connectpsp::response show_balance(call& asked);
    connectpsp::response rebalance(call& asked);
    connectpsp::response create_cash_out(call& asked);
    connectpsp::response create_cash_in(call& asked);
    connectpsp::response refund(call& asked);

    connectpsp::response open(call& asked, fields const& from, bool out);
    void settle_later(application& session, transaction& which);
    void pay_later(application& session, transaction& which);
    void notify(application& session, transaction const& which, std::string_view event);
    void post(webhook what, int attempt);
    std::string end_to_end_id(char kind);

    timeline& time_;
    random_source& random_;
    audit& audit_;
    journal& journal_;
    climate const& climate_;
    std::vector<std::unique_ptr<application>> applications_;
    struct token {
        application* session;
        connectpsp::timestamp until;
        std::string signature;
    };
    std::unordered_map<std::string, token> tokens_;
};

} // namespace simulation

#endif
