// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// A checkout: creates a charge, shows its QR code, waits for the signed webhook that says it is
// paid, prints a receipt and, when told to, gives the money back.
//
//   checkout AMOUNT [refund]
//
// Who and where: environment_variables.hpp. In the sandbox no payer scans the code: start it with
// --settle-after-ms, and charges are paid by themselves.

#include "curl_transport.hpp"
#include "environment_variables.hpp"
#include "event_inbox.hpp"
#include "qr_in_terminal.hpp"

#include <iostream>

namespace psp = connectpsp;

namespace {

int fail(char const* what, psp::error const& why) {
    std::cerr << what << ": " << why << "\n  what to do: " << to_string(why.remedy()) << '\n';
    return 1;
}

/// Waits until the cash-in has a status, whatever else is told meanwhile, late or twice.
psp::result<psp::cash_in> wait_for(examples::event_inbox& hooks, psp::cash_in_status wanted,
                                   psp::cash_in_status known, std::string const& id) {
    while (auto const event = hooks.next(std::chrono::minutes{2})) {
        auto const* told = std::get_if<psp::cash_in>(&event->data);
        if (told == nullptr || told->transaction_id != id) continue;
        if (psp::compare_status(known, told->status) == psp::status_change::advanced &&
            told->status == wanted)
            return *told;
    }
    return psp::error{psp::errc::no_answer};
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2 || count > 3 || (count == 3 && std::string{arguments[2]} != "refund")) {
        std::cerr << "usage: " << arguments[0]
                  << " AMOUNT [refund]      (in BRL, such as 150.50)\n";
        return 2;
    }
    auto const amount = psp::money::parse(arguments[1]);
    if (!amount) return fail("the amount", amount.error());
    auto const where = examples::place_from_environment();
    if (!where) return fail("CONNECTPSP_BASE_URL", where.error());
    auto who = examples::credentials_from_environment();
    if (!who) return fail("the credentials in the environment", who.error());

    curl_global_init(CURL_GLOBAL_DEFAULT);
    examples::event_inbox hooks{psp::webhook_receiver{who.value().crypto_token()}};
    psp::session session{where.value(), std::move(who).value()};
    psp::client client{session, examples::curl_transport{}};

    // The key belongs to the charge, not to the attempt: whoever sends it again sends the same one.
    auto const key = psp::system_idempotency_key();
    if (!key) return fail("an idempotency key", key.error());
    std::string const order = "ORDER-" + std::string{key.value().text().substr(0, 8)};
    auto const charge = client(
        psp::create_cash_in{.idempotency_key = key.value(),
                            .amount = amount.value(),
                            .external_reference = psp::external_reference::parse(order).value(),
                            .expiration_in_minutes = 30,
                            .webhook_url = hooks.url(),
                            .payer = {.name = "Maria da Silva",
                                      .document = psp::cpf::parse("529.982.247-25").value()}});
    if (!charge) return fail("creating the charge", charge.error());
    std::string const code{charge.value().copy_and_paste()};
    if (auto const read = psp::br_code::parse(code); !read)
        return fail("the BR Code", read.error());
    std::cout << order << ": BRL " << amount.value() << ", to be paid with\n"
              << examples::qr_in_terminal(code) << code << std::endl;

    std::string const& id = charge.value().transaction_id;
    auto const paid =
        wait_for(hooks, psp::cash_in_status::paid, psp::cash_in_status::awaiting_payment, id);
    if (!paid) return fail("waiting for the payment", paid.error());
    if (paid.value().amount != amount.value()) { // look at what was paid, not at the event alone
        std::cerr << "paid BRL " << paid.value().amount << " instead\n";
        return 4;
    }
    std::cout << "Paid: BRL " << paid.value().amount << ", end-to-end id "
              << (paid.value().end_to_end_id ? paid.value().end_to_end_id->text() : "-")
              << std::endl;
    if (count == 2) return 0;

    auto const refund_key = psp::system_idempotency_key();
    if (!refund_key) return fail("an idempotency key", refund_key.error());
    auto const refund = client(psp::refund_cash_in{.idempotency_key = refund_key.value(),
                                                   .id = psp::lookup_id::parse(id).value(),
                                                   .reason = psp::refund_reason::customer_request});
    if (!refund) return fail("the refund", refund.error());
    auto const given_back =
        wait_for(hooks, psp::cash_in_status::refunded, psp::cash_in_status::paid, id);
    if (!given_back) return fail("waiting for the refund", given_back.error());
    std::cout << "Refunded: BRL " << given_back.value().amount << ", end-to-end id "
              << (given_back.value().end_to_end_id ? given_back.value().end_to_end_id->text() : "-")
              << std::endl;
}
