// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_LIMITS_HPP
#define CONNECTPSP_CORE_LIMITS_HPP

#include <connectpsp/core/version.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Every bound the library sets, in one place. They are constants, because two sources of a program
/// that set a bound apart would break the one-definition rule.
namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::limits {

/// Bytes of a response body that are looked at; a longer one is refused unread. The largest
/// documented answer (a QR code as base64 PNG) is some tens of kilobytes.
inline constexpr std::size_t response_body_bytes = std::size_t{1024} * 1024;

/// Levels of nesting in a JSON document, unknown members included. The deepest documented answer
/// has five; the bound sizes the decoder's frames, which live on the stack.
inline constexpr std::size_t json_depth = 32;

/// Elements of one decoded array. Three input bytes can ask for a few hundred bytes of memory:
/// this bounds what a hostile body can make of the body bound.
inline constexpr std::size_t array_elements = 4096;

/// Bytes of an access token: common servers refuse header fields beyond 8 KiB.
inline constexpr std::size_t access_token_bytes = 8192;

/// Bytes kept of an error's body: a problem with its extension members, or a proxy's HTML page.
inline constexpr std::size_t body_excerpt_bytes = 1024;

/// Bytes of a base URL; anything longer is a mistake in a configuration.
inline constexpr std::size_t base_url_bytes = 255;

/// Digits of a client id.
inline constexpr std::size_t client_id_digits = 20;

/// How long before its end an access token is renewed, unless the caller says otherwise: longer
/// than a request with its retries takes, and short compared with the token's hour.
inline constexpr std::chrono::seconds token_refresh_margin{60};

/// How long after a request for a token that failed the next is sent, where the server asks for
/// nothing else: so that a renewal is tried a few times before the current token ends.
inline constexpr std::chrono::seconds token_backoff{10};

/// The same without a current token, after the first temporary failure: no operation can be sent
/// until there is one. It doubles with every failure, up to the pause above.
inline constexpr std::chrono::milliseconds token_initial_backoff{100};

/// The longest that a Retry-After keeps a session from asking for a token: about a token's life. A
/// year's pause, which a mistake may ask for, would be an outage that only a restart ends.
inline constexpr std::chrono::seconds token_max_backoff{std::chrono::hours{1}};

/// How long a caller holds the turn to obtain a token before another may take it over. Longer than
/// a call of the transport should take; shorter than the deadline of retry_policy, so that an
/// exchange that waits for the holder takes over in time.
inline constexpr std::chrono::seconds token_refresh_lease{20};

/// A token that the API refuses within this time of the request for it was refused at once: the
/// refusal then says more about logins than about one token.
inline constexpr std::chrono::seconds token_probation{30};

/// The longest life an access token is believed to have; a longer one is a server's mistake.
inline constexpr std::chrono::seconds token_lifetime{std::chrono::hours{24 * 366}};

/// The longest wait that a Retry-After in seconds may ask for: a year. More is read as a year.
inline constexpr std::chrono::seconds retry_after{std::chrono::hours{24 * 366}};

/// Bytes of a webhook's body that are looked at; a longer one is refused before it is hashed, so
/// that a sender cannot make a server hash large bodies. A documented event has less than one
/// kilobyte.
inline constexpr std::size_t webhook_body_bytes = std::size_t{64} * 1024;

/// The largest amount of one cash-in or cash-out, in centavos: what the thirteen characters of a
/// BR Code's amount can say.  EMV MPM, tag 54
inline constexpr std::int64_t amount_centavos = 999'999'999'999;

/// Bytes of an external reference. ConnectPSP documents none; an order number has far less.
inline constexpr std::size_t external_reference_bytes = 128;

/// Characters of a name, and of a description: what the payment system's messages carry.
/// ISO 20022 Max140Text
inline constexpr std::size_t text_characters = 140;

/// Bytes of a URL that the server is to call or redirect to: what common servers take.
inline constexpr std::size_t url_bytes = 2048;

/// Bytes of an id in a path. The longest documented one, an end-to-end id, has 32.
inline constexpr std::size_t lookup_id_bytes = 128;

/// Minutes that a charge may wait for its payment: a year.
inline constexpr std::int64_t expiration_minutes = std::int64_t{366} * 24 * 60;

/// Characters of a BR Code.  BACEN, Manual do BR Code
inline constexpr std::size_t br_code_characters = 512;

/// Characters of an e-mail address as a PIX key.  BACEN, DICT
inline constexpr std::size_t email_key_characters = 77;

} // namespace connectpsp::limits

#endif
