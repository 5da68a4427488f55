// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_REBALANCE_PLAN_IPP
#define CONNECTPSP_API_IMPL_REBALANCE_PLAN_IPP

#include <connectpsp/api/rebalance_plan.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// larger - smaller, exactly, which may be more than money holds.  @pre larger >= smaller
inline std::uint64_t distance(money larger, money smaller) noexcept {
    return static_cast<std::uint64_t>(larger.centavos()) -
           static_cast<std::uint64_t>(smaller.centavos());
}

/// The amount of so many centavos, or the largest there is.
inline money at_most(std::uint64_t centavos) noexcept {
    constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();
    return money::from_centavos(
        centavos > static_cast<std::uint64_t>(most) ? most : static_cast<std::int64_t>(centavos));
}

/// Returns by how much `source` falls short of an amount.
inline money shortfall(std::uint64_t needed, money source) noexcept {
    std::uint64_t const held = distance((std::max)(source, money{}), money{});
    std::uint64_t const owed = distance(money{}, (std::min)(source, money{}));
    if (held >= needed) return money{};
    std::uint64_t const missing = needed - held;
    return at_most(missing > (std::numeric_limits<std::uint64_t>::max)() - owed ? missing
                                                                                : missing + owed);
}

} // namespace detail

CONNECTPSP_DECL std::string_view to_string(rebalance_direction direction) noexcept {
    switch (direction) {
    case rebalance_direction::none: return "none";
    case rebalance_direction::top_up: return "top_up";
    case rebalance_direction::sweep: return "sweep";
    }
    return "unknown";
}

CONNECTPSP_DECL rebalance_plan plan_rebalance(balance const& now, money exposure) noexcept {
    money const held = now.consolidated.transactional_balance;
    if (held == exposure) return {.covered = exposure >= money{}};
    rebalance_plan plan;
    bool const top_up = held < exposure;
    money const source = top_up ? now.consolidated.proprietary_balance : held;
    std::uint64_t const needed =
        top_up ? detail::distance(exposure, held) : detail::distance(held, exposure);
    plan.direction = top_up ? rebalance_direction::top_up : rebalance_direction::sweep;
    plan.amount = detail::at_most(needed);
    plan.shortfall = detail::shortfall(needed, source);
    plan.covered = plan.shortfall == money{} && exposure >= money{};
    return plan;
}

CONNECTPSP_DECL result<consolidated_balance> sum_of_banks(balance const& now) {
    consolidated_balance sum;
    auto const add = [](money& to, std::optional<account_balance> const& account) {
        if (!account) return true;
        auto const added = checked_add(to, account->balance);
        if (added) to = added.value();
        return added.has_value();
    };
    for (bank_balance const& bank : now.banks)
        if (bank.accounts && !(add(sum.transactional_balance, bank.accounts->transactional) &&
                               add(sum.proprietary_balance, bank.accounts->proprietary)))
            return error{errc::out_of_range};
    auto const total = checked_add(sum.transactional_balance, sum.proprietary_balance);
    if (!total) return total.error();
    sum.total_balance = total.value();
    return sum;
}

} // namespace connectpsp

#endif
