// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "../catch.hpp"
#include "fixture.hpp"

#include <chrono>
#include <random>
#include <string>
#include <utility>

using namespace sandbox;
using namespace sandbox::test;
using namespace std::chrono_literals;

namespace {

/// The sum of one bank's two accounts, and proof that neither is overdrawn.
centavos checked_sum(bank const& each) {
    REQUIRE(each.transactional.balance >= 0);
    REQUIRE(each.proprietary.balance >= 0);
    return each.transactional.balance + each.proprietary.balance;
}

} // namespace

TEST_CASE("the sandbox issues an HS256 JWT for the right credentials", "[sandbox][auth]") {
    logged_in on;
    auto const got = log_in(*on.client, on.psp.settings());
    REQUIRE(got.status() == 200);
    CHECK(got.member("tokenType") == "Bearer");
    CHECK(got.member("expiresIn") == "3600");
    CHECK(got.member("issuedAt").size() == 20);

    auto const jwt = got.member("accessToken");
    auto const first = jwt.find('.');
    auto const second = jwt.find('.', first + 1);
    REQUIRE(second != std::string::npos);
    CHECK(from_base64url(jwt.substr(0, first)) == R"({"alg":"HS256","typ":"JWT"})");
    auto const claims = parse_json(from_base64url(jwt.substr(first + 1, second - first - 1)));
    REQUIRE(claims);
    CHECK(claims->string_member("sub") == "1000001");
    CHECK(claims->string_member("jti")->size() == 36);
    CHECK(std::stoll(claims->find("exp")->text) - std::stoll(claims->find("iat")->text) == 3600);
    CHECK(from_base64url(jwt.substr(second + 1)).size() == 32);
    CHECK(jwt != on.token);
    CHECK(on.psp.counts().tokens_issued == 2);
}

TEST_CASE("the sandbox refuses a token request that is wrong", "[sandbox][auth]") {
    server psp;
    wire_client client{psp.port()};
    auto const post = [&](std::string const& body) {
        return client.exchange("POST", "/auth/token", json_type(), body);
    };
    std::string const secret = psp.settings().client_secret;

    check_problem(post(R"({"clientId":"1000001","clientSecret":"no"})"), 401,
                  "INVALID_CREDENTIALS");
    check_problem(post(R"({"clientId":"1","clientSecret":")" + secret + "\"}"), 401,
                  "INVALID_CREDENTIALS");
    check_problem(post(R"({"clientId":1000001,"clientSecret":")" + secret + "\"}"), 400,
                  "INVALID_REQUEST");
    for (std::string const body :
         {"", "{", "[]", "null", "{}", R"({"clientId":"1000001"})",
          R"({"clientId":"1000001","clientId":"1000001","clientSecret":"x"})"})
        check_problem(post(body), 400, "INVALID_REQUEST");
    check_problem(client.exchange("POST", "/auth/token", {{"Content-Type", "text/plain"}}, "{}"),
                  415, "UNSUPPORTED_MEDIA_TYPE");
    CHECK(psp.counts().received_by("POST /auth/token") == 11);
    CHECK(psp.counts().tokens_issued == 0);
}

TEST_CASE("the sandbox checks JWT and ApplicationToken", "[sandbox][auth]") {
    logged_in on;
    auto const& settings = on.psp.settings();
    auto const get = [&](header_fields const& fields) {
        return on.client->exchange("GET", "/account/balance", fields);
    };

    CHECK(on.balance().status() == 200);
    CHECK(get({{"authorization", "bearer " + on.token},
               {"applicationtoken", settings.application_token}})
              .status() == 200);
    check_problem(get({}), 401, "INVALID_TOKEN");
    check_problem(get(authorized(settings, "garbled")), 401, "INVALID_TOKEN");
    check_problem(
        get({{"Authorization", on.token}, {"ApplicationToken", settings.application_token}}), 401,
        "INVALID_TOKEN");
    check_problem(get({{"Authorization", "Bearer " + on.token}}), 401, "INVALID_APPLICATION_TOKEN");
    check_problem(get({{"Authorization", "Bearer " + on.token}, {"ApplicationToken", "x"}}), 401,
                  "INVALID_APPLICATION_TOKEN");
    auto twice = authorized(settings, on.token);
    twice.emplace_back("Authorization", "Bearer " + on.token);
    check_problem(get(twice), 401, "INVALID_TOKEN");

    SECTION("every character of the JWT counts") {
        for (std::size_t position = 0; position < on.token.size(); ++position) {
            auto changed = on.token;
            changed[position] = changed[position] == 'A' ? 'B' : 'A';
            REQUIRE(get(authorized(settings, changed)).member("code") == "INVALID_TOKEN");
        }
    }
    SECTION("another sandbox's token is unknown") {
        logged_in other;
        check_problem(get(authorized(settings, other.token)), 401, "INVALID_TOKEN");
    }
    SECTION("expired and revoked tokens are told apart") {
        on.psp.expire_tokens();
        check_problem(on.balance(), 401, "TOKEN_EXPIRED");
        on.renew();
        CHECK(on.balance().status() == 200);
        CHECK(on.client->exchange("POST", "/_sandbox/tokens/revoke").status() == 204);
        check_problem(on.balance(), 401, "INVALID_TOKEN");
        on.renew();
        CHECK(on.client->exchange("POST", "/_sandbox/tokens/expire").status() == 204);
        check_problem(on.balance(), 401, "TOKEN_EXPIRED");
    }
}

TEST_CASE("a token of no seconds is expired at once", "[sandbox][auth]") {
    config settings;
    settings.token_lifetime = 0s;
    logged_in on{settings};
    check_problem(on.balance(), 401, "TOKEN_EXPIRED");
}

TEST_CASE("the balance is exact and has the documented shape", "[sandbox][account]") {
    logged_in on;
    auto const got = on.balance();
    CHECK(got.field("Content-Type") == "application/json");
    auto const json = parse_json(got.body());
    REQUIRE(json);
    CHECK(json->string_member("currency") == "BRL");
    CHECK(json->string_member("referenceDate")->size() == 10);
    CHECK(json->string_member("updatedAt")->substr(0, 10) == json->string_member("referenceDate"));
    auto const* consolidated = json->find("consolidated");
    CHECK(consolidated->find("totalBalance")->text == "1500000.00");
    CHECK(consolidated->find("transactionalBalance")->text == "500000.00");
    CHECK(consolidated->find("proprietaryBalance")->text == "1000000.00");

    auto const& banks = json->find("banks")->elements;
    REQUIRE(banks.size() == 3);
    CHECK(banks[0].string_member("ispb") == "38224857");
    CHECK(banks[1].string_member("bank") == "CELCOIN IP S.A.");
    CHECK(banks[2].string_member("ispb") == "20018183");
    auto const* accounts = banks[0].find("accounts");
    CHECK(accounts->find("transactional")->find("balance")->text == "166666.67");
    CHECK(accounts->find("proprietary")->find("balance")->text == "333333.34");
    CHECK(accounts->find("proprietary")->string_member("branch") == "0001");
    CHECK(accounts->find("proprietary")->string_member("account") == "1000012");
}

TEST_CASE("a rebalance needs the digital signature of its own token", "[sandbox][account]") {
    logged_in on;
    auto const& settings = on.psp.settings();
    auto const post = [&](header_fields const& signature) {
        auto fields = authorized(settings, on.token);
        fields.emplace_back("Content-Type", "application/json");
        fields.insert(fields.end(), signature.begin(), signature.end());
        return on.client->exchange("POST", "/account/rebalance", fields, R"({"targetAmount":1})");
    };
    auto const right = hex_hmac_by_openssl(settings.crypto_token, on.token);
    auto upper = right;
    for (auto& c : upper)
        c = c >= 'a' ? static_cast<char>(c - 32) : c;

    check_problem(post({}), 422, "INVALID_SIGNATURE");
    for (auto const& wrong : {std::string{"x"}, upper, right.substr(1), right + '0',
                              hex_hmac_by_openssl(settings.crypto_token, "Bearer " + on.token),
                              hex_hmac_by_openssl("another key", on.token)})
        check_problem(post({{"DigitalSignature", wrong}}), 422, "INVALID_SIGNATURE");
    CHECK(on.psp.accounts().transactional_total() == 500'000'00);
    CHECK(post({{"DigitalSignature", right}}).body() ==
          R"({"success":true,"message":"Rebalancing completed successfully."})");
    CHECK(on.psp.accounts().transactional_total() == 1'00);
    CHECK(on.psp.counts().rebalances_executed == 1);
}

TEST_CASE("a rebalance refuses what is no amount and what is not covered", "[sandbox][account]") {
    logged_in on;
    for (std::string const target : {"\"1\"", "null", "-1", "-0.01", "0.001", "1e-3",
                                     "12345.678E-1", "01", "1.", "+1", "1e400", "[1]"})
        check_problem(on.rebalance(target), 400, "INVALID_REQUEST");
    for (std::string const target :
         {"1500000.01", "1e300", "92233720368547758.08", "99999999999999999999999"})
        check_problem(on.rebalance(target), 422, "INSUFFICIENT_FUNDS");
    CHECK(on.psp.accounts().transactional_total() == 500'000'00);
    CHECK(on.psp.counts().rebalances_executed == 0);

    std::pair<std::string, centavos> const exact[]{
        {"1500000", 1'500'000'00}, {"0", 0},     {"150.5", 150'50},       {"-0", 0},
        {"1e3", 1'000'00},         {"0.010", 1}, {"12345.6E-1", 1'234'56}};
    for (auto const& [target, total] : exact) {
        CHECK(on.rebalance(target).status() == 200);
        CHECK(on.psp.accounts().transactional_total() == total);
    }
}

TEST_CASE("rebalances conserve every bank's sum and overdraw none", "[sandbox][account]") {
    std::mt19937_64 random{20260310};
    for (int round = 0; round < 200; ++round) {
        std::uniform_int_distribution<centavos> any{0, round % 2 == 0 ? 20 : 5'000'000'00};
        ledger accounts{any(random), any(random)};
        auto const before = accounts.banks();
        auto const all = accounts.transactional_total() + accounts.proprietary_total();
        std::uniform_int_distribution<centavos> targets{0, all + all / 4};
        for (int step = 0; step < 200; ++step) {
            auto const target = targets(random);
            auto const held = accounts.transactional_total();
            bool const moved = accounts.rebalance(target);
            REQUIRE(moved == (target <= all));
            REQUIRE(accounts.transactional_total() == (moved ? target : held));
            for (std::size_t i = 0; i < 3; ++i)
                REQUIRE(checked_sum(accounts.banks()[i]) == checked_sum(before[i]));
        }
    }

    logged_in on;
    std::uniform_int_distribution<centavos> targets{0, 1'500'000'00};
    for (int step = 0; step < 200; ++step) {
        auto const target = targets(random);
        REQUIRE(on.rebalance(format_money(target)).status() == 200);
        REQUIRE(on.psp.accounts().transactional_total() == target);
        REQUIRE(on.psp.accounts().proprietary_total() == 1'500'000'00 - target);
    }
    CHECK(on.psp.counts().rebalances_executed == 200);
}
