// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Charges: made, read, given back.

#include "../qr_in_terminal.hpp"
#include "attempts.hpp"
#include "commands.hpp"
#include "show.hpp"

#include <unistd.h>

#include <cstdint>
#include <memory>

namespace cli {
namespace {

struct new_charge {
    std::string amount{}, reference{}, name{}, document{}, webhook_url{};
    std::int64_t minutes = 0;
};

status create_charge(common_options const& common, new_charge const& given) {
    psp::create_cash_in op{
        .amount = amount_of("--amount", given.amount),
        .external_reference =
            value_of("--reference", psp::external_reference::parse(given.reference)),
        .payer = {.name = given.name,
                  .document = value_of("--document", psp::document::parse(given.document))}};
    if (given.minutes != 0) op.expiration_in_minutes = given.minutes;
    if (!given.webhook_url.empty()) op.webhook_url = given.webhook_url;
    if (auto const good = op.validate(); !good)
        throw stop{status::usage, to_string(good.error()), good.error()};
    place at{common};
    carry_out(at, std::move(op), [&](auto const& charge) {
        std::string const code{charge.copy_and_paste()};
        sheet rows;
        rows.add("transaction", charge.transaction_id);
        rows.add("reference", given.reference);
        rows.add("status", charge.status);
        rows.add("amount", charge.amount);
        rows.add("link", std::string{charge.payment_link()});
        rows.add("copy and paste", code);
        print(common, charge, rows);
        if (!common.json && isatty(STDOUT_FILENO) != 0) std::cout << examples::qr_in_terminal(code);
    });
    return status::done;
}

status get_charge(common_options const& common, std::string const& id) {
    auto const which = value_of("ID", psp::lookup_id::parse(id));
    place at{common};
    auto const found = at(psp::get_cash_in{which});
    sheet rows;
    rows.add("transaction", found.transaction_id);
    rows.add("reference", found.external_reference);
    rows.add("status", found.status);
    rows.add("amount", found.amount);
    rows.add("end-to-end id", found.end_to_end_id);
    rows.add("requested", found.requested_at);
    rows.add("paid", found.paid_at);
    rows.add("refunded", found.refunded_at);
    rows.add("expired", found.expired_at);
    print(common, found, rows);
    return status::done;
}

status refund_charge(common_options const& common, std::string const& id,
                     std::string const& reason) {
    psp::refund_cash_in op{.id = value_of("ID", psp::lookup_id::parse(id)),
                           .reason = psp::open_enum<psp::refund_reason>{reason}.known()};
    place at{common};
    auto const charge = at(psp::get_cash_in{op.id});
    confirm(common, "Refund R$ " + to_string(charge.amount) + " of " + id + "?");
    carry_out(at, std::move(op), [&](auto const& receipt) {
        sheet rows;
        rows.add("transaction", receipt.transaction_id);
        rows.add("status", receipt.status);
        rows.add("amount", receipt.amount);
        rows.add("end-to-end id", receipt.end_to_end_id);
        rows.add("refunded", receipt.refunded_at);
        print(common, receipt, rows);
    });
    return status::done;
}

} // namespace

void add_cash_in(CLI::App& program, common_options const& common, action& chosen) {
    auto* const group = program.add_subcommand("cash-in", "PIX payments to you");
    group->require_subcommand(1);

    auto const given = std::make_shared<new_charge>();
    auto* const make = group->add_subcommand("create", "makes a charge, and shows its QR code");
    make->add_option("--amount", given->amount, "in BRL, such as 150.50")->required();
    make->add_option("--reference", given->reference, "your own, once for each charge")->required();
    make->add_option("--name", given->name, "of the payer")->required();
    make->add_option("--document", given->document, "CPF or CNPJ of the payer")->required();
    make->add_option("--minutes", given->minutes, "until it expires");
    make->add_option("--webhook-url", given->webhook_url, "where ConnectPSP tells of it");
    make->callback([&common, &chosen, given] {
        chosen = [&common, given] { return create_charge(common, *given); };
    });

    auto const id = std::make_shared<std::string>();
    auto* const read = add_command_of_id(*group, "get", "reads a charge", *id);
    read->callback(
        [&common, &chosen, id] { chosen = [&common, id] { return get_charge(common, *id); }; });

    auto const reason = std::make_shared<std::string>();
    auto* const back = add_command_of_id(*group, "refund", "gives a paid charge back", *id);
    back->add_option("--reason", *reason, "why")
        ->required()
        ->check(
            CLI::IsMember({"FRAUD", "DUPLICATED_PAYMENT", "CUSTOMER_REQUEST", "MERCHANT_ERROR"}));
    back->callback([&common, &chosen, id, reason] {
        chosen = [&common, id, reason] { return refund_charge(common, *id, *reason); };
    });
}

} // namespace cli
