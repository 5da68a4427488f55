#ifndef CONNECTPSP_TESTS_SUPPORT_ATTEMPTS_HPP
#define CONNECTPSP_TESTS_SUPPORT_ATTEMPTS_HPP

#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/pix/pix_key.hpp>

#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <string>
#include <string_view>
#include <vector>

// What tests of frozen attempts share.

namespace connectpsp::test {

inline timestamp const made_at = parse_timestamp("2026-03-10T14:35:00Z").value();

inline signer const& record_key() {
    static signer const key = signer::make(secret{crypto_token}).value();
    return key;
}

/// A record with a MAC that is right of whatever it says, as only a holder of the key could make.
/// @param text a record or what has become of one, with or without its MAC
inline std::string sealed(std::string_view text, signer const& key = record_key()) {
    auto const mac = text.rfind(",\"mac\":\"");
    auto const end =
        mac != std::string_view::npos ? mac : text.size() - 1; // else without its brace
    std::string made{text.substr(0, end)};
    std::string const code{digital_signature{key(made)}.text()};
    return made + ",\"mac\":\"" + code + "\"}";
}

inline std::vector<pix_key> every_kind_of_key() {
    return {pix_key{cpf::parse(sample_cpf).value()}, pix_key{cnpj::parse(sample_cnpj).value()},
            sample_email(), pix_key::parse(pix_key_type::phone, "+5511987654321").value(),
            pix_key::parse(pix_key_type::evp, "123e4567-e89b-12d3-a456-426655440000").value()};
}

} // namespace connectpsp::test

#endif
