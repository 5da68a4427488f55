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

/// How often the same request is sent, and how long that may take. Whether it may be sent again at
/// all is the operation's own statement (endpoint_spec::idempotency), never the policy's.
struct retry_policy {
    unsigned max_attempts = 4; ///< in all, the first included
    /// From the first attempt to the last one's start; of a rebalance in an exchange, from the
    /// exchange's start, because the exposure grows old while a token is waited for as well.
    std::chrono::milliseconds deadline{30'000};
    std::chrono::milliseconds initial_delay{200}; ///< at most, before the second attempt; doubles
    std::chrono::milliseconds max_delay{5'000};   ///< at most, before any other
    std::chrono::seconds max_retry_after{60};     ///< a server that asks for more is not waited for

    /// Every request is sent once, except after a 401, when a new token is obtained.
    static constexpr retry_policy no_retry() noexcept { return {.max_attempts = 1}; }
};

/// The attempts so far at one request.
struct retry_state {
    unsigned count = 0;  ///< at least one, once there is an error to ask about
    timestamp started{}; ///< of the first
    timestamp now{};     ///< by the same clock
    std::uint64_t
        random{}; ///< a word of the caller's generator, so that clients do not march in step
};

/// How long to wait before the very same request, with the very same idempotency key, is sent
/// again; nothing when it must not or need not be: the error then is the end.
///
/// Sent again is what may succeed later or may have happened already, as far as the operation lets
/// it be: a read; a keyed operation; a rebalance, which sets the balance to what it was to be,
/// within the deadline only, because the exposure grows old. A request that certainly never left,
/// or that was refused with 421, 425 or 429, may always be repeated. A keyed operation is sent
/// again, too, when a refusal says that the first request under its key is still being processed.
/// Never sent again: what was refused otherwise, what a new token has to mend first, and an answer
/// about something else than was asked.
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
