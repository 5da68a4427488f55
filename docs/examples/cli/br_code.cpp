// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// BR Codes: the text behind "copia e cola" and QR code.

#include "../qr_in_terminal.hpp"
#include "commands.hpp"
#include "show.hpp"

#include <unistd.h>

#include <memory>

namespace cli {
namespace {

struct br_code_report {
    std::string kind{};
    std::optional<std::string> key{};
    std::optional<std::string> url{};
    std::optional<psp::money> amount{};
    std::optional<std::string> txid{};
    std::string merchant_name{};
    std::string merchant_city{};
    std::optional<std::string> description{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(br_code_report, (),
                      (kind, key, url, amount, txid, merchant_name, merchant_city, description,
                       text))

br_code_report report_of(psp::br_code const& code) {
    auto const there = [](std::string const& text) {
        return text.empty() ? std::nullopt : std::optional<std::string>{text};
    };
    return {.kind = code.kind() == psp::br_code_kind::static_code    ? "static"
                    : code.kind() == psp::br_code_kind::dynamic_code ? "dynamic"
                                                                     : "recurrence",
            .key = there(code.key()),
            .url = there(code.url()),
            .amount = code.amount(),
            .txid = there(code.txid()),
            .merchant_name = code.merchant_name(),
            .merchant_city = code.merchant_city(),
            .description = there(code.description()),
            .text = code.text()};
}

status show_code(common_options const& common, psp::br_code const& code) {
    auto const report = report_of(code);
    sheet rows;
    rows.add("kind", report.kind);
    rows.add("key", report.key);
    rows.add("url", report.url);
    rows.add("amount", report.amount);
    rows.add("txid", report.txid);
    rows.add("receiver", report.merchant_name + ", " + report.merchant_city);
    rows.add("description", report.description);
    rows.add("text", report.text);
    print(common, report, rows);
    if (!common.json && isatty(STDOUT_FILENO) != 0)
        std::cout << examples::qr_in_terminal(report.text);
    return status::done;
}

struct new_code {
    std::string key_type{}, key{}, name{}, city{}, amount{}, txid{}, description{};
};

status make_code(common_options const& common, new_code const& given) {
    psp::static_br_code parts{
        .key = value_of(
            "--key", psp::pix_key::parse(*psp::open_enum<psp::pix_key_type>{given.key_type}.known(),
                                         given.key)),
        .name = given.name,
        .city = given.city,
        .txid = given.txid,
        .description = given.description};
    if (!given.amount.empty()) parts.amount = amount_of("--amount", given.amount);
    return show_code(common, value_of("the code", psp::br_code::make_static(parts)));
}

} // namespace

void add_br_code(CLI::App& program, common_options const& common, action& chosen) {
    auto* const group = program.add_subcommand("br-code", "the text of a PIX QR code");
    group->require_subcommand(1);
    auto const text = std::make_shared<std::string>();
    auto* const read = group->add_subcommand("read", "checks a code, and shows what it says");
    read->add_option("TEXT", *text, "the code; - for a line of standard input")->required();
    read->callback([&common, &chosen, text] {
        chosen = [&common, text] {
            if (*text == "-") std::getline(std::cin, *text);
            return show_code(common,
                             value_of("the code", psp::br_code::parse(*text), status::not_valid));
        };
    });
    auto const given = std::make_shared<new_code>();
    auto* const create = group->add_subcommand("make", "makes a static code of a PIX key");
    create->add_option("--key", given->key, "PIX key")->required();
    create->add_option("--key-type", given->key_type, "its type")
        ->required()
        ->check(CLI::IsMember({"CPF", "CNPJ", "EMAIL", "PHONE", "EVP"}));
    create->add_option("--name", given->name, "of the receiver, at most 25 bytes")->required();
    create->add_option("--city", given->city, "at most 15 bytes")->required();
    create->add_option("--amount", given->amount, "in BRL; without it the payer decides");
    create->add_option("--txid", given->txid, "at most 25 letters and digits");
    create->add_option("--description", given->description, "for the payer");
    create->callback([&common, &chosen, given] {
        chosen = [&common, given] { return make_code(common, *given); };
    });
}

} // namespace cli
