// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_STATUS_HPP
#define CONNECTPSP_API_STATUS_HPP

#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The status of a cash-in.  docs/protocol.md §2, GET /cash-in/{id}
enum class cash_in_status : std::uint8_t { awaiting_payment, paid, expired, refunded, cancelled };

template <>
struct enum_names<cash_in_status> {
    static constexpr std::string_view names[] = {"AWAITING_PAYMENT", "PAID", "EXPIRED", "REFUNDED",
                                                 "CANCELLED"};
};

/// The status of a cash-out.  docs/protocol.md §2, GET /cash-out/{id}
enum class cash_out_status : std::uint8_t { processing, completed, failed, refunded, cancelled };

template <>
struct enum_names<cash_out_status> {
    static constexpr std::string_view names[] = {"PROCESSING", "COMPLETED", "FAILED", "REFUNDED",
                                                 "CANCELLED"};
};

/// The meaning of a received status, given the known one.
enum class status_change : std::uint8_t {
    advanced,    ///< it can follow: take it
    duplicate,   ///< it is the known one: nothing new
    stale,       ///< it comes before the known one: an answer or webhook that was overtaken
    conflicting, ///< neither can follow the other, or one is unknown: a person must look at it
};

/// `advanced`, `duplicate`, `stale`, `conflicting`.
constexpr std::string_view to_string(status_change change) noexcept {
    switch (change) {
    case status_change::advanced: return "advanced";
    case status_change::duplicate: return "duplicate";
    case status_change::stale: return "stale";
    case status_change::conflicting: return "conflicting";
    }
    return "unknown";
}

namespace detail {

/// Whether a cash-in can come from one status to another, in one step or more.
constexpr bool may_follow(cash_in_status from, cash_in_status to) noexcept {
    using enum cash_in_status;
    return from == awaiting_payment ? to != awaiting_payment : from == paid && to == refunded;
}

/// The same of a cash-out.
constexpr bool may_follow(cash_out_status from, cash_out_status to) noexcept {
    using enum cash_out_status;
    return from == processing ? to != processing : from == completed && to == refunded;
}

template <class Enum>
constexpr status_change change_of(Enum current, Enum incoming) noexcept {
    if (current == incoming) return status_change::duplicate;
    if (may_follow(current, incoming)) return status_change::advanced;
    if (may_follow(incoming, current)) return status_change::stale;
    return status_change::conflicting;
}

template <class Enum>
status_change change_of(open_enum<Enum> const& current, open_enum<Enum> const& incoming) {
    if (current == incoming) return status_change::duplicate;
    if (!current.known() || !incoming.known()) return status_change::conflicting;
    return change_of(*current.known(), *incoming.known());
}

} // namespace detail

/// Compares the received status of a cash-in, from a webhook or a response, with the known one:
/// a late webhook never reopens an order that is paid.  docs/status.md shows all pairs.
constexpr status_change compare_status(cash_in_status current, cash_in_status incoming) noexcept {
    return detail::change_of(current, incoming);
}

/// The same for a cash-out.
constexpr status_change compare_status(cash_out_status current, cash_out_status incoming) noexcept {
    return detail::change_of(current, incoming);
}

/// The same for what the server sent. A status this library does not know is a duplicate of itself
/// and conflicts with every other.
inline status_change compare_status(open_enum<cash_in_status> const& current,
                                    open_enum<cash_in_status> const& incoming) noexcept {
    return detail::change_of(current, incoming);
}

inline status_change compare_status(open_enum<cash_out_status> const& current,
                                    open_enum<cash_out_status> const& incoming) noexcept {
    return detail::change_of(current, incoming);
}

} // namespace connectpsp

#endif
