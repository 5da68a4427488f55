// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_CREDENTIALS_IPP
#define CONNECTPSP_CORE_IMPL_CREDENTIALS_IPP

#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL result<credentials> credentials::make(credential_texts texts) {
    auto const refuse_guid = [](std::string_view text, std::string_view name) {
        return text.size() == 36 ? detail::value_error(errc::invalid_guid, name)
                                 : detail::wrong_size_error(errc::invalid_guid, name,
                                                            "expected 36 characters", text.size());
    };
    std::string const& id = texts.client_id;
    if (auto const wrong = detail::refusal_of_setting(id, "clientId"))
        return detail::at_pointer(*wrong, "/clientId");
    if (id.empty() || id.size() > limits::client_id_digits ||
        id.find_first_not_of(detail::decimal_digits) != std::string::npos)
        return detail::at_pointer(
            detail::wrong_size_error(errc::invalid_client_id, "client id",
                                     "expected at most " +
                                         std::to_string(limits::client_id_digits) + " digits",
                                     id.size(), "characters"),
            "/clientId");
    std::string_view const client_secret = texts.client_secret.reveal();
    if (auto const wrong = detail::refusal_of_setting(client_secret, "clientSecret"))
        return detail::at_pointer(*wrong, "/clientSecret");
    if (!detail::is_guid(client_secret))
        return detail::at_pointer(refuse_guid(client_secret, "clientSecret"), "/clientSecret");
    std::string_view const application_token = texts.application_token.reveal();
    if (auto const wrong = detail::refusal_of_setting(application_token, "ApplicationToken"))
        return detail::at_pointer(*wrong, "/applicationToken");
    if (!detail::is_guid(application_token))
        return detail::at_pointer(refuse_guid(application_token, "ApplicationToken"),
                                  "/applicationToken");
    std::string_view const crypto_token = texts.crypto_token.reveal();
    if (crypto_token.empty())
        return detail::at_pointer(detail::value_error(errc::empty_secret, "CryptoToken"),
                                  "/cryptoToken");
    if (auto const wrong = detail::refusal_of_setting(crypto_token, "CryptoToken"))
        return detail::at_pointer(*wrong, "/cryptoToken");
    return credentials{std::move(texts)};
}

} // namespace connectpsp

#endif
