#ifndef CONNECTPSP_TESTS_SANDBOX_FIXTURE_HPP
#define CONNECTPSP_TESTS_SANDBOX_FIXTURE_HPP

#include "../catch.hpp"
#include "crypto.hpp"
#include "server.hpp"
#include "wire_client.hpp"

#include <optional>
#include <string>
#include <utility>

namespace sandbox::test {

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

    server psp;
    std::optional<wire_client> client;
    std::string token;
};

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
