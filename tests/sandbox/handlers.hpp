// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_HANDLERS_HPP
#define CONNECTPSP_TESTS_SANDBOX_HANDLERS_HPP

#include "message.hpp"
#include "state.hpp"

#include <optional>

namespace sandbox {

/// Counts an arriving request, whatever becomes of it.
void count_request(state& world, request const& req);

/// Answers as ConnectPSP would: routing, then credentials, then the endpoint.
reply handle(state& world, request const& req);

/// Answers the sandbox's own page and `/_sandbox/...` controls; nothing for any other path.
std::optional<reply> handle_control(state& world, request const& req);

// The parts of them that settle transactions and steer webhooks; nothing for any other path.

std::optional<reply> handle_settlement_control(state& world, request const& req);
std::optional<reply> handle_webhook_control(state& world, request const& req);

/// One event of `GET /_sandbox/webhooks`.
std::string to_json(webhook_event const& event);

/// The `banks` array of a balance, shared by the endpoint and the controls.
std::string banks_json(ledger const& accounts);

/// Content-Type is application/json, with or without parameters.
bool has_json_type(request const& req);

reply unsupported_media_type();
reply invalid_request(std::string_view detail);
/// 409 with a code of the sandbox's own, because ConnectPSP lists none.
reply duplicate_reference(std::string_view external_reference);
reply not_found(request const& req);
reply method_not_allowed(request const& req, std::string allowed);

} // namespace sandbox

#endif
