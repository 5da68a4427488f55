// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_ENDPOINT_HPP
#define CONNECTPSP_API_ENDPOINT_HPP

#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>

#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The authentication that a request carries.  docs/protocol.md §1
enum class auth : std::uint8_t {
    none,                 ///< the request obtains the token
    bearer,               ///< Authorization and ApplicationToken
    bearer_and_signature, ///< those and DigitalSignature
};

/// The effect of an operation on the server.
enum class effect : std::uint8_t {
    none,           ///< it only reads, or obtains a token
    creates_charge, ///< it creates a charge, which a payer may pay later
    moves_money,
};

/// The reason why a second request has no second effect.
enum class idempotency : std::uint8_t {
    inherent, ///< two requests leave the same state as one
    by_key,   ///< the server recognizes the idempotency key
    none,     ///< a second request may have a second effect
};

/// The place of an operation in the API, and what it does there.
struct endpoint_spec {
    http_method method;
    std::string_view
        path; ///< each `{name}` stands for the member `in_path<T> name` of the operation
    connectpsp::auth auth;
    connectpsp::effect effect;
    connectpsp::idempotency idempotency;

    constexpr bool has_effect() const noexcept { return effect != connectpsp::effect::none; }

    /// Returns true if the arguments of the operation become stale while it waits: it moves money
    /// to a state that was right at one moment, and no key holds the server to the first request.
    constexpr bool becomes_stale() const noexcept {
        return effect == connectpsp::effect::moves_money &&
               idempotency == connectpsp::idempotency::inherent;
    }

    /// Returns what to do when it is unknown whether the operation was executed.
    constexpr remedy unknown_outcome() const noexcept {
        return idempotency == connectpsp::idempotency::by_key ? remedy::retry_same_key
                                                              : remedy::reconcile;
    }
};

} // namespace connectpsp

#endif
