// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_SAMPLE_VALUES_HPP
#define CONNECTPSP_TESTS_SUPPORT_SAMPLE_VALUES_HPP

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/authorization.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

// Made-up values in the shapes of the real ones.

namespace connectpsp::test {

inline constexpr std::string_view client_id = "4711";
inline constexpr std::string_view client_secret = "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e";
inline constexpr std::string_view application_token = "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81";
inline constexpr std::string_view crypto_token = "c0ffee00-1234-4abc-9def-0123456789ab";
inline constexpr std::string_view access_token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    ".eyJzdWIiOiI0NzExIiwiaWF0IjoxNzczMTUxMjAwLCJleHAiOjE3NzMxNTQ4MDB9"
    ".tpg5iLZWZ_RVUBhHBVq9BCc1XFuyaHqmcHIG5XvBN2w";

/// `printf %s "$access_token" | openssl dgst -sha256 -hmac "$crypto_token"`
inline constexpr std::string_view access_token_signature =
    "e293849593fd2bccce934449e235170021d3f90549c00e24006c35f83deb98d1";

inline credentials sample_credentials() {
    return credentials::make({.client_id = std::string{client_id},
                              .client_secret = secret{client_secret},
                              .application_token = secret{application_token},
                              .crypto_token = secret{crypto_token}})
        .value();
}

inline authorization sample_authorization(std::string_view token = access_token) {
    return authorization::make(environment::staging(), sample_credentials(), secret{token}).value();
}

inline response json_reply(int status, std::string body) {
    return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

/// The answer to POST /auth/token.
inline response token_reply(std::string_view token = access_token, int expires_in = 3600) {
    return json_reply(
        200, "{\"accessToken\":\"" + std::string{token} +
                 "\",\"tokenType\":\"Bearer\",\"expiresIn\":" + std::to_string(expires_in) +
                 ",\"issuedAt\":\"2026-03-10T14:00:00Z\"}");
}

/// A problem document with a code.
inline response problem_reply(int status, std::string_view code) {
    return {.status = status,
            .content_type = "application/problem+json",
            .body = "{\"type\":\"https://connect-psp.redocly.app/errors/some\",\"title\":\"Some "
                    "title\",\"status\":" +
                    std::to_string(status) + ",\"code\":\"" + std::string{code} +
                    "\",\"detail\":\"Some detail.\"}"};
}

/// A wallet at the three banking partners, about 770 bytes; every text is short.
inline constexpr std::string_view three_banks_json =
    R"({"currency":"BRL","referenceDate":"2026-03-10","consolidated":{"totalBalance":1500000,)"
    R"("transactionalBalance":500000,"proprietaryBalance":1000000.00},"banks":[)"
    R"({"ispb":"38224857","bank":"DELBANK","accounts":{"transactional":{"branch":"0001",)"
    R"("account":"123456","balance":200000},"proprietary":{"branch":"0001","account":"123457",)"
    R"("balance":400000.10}}},{"ispb":"13935893","bank":"CELCOIN IP S.A.","accounts":{)"
    R"("transactional":{"branch":"0001","account":"223456","balance":150000.5},"proprietary":{)"
    R"("branch":"0001","account":"223457","balance":350000}}},{"ispb":"20855875",)"
    R"("bank":"StarkBank","accounts":{"transactional":{"branch":"0001","account":"323456",)"
    R"("balance":149999.5},"proprietary":{"branch":"0001","account":"323457",)"
    R"("balance":249999.90}}}],"updatedAt":"2026-03-10T14:35:00Z"})";

/// What three_banks_json says.
inline balance three_banks() {
    auto const at = [](char const* account, std::int64_t centavos) {
        return account_balance{"0001", account, money::from_centavos(centavos)};
    };
    auto const bank = [&](std::string_view code, char const* name, char const* first,
                          std::int64_t centavos, char const* second, std::int64_t reserve) {
        return bank_balance{received<ispb>{code}, name,
                            bank_accounts{at(first, centavos), at(second, reserve)}};
    };
    using namespace std::chrono;
    return {
        .currency = currency::brl,
        .reference_date = year{2026} / March / 10,
        .consolidated = {money::from_centavos(150'000'000), money::from_centavos(50'000'000),
                         money::from_centavos(100'000'000)},
        .banks = {bank("38224857", "DELBANK", "123456", 20'000'000, "123457", 40'000'010),
                  bank("13935893", "CELCOIN IP S.A.", "223456", 15'000'050, "223457", 35'000'000),
                  bank("20855875", "StarkBank", "323456", 14'999'950, "323457", 24'999'990)},
        .updated_at = sys_days{year{2026} / March / 10} + hours{14} + minutes{35}};
}

} // namespace connectpsp::test

#endif
