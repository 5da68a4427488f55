#ifndef CONNECTPSP_IMPL_REBALANCE_PLAN_IPP
#define CONNECTPSP_IMPL_REBALANCE_PLAN_IPP

#include <connectpsp/rebalance_plan.hpp>

#include <limits>

namespace connectpsp {
namespace detail {

/// larger - smaller, or the largest money.  @pre larger >= smaller
inline money distance(money larger, money smaller) noexcept {
    auto const apart = static_cast<std::uint64_t>(larger.centavos()) -
                       static_cast<std::uint64_t>(smaller.centavos());
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    return money::from_centavos(
        apart > static_cast<std::uint64_t>(most) ? most : static_cast<std::int64_t>(apart));
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
    money source;
    if (held < exposure) {
        plan.direction = rebalance_direction::top_up;
        plan.amount = detail::distance(exposure, held);
        source = now.consolidated.proprietary_balance;
    } else {
        plan.direction = rebalance_direction::sweep;
        plan.amount = detail::distance(held, exposure);
        source = held;
    }
    plan.covered = source >= plan.amount && exposure >= money{};
    if (source < plan.amount) plan.shortfall = detail::distance(plan.amount, source);
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
