// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_MONEY_HPP
#define CONNECTPSP_CORE_MONEY_HPP

#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <compare>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// An amount in Brazilian reais, held as a whole number of centavos. Exact: no floating-point
/// number is used, in JSON or in memory.  docs/protocol.md §2
class money {
public:
    /// Zero.
    constexpr money() noexcept = default;

    /// The amount of so many centavos.
    static constexpr money from_centavos(std::int64_t centavos) noexcept {
        money made;
        made.centavos_ = centavos;
        return made;
    }

    /// Reads the text of a JSON number, in reais: `150.5`, `1e3`, `1000000.00`.
    /// Errors: invalid_number, not_whole_centavos (`0.001`), out_of_range (beyond int64 centavos).
    static result<money> parse(std::string_view text) {
        std::int64_t centavos = 0;
        if (errc const wrong = detail::read_scaled(text, 2, errc::not_whole_centavos, centavos);
            wrong != detail::no_error)
            return detail::value_error(wrong, "amount");
        return from_centavos(centavos);
    }

    constexpr std::int64_t centavos() const noexcept { return centavos_; }

    friend constexpr auto operator<=>(money, money) noexcept = default;

private:
    std::int64_t centavos_ = 0;
};

/// left + right. Errors: out_of_range.
inline result<money> checked_add(money left, money right) {
    using bounds = std::numeric_limits<std::int64_t>;
    std::int64_t const a = left.centavos(), b = right.centavos();
    if (b > 0 ? a > (bounds::max)() - b : a < (bounds::min)() - b)
        return detail::value_error(errc::out_of_range, "sum of two amounts");
    return money::from_centavos(a + b);
}

/// left - right. Errors: out_of_range.
inline result<money> checked_subtract(money left, money right) {
    using bounds = std::numeric_limits<std::int64_t>;
    std::int64_t const a = left.centavos(), b = right.centavos();
    if (b > 0 ? a < (bounds::min)() + b : a > (bounds::max)() + b)
        return detail::value_error(errc::out_of_range, "difference of two amounts");
    return money::from_centavos(a - b);
}

/// The amount in reais with exactly two decimals, as it goes onto the wire: `1000000.00`.
CONNECTPSP_DECL std::string to_string(money amount);
CONNECTPSP_DECL std::ostream& operator<<(std::ostream& out, money amount);

namespace detail {

/// No amount's text is longer.
inline constexpr std::size_t max_money_bytes = 24;

/// Writes the text of to_string, and returns its end.
CONNECTPSP_DECL char* put_money(char* at, money amount) noexcept;

// Not constant and never defined: a literal that needs one of them does not compile, and compilers
// say its name.
void amount_has_more_than_64_characters();
void amount_is_not_a_whole_number_of_centavos_within_64_bits();

} // namespace detail

inline namespace literals {

/// `1'000'000.00_brl`: an amount in reais. A literal with a fraction of a centavo does not compile.
consteval money operator""_brl(char const* text) {
    char digits[64]{};
    std::size_t size = 0;
    for (; *text != '\0'; ++text) {
        if (*text == '\'') continue;
        if (size == sizeof digits) detail::amount_has_more_than_64_characters();
        digits[size++] = *text;
    }
    std::int64_t centavos = 0;
    if (detail::read_scaled({digits, size}, 2, errc::not_whole_centavos, centavos) !=
        detail::no_error)
        detail::amount_is_not_a_whole_number_of_centavos_within_64_bits();
    return money::from_centavos(centavos);
}

} // namespace literals
} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/money.ipp>
#endif

#endif
