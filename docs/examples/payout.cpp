// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Pays out to a PIX key and to a bank account, and waits until both are settled.
//
//   payout AMOUNT [REFERENCE]
//
// Who and where: environment_variables.hpp, but never in production: these payees are made up. The sandbox
// settles by itself with --settle-after-ms.

#include "curl_transport.hpp"
#include "environment_variables.hpp"

#include <iostream>
#include <thread>

namespace psp = connectpsp;

namespace {

int fail(char const* what, psp::error const& why) {
    std::cerr << what << ": " << why << "\n  what to do: " << to_string(why.remedy()) << '\n';
    return 1;
}

psp::result<psp::destination> account_of_the_payee() {
    auto const bank = psp::ispb::parse("13935893");
    auto const branch = psp::branch::parse("0001");
    auto const number = psp::account_number::parse("123456");
    if (!bank) return bank.error();
    if (!branch) return branch.error();
    if (!number) return number.error();
    return psp::bank_account{.ispb = bank.value(),
                             .branch = branch.value(),
                             .account = number.value(),
                             .account_type = psp::account_type::payment};
}

} // namespace

int main(int count, char** arguments) {
    if (count < 2 || count > 3) {
        std::cerr << "usage: " << arguments[0] << " AMOUNT [REFERENCE]   (in BRL, such as 25.00)\n";
        return 2;
    }
    auto const amount = psp::money::parse(arguments[1]);
    if (!amount) return fail("the amount", amount.error());
    auto const where = examples::place_from_environment();
    if (!where) return fail("CONNECTPSP_BASE_URL", where.error());
    if (where.value().base_url() == psp::environment::production().base_url()) {
        std::cerr << "these payees are made up: not in production\n";
        return 2;
    }
    auto who = examples::credentials_from_environment();
    if (!who) return fail("the credentials in the environment", who.error());

    curl_global_init(CURL_GLOBAL_DEFAULT);
    psp::session session{where.value(), std::move(who).value()};
    psp::client client{session, examples::curl_transport{}};

    auto const email = psp::pix_key::parse(psp::pix_key_type::email, "maria@example.com");
    if (!email) return fail("the PIX key", email.error());
    auto const account = account_of_the_payee();
    if (!account) return fail("the bank account", account.error());
    int number = 0;
    for (psp::destination const& to : {psp::destination{email.value()}, account.value()}) {
        auto const key = psp::system_idempotency_key();
        if (!key) return fail("an idempotency key", key.error());
        // A reference names the payout for good: whoever runs this again after a crash, with the
        // same one, is refused by the server instead of paying twice.
        std::string const own = count > 2 ? arguments[2] : std::string{key.value().text()};
        auto const reference = psp::external_reference::parse(own + "-" + std::to_string(++number));
        if (!reference) return fail("the reference", reference.error());
        psp::create_cash_out const order{
            .idempotency_key = key.value(),
            .amount = amount.value(),
            .external_reference = reference.value(),
            .payee = {.name = "Maria da Silva",
                      .document = psp::cpf::parse("529.982.247-25").value(),
                      .destination = to}};
        // A real payer stores the order, key and all, before it is sent. When an answer is lost, the
        // client sends the very same order again, with the very same key: that pays once.
        auto const accepted = client(order);
        if (!accepted) {
            std::cerr << "reference " << reference.value().text() << ", key " << key.value().text()
                      << (accepted.error().outcome_unknown() ? ": MAY HAVE BEEN PAID\n"
                                                             : ": not paid\n");
            return fail("the payout", accepted.error());
        }

        auto const id = psp::lookup_id::parse(accepted.value().transaction_id);
        if (!id) return fail("the payout's id", id.error());
        auto now = client(psp::get_cash_out{id.value()});
        for (int more = 100;
             now && now.value().status == psp::cash_out_status::processing && more != 0; --more) {
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
            now = client(psp::get_cash_out{id.value()});
        }
        if (!now) return fail("reading the payout", now.error());
        std::cout << reference.value().text() << ": " << psp::redact(now.value()) << '\n';
        if (now.value().status != psp::cash_out_status::completed) return 3;
    }
}
