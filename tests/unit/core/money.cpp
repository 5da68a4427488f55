// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/money.hpp>

#include "catch.hpp"

#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>

using namespace connectpsp;

namespace money_test {

namespace {

using bounds = std::numeric_limits<std::int64_t>;
constexpr money least = money::from_centavos(bounds::min());
constexpr money most = money::from_centavos(bounds::max());
constexpr money one_centavo = money::from_centavos(1);

// Money and floating-point numbers never meet.
static_assert(!std::is_constructible_v<money, double>);
static_assert(!std::is_constructible_v<money, int>);
static_assert(!std::is_convertible_v<money, double>);
static_assert(sizeof(money) == sizeof(std::int64_t));

} // namespace

TEST_CASE("the literal is an amount in reais", "[core][money]") {
    static_assert(1'000'000.00_brl == money::from_centavos(100'000'000));
    static_assert(1000000_brl == 1'000'000.00_brl);
    static_assert(0_brl == money{});
    static_assert(150.5_brl == money::from_centavos(15'050));
    static_assert(0.01_brl == one_centavo);
    static_assert(0.10_brl == money::from_centavos(10));
    static_assert(1.000_brl == money::from_centavos(100));
    static_assert(1e3_brl == 1000_brl);
    static_assert(1e-2_brl == one_centavo);
    static_assert(92'233'720'368'547'758.07_brl == most);
    CHECK((1'000'000.00_brl).centavos() == 100'000'000);
}

TEST_CASE("amounts are ordered by their centavos", "[core][money]") {
    static_assert(money{}.centavos() == 0);
    CHECK(1_brl < 1.01_brl);
    CHECK(2_brl > 1.99_brl);
    CHECK(1_brl <= 1.00_brl);
    CHECK(least < money::from_centavos(-1));
    CHECK(money::from_centavos(-1) < money{});
    CHECK(money{} < most);
    CHECK(1_brl != 1.01_brl);
}

TEST_CASE("an amount is written in reais with exactly two decimals", "[core][money]") {
    struct {
        std::int64_t centavos;
        char const* text;
    } const table[] = {
        {0, "0.00"},
        {1, "0.01"},
        {9, "0.09"},
        {10, "0.10"},
        {99, "0.99"},
        {100, "1.00"},
        {101, "1.01"},
        {15'050, "150.50"},
        {100'000'000, "1000000.00"},
        {-1, "-0.01"},
        {-10, "-0.10"},
        {-99, "-0.99"},
        {-100, "-1.00"},
        {-123'456, "-1234.56"},
        {bounds::max(), "92233720368547758.07"},
        {bounds::min(), "-92233720368547758.08"},
        {bounds::min() + 1, "-92233720368547758.07"},
    };
    for (auto const& each : table) {
        money const amount = money::from_centavos(each.centavos);
        CHECK(to_string(amount) == each.text);
        std::ostringstream out;
        out << amount;
        CHECK(out.str() == each.text);
        char written[detail::max_money_bytes];
        CHECK(std::string{written, detail::put_money(written, amount)} == each.text);
        CHECK(money::parse(each.text).value() == amount);
    }
}

TEST_CASE("sums are exact or refused", "[core][money]") {
    struct {
        money left, right, sum;
    } const exact[] = {
        {0.10_brl, 0.20_brl, 0.30_brl},
        {money{}, money{}, money{}},
        {most, money{}, most},
        {least, money{}, least},
        {money{}, least, least},
        {most, least, money::from_centavos(-1)},
        {least, most, money::from_centavos(-1)},
        {money::from_centavos(bounds::max() - 1), one_centavo, most},
        {money::from_centavos(bounds::min() + 1), money::from_centavos(-1), least},
    };
    for (auto const& each : exact) {
        CHECK(checked_add(each.left, each.right).value() == each.sum);
        CHECK(checked_add(each.right, each.left).value() == each.sum);
    }
    money const minus_one = money::from_centavos(-1);
    CHECK(checked_add(most, one_centavo).error() == errc::out_of_range);
    CHECK(checked_add(one_centavo, most).error() == errc::out_of_range);
    CHECK(checked_add(most, most).error() == errc::out_of_range);
    CHECK(checked_add(least, minus_one).error() == errc::out_of_range);
    CHECK(checked_add(minus_one, least).error() == errc::out_of_range);
    CHECK(checked_add(least, least).error() == errc::out_of_range);
}

TEST_CASE("differences are exact or refused", "[core][money]") {
    struct {
        money left, right, difference;
    } const exact[] = {
        {0.30_brl, 0.10_brl, 0.20_brl},
        {0.10_brl, 0.30_brl, money::from_centavos(-20)},
        {most, most, money{}},
        {least, least, money{}},
        {most, money{}, most},
        {least, money{}, least},
        {money{}, most, money::from_centavos(-bounds::max())},
        {money::from_centavos(-1), least, most},
        {money::from_centavos(-1), most, least},
        {money::from_centavos(bounds::min() + 1), one_centavo, least},
        {money::from_centavos(bounds::max() - 1), money::from_centavos(-1), most},
    };
    for (auto const& each : exact)
        CHECK(checked_subtract(each.left, each.right).value() == each.difference);
    CHECK(checked_subtract(money{}, least).error() == errc::out_of_range);
    CHECK(checked_subtract(least, one_centavo).error() == errc::out_of_range);
    CHECK(checked_subtract(least, most).error() == errc::out_of_range);
    CHECK(checked_subtract(most, money::from_centavos(-1)).error() == errc::out_of_range);
    CHECK(checked_subtract(most, least).error() == errc::out_of_range);
    CHECK(checked_subtract(money::from_centavos(-2), most).error() == errc::out_of_range);
}

} // namespace money_test
