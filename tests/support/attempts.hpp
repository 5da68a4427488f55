// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_ATTEMPTS_HPP
#define CONNECTPSP_TESTS_SUPPORT_ATTEMPTS_HPP

#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/pix/pix_key.hpp>

#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <string>
#include <string_view>
#include <vector>

// The common parts of the tests of saved attempts.

namespace connectpsp::test {

inline timestamp const made_at = parse_timestamp("2026-03-10T14:35:00Z").value();

/// The key of records that a CryptoToken makes.
inline signer record_key_of(std::string_view token) {
    mac const key = signer::make(secret{token}).value()("connectpsp attempt record 2");
    return signer::make(secret{{reinterpret_cast<char const*>(key.data()), key.size()}}).value();
}

/// That of sample_credentials().
inline signer const& record_key() {
    static signer const key = record_key_of(crypto_token);
    return key;
}

/// The credentials of a merchant.
inline credentials merchant_of(std::string_view id, std::string_view token = crypto_token) {
    return credentials::make({.client_id = std::string{id},
                              .client_secret = secret{client_secret},
                              .application_token = secret{application_token},
                              .crypto_token = secret{token}})
        .value();
}

/// In staging, by sample_credentials().
template <class Op>
result<std::string> save_sample(Op const& op, timestamp when = made_at) {
    return save_attempt(op, environment::staging(), sample_credentials(), when);
}
template <class Op>
result<loaded_attempt<Op>> load_sample(std::string_view text) {
    return load_attempt<Op>(text, environment::staging(), sample_credentials());
}

/// A record with a MAC that is right of whatever it says, as only a holder of the key could make.
/// @param text a record or what has become of one, with or without its MAC
inline std::string sealed(std::string_view text, signer const& key = record_key()) {
    auto const mac = text.rfind(",\"mac\":\"");
    auto const end =
        mac != std::string_view::npos ? mac : text.size() - 1; // else without its brace
    std::string made{text.substr(0, end)};
    std::string const code{hex_digest{key(made)}.text()};
    return made + ",\"mac\":\"" + code + "\"}";
}

inline std::vector<pix_key> every_kind_of_key() {
    return {pix_key{cpf::parse(sample_cpf).value()}, pix_key{cnpj::parse(sample_cnpj).value()},
            sample_email(), pix_key::parse(pix_key_type::phone, "+5511987654321").value(),
            pix_key::parse(pix_key_type::evp, "123e4567-e89b-12d3-a456-426655440000").value()};
}

} // namespace connectpsp::test

#endif
