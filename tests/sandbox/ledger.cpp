// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "ledger.hpp"

#include <algorithm>
#include <stdexcept>

namespace sandbox {
namespace {

/// The share of bank `index` in an even split of `amount` over three.
centavos even_share(centavos amount, std::size_t index) {
    return amount / 3 + (static_cast<centavos>(index) < amount % 3 ? 1 : 0);
}

using account_of = account bank::*;

centavos sum(std::array<bank, 3> const& banks, account_of side) {
    centavos total = 0;
    for (auto const& each : banks)
        total += (each.*side).balance;
    return total;
}

/// Moves up to `wanted` inside one bank and returns what was moved.
centavos move_within(bank& where, account_of from, account_of to, centavos wanted) {
    auto const moved = std::min(wanted, (where.*from).balance);
    (where.*from).balance -= moved;
    (where.*to).balance += moved;
    return moved;
}

/// Moves exactly `amount`, which the `from` accounts together hold: an even share at each bank
/// first, then whatever a bank could not give from the others in their order.
void move(std::array<bank, 3>& banks, account_of from, account_of to, centavos amount) {
    auto missing = amount;
    for (std::size_t index = 0; index < banks.size(); ++index)
        missing -= move_within(banks[index], from, to, even_share(amount, index));
    for (auto& each : banks)
        missing -= move_within(each, from, to, missing);
}

/// Takes exactly `amount`, which the transactional accounts together hold.
void take_out(std::array<bank, 3>& banks, centavos amount) {
    auto missing = amount;
    auto const take = [&missing](account& from, centavos wanted) {
        auto const taken = std::min({wanted, missing, from.balance});
        from.balance -= taken;
        missing -= taken;
    };
    for (std::size_t index = 0; index < banks.size(); ++index)
        take(banks[index].transactional, even_share(amount, index));
    for (auto& each : banks)
        take(each.transactional, missing);
}

void check_total(centavos total) {
    if (total < 0 || total > ledger::total_limit)
        throw std::invalid_argument("an initial total is out of range");
}

} // namespace

ledger::ledger(centavos transactional_total, centavos proprietary_total)
    : banks_{{{"38224857", "Delbank", {"0001", "1000011", 0}, {"0001", "1000012", 0}},
              {"13935893", "CELCOIN IP S.A.", {"0001", "2000021", 0}, {"0001", "2000022", 0}},
              {"20018183", "StarkBank", {"0001", "3000031", 0}, {"0001", "3000032", 0}}}} {
    check_total(transactional_total);
    check_total(proprietary_total);
    for (std::size_t index = 0; index < banks_.size(); ++index) {
        banks_[index].transactional.balance = even_share(transactional_total, index);
        banks_[index].proprietary.balance = even_share(proprietary_total, index);
    }
}

centavos ledger::transactional_total() const { return sum(banks_, &bank::transactional); }
centavos ledger::proprietary_total() const { return sum(banks_, &bank::proprietary); }

bool ledger::rebalance(centavos target) {
    auto const current = transactional_total();
    if (target < reserved_) return false;
    if (target > current) {
        if (target - current > proprietary_total()) return false;
        move(banks_, &bank::proprietary, &bank::transactional, target - current);
    } else {
        move(banks_, &bank::transactional, &bank::proprietary, current - target);
    }
    return true;
}

bool ledger::credit(centavos amount) {
    if (transactional_total() + proprietary_total() > 2 * total_limit - amount) return false;
    for (std::size_t index = 0; index < banks_.size(); ++index)
        banks_[index].transactional.balance += even_share(amount, index);
    return true;
}

bool ledger::debit(centavos amount) {
    if (amount > available()) return false;
    take_out(banks_, amount);
    return true;
}

bool ledger::reserve(centavos amount) {
    if (amount > available()) return false;
    reserved_ += amount;
    return true;
}

void ledger::spend(centavos amount) {
    reserved_ -= amount;
    take_out(banks_, amount);
}

void ledger::give_back(centavos amount) { reserved_ -= amount; }

} // namespace sandbox
