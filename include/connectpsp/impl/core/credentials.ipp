#ifndef CONNECTPSP_IMPL_CORE_CREDENTIALS_IPP
#define CONNECTPSP_IMPL_CORE_CREDENTIALS_IPP

#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/guid.hpp>
#include <connectpsp/core/limits.hpp>

namespace connectpsp {

CONNECTPSP_DECL result<credentials> credentials::make(credential_texts texts) {
    auto const refuse = [](errc code, char const* pointer) {
        return error{code, {.pointer = pointer}};
    };
    std::string const& id = texts.client_id;
    if (id.empty() || id.size() > limits::client_id_digits ||
        id.find_first_not_of("0123456789") != std::string::npos)
        return refuse(errc::invalid_client_id, "/clientId");
    if (!is_guid(texts.client_secret.reveal())) return refuse(errc::invalid_guid, "/clientSecret");
    if (!is_guid(texts.application_token.reveal()))
        return refuse(errc::invalid_guid, "/applicationToken");
    if (texts.crypto_token.empty()) return refuse(errc::empty_secret, "/cryptoToken");
    return credentials{std::move(texts)};
}

} // namespace connectpsp

#endif
