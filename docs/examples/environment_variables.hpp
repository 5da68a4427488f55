// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_EXAMPLES_ENVIRONMENT_VARIABLES_HPP
#define CONNECTPSP_EXAMPLES_ENVIRONMENT_VARIABLES_HPP

#include <connectpsp/connectpsp.hpp>

#include <cstdlib>
#include <string>

namespace examples {

/// The credentials from CONNECTPSP_CLIENT_ID, _CLIENT_SECRET, _APPLICATION_TOKEN, _CRYPTO_TOKEN.
inline connectpsp::result<connectpsp::credentials> credentials_from_environment() {
    auto const text = [](char const* name) {
        char const* const value = std::getenv(name);
        return std::string{value != nullptr ? value : ""};
    };
    return connectpsp::credentials::make(
        {.client_id = text("CONNECTPSP_CLIENT_ID"),
         .client_secret = connectpsp::secret{text("CONNECTPSP_CLIENT_SECRET")},
         .application_token = connectpsp::secret{text("CONNECTPSP_APPLICATION_TOKEN")},
         .crypto_token = connectpsp::secret{text("CONNECTPSP_CRYPTO_TOKEN")}});
}

/// CONNECTPSP_BASE_URL, or staging where it is not set.
inline connectpsp::result<connectpsp::environment> place_from_environment() {
    char const* const url = std::getenv("CONNECTPSP_BASE_URL");
    if (url == nullptr) return connectpsp::environment::staging();
    return connectpsp::environment::parse(url);
}

} // namespace examples

#endif
