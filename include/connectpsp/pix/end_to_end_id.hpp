// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_END_TO_END_ID_HPP
#define CONNECTPSP_PIX_END_TO_END_ID_HPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/static_string.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/ispb.hpp>

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The kind of an end-to-end id: a payment (`E`) or the refund of one (`D`).
enum class end_to_end_kind : std::uint8_t { payment, refund };

/// The id of a transaction throughout the payment system: `E` or `D`, the ISPB of the participant
/// that made it, the minute in UTC, and eleven characters of that participant's choice. An id that
/// a server sends may be irregular: read it as received<end_to_end_id>. docs/protocol.md §5, BACEN
/// SPI
class end_to_end_id {
public:
    /// An empty one, which no request is built with.
    constexpr end_to_end_id() = default;

    /// Thirty-two characters such as `E00416968202603101827cemeFscF6AG`; the minute has to be in
    /// the calendar.  Errors: invalid_end_to_end_id.
    static result<end_to_end_id> parse(std::string_view text) {
        if (!is_regular(text)) return refusal(text);
        end_to_end_id made;
        made.text_ = detail::static_string<size>{text};
        return made;
    }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// For an empty id: payment.
    constexpr end_to_end_kind kind() const noexcept {
        return text().starts_with('D') ? end_to_end_kind::refund : end_to_end_kind::payment;
    }

    /// The institution that made the id; of an empty id an empty ISPB.
    ispb participant() const {
        if (empty()) return {};
        return ispb::parse(text().substr(1, minute_at - 1)).value(); // parse has checked it
    }

    /// The minute that the id names, in UTC; of an empty id the epoch.
    constexpr timestamp minute() const noexcept {
        return empty() ? timestamp{} : minute_of(text().substr(minute_at, minute_size));
    }

    /// The last eleven characters; of an empty id none.
    constexpr std::string_view suffix() const& noexcept {
        return empty() ? std::string_view{} : text().substr(suffix_at);
    }
    constexpr detail::owned_text suffix() const&& { return detail::owned_text{suffix()}; }

    friend constexpr auto operator<=>(end_to_end_id const&, end_to_end_id const&) = default;

private:
    static constexpr std::size_t minute_at = 9;
    static constexpr std::size_t minute_size = 12;
    static constexpr std::size_t suffix_at = minute_at + minute_size;
    static constexpr std::size_t size = suffix_at + 11;

    static constexpr std::chrono::year_month_day day_of(std::string_view digits) noexcept {
        unsigned const year =
            detail::two_digits(digits.data()) * 100 + detail::two_digits(digits.data() + 2);
        return std::chrono::year{static_cast<int>(year)} /
               std::chrono::month{detail::two_digits(digits.data() + 4)} /
               std::chrono::day{detail::two_digits(digits.data() + 6)};
    }

    /// `yyyyMMddHHmm`.
    static constexpr timestamp minute_of(std::string_view digits) noexcept {
        return std::chrono::sys_days{day_of(digits)} +
               std::chrono::hours{detail::two_digits(digits.data() + 8)} +
               std::chrono::minutes{detail::two_digits(digits.data() + 10)};
    }

    static constexpr bool is_minute(std::string_view text) noexcept {
        return std::all_of(text.begin(), text.end(), detail::is_digit) && day_of(text).ok() &&
               detail::two_digits(text.data() + 8) < 24 &&
               detail::two_digits(text.data() + 10) < 60;
    }

    static error refusal(std::string_view text) {
        constexpr errc code = errc::invalid_end_to_end_id;
        constexpr std::string_view name = "end-to-end id";
        if (text.size() != size)
            return detail::wrong_size_error(code, name, "expected 32 characters", text.size());
        if (text[0] != 'E' && text[0] != 'D')
            return detail::value_error(code, name, "expected E or D", 0);
        auto const in_ispb = std::find_if_not(text.begin() + 1, text.begin() + minute_at,
                                              detail::is_digit_or_capital);
        if (in_ispb != text.begin() + minute_at)
            return detail::value_error(code, name, "expected an ISPB",
                                       static_cast<std::size_t>(in_ispb - text.begin()));
        if (!is_minute(text.substr(minute_at, minute_size)))
            return detail::value_error(code, name, "expected yyyyMMddHHmm", minute_at);
        return detail::value_error(code, name, "expected eleven letters or digits", suffix_at);
    }

    static constexpr bool is_regular(std::string_view text) noexcept {
        if (text.size() != size || (text[0] != 'E' && text[0] != 'D')) return false;
        auto const ispb_text = text.substr(1, minute_at - 1);
        auto const suffix_text = text.substr(suffix_at);
        return std::all_of(ispb_text.begin(), ispb_text.end(), detail::is_digit_or_capital) &&
               is_minute(text.substr(minute_at, minute_size)) &&
               std::all_of(suffix_text.begin(), suffix_text.end(), [](char c) {
                   return detail::is_digit_or_capital(c) || (c >= 'a' && c <= 'z');
               });
    }

    detail::static_string<size> text_{};
};

} // namespace connectpsp

#endif
