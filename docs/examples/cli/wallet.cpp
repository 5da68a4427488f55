// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The balance, and rebalances.

#include "commands.hpp"
#include "show.hpp"

#include <iomanip>
#include <memory>
#include <utility>

namespace cli {
namespace {

void show_wallet(psp::balance const& wallet) {
    auto const row = [](std::string const& name, auto const& transactional,
                        auto const& proprietary) {
        std::cout << std::left << std::setw(22) << printable(name) << std::right << std::setw(20)
                  << transactional << std::setw(20) << proprietary << '\n';
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

status balance(common_options const& common) {
    place at{common};
    auto const wallet = at(psp::get_balance{});
    if (common.json)
        std::cout << psp::encode(wallet) << '\n';
    else
        show_wallet(wallet);
    return status::done;
}

/// The effect of a rebalance, carried out or planned.
struct rebalance_report {
    psp::money exposure{};
    std::string direction{};
    psp::money amount{};
    psp::money shortfall{};
    bool applied = false;
    psp::balance wallet{}; ///< at the end
};
BOOST_DESCRIBE_STRUCT(rebalance_report, (),
                      (exposure, direction, amount, shortfall, applied, wallet))

status rebalance(common_options const& common, std::string const& exposure_text, bool apply) {
    auto const exposure = amount_of("EXPOSURE", exposure_text);
    place at{common};
    rebalance_report told{.exposure = exposure, .wallet = at(psp::get_balance{})};
    auto const plan = psp::plan_rebalance(told.wallet, exposure);
    told.direction = std::string{to_string(plan.direction)};
    told.amount = plan.amount;
    told.shortfall = plan.shortfall;
    std::string const text = told.direction + " R$ " + to_string(plan.amount) +
                             ", to an exposure of R$ " + to_string(exposure);
    if (!common.json) {
        show_wallet(told.wallet);
        std::cout << "plan: " << text << '\n';
    }
    if (!plan.covered)
        throw stop{status::funds, "the plan is not covered: R$ " + to_string(plan.shortfall) +
                                      " are missing; fund the account or ask for less"};
    bool const moves = plan.direction != psp::rebalance_direction::none;
    if (apply && moves) {
        confirm(common, "Rebalance: " + text + "?");
        at(psp::rebalance{.target_amount = exposure});
        told.applied = true;
        auto after = at.try_(psp::get_balance{});
        if (!after)
            throw stop{status::unknown,
                       "the rebalance was CARRIED OUT, but the balance cannot be read: " +
                           to_string(after.error()) + "; read it again: connectpsp balance",
                       after.error()};
        told.wallet = std::move(after).value();
        if (!common.json) {
            std::cout << "rebalanced\n";
            show_wallet(told.wallet);
        }
        auto const now = told.wallet.consolidated.transactional_balance;
        if (now != exposure)
            throw stop{status::failed, "the transactional balance is R$ " + to_string(now) +
                                           " and not the exposure; read it again, then plan again"};
    }
    if (common.json) std::cout << psp::encode(told) << '\n';
    return status::done;
}

} // namespace

void add_wallet(CLI::App& program, common_options const& common, action& chosen) {
    auto* const read = program.add_subcommand("balance", "the wallet, bank by bank");
    read->callback([&] { chosen = [&] { return balance(common); }; });

    struct options {
        std::string exposure{};
        bool plan = false;
        bool apply = false;
    };
    auto const given = std::make_shared<options>();
    auto* const move = program.add_subcommand(
        "rebalance", "makes the transactional balance equal to the exposure to your users");
    move->add_option("EXPOSURE", given->exposure, "in BRL, such as 750000.00")->required();
    auto* const plan = move->add_flag("--plan", given->plan, "shows the plan, and moves nothing");
    auto* const apply = move->add_flag("--apply", given->apply, "carries it out");
    plan->excludes(apply);
    move->callback([&common, &chosen, given] {
        if (!given->plan && !given->apply)
            throw stop{status::usage, "rebalance: give --plan or --apply"};
        chosen = [&common, given] { return rebalance(common, given->exposure, given->apply); };
    });
}

} // namespace cli
