// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_ACCOUNT_NUMBER_HPP
#define CONNECTPSP_PIX_ACCOUNT_NUMBER_HPP

#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/static_string.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// docs/protocol.md §2
enum class account_type : std::uint8_t { checking, savings, payment };

template <>
struct enum_names<account_type> {
    static constexpr std::string_view names[] = {"CHECKING", "SAVINGS", "PAYMENT"};
};

/// The number of a bank's branch, without its check digit.  BACEN DICT API, Branch
class branch {
public:
    /// An empty one, which no request is built with.
    constexpr branch() = default;

    /// One to four digits, kept as they are: `1` is not `0001`.
    /// Errors: empty_value, text_too_long, invalid_character.
    static result<branch> parse(std::string_view text) {
        if (text.empty()) return detail::value_error(errc::empty_value, "branch");
        if (text.size() > max_size)
            return detail::wrong_size_error(errc::text_too_long, "branch",
                                            "expected at most 4 digits", text.size());
        auto const wrong = std::find_if_not(text.begin(), text.end(), detail::is_digit);
        if (wrong != text.end())
            return detail::value_error(errc::invalid_character, "branch", "expected digits",
                                       static_cast<std::size_t>(wrong - text.begin()));
        branch made;
        made.text_ = detail::static_string<max_size>{text};
        return made;
    }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend constexpr auto operator<=>(branch const&, branch const&) = default;

private:
    static constexpr std::size_t max_size = 4;

    detail::static_string<max_size> text_{};
};

/// The number of an account, its check digit last and without a hyphen. Some banks' check digit is
/// an X.  BACEN DICT API, AccountNumber
class account_number {
public:
    /// An empty one, which no request is built with.
    constexpr account_number() = default;

    /// One to twenty digits, or at least one and a capital X behind them.
    /// Errors: empty_value, text_too_long, invalid_character.
    static result<account_number> parse(std::string_view text) {
        constexpr std::string_view name = "account number";
        if (text.empty()) return detail::value_error(errc::empty_value, name);
        if (text.size() > max_size)
            return detail::wrong_size_error(errc::text_too_long, name, "expected at most 20 digits",
                                            text.size());
        auto const digits = text.substr(0, text.size() - (text.ends_with('X') ? 1 : 0));
        auto const wrong = std::find_if_not(digits.begin(), digits.end(), detail::is_digit);
        if (digits.empty() || wrong != digits.end())
            return detail::value_error(errc::invalid_character, name,
                                       "expected digits, the last may be a capital X",
                                       static_cast<std::size_t>(wrong - digits.begin()));
        account_number made;
        made.text_ = detail::static_string<max_size>{text};
        return made;
    }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend constexpr auto operator<=>(account_number const&, account_number const&) = default;

private:
    static constexpr std::size_t max_size = 20;

    detail::static_string<max_size> text_{};
};

} // namespace connectpsp

#endif
