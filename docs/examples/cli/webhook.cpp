// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Webhooks that were kept in a file: are they ConnectPSP's, and what do they tell?

#include "commands.hpp"
#include "show.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <memory>

namespace cli {
namespace {

std::string read_body(std::string const& file) {
    if (file == "-") return {std::istreambuf_iterator<char>{std::cin}, {}};
    std::ifstream in{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) throw stop{status::usage, file + ": it cannot be read"};
    return text;
}

struct webhook_report {
    std::string type{};
    std::optional<psp::timestamp> time{};
    std::string dedupe_key{};
    std::optional<std::string> transaction_id{};
    std::optional<std::string> external_reference{};
    std::optional<std::string> status{};
    std::optional<psp::money> amount{};
};
BOOST_DESCRIBE_STRUCT(webhook_report, (),
                      (type, time, dedupe_key, transaction_id, external_reference, status, amount))

status verify(common_options const& common, std::string const& file, std::string const& signature) {
    settings const from{common};
    psp::secret const token{from.text("CONNECTPSP_CRYPTO_TOKEN")};
    auto const hook = value_of("CONNECTPSP_CRYPTO_TOKEN", psp::webhook_receiver::make({&token, 1}),
                               status::configuration);
    std::string const body = read_body(file);
    auto const told = hook.receive(body, signature);
    if (!told)
        throw stop{status::not_valid,
                   to_string(told.error()) +
                       (told.error() == psp::condition::untrusted
                            ? "; the body must be the bytes as they came, and the CryptoToken the "
                              "merchant's"
                            : "; it is signed, and cannot be used"),
                   told.error()};
    webhook_report report{.type = std::string{told.value().type.text()},
                          .time = told.value().time,
                          .dedupe_key = told.value().dedupe_key()};
    auto const of_payment = [&report](auto const& payment) {
        report.transaction_id = payment.transaction_id;
        report.external_reference = payment.external_reference;
        report.status = std::string{payment.status.text()};
        report.amount = payment.amount;
    };
    if (auto const* in = std::get_if<psp::cash_in>(&told.value().data)) of_payment(*in);
    if (auto const* out = std::get_if<psp::cash_out>(&told.value().data)) of_payment(*out);
    sheet rows;
    rows.add("type", report.type);
    rows.add("time", report.time);
    rows.add("transaction", report.transaction_id);
    rows.add("reference", report.external_reference);
    rows.add("status", report.status);
    rows.add("amount", report.amount);
    rows.add("dedupe key", report.dedupe_key);
    print(common, report, rows);
    return status::done;
}

} // namespace

void add_webhook(CLI::App& program, common_options const& common, action& chosen) {
    auto* const group = program.add_subcommand("webhook", "webhooks that were kept");
    group->require_subcommand(1);
    auto const file = std::make_shared<std::string>();
    auto const signature = std::make_shared<std::string>();
    auto* const check = group->add_subcommand("verify", "verifies a webhook, and shows its event");
    check->add_option("FILE", *file, "its body, byte for byte; - for standard input")->required();
    check->add_option("--signature", *signature, "its field X-Connect-Signature")->required();
    check->callback([&common, &chosen, file, signature] {
        chosen = [&common, file, signature] { return verify(common, *file, *signature); };
    });
}

} // namespace cli
