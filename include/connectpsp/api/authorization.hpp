// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_AUTHORIZATION_HPP
#define CONNECTPSP_API_AUTHORIZATION_HPP

#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Checks that a header field can carry a text as a bearer token, and that common servers accept
/// its length.
/// Errors: invalid_access_token, access_token_too_long.  RFC 6750 §2.1 (b64token)
CONNECTPSP_DECL std::optional<errc> refusal_of_access_token(std::string_view token) noexcept;

/// The header fields that every request with one access token carries, with the digital signature.
/// They are made once. Immutable, so that threads may share it.
class authorization {
public:
    /// Signs the token with the CryptoToken.
    /// Errors: invalid_access_token, access_token_too_long, empty_secret.
    CONNECTPSP_DECL static result<authorization> make(connectpsp::environment environment,
                                                      connectpsp::credentials const& credentials,
                                                      secret const& access_token);

    /// The same with a signer that is kept.  Errors besides: invalid_guid.
    CONNECTPSP_DECL static result<authorization> make(connectpsp::environment environment,
                                                      secret const& application_token,
                                                      signer const& key,
                                                      secret const& access_token);

    connectpsp::environment const& environment() const& noexcept { return environment_; }
    connectpsp::environment environment() const&& { return environment_; }

    /// The fields of a request, in the form of header_fields::text(). Valid as long as this is.
    std::string_view signed_fields() const& noexcept { return fields_.reveal(); }
    detail::owned_secret_text signed_fields() const&& {
        return detail::owned_secret_text{signed_fields()};
    }

    /// Returns the same without the signature.
    std::string_view bearer_fields() const& noexcept {
        return fields_.reveal().substr(0, unsigned_size_);
    }
    detail::owned_secret_text bearer_fields() const&& {
        return detail::owned_secret_text{bearer_fields()};
    }

private:
    authorization(connectpsp::environment environment, secret fields,
                  std::size_t unsigned_size) noexcept
        : environment_(std::move(environment))
        , fields_(std::move(fields))
        , unsigned_size_(unsigned_size) {}

    connectpsp::environment environment_;
    secret fields_;
    std::size_t unsigned_size_; ///< bytes before the signature's field
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/authorization.ipp>
#endif

#endif
