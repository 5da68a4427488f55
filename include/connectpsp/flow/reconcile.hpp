// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_RECONCILE_HPP
#define CONNECTPSP_FLOW_RECONCILE_HPP

#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/api/lookup_id.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// How to find out what became of an operation. The numbers are fixed.
enum class reconcile_by : std::uint8_t {
    replay = 1, ///< send the same operation again: its key brings the first response back
    read = 2,   ///< read the transaction by reconciliation::id
    replan = 3, ///< read the current balance and plan again: the old target is stale
};

/// `replay`, `read`, `replan`.
CONNECTPSP_DECL std::string_view to_string(reconcile_by value) noexcept;

/// The way to find out an unknown outcome.
struct reconciliation {
    reconcile_by by{};
    lookup_id id{}; ///< what to read, by the operation that reads such a transaction; else empty
    /// True when the operation has a key that is at least as old as the caller's key_retention. A
    /// replay may then execute the operation a second time, also after a read that found nothing.
    /// Look for the operation by other means first, such as a webhook or a statement. The external
    /// reference still protects a payout: the server accepts one payout for each reference.
    bool key_may_have_expired = false;

    bool operator==(reconciliation const&) const = default;
};

/// Returns the way to find out what happened to an operation whose outcome is unknown. It is a read
/// where the response names an id: that response is about something else than was asked, and a
/// replay would only repeat it. Otherwise it is a replay, where a key makes that safe or the
/// operation only reads. For any other operation, such as a rebalance, the way is to read the
/// current balance and to plan again, because an old exposure must not be set. Pure: sends nothing.
///
/// There is a second way for a refund: reading its cash-in shows whether it is refunded.
/// @param why      what the last attempt ended with; null after a crash
/// @param made_at  when the operation was made, by the caller's clock
/// @param now      by the same clock; a time before made_at counts as late, because the
///                 real age is unknown
/// @param key_retention how long ConnectPSP is held to remember a key. It does not say: the caller
///                 decides, and zero trusts none.  docs/protocol.md §1
CONNECTPSP_DECL reconciliation reconcile(endpoint_spec const& endpoint, error const* why,
                                         timestamp made_at, timestamp now,
                                         std::chrono::seconds key_retention);

/// The same for an operation that came back from its record.
template <class Op>
reconciliation reconcile(loaded_attempt<Op> const& attempt, timestamp now,
                         std::chrono::seconds key_retention, error const* why = nullptr) {
    return reconcile(Op::endpoint, why, attempt.made_at, now, key_retention);
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/flow/impl/reconcile.ipp>
#endif

#endif
