// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "reconciler.hpp"

namespace ledger {
namespace {

void note_read(connection& database, std::int64_t order, psp::cash_out const* found,
               std::string const& verdict) {
    database.run(
        "INSERT INTO reads (order_row, at, status, amount, verdict) VALUES ($1, " +
            std::string{database.clock()} + ", $2, $3, $4)",
        {order,
         found != nullptr ? parameter{std::string{found->status.text()}} : parameter{nullptr},
         found != nullptr ? parameter{found->amount.centavos()} : parameter{nullptr}, verdict});
}

} // namespace

std::int64_t reconciler::read_quiet_orders(microseconds quiet_for, std::int64_t at_most) {
    auto const orders = orders_to_read(database_, session_.client_id(), quiet_for, at_most);
    psp::client client{session_, send_};
    for (open_order const& each : orders) {
        auto const id = psp::lookup_id::parse(each.transaction_id);
        if (!id) continue;
        // No transaction is open while the network is waited for.
        auto const found = client(psp::get_cash_out{id.value()});
        in_transaction(database_, [&] {
            if (!found) { // a 404 proves nothing about what was sent
                note_read(database_, each.order, nullptr, to_string(found.error()));
                return;
            }
            std::optional<std::string> end_to_end;
            if (found.value().end_to_end_id)
                end_to_end = std::string{found.value().end_to_end_id->text()};
            auto const verdict = apply_news(database_, each.order,
                                            {.status = std::string{found.value().status.text()},
                                             .transaction_id = found.value().transaction_id,
                                             .end_to_end_id = std::move(end_to_end),
                                             .amount = found.value().amount,
                                             .cause = "read"});
            note_read(database_, each.order, &found.value(), verdict);
        });
    }
    return static_cast<std::int64_t>(orders.size());
}

std::vector<difference> reconciler::compare(microseconds window) {
    auto const orders = database_.run(
        "SELECT order_id, id, transaction_id, gateway_status, amount FROM orders WHERE merchant = "
        "$1 AND transaction_id IS NOT NULL AND (settled_at IS NULL OR settled_at >= " +
            std::string{database_.clock()} + " - $2) ORDER BY id",
        {session_.client_id(), window.count()});
    psp::client client{session_, send_};
    std::vector<difference> made;
    for (row const& each : orders) {
        auto const id = psp::lookup_id::parse(each.text(2));
        if (!id) continue;
        auto const found = client(psp::get_cash_out{id.value()});
        if (!found) {
            made.push_back({each.text(0), "missing", to_string(found.error())});
        } else if (found.value().amount.centavos() != each.number(4)) {
            made.push_back(
                {each.text(0), "amount", to_string(found.value().amount) + " at the gateway"});
        } else if (std::string{found.value().status.text()} != each.text(3)) {
            auto const verdict = in_transaction(database_, [&] {
                return apply_news(database_, each.number(1),
                                  {.status = std::string{found.value().status.text()},
                                   .transaction_id = found.value().transaction_id,
                                   .amount = found.value().amount,
                                   .cause = "read"});
            });
            if (verdict == "conflicting")
                made.push_back({each.text(0), "status",
                                std::string{found.value().status.text()} + " at the gateway, " +
                                    each.text(3) + " here"});
        }
    }
    return made;
}

} // namespace ledger
