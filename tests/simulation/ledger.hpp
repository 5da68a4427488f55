// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_LEDGER_HPP
#define CONNECTPSP_TESTS_SIMULATION_LEDGER_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace simulation {

/// Where an application's money can be.
enum class account : std::size_t {
    proprietary,   ///< the operator's reserve
    transactional, ///< covers cash-outs
    reserved,      ///< for cash-outs in flight
    paid_out,      ///< with the payees
    payers,        ///< with those who pay; goes below zero
};

/// Centavos. Money moves; none comes into being and none is lost.
class ledger {
public:
    ledger(std::int64_t proprietary, std::int64_t transactional) noexcept
        : held_{proprietary, transactional}
        , total_(proprietary + transactional) {}

    std::int64_t operator[](account which) const noexcept { return held_[index(which)]; }

    /// False where there is not enough, and then nothing moves.
    bool move(account from, account to, std::int64_t amount) noexcept {
        if (amount < 0 || (from != account::payers && held_[index(from)] < amount)) return false;
        held_[index(from)] -= amount;
        held_[index(to)] += amount;
        return true;
    }

    /// For the mutant that shows that a loss is noticed.
    void lose_a_centavo() noexcept { --held_[0]; }

    bool conserved() const noexcept {
        return std::accumulate(held_.begin(), held_.end(), std::int64_t{0}) == total_;
    }

private:
    static constexpr std::size_t index(account which) noexcept {
        return static_cast<std::size_t>(which);
    }

    std::array<std::int64_t, 5> held_;
    std::int64_t total_;
};

} // namespace simulation

#endif
