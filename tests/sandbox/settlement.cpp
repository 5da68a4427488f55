// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "settlement.hpp"

#include "identifiers.hpp"
#include "json.hpp"

#include <algorithm>

namespace sandbox {
namespace {

constexpr std::string_view payers_ispb = "00000000";

std::string_view own_ispb(state const& world) { return world.accounts.banks().front().ispb; }

/// The new identifier takes the old one's place; the transaction is found by both.
template <class Transaction>
void identify(transaction_book<Transaction>& book, Transaction& one, std::string id) {
    book.call_too(one, id);
    one.end_to_end_id = std::move(id);
}

template <class Transaction>
void identify_refund(transaction_book<Transaction>& book, Transaction& one, std::string id) {
    one.original_end_to_end_id = one.end_to_end_id;
    identify(book, one, std::move(id));
}

/// Has the event delivered to the transaction's webhookUrl, with what the matching GET answers now.
template <class Transaction>
void announce(state& world, std::string_view type, Transaction const& one) {
    if (one.webhook_url.empty()) return;
    auto body = object_writer{}
                    .text("eventType", type)
                    .text("eventAt", format_timestamp(world.now()))
                    .raw("data", to_json(one))
                    .str();
    world.webhooks.add({std::string{type}, one.transaction_id, one.webhook_url, std::move(body)});
}

/// Runs `change(transaction)`, which tells whether it was possible, when the status is `from`.
template <class Transaction, class Status, class Change>
settled when(Transaction* one, Status from, Change change) {
    if (one == nullptr) return settled::no_such_transaction;
    if (one->status != from || !change(*one)) return settled::impossible;
    return settled::done;
}

} // namespace

cash_in* find_cash_in(state& world, std::string const& id) {
    auto* const found = world.cash_ins.find(id);
    if (found != nullptr && found->status == cash_in_status::awaiting_payment &&
        found->expires_at <= world.now()) {
        found->status = cash_in_status::expired;
        found->expired_at = found->expires_at;
    }
    return found;
}

settled pay_cash_in(state& world, std::string const& id) {
    return when(find_cash_in(world, id), cash_in_status::awaiting_payment, [&](cash_in& one) {
        if (!world.accounts.credit(one.amount)) return false;
        one.status = cash_in_status::paid;
        one.paid_at = world.now();
        identify(world.cash_ins, one, make_end_to_end_id('E', payers_ispb, *one.paid_at));
        announce(world, "CASHIN_PAID", one);
        return true;
    });
}

settled expire_cash_in(state& world, std::string const& id) {
    return when(find_cash_in(world, id), cash_in_status::awaiting_payment, [&](cash_in& one) {
        one.status = cash_in_status::expired;
        one.expired_at = world.now();
        return true;
    });
}

settled cancel_cash_in(state& world, std::string const& id) {
    return when(find_cash_in(world, id), cash_in_status::awaiting_payment, [](cash_in& one) {
        one.status = cash_in_status::cancelled;
        return true;
    });
}

settled forget_end_to_end_id(state& world, std::string const& id) {
    return when(find_cash_in(world, id), cash_in_status::paid, [](cash_in& one) {
        one.end_to_end_id.reset();
        return true;
    });
}

bool give_back_cash_in(state& world, cash_in& one) {
    if (!world.accounts.debit(one.amount)) return false;
    one.status = cash_in_status::refunded;
    one.refunded_at = world.now();
    identify_refund(world.cash_ins, one,
                    make_end_to_end_id('D', own_ispb(world), *one.refunded_at));
    ++world.counts.refunds_executed;
    announce(world, "CASHIN_REFUNDED", one);
    return true;
}

settled refund_paid_cash_in(state& world, std::string const& id) {
    return when(find_cash_in(world, id), cash_in_status::paid,
                [&](cash_in& one) { return one.end_to_end_id && give_back_cash_in(world, one); });
}

settled complete_cash_out(state& world, std::string const& id) {
    return when(world.cash_outs.find(id), cash_out_status::processing, [&](cash_out& one) {
        world.accounts.spend(one.amount);
        one.status = cash_out_status::completed;
        one.completed_at = world.now();
        identify(world.cash_outs, one, make_end_to_end_id('E', own_ispb(world), *one.completed_at));
        announce(world, "CASHOUT_COMPLETED", one);
        return true;
    });
}

settled fail_cash_out(state& world, std::string const& id, failure why) {
    return when(world.cash_outs.find(id), cash_out_status::processing, [&](cash_out& one) {
        world.accounts.give_back(one.amount);
        one.status = cash_out_status::failed;
        one.failed_with = std::move(why);
        one.failed_at = world.now();
        announce(world, "CASHOUT_FAILED", one);
        return true;
    });
}

settled cancel_cash_out(state& world, std::string const& id) {
    return when(world.cash_outs.find(id), cash_out_status::processing, [&](cash_out& one) {
        world.accounts.give_back(one.amount);
        one.status = cash_out_status::cancelled;
        return true;
    });
}

settled refund_cash_out(state& world, std::string const& id) {
    return when(world.cash_outs.find(id), cash_out_status::completed, [&](cash_out& one) {
        if (!world.accounts.credit(one.amount)) return false;
        one.status = cash_out_status::refunded;
        one.refunded_at = world.now();
        identify_refund(world.cash_outs, one,
                        make_end_to_end_id('D', payers_ispb, *one.refunded_at));
        announce(world, "CASHOUT_REFUNDED", one);
        return true;
    });
}

void settle_later(state& world, transaction const& one) {
    if (world.settings.settle_after.count() > 0)
        world.unsettled.push_back(
            {std::chrono::steady_clock::now() + world.settings.settle_after, one.transaction_id});
}

std::chrono::milliseconds settle_due(state& world) {
    std::lock_guard const lock{world.mutex};
    auto const now = std::chrono::steady_clock::now();
    // Every transaction waits equally long, so the first in line is the first that is due. A
    // transaction that was settled by hand meanwhile stays as it is.
    for (; !world.unsettled.empty(); world.unsettled.pop_front()) {
        auto const& [due, id] = world.unsettled.front();
        if (due > now) return std::chrono::ceil<std::chrono::milliseconds>(due - now);
        if (pay_cash_in(world, id) == settled::no_such_transaction) complete_cash_out(world, id);
    }
    return world.settings.settle_after; // what is created from now on is not due sooner
}

} // namespace sandbox
