// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "br_code.hpp"
#include "endpoints.hpp"
#include "handlers.hpp"
#include "members.hpp"
#include "path_pattern.hpp"
#include "qr_svg.hpp"
#include "settlement.hpp"

#include <array>

namespace sandbox {
namespace {

settled fail_with_default(state& world, std::string const& id) {
    return fail_cash_out(world, id, {});
}

struct transition {
    std::string_view path;
    settled (*run)(state&, std::string const& id);
};

constexpr std::string_view fail_path = "/_sandbox/cash-out/{id}/fail";
constexpr std::array<transition, 9> transitions{{
    {"/_sandbox/cash-in/{id}/pay", pay_cash_in},
    {"/_sandbox/cash-in/{id}/expire", expire_cash_in},
    {"/_sandbox/cash-in/{id}/cancel", cancel_cash_in},
    {"/_sandbox/cash-in/{id}/refund", refund_paid_cash_in},
    {"/_sandbox/cash-in/{id}/forget-end-to-end-id", forget_end_to_end_id},
    {"/_sandbox/cash-out/{id}/complete", complete_cash_out},
    {fail_path, fail_with_default},
    {"/_sandbox/cash-out/{id}/cancel", cancel_cash_out},
    {"/_sandbox/cash-out/{id}/refund", refund_cash_out},
}};

reply to_reply(settled result) {
    switch (result) {
    case settled::done: return {204, {}, {}};
    case settled::no_such_transaction:
        return problem(404, "Not Found", "NOT_FOUND", "No transaction has that id.");
    case settled::impossible: break;
    }
    return problem(409, "Conflict", "IMPOSSIBLE_TRANSITION",
                   "The transaction's status does not allow it.");
}

/// `{"code":..., "message":...}`, both optional.
reply fail_as_told(state& world, request const& req, std::string const& id) {
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    members told{std::get<json_value>(body), complaint};
    told.only({"code", "message"});
    failure why;
    if (told.has("code")) why = {told.text("code"), {}};
    if (told.has("message")) why.message = told.text("message");
    if (!complaint.empty()) return invalid_request(complaint);
    return to_reply(fail_cash_out(world, id, std::move(why)));
}

reply place_payment_url(state& world, request const& req) {
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    members told{std::get<json_value>(body), complaint};
    told.only({"paymentUrl"});
    auto const place = told.one_of("paymentUrl", {"top_level", "nested"});
    if (!complaint.empty()) return invalid_request(complaint);
    world.payment_url =
        place == "nested" ? payment_url_place::nested : payment_url_place::top_level;
    return {204, {}, {}};
}

reply advance_clock(state& world, request const& req) {
    constexpr int ten_years_in_seconds = 10 * 365 * 86'400;
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    members told{std::get<json_value>(body), complaint};
    told.only({"seconds"});
    auto const seconds = told.count("seconds", 0, ten_years_in_seconds);
    if (seconds == 0) told.complain("seconds", "is needed");
    if (!complaint.empty()) return invalid_request(complaint);
    world.clock_ahead += std::chrono::seconds{seconds};
    return {204, {}, {}};
}

reply draw_qr_code(state& world, std::string const& id) {
    std::lock_guard const lock{world.mutex};
    auto const* found = find_cash_in(world, id);
    if (found == nullptr || found->open_finance)
        return problem(404, "Not Found", "NOT_FOUND", "No cash-in with a QR code has that id.");
    return {200, "image/svg+xml", qr_svg(dynamic_br_code(found->transaction_id, found->amount))};
}

} // namespace

std::optional<reply> handle_settlement_control(state& world, request const& req) {
    auto const post = [&](auto answer) {
        if (req.method != "POST") return method_not_allowed(req, "POST");
        std::lock_guard const lock{world.mutex};
        return answer();
    };
    for (auto const& each : transitions)
        if (auto const id = match_path(each.path, req.path))
            return post([&] {
                return each.path == fail_path && !req.body.empty() ? fail_as_told(world, req, *id)
                                                                   : to_reply(each.run(world, *id));
            });
    if (auto const id = match_path("/_sandbox/cash-in/{id}/qr.svg", req.path))
        return req.method == "GET" ? draw_qr_code(world, *id) : method_not_allowed(req, "GET");
    if (req.path == "/_sandbox/cash-in")
        return post([&] { return create_cash_in(world, req, {}); });
    if (req.path == "/_sandbox/cash-out")
        return post([&] { return create_cash_out(world, req, {}); });
    if (req.path == "/_sandbox/open-finance")
        return post([&] { return place_payment_url(world, req); });
    if (req.path == "/_sandbox/clock/advance")
        return post([&] { return advance_clock(world, req); });
    return std::nullopt;
}

} // namespace sandbox
