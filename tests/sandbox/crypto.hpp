// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_CRYPTO_HPP
#define CONNECTPSP_TESTS_SANDBOX_CRYPTO_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace sandbox {

// Everything here is OpenSSL's; the library under test uses another implementation, on purpose.

/// RFC 2104 with SHA-256: 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);

std::string to_hex(std::string_view bytes); ///< lower case

/// RFC 4648 section 5, without padding, as RFC 7515 uses it.
std::string to_base64url(std::string_view bytes);
/// Empty for text that isn't base64url.
std::string from_base64url(std::string_view text);

/// Compares in a time that depends on the lengths alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// \throws std::runtime_error when the system has no randomness to give
std::string random_bytes(std::size_t count);

/// A version 4 UUID (RFC 9562 section 5.4), lower case.
std::string random_uuid();

/// docs/protocol.md §1: lower-case hex of HMAC-SHA256, key = CryptoToken, message = the JWT.
std::string digital_signature(std::string_view crypto_token, std::string_view jwt);

} // namespace sandbox

#endif
