// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "browser_guard.hpp"
#include "handlers.hpp"
#include "json.hpp"
#include "page.hpp"

#include <charconv>

namespace sandbox {
namespace {

constexpr std::string_view prefix = "/_sandbox/";

reply pending_faults(state const& world) {
    reply answer;
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
    auto const id = world.faults.add(std::get<fault>(std::move(read)));
    reply answer;
    answer.status = 201;
    answer.body = object_writer{}
                      .raw("pendingFaults", std::to_string(world.faults.pending()))
                      .raw("id", std::to_string(id))
                      .str();
    return answer;
}

reply remove_fault(state& world, request const& req, std::string_view id) {
    if (req.method != "DELETE") return method_not_allowed(req, "DELETE");
    std::uint64_t number = 0;
    auto const [stopped, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (error != std::errc{} || stopped != id.data() + id.size() || !world.faults.remove(number))
        return problem(404, "Not Found", "NOT_FOUND", "No fault with that id is pending.");
    return pending_faults(world);
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

reply steer(state& world, request const& req) {
    if (req.path == "/") return show_page(world, req);
    auto const name = std::string_view{req.path}.substr(prefix.size());
    constexpr std::string_view one_fault = "faults/";
    if (name.starts_with(one_fault)) return remove_fault(world, req, name.substr(one_fault.size()));
    if (name == "faults") {
        if (req.method == "POST") return add_fault(world, req);
        if (req.method != "DELETE") return method_not_allowed(req, "POST, DELETE");
        world.faults.clear();
        return pending_faults(world);
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
    if (auto steered = handle_webhook_control(world, req)) return *std::move(steered);
    if (auto settled = handle_settlement_control(world, req)) return *std::move(settled);
    return not_found(req);
}

} // namespace

std::optional<reply> handle_control(state& world, request const& req) {
    if (req.path != "/" && !req.path.starts_with(prefix)) return std::nullopt;
    auto refusal = refuse_other_pages(req);
    auto answer = refusal ? *std::move(refusal) : steer(world, req);
    // Another page the browser shows must not even load this as a script or an image.
    answer.fields.emplace_back("Cache-Control", "no-store");
    answer.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    answer.fields.emplace_back("X-Content-Type-Options", "nosniff");
    return answer;
}

} // namespace sandbox
