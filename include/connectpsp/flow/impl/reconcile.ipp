// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_IMPL_RECONCILE_IPP
#define CONNECTPSP_FLOW_IMPL_RECONCILE_IPP

#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/reconcile.hpp>

#include <cstdint>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Whether so much time has passed between two readings of one clock, or the clock was set back.
/// Any two instants and any span: their difference and the span may be beyond a timestamp's type.
inline bool has_passed(std::chrono::seconds span, timestamp from, timestamp to) noexcept {
    if (to < from) return true;
    auto const ticks = [](timestamp at) {
        return static_cast<std::uint64_t>(at.time_since_epoch().count());
    };
    constexpr std::uint64_t ticks_in_a_second = timestamp::period::den;
    auto const passed = (ticks(to) - ticks(from)) / ticks_in_a_second;
    return static_cast<std::chrono::seconds::rep>(passed) >= span.count();
}

} // namespace detail

CONNECTPSP_DECL std::string_view to_string(reconcile_by value) noexcept {
    switch (value) {
    case reconcile_by::replay: return "replay";
    case reconcile_by::read: return "read";
    case reconcile_by::replan: return "replan";
    }
    return "unknown";
}

CONNECTPSP_DECL reconciliation reconcile(endpoint_spec const& endpoint, error const* why,
                                         timestamp made_at, timestamp now,
                                         std::chrono::seconds key_retention) {
    bool const keyed = endpoint.idempotency == idempotency::by_key;
    reconciliation way{
        .by = keyed || !endpoint.has_effect() ? reconcile_by::replay : reconcile_by::replan,
        .key_may_have_expired = keyed && detail::has_passed(key_retention, made_at, now)};
    if (why == nullptr) return way;
    // An id that no path can carry is as good as none.
    if (auto id = lookup_id::parse(why->transaction_id())) {
        way.by = reconcile_by::read;
        way.id = std::move(id).value();
    }
    return way;
}

} // namespace connectpsp

#endif
