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

/// The operator's money over the three partners, to the centavo. Every move stays inside one bank,
/// so each bank's own sum never changes, and no account goes below zero.
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
    /// proprietary accounts do not cover the difference.
    bool rebalance(centavos target);

private:
    std::array<bank, 3> banks_;
};

} // namespace sandbox

#endif
