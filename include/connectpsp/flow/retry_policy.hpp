// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_RETRY_POLICY_HPP
#define CONNECTPSP_FLOW_RETRY_POLICY_HPP

#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The limits on how often the same request is sent, and on how long that may take. The operation,
/// and not the policy, says whether it may be sent again at all (endpoint_spec::idempotency).
struct retry_policy {
    unsigned max_attempts = 4; ///< in all, the first included
    /// From the first attempt to the last one's start; of a rebalance in an exchange, from the
    /// exchange's start, because the exposure grows old while a token is waited for as well.
    std::chrono::milliseconds deadline{30'000};
    std::chrono::milliseconds initial_delay{200}; ///< at most, before the second attempt; doubles
    std::chrono::milliseconds max_delay{5'000};   ///< at most, before any other
    std::chrono::seconds max_retry_after{60};     ///< a longer Retry-After ends the retries

    /// Every request is sent once. After a refusal of the token it is sent again with a new one.
    static constexpr retry_policy no_retry() noexcept { return {.max_attempts = 1}; }
};

/// The attempts so far at one request.
struct retry_state {
    unsigned count = 0;     ///< at least one, once there is an error to ask about
    timestamp started{};    ///< of the first
    timestamp now{};        ///< by the same clock
    std::uint64_t random{}; ///< a random number, so that clients do not retry at the same time
};

/// Returns the delay before the same request is sent again with the same idempotency key. Returns
/// nothing when the request must not or need not be sent again: the error is then final.
///
/// A request is sent again when it may succeed later, or may have been executed already, and the
/// operation allows a repetition: a read, an operation with an idempotency key, or a rebalance. A
/// rebalance sets the balance to a target, and is repeated within the deadline only, because the
/// exposure becomes stale. A request that was not sent, or was refused with 421, 425 or 429, may
/// always be sent again. An operation with a key is also sent again when a refusal says that the
/// first request with its key is still being processed. A request is not sent again after any other
/// refusal, and not when the response is about something else than was asked. After a refused
/// token, the exchange obtains a new one and sends the request once more.
///
/// The delay is drawn evenly from zero to a bound that doubles ("full jitter"), or is what the
/// server asks for by Retry-After.  RFC 9110 §10.2.3
CONNECTPSP_DECL std::optional<std::chrono::milliseconds>
delay_before_retry(retry_policy const& policy, endpoint_spec const& endpoint, error const& failure,
                   retry_state const& made) noexcept;

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/flow/impl/retry_policy.ipp>
#endif

#endif
