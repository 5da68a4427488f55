#ifndef CONNECTPSP_CORE_LIMITS_HPP
#define CONNECTPSP_CORE_LIMITS_HPP

#include <chrono>
#include <cstddef>

// Each bound can be set for a whole program by defining its macro before the first include.
#ifndef CONNECTPSP_MAX_RESPONSE_BODY_BYTES
#define CONNECTPSP_MAX_RESPONSE_BODY_BYTES 1048576
#endif
#ifndef CONNECTPSP_MAX_JSON_DEPTH
#define CONNECTPSP_MAX_JSON_DEPTH 32
#endif
#ifndef CONNECTPSP_MAX_ARRAY_ELEMENTS
#define CONNECTPSP_MAX_ARRAY_ELEMENTS 4096
#endif
#ifndef CONNECTPSP_MAX_ACCESS_TOKEN_BYTES
#define CONNECTPSP_MAX_ACCESS_TOKEN_BYTES 8192
#endif
#ifndef CONNECTPSP_MAX_BODY_EXCERPT_BYTES
#define CONNECTPSP_MAX_BODY_EXCERPT_BYTES 256
#endif

/// Every bound the library sets, in one place.
namespace connectpsp::limits {

/// Bytes of a response body that are looked at; a longer one is refused unread. The largest
/// documented answer (a QR code as base64 PNG) is some tens of kilobytes.
inline constexpr std::size_t response_body_bytes = CONNECTPSP_MAX_RESPONSE_BODY_BYTES;

/// Levels of nesting in a JSON document, unknown members included. The deepest documented answer
/// has five; the bound sizes the decoder's frames, which live on the stack.
inline constexpr std::size_t json_depth = CONNECTPSP_MAX_JSON_DEPTH;

/// Elements of one decoded array. Three input bytes can ask for a few hundred bytes of memory:
/// this bounds what a hostile body can make of the body bound.
inline constexpr std::size_t array_elements = CONNECTPSP_MAX_ARRAY_ELEMENTS;

/// Bytes of an access token: common servers refuse header fields beyond 8 KiB.
inline constexpr std::size_t access_token_bytes = CONNECTPSP_MAX_ACCESS_TOKEN_BYTES;

/// Bytes kept of an error body that is no problem document, such as a proxy's HTML page.
inline constexpr std::size_t body_excerpt_bytes = CONNECTPSP_MAX_BODY_EXCERPT_BYTES;

/// Bytes of a base URL; anything longer is a mistake in a configuration.
inline constexpr std::size_t base_url_bytes = 255;

/// Digits of a client id.
inline constexpr std::size_t client_id_digits = 20;

/// How long before its end an access token is renewed, unless the caller says otherwise: longer
/// than a request with its retries takes, short beside the token's hour.
inline constexpr std::chrono::seconds token_refresh_margin{60};

/// The longest life an access token is believed to have; a longer one is a server's mistake.
inline constexpr std::chrono::seconds token_lifetime{std::chrono::hours{24 * 366}};

/// The longest wait that a Retry-After in seconds may ask for: a year. More is read as a year.
inline constexpr std::chrono::seconds retry_after{std::chrono::hours{24 * 366}};

} // namespace connectpsp::limits

#endif
