// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_AUTHORIZATION_IPP
#define CONNECTPSP_API_IMPL_AUTHORIZATION_IPP

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/header_fields.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL std::optional<errc> refusal_of_access_token(std::string_view token) noexcept {
    if (token.size() > limits::access_token_bytes) return errc::access_token_too_long;
    std::string_view const characters = token.substr(0, token.find_last_not_of('=') + 1);
    if (characters.empty() ||
        characters.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~+/") != std::string_view::npos)
        return errc::invalid_access_token;
    return std::nullopt;
}

CONNECTPSP_DECL result<authorization>
authorization::make(connectpsp::environment environment, connectpsp::credentials const& credentials,
                    secret const& access_token) {
    auto const key = signer::make(credentials.crypto_token());
    if (!key) return key.error();
    return make(std::move(environment), credentials.application_token(), key.value(), access_token);
}

CONNECTPSP_DECL result<authorization> authorization::make(connectpsp::environment environment,
                                                          secret const& application_token,
                                                          signer const& key,
                                                          secret const& access_token) {
    if (!detail::is_guid(application_token.reveal()))
        return detail::value_error(errc::invalid_guid, "ApplicationToken");
    std::string_view const token = access_token.reveal();
    if (auto const refused = refusal_of_access_token(token))
        return detail::value_error(*refused, "access token");
    secret value;
    {
        std::string bearer;
        bearer.reserve(7 + token.size());
        bearer.append("Bearer ").append(token);
        value = secret::take(bearer);
    }
    header_fields fields{{}, value.size() + 256};
    // Each of them was checked: a token, a GUID, hexadecimal digits.
    using detail::clean_fields;
    clean_fields::append(fields, "Authorization", value.reveal());
    clean_fields::append(fields, "ApplicationToken", application_token.reveal());
    std::size_t const unsigned_size = fields.text().size();
    hex_digest const signature = sign(key, token);
    clean_fields::append(fields, "DigitalSignature", signature.text());
    return authorization{std::move(environment), secret{fields.text()}, unsigned_size};
}

} // namespace connectpsp

#endif
