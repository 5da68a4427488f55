// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Amounts: the text of a JSON number to centavos and back, against unbounded integers.
#include "number_oracle.hpp"

#include <connectpsp/core/money.hpp>

#include <cstdint>
#include <sstream>

namespace fuzz_money {

namespace {

using connectpsp::errc;
using connectpsp::money;
using fuzz::require;

/// Reais with two decimals, by arithmetic that knows no limits.
std::string written(boost::multiprecision::cpp_int const& centavos) {
    bool const below = centavos < 0;
    std::string digits = boost::multiprecision::cpp_int{abs(centavos)}.str();
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    digits.insert(digits.size() - 2, ".");
    return (below ? "-" : "") + digits;
}

void check_written(money amount) {
    std::string const text = to_string(amount);
    require(text == written(amount.centavos()), "an amount is written with two decimals");
    char buffer[connectpsp::detail::max_money_bytes];
    require(std::string{buffer, connectpsp::detail::put_money(buffer, amount)} == text,
            "put_money() writes what to_string() gives");
    auto const again = money::parse(fuzz::exact_copy{text}.view());
    require(again && again.value() == amount, "what is written can be read");
}

void check_read(std::string_view text) {
    fuzz::exact_copy const copy{text};
    auto const got = money::parse(copy.view());
    auto const expected = fuzz::expected_scaled(text, 2, errc::not_whole_centavos);
    if (expected.wrong != errc{}) {
        require(!got, "what is no amount is refused");
        return require(got.error() == expected.wrong, "an amount is refused for the right reason");
    }
    require(got.has_value(), "an amount is read");
    require(got.value().centavos() == expected.value, "an amount is read exactly");
    check_written(got.value());
}

void check_sums(std::int64_t left, std::int64_t right) {
    using wide = boost::multiprecision::cpp_int;
    auto const agree = [](connectpsp::result<money> const& got, wide const& exact) {
        bool const fits = exact >= std::numeric_limits<std::int64_t>::min() &&
                          exact <= std::numeric_limits<std::int64_t>::max();
        return fits ? got && got.value().centavos() == exact
                    : !got && got.error() == errc::out_of_range;
    };
    money const a = money::from_centavos(left), b = money::from_centavos(right);
    require(agree(checked_add(a, b), wide{left} + right), "a sum is exact or refused");
    require(agree(checked_subtract(a, b), wide{left} - right), "a difference is exact or refused");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(money) {
    check_read(fuzz::input{data, size}.rest());

    fuzz::input in{data, size};
    auto const left = static_cast<std::int64_t>(in.word());
    auto const right = static_cast<std::int64_t>(in.word());
    check_written(money::from_centavos(left));
    check_sums(left, right);
    return 0;
}

} // namespace fuzz_money
