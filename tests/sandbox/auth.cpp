// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "crypto.hpp"
#include "endpoints.hpp"
#include "handlers.hpp"
#include "json.hpp"
#include "members.hpp"

namespace sandbox {

reply issue_token(state& world, request const& req, std::string const& /*id*/) {
    auto const read = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&read)) return *refusal;
    auto const& body = std::get<json_value>(read);
    auto const client_id = body.string_member("clientId");
    auto const client_secret = body.string_member("clientSecret");
    if (!client_id) return invalid_request("clientId must be a string.");
    if (!client_secret) return invalid_request("clientSecret must be a string.");

    auto const& settings = world.settings;
    bool const known_id = equal_in_constant_time(*client_id, settings.client_id);
    bool const right_secret = equal_in_constant_time(*client_secret, settings.client_secret);
    if (!known_id || !right_secret)
        return problem(401, "Unauthorized", "INVALID_CREDENTIALS",
                       "clientId or clientSecret is not valid.");

    auto const now = world.now();
    ++world.counts.tokens_issued;
    reply answer;
    answer.body =
        object_writer{}
            .text("accessToken", world.tokens.issue(*client_id, now, settings.token_lifetime))
            .text("tokenType", "Bearer")
            .raw("expiresIn", std::to_string(settings.token_lifetime.count()))
            .text("issuedAt", format_timestamp(now))
            .str();
    answer.fields.emplace_back("Cache-Control", "no-store");
    return answer;
}

} // namespace sandbox
