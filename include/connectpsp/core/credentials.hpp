// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_CREDENTIALS_HPP
#define CONNECTPSP_CORE_CREDENTIALS_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>

#include <string>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The four values of an onboarding, as a configuration holds them. Wiped with their owner.
struct credential_texts {
    std::string client_id{};    ///< decimal number
    secret client_secret{};     ///< GUID
    secret application_token{}; ///< GUID
    secret crypto_token{};      ///< key of the digital signature and of webhooks; its UTF-8 bytes
};

/// The integrator's credentials: values that were checked.  docs/protocol.md §1
class credentials {
public:
    /// Errors, with a pointer to the member: surrounding_space, control_character,
    /// invalid_client_id, invalid_guid, empty_secret. A value that was read with the end of its
    /// line is the first of them: with it every signature would be wrong, and nothing would say
    /// why.
    CONNECTPSP_DECL static result<credentials> make(credential_texts texts);

    std::string const& client_id() const& noexcept { return texts_.client_id; }
    detail::owned_text client_id() const&& { return detail::owned_text{client_id()}; }
    secret const& client_secret() const& noexcept { return texts_.client_secret; }
    secret client_secret() const&& { return texts_.client_secret; }
    secret const& application_token() const& noexcept { return texts_.application_token; }
    secret application_token() const&& { return texts_.application_token; }
    secret const& crypto_token() const& noexcept { return texts_.crypto_token; }
    secret crypto_token() const&& { return texts_.crypto_token; }

private:
    explicit credentials(credential_texts texts) noexcept : texts_(std::move(texts)) {}

    credential_texts texts_;
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/credentials.ipp>
#endif

#endif
