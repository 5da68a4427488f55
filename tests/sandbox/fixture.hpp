// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_FIXTURE_HPP
#define CONNECTPSP_TESTS_SANDBOX_FIXTURE_HPP

#include "../catch.hpp"
#include "crypto.hpp"
#include "server.hpp"
#include "wire_client.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace sandbox::test {

/// An HMAC that the sandbox has not computed.
inline std::string hex_hmac_by_openssl(std::string const& key, std::string const& message) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<unsigned char const*>(message.data()), message.size(), digest, &length);
    return to_hex({reinterpret_cast<char const*>(digest), length});
}

inline header_fields json_type() { return {{"Content-Type", "application/json"}}; }

inline answer log_in(wire_client& client, config const& settings) {
    auto const body = object_writer{}
                          .text("clientId", settings.client_id)
                          .text("clientSecret", settings.client_secret)
                          .str();
    return client.exchange("POST", "/auth/token", json_type(), body);
}

/// The headers of a request that needs no signature.
inline header_fields authorized(config const& settings, std::string const& token) {
    return {{"Authorization", "Bearer " + token}, {"ApplicationToken", settings.application_token}};
}

inline answer rebalance(wire_client& client, config const& settings, std::string const& token,
                        std::string const& target) {
    auto fields = authorized(settings, token);
    fields.emplace_back("DigitalSignature", digital_signature(settings.crypto_token, token));
    fields.emplace_back("Content-Type", "application/json; charset=utf-8");
    return client.exchange("POST", "/account/rebalance", fields,
                           "{\"targetAmount\":" + target + "}");
}

// Their digits check; the CNPJ is the tax authority's own example.
inline std::string const some_cpf = "52998224725";
inline std::string const some_cnpj = "12ABC34501DE35";

/// The body of POST /cash-in; `more` goes in as it stands, such as `"webhookUrl":"..."`.
inline std::string cash_in_body(std::string const& reference, std::string const& amount,
                                std::string const& more = {}) {
    return R"({"amount":)" + amount + R"(,"externalReference":")" + reference +
           R"(","payer":{"name":"Maria","document":")" + some_cpf + "\"}" +
           (more.empty() ? "" : "," + more) + "}";
}

inline std::string const some_payee =
    R"({"name":"Loja","document":")" + some_cnpj +
    R"(","destination":{"type":"PIX","pixKeyType":"EMAIL","pixKey":"loja@example.com"}})";

inline std::string cash_out_body(std::string const& reference, std::string const& amount,
                                 std::string const& more = {}) {
    return R"({"amount":)" + amount + R"(,"externalReference":")" + reference + R"(","payee":)" +
           some_payee + (more.empty() ? "" : "," + more) + "}";
}

/// A sandbox, a connection to it and a token from it.
struct logged_in {
    explicit logged_in(config settings = {}) : psp(std::move(settings)) {
        reconnect();
        renew();
    }

    void reconnect() { client.emplace(psp.port()); }
    void renew() { token = log_in(*client, psp.settings()).member("accessToken"); }
    answer balance() {
        return client->exchange("GET", "/account/balance", authorized(psp.settings(), token));
    }
    answer rebalance(std::string const& target) {
        return test::rebalance(*client, psp.settings(), token, target);
    }

    answer get(std::string const& path) {
        return client->exchange("GET", path, authorized(psp.settings(), token));
    }
    /// Signed, whether the endpoint asks for it or not.
    answer post(std::string const& path, std::string const& body, std::string const& key = {}) {
        auto fields = authorized(psp.settings(), token);
        fields.emplace_back("DigitalSignature",
                            digital_signature(psp.settings().crypto_token, token));
        fields.emplace_back("Content-Type", "application/json");
        if (!key.empty()) fields.emplace_back("X-Idempotency-Key", key);
        return client->exchange("POST", path, fields, body);
    }
    /// The transactionId of a new cash-in or cash-out.
    std::string new_cash_in(std::string const& amount, std::string const& more = {}) {
        auto const got = post("/cash-in", cash_in_body(random_uuid(), amount, more));
        REQUIRE(got.status() == 201);
        return got.member("transactionId");
    }
    std::string new_cash_out(std::string const& amount, std::string const& more = {}) {
        auto const got = post("/cash-out", cash_out_body(random_uuid(), amount, more));
        REQUIRE(got.status() == 202);
        return got.member("transactionId");
    }
    answer refund(std::string const& id) {
        return post("/cash-in/" + id + "/refund", R"({"reason":"FRAUD"})");
    }
    answer control(std::string const& path, std::string const& body = {}) {
        return client->exchange("POST", "/_sandbox/" + path, json_type(), body);
    }

    server psp;
    std::optional<wire_client> client;
    std::string token;
};

/// Asks again and again, every millisecond, until it holds; false after five seconds.
template <class Condition>
bool comes_true(Condition holds) {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

inline void check_problem(answer const& got, int status, std::string const& code) {
    REQUIRE_FALSE(got.error);
    CHECK(got.status() == status);
    CHECK(got.field("Content-Type") == "application/problem+json");
    CHECK(got.member("status") == std::to_string(status));
    CHECK(got.member("code") == code);
    CHECK_FALSE(got.member("type").empty());
    CHECK_FALSE(got.member("title").empty());
}

} // namespace sandbox::test

#endif
