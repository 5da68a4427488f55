// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "handlers.hpp"
#include "json.hpp"

namespace sandbox {
namespace {

reply pending_faults(state const& world, int status) {
    reply answer;
    answer.status = status;
    answer.body =
        object_writer{}.raw("pendingFaults", std::to_string(world.faults.pending())).str();
    return answer;
}

reply add_fault(state& world, request const& req) {
    if (!has_json_type(req)) return unsupported_media_type();
    auto const body = parse_json(req.body);
    if (!body) return invalid_request("The body is not JSON.");
    auto read = read_fault(*body);
    if (auto const* wrong = std::get_if<std::string>(&read)) return invalid_request(*wrong);
    world.faults.add(std::get<fault>(std::move(read)));
    return pending_faults(world, 201);
}

reply show_state(state const& world) {
    auto const pending = std::to_string(world.faults.pending());
    std::lock_guard const lock{world.mutex};
    object_writer received;
    for (auto const& [endpoint, count] : world.counts.received)
        received.raw(endpoint, std::to_string(count));
    auto const& accounts = world.accounts;
    reply answer;
    answer.body = object_writer{}
                      .raw("received", received.str())
                      .raw("tokensIssued", std::to_string(world.counts.tokens_issued))
                      .raw("rebalancesExecuted", std::to_string(world.counts.rebalances_executed))
                      .raw("cashInsCreated", std::to_string(world.counts.cash_ins_created))
                      .raw("cashOutsCreated", std::to_string(world.counts.cash_outs_created))
                      .raw("refundsExecuted", std::to_string(world.counts.refunds_executed))
                      .raw("answersReplayed", std::to_string(world.remembered.replayed()))
                      .raw("faultsServed", std::to_string(world.counts.faults_served))
                      .raw("pendingFaults", pending)
                      .raw("transactionalBalance", format_money(accounts.transactional_total()))
                      .raw("proprietaryBalance", format_money(accounts.proprietary_total()))
                      .raw("reservedBalance", format_money(accounts.reserved()))
                      .raw("banks", banks_json(accounts))
                      .str();
    return answer;
}

reply done() { return {204, {}, {}}; }

} // namespace

std::optional<reply> handle_control(state& world, request const& req) {
    if (!req.path.starts_with("/_sandbox/")) return std::nullopt;
    auto const name = std::string_view{req.path}.substr(10);

    if (name == "faults") {
        if (req.method == "POST") return add_fault(world, req);
        if (req.method != "DELETE") return method_not_allowed(req, "POST, DELETE");
        world.faults.clear();
        return pending_faults(world, 200);
    }
    if (name == "state")
        return req.method == "GET" ? show_state(world) : method_not_allowed(req, "GET");
    if (name == "tokens/revoke" || name == "tokens/expire") {
        if (req.method != "POST") return method_not_allowed(req, "POST");
        std::lock_guard const lock{world.mutex};
        if (name == "tokens/revoke")
            world.tokens.revoke_all();
        else
            world.tokens.expire_all();
        return done();
    }
    if (auto steered = handle_webhook_control(world, req)) return steered;
    if (auto settled = handle_settlement_control(world, req)) return settled;
    return not_found(req);
}

} // namespace sandbox
