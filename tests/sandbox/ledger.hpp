// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_LEDGER_HPP
#define CONNECTPSP_TESTS_SANDBOX_LEDGER_HPP

#include "money_text.hpp"

#include <array>
#include <string>

namespace sandbox {

struct account {
    std::string branch;
    std::string number;
    centavos balance = 0;
};

/// One banking partner with the operator's two accounts there.
struct bank {
    std::string ispb;
    std::string name;
    account transactional;
    account proprietary;
};

/// The operator's money over the three partners, to the centavo. No account goes below zero. A
/// rebalance moves money inside each bank, so that each bank's own sum stays; what comes from
/// outside or goes there is spread evenly over the transactional accounts.
class ledger {
public:
    /// The largest total an account kind may start with; two of them add up without overflow.
    static constexpr centavos total_limit = 1'000'000'000'000'000'000;

    /// Splits each total evenly; centavos left over go to the first banks.
    /// \throws std::invalid_argument for a total below zero or above total_limit
    ledger(centavos transactional_total, centavos proprietary_total);

    [[nodiscard]] centavos transactional_total() const;
    [[nodiscard]] centavos proprietary_total() const;
    [[nodiscard]] std::array<bank, 3> const& banks() const { return banks_; }

    /// Makes the transactional total equal `target` (>= 0). False, with nothing moved, when the
    /// proprietary accounts do not cover the difference or the sweep would take what is reserved.
    bool rebalance(centavos target);

    // All amounts below are from 1 to total_limit.

    /// The amount of cash-outs in flight. It stays part of the transactional total until then,
    /// because the exposure that a platform rebalances to counts operations in flight.
    [[nodiscard]] centavos reserved() const { return reserved_; }
    [[nodiscard]] centavos available() const { return transactional_total() - reserved_; }

    /// Money from outside. False, with nothing changed, when the totals would outgrow their type.
    bool credit(centavos amount);
    /// Money that leaves at once. False, with nothing changed, when that much is not available.
    bool debit(centavos amount);
    bool reserve(centavos amount);   ///< false when that much is not available
    void spend(centavos amount);     ///< what was reserved leaves
    void give_back(centavos amount); ///< what was reserved is available again

private:
    std::array<bank, 3> banks_;
    centavos reserved_ = 0;
};

} // namespace sandbox

#endif
