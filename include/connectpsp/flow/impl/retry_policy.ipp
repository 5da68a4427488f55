// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_IMPL_RETRY_POLICY_IPP
#define CONNECTPSP_FLOW_IMPL_RETRY_POLICY_IPP

#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/retry_policy.hpp>

#include <algorithm>
#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Whether sending the same request again cannot do harm, and may help.
inline bool may_be_repeated(endpoint_spec const& endpoint, error const& failure) noexcept {
    if (failure.cause() == condition::mismatch) return false;
    if (failure.outcome_unknown())
        return endpoint.idempotency == idempotency::inherent ||
               failure.remedy() == remedy::retry_same_key;
    return failure == condition::retryable;
}

/// The bound of the wait before another attempt: doubles, and does not overflow.
inline std::chrono::milliseconds bound_of_delay(retry_policy const& policy,
                                                unsigned made) noexcept {
    constexpr std::chrono::milliseconds none{0};
    auto const longest = (std::max)(policy.max_delay, none);
    auto bound = (std::max)(policy.initial_delay, none);
    for (unsigned i = 1; i < made; ++i) {
        if (bound > longest / 2) return longest;
        bound *= 2;
    }
    return (std::min)(bound, longest);
}

} // namespace detail

CONNECTPSP_DECL std::optional<std::chrono::milliseconds>
delay_before_retry(retry_policy const& policy, endpoint_spec const& endpoint, error const& failure,
                   retry_state const& made) noexcept {
    using std::chrono::milliseconds;
    if (made.count >= policy.max_attempts || !detail::may_be_repeated(endpoint, failure))
        return std::nullopt;
    // A clock that jumped back says nothing about how long this has taken: not longer, at least.
    if (made.now < made.started) return std::nullopt;
    auto const taken = std::chrono::ceil<milliseconds>(made.now - made.started);
    if (taken >= policy.deadline) return std::nullopt;

    milliseconds delay;
    if (failure.retry_after()) {
        auto const asked = failure.retry_after()->delay(made.now);
        if (asked > policy.max_retry_after) return std::nullopt;
        delay = asked;
    } else {
        auto const bound =
            static_cast<std::uint64_t>(detail::bound_of_delay(policy, made.count).count());
        delay = milliseconds{static_cast<milliseconds::rep>(made.random % (bound + 1))};
    }
    if (delay >= policy.deadline - taken) return std::nullopt;
    return delay;
}

} // namespace connectpsp

#endif
