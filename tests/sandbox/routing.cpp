// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "endpoints.hpp"
#include "handlers.hpp"

#include "crypto.hpp"
#include "path_pattern.hpp"

#include <array>
#include <string>

namespace sandbox {
namespace {

/// The credentials that a caller must show (docs/protocol.md §1).
enum class access { open, authorized, digitally_signed };

/// Whether X-Idempotency-Key means something there.
enum class repetition { as_new, keyed };

struct endpoint {
    std::string_view method;
    std::string_view path; ///< a pattern of path_pattern.hpp
    access needs;
    repetition when_repeated;
    reply (*answer)(state&, request const&, std::string const& id);
};

// A new endpoint is a line here and a function in its own file.
constexpr std::array<endpoint, 8> endpoints{{
    {"POST", "/auth/token", access::open, repetition::as_new, issue_token},
    {"GET", "/account/balance", access::authorized, repetition::as_new, get_balance},
    {"POST", "/account/rebalance", access::digitally_signed, repetition::as_new, rebalance},
    {"POST", "/cash-in", access::authorized, repetition::keyed, create_cash_in},
    {"GET", "/cash-in/{id}", access::authorized, repetition::as_new, get_cash_in},
    {"POST", "/cash-in/{id}/refund", access::digitally_signed, repetition::keyed, refund_cash_in},
    {"POST", "/cash-out", access::digitally_signed, repetition::keyed, create_cash_out},
    {"GET", "/cash-out/{id}", access::authorized, repetition::as_new, get_cash_out},
}};

/// The JWT of `Authorization: Bearer <JWT>`, or empty.
std::string_view bearer_token(request const& req) {
    constexpr std::string_view scheme = "Bearer ";
    auto const value = req.field("Authorization");
    if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme)) return {};
    return value.substr(scheme.size());
}

/// The refusal that the request earns, if any.
std::optional<reply> refuse(state const& world, request const& req, access needs) {
    if (needs == access::open) return std::nullopt;

    auto const jwt = bearer_token(req);
    switch (world.tokens.judge(jwt, world.now())) {
    case token_state::valid: break;
    case token_state::expired:
        return problem(401, "Unauthorized", "TOKEN_EXPIRED", "The access token has expired.");
    case token_state::invalid:
        return problem(401, "Unauthorized", "INVALID_TOKEN",
                       "The access token is missing or not valid.");
    }
    if (!equal_in_constant_time(req.field("ApplicationToken"), world.settings.application_token))
        return problem(401, "Unauthorized", "INVALID_APPLICATION_TOKEN",
                       "The ApplicationToken header is missing or not valid.");

    if (needs != access::digitally_signed) return std::nullopt;
    if (!equal_in_constant_time(req.field("DigitalSignature"),
                                digital_signature(world.settings.crypto_token, jwt)))
        return problem(
            422, "Unprocessable Entity", "INVALID_SIGNATURE",
            "The DigitalSignature header is missing or does not match the access token.");
    return std::nullopt;
}

reply process(state& world, request const& req, endpoint const& to, std::string const& id) {
    if (auto refusal = refuse(world, req, to.needs)) return *std::move(refusal);
    if (to.when_repeated == repetition::as_new) return to.answer(world, req, id);
    return world.remembered.answer(req, [&] { return to.answer(world, req, id); });
}

} // namespace

void count_request(state& world, request const& req) {
    std::string name = "other";
    for (auto const& each : endpoints)
        if (each.method == req.method && match_path(each.path, req.path))
            name = req.method + ' ' + std::string{each.path};
    std::lock_guard const lock{world.mutex};
    ++world.counts.received[name];
}

reply handle(state& world, request const& req) {
    std::lock_guard const lock{world.mutex};
    std::string allowed;
    for (auto const& each : endpoints) {
        auto const id = match_path(each.path, req.path);
        if (!id) continue;
        if (each.method == req.method) return process(world, req, each, *id);
        if (!allowed.empty()) allowed += ", ";
        allowed += each.method;
    }
    return allowed.empty() ? not_found(req) : method_not_allowed(req, std::move(allowed));
}

bool has_json_type(request const& req) {
    auto type = req.field("Content-Type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t'))
        type.remove_suffix(1);
    return equal_ignoring_case(type, "application/json");
}

reply unsupported_media_type() {
    return problem(415, "Unsupported Media Type", "UNSUPPORTED_MEDIA_TYPE",
                   "The body must be application/json.");
}

reply invalid_request(std::string_view detail) {
    return problem(400, "Bad Request", "INVALID_REQUEST", detail);
}

reply duplicate_reference(std::string_view external_reference) {
    return problem(409, "Conflict", "DUPLICATE_EXTERNAL_REFERENCE",
                   "externalReference " + std::string{external_reference} + " was used before.");
}

reply not_found(request const& req) {
    return problem(404, "Not Found", "NOT_FOUND", "Nothing is at " + req.path + '.');
}

reply method_not_allowed(request const& req, std::string allowed) {
    auto answer = problem(405, "Method Not Allowed", "METHOD_NOT_ALLOWED",
                          req.path + " takes " + allowed + '.');
    answer.fields.emplace_back("Allow", std::move(allowed));
    return answer;
}

} // namespace sandbox
