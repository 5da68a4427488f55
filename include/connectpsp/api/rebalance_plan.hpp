// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_REBALANCE_PLAN_HPP
#define CONNECTPSP_API_REBALANCE_PLAN_HPP

#include <connectpsp/api/account.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

enum class rebalance_direction : std::uint8_t {
    none,   ///< the transactional balance is the exposure already
    top_up, ///< from the proprietary account into the transactional
    sweep,  ///< from the transactional account back into the proprietary
};

/// `none`, `top_up`, `sweep`.
CONNECTPSP_DECL std::string_view to_string(rebalance_direction direction) noexcept;

/// The effect that a rebalance to an exposure has on the given balances.
struct rebalance_plan {
    rebalance_direction direction = rebalance_direction::none;
    money amount{};      ///< that moves, >= 0; the largest money where the difference is larger
    bool covered = true; ///< whether the side it comes from holds the amount
    money shortfall{};   ///< what is missing there, >= 0

    bool operator==(rebalance_plan const&) const = default;
};

/// Plans the rebalance that makes the transactional balance equal to `exposure`. Reads the
/// consolidated balances. A negative exposure is never covered, because no rebalance reaches it.
/// A plan is advice: the server decides by the balances at the time of the request.
CONNECTPSP_DECL rebalance_plan plan_rebalance(balance const& now, money exposure) noexcept;

/// The sums of what the listed banks hold, to compare with balance::consolidated.
/// Errors: out_of_range when a sum does not fit.
CONNECTPSP_DECL result<consolidated_balance> sum_of_banks(balance const& now);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/rebalance_plan.ipp>
#endif

#endif
