// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Reads the wallet, plans a rebalance to an exposure, carries it out and checks the result.
//
//   rebalance 750000.00
//
// Who and where: CONNECTPSP_BASE_URL (staging when unset), CONNECTPSP_CLIENT_ID,
// CONNECTPSP_CLIENT_SECRET, CONNECTPSP_APPLICATION_TOKEN, CONNECTPSP_CRYPTO_TOKEN.

#include "curl_transport.hpp"
#include "environment_variables.hpp"

#include <iomanip>
#include <iostream>

namespace psp = connectpsp;

namespace {

void show(psp::balance const& wallet) {
    auto const row = [](auto const& name, auto const& transactional, auto const& proprietary) {
        std::cout << "  " << std::left << std::setw(20) << name << std::right << std::setw(18)
                  << transactional << std::setw(18) << proprietary << '\n';
    };
    auto const held = [](std::optional<psp::account_balance> const& account) {
        return account ? to_string(account->balance) : std::string{"-"};
    };
    row("bank", "transactional", "proprietary");
    for (psp::bank_balance const& bank : wallet.banks) {
        psp::bank_accounts const accounts = bank.accounts.value_or(psp::bank_accounts{});
        row(bank.bank.value_or("(unnamed)"), held(accounts.transactional),
            held(accounts.proprietary));
    }
    row("total", to_string(wallet.consolidated.transactional_balance),
        to_string(wallet.consolidated.proprietary_balance));
}

/// One line about what is wrong, and what to do about it.
int fail(char const* what, psp::error const& why) {
    std::cerr << what << ": " << why << "\n  what to do: " << to_string(why.remedy()) << '\n';
    return 1;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "usage: " << arguments[0] << " EXPOSURE      (in BRL, such as 750000.00)\n";
        return 2;
    }
    auto const exposure = psp::money::parse(arguments[1]);
    if (!exposure) return fail("the exposure", exposure.error());
    auto const where = examples::place_from_environment();
    if (!where) return fail("CONNECTPSP_BASE_URL", where.error());
    auto who = examples::credentials_from_environment();
    if (!who) return fail("the credentials in the environment", who.error());

    curl_global_init(CURL_GLOBAL_DEFAULT);
    examples::curl_transport send;
    psp::session session{where.value(), std::move(who).value()};
    psp::client client{session, send};

    auto const before = client(psp::get_balance{});
    if (!before) return fail("reading the balance", before.error());
    std::cout << "Wallet at " << where.value().base_url() << '\n';
    show(before.value());

    psp::rebalance_plan const plan = psp::plan_rebalance(before.value(), exposure.value());
    std::cout << "Plan for an exposure of " << exposure.value() << ": " << to_string(plan.direction)
              << ' ' << plan.amount;
    if (!plan.covered) {
        std::cout << ", not covered, " << plan.shortfall << " missing\n";
        return 3;
    }
    std::cout << ", covered\n";

    auto const receipt = client(psp::rebalance{.target_amount = exposure.value()});
    if (!receipt) return fail("the rebalance", receipt.error());
    std::cout << "Rebalanced.\n";

    auto const after = client(psp::get_balance{});
    if (!after) return fail("reading the balance again", after.error());
    show(after.value());
    psp::money const now = after.value().consolidated.transactional_balance;
    auto const listed = psp::sum_of_banks(after.value());
    bool const reached = now == exposure.value() && listed &&
                         listed.value().transactional_balance == exposure.value();
    std::cout << "The transactional total " << now << (reached ? " equals" : " DIFFERS from")
              << " the exposure " << exposure.value() << ".\n";
    return reached ? 0 : 4;
}
