// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/rebalance_plan.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <cstdint>
#include <limits>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace rebalance_plan_test {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

constexpr money amount(std::int64_t centavos) { return money::from_centavos(centavos); }

balance wallet(std::int64_t transactional, std::int64_t proprietary) {
    return {.consolidated = {{}, amount(transactional), amount(proprietary)}};
}

bank_balance bank(std::optional<std::int64_t> transactional,
                  std::optional<std::int64_t> proprietary) {
    bank_accounts accounts;
    if (transactional) accounts.transactional = account_balance{{}, {}, amount(*transactional)};
    if (proprietary) accounts.proprietary = account_balance{{}, {}, amount(*proprietary)};
    return {.accounts = accounts};
}

} // namespace

TEST_CASE("a rebalance is planned by the difference to the exposure", "[api][plan]") {
    using enum rebalance_direction;
    struct {
        std::int64_t transactional, proprietary, exposure;
        rebalance_direction direction;
        std::int64_t amount;
        bool covered;
        std::int64_t shortfall;
    } const table[] = {
        {0, 0, 0, none, 0, true, 0},
        {500, 100, 500, none, 0, true, 0},
        {500, 0, 501, top_up, 1, false, 1},
        {500, 1, 501, top_up, 1, true, 0},
        {500, 499, 1000, top_up, 500, false, 1},
        {500, 500, 1000, top_up, 500, true, 0},
        {500, 501, 1000, top_up, 500, true, 0},
        {500, 1000, 499, sweep, 1, true, 0},
        {500, 0, 0, sweep, 500, true, 0},
        {50'000'000, 100'000'000, 100'000'000, top_up, 50'000'000, true, 0},
        // balances below zero
        {-500, 1000, 500, top_up, 1000, true, 0},
        {-500, 999, 500, top_up, 1000, false, 1},
        {-500, 500, 0, top_up, 500, true, 0},
        {0, -5, 10, top_up, 10, false, 15},
        {500, -5, 100, sweep, 400, true, 0},
        {500, -5, 500, none, 0, true, 0},
        // an exposure below zero is never reached
        {0, 1000, -1, sweep, 1, false, 1},
        {500, 1000, -1, sweep, 501, false, 1},
        {-5, 1000, -5, none, 0, false, 0},
        {-10, 1000, -5, top_up, 5, false, 0},
        {-5, 1000, -10, sweep, 5, false, 10},
        // the edges
        {most, most, most, none, 0, true, 0},
        {least, most, least, none, 0, false, 0},
        {0, most, most, top_up, most, true, 0},
        {0, most - 1, most, top_up, most, false, 1},
        {most, 0, 0, sweep, most, true, 0},
        // the difference is larger than the largest amount, which therefore does not cover it
        {least, most, most, top_up, most, false, most},
        {least, least, most, top_up, most, false, most},
        {most, most, least, sweep, most, false, most},
        {least, most, 0, top_up, most, false, 1},
        {-1, most, most, top_up, most, false, 1},
        {0, least, most, top_up, most, false, most},
        {0, -1, most, top_up, most, false, most},
    };
    for (auto const& row : table) {
        INFO(row.transactional << ", " << row.proprietary << " to " << row.exposure);
        rebalance_plan const plan =
            plan_rebalance(wallet(row.transactional, row.proprietary), amount(row.exposure));
        CHECK(plan.direction == row.direction);
        CHECK(plan.amount == amount(row.amount));
        CHECK(plan.covered == row.covered);
        CHECK(plan.shortfall == amount(row.shortfall));
    }
}

TEST_CASE("the plan reads the sums, not the banks", "[api][plan]") {
    balance now = three_banks();
    rebalance_plan const expected = plan_rebalance(now, amount(0));
    now.banks.clear();
    CHECK(plan_rebalance(now, amount(0)) == expected);
}

TEST_CASE("directions have names", "[api][plan]") {
    CHECK(to_string(rebalance_direction::none) == "none");
    CHECK(to_string(rebalance_direction::top_up) == "top_up");
    CHECK(to_string(rebalance_direction::sweep) == "sweep");
    CHECK_FALSE(to_string(static_cast<rebalance_direction>(99)).empty());
}

TEST_CASE("the banks of the sample add up to its sums", "[api][plan]") {
    auto const sums = sum_of_banks(three_banks());
    REQUIRE(sums);
    CHECK(sums.value() == three_banks().consolidated);
}

TEST_CASE("banks are added up with what they have", "[api][plan]") {
    balance now;
    CHECK(sum_of_banks(now).value() == consolidated_balance{});
    now.banks = {bank(1, 20), bank({}, 300), bank(4000, {}), bank({}, {}), {}, bank(-2, -50'000)};
    CHECK(sum_of_banks(now).value() ==
          consolidated_balance{amount(3999 - 49'680), amount(3999), amount(-49'680)});
}

TEST_CASE("a sum of banks that does not fit is refused", "[api][plan]") {
    auto const sum = [](std::initializer_list<bank_balance> banks) {
        return sum_of_banks(balance{.banks = banks});
    };
    CHECK(sum({bank(most, 0)}).value().total_balance == amount(most));
    CHECK(sum({bank(least, 0)}).value().total_balance == amount(least));
    CHECK(sum({bank(most, least)}).value().total_balance == amount(-1));
    CHECK(sum({bank(most, {}), bank(1, {})}).error() == errc::out_of_range);
    CHECK(sum({bank({}, most), bank({}, 1)}).error() == errc::out_of_range);
    CHECK(sum({bank(least, {}), bank(-1, {})}).error() == errc::out_of_range);
    CHECK(sum({bank({}, least), bank({}, -1)}).error() == errc::out_of_range);
    CHECK(sum({bank(most, 1)}).error() == errc::out_of_range);
    CHECK(sum({bank(-1, least)}).error() == errc::out_of_range);
}

} // namespace rebalance_plan_test
