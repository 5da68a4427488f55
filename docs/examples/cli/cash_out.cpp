// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Payouts: made and read.

#include "attempts.hpp"
#include "commands.hpp"
#include "show.hpp"

#include <memory>

namespace cli {
namespace {

struct new_payout {
    std::string amount{}, reference{}, name{}, document{}, description{}, webhook_url{};
    std::string key_type{}, key{};
    std::string ispb{}, branch{}, account{}, account_type{};
};

psp::destination destination_of(new_payout const& given) {
    if (!given.key.empty())
        return value_of(
            "--key", psp::pix_key::parse(*psp::open_enum<psp::pix_key_type>{given.key_type}.known(),
                                         given.key));
    return psp::bank_account{
        .ispb = value_of("--ispb", psp::ispb::parse(given.ispb)),
        .branch = value_of("--branch", psp::branch::parse(given.branch)),
        .account = value_of("--account", psp::account_number::parse(given.account)),
        .account_type = psp::open_enum<psp::account_type>{given.account_type}.known()};
}

status create_payout(common_options const& common, new_payout const& given) {
    psp::create_cash_out op{
        .amount = amount_of("--amount", given.amount),
        .external_reference =
            value_of("--reference", psp::external_reference::parse(given.reference)),
        .payee = {.name = given.name,
                  .document = value_of("--document", psp::document::parse(given.document)),
                  .destination = destination_of(given)}};
    if (!given.description.empty()) op.description = given.description;
    if (!given.webhook_url.empty()) op.webhook_url = given.webhook_url;
    if (auto const good = op.validate(); !good)
        throw stop{status::usage, to_string(good.error()), good.error()};
    place at{common};
    confirm(common, "Pay R$ " + to_string(op.amount) + " to " + given.name + ", " +
                        (given.key.empty() ? given.ispb + " " + given.branch + " " + given.account
                                           : given.key) +
                        "?");
    carry_out(at, std::move(op), [&](auto const& receipt) {
        sheet rows;
        rows.add("transaction", receipt.transaction_id);
        rows.add("reference", given.reference);
        rows.add("status", receipt.status);
        rows.add("amount", receipt.amount);
        print(common, receipt, rows);
    });
    return status::done;
}

status get_payout(common_options const& common, std::string const& id) {
    auto const which = value_of("ID", psp::lookup_id::parse(id));
    place at{common};
    auto const found = at(psp::get_cash_out{which});
    sheet rows;
    rows.add("transaction", found.transaction_id);
    rows.add("reference", found.external_reference);
    rows.add("status", found.status);
    rows.add("amount", found.amount);
    rows.add("end-to-end id", found.end_to_end_id);
    if (found.failure) {
        rows.add("failure", found.failure->code);
        rows.add("said", found.failure->message);
    }
    rows.add("requested", found.requested_at);
    rows.add("completed", found.completed_at);
    rows.add("failed", found.failed_at);
    rows.add("refunded", found.refunded_at);
    print(common, found, rows);
    return status::done;
}

} // namespace

void add_cash_out(CLI::App& program, common_options const& common, action& chosen) {
    auto* const group = program.add_subcommand("cash-out", "PIX payments by you");
    group->require_subcommand(1);

    auto const given = std::make_shared<new_payout>();
    auto* const make = group->add_subcommand("create", "pays to a PIX key or to a bank account");
    make->add_option("--amount", given->amount, "in BRL, such as 150.50")->required();
    make->add_option("--reference", given->reference, "your own, once for each payout")->required();
    make->add_option("--name", given->name, "of the payee")->required();
    make->add_option("--document", given->document, "CPF or CNPJ of the payee")->required();
    auto* const key = make->add_option("--key", given->key, "PIX key");
    auto* const type = make->add_option("--key-type", given->key_type, "its type")
                           ->check(CLI::IsMember({"CPF", "CNPJ", "EMAIL", "PHONE", "EVP"}));
    key->needs(type);
    type->needs(key);
    auto* const bank = make->add_option("--ispb", given->ispb, "ISPB of the payee's bank");
    auto* const branch = make->add_option("--branch", given->branch, "without its check digit");
    auto* const account = make->add_option("--account", given->account, "with its check digit");
    auto* const kind = make->add_option("--account-type", given->account_type, "its type")
                           ->check(CLI::IsMember({"CHECKING", "SAVINGS", "PAYMENT"}));
    bank->needs(branch)->needs(account)->needs(kind)->excludes(key);
    for (auto* const each : {branch, account, kind})
        each->needs(bank);
    make->add_option("--description", given->description, "for the payee");
    make->add_option("--webhook-url", given->webhook_url, "where ConnectPSP tells of it");
    make->callback([&common, &chosen, given] {
        if (given->key.empty() && given->ispb.empty())
            throw stop{status::usage, "cash-out create: give --key and --key-type, or --ispb, "
                                      "--branch, --account and --account-type"};
        chosen = [&common, given] { return create_payout(common, *given); };
    });

    auto const id = std::make_shared<std::string>();
    auto* const read = add_command_of_id(*group, "get", "reads a payout", *id);
    read->callback(
        [&common, &chosen, id] { chosen = [&common, id] { return get_payout(common, *id); }; });
}

} // namespace cli
