// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/errc.hpp>

#include "catch.hpp"

#include <string>

using namespace connectpsp;

namespace to_api_errc_test {

namespace {

struct {
    int status;
    api_errc code;
} const by_status[] = {
    {400, api_errc::bad_request},
    {401, api_errc::unauthorized},
    {402, api_errc::other_client_error},
    {403, api_errc::forbidden},
    {404, api_errc::not_found},
    {405, api_errc::other_client_error},
    {408, api_errc::request_timeout},
    {409, api_errc::conflict},
    {421, api_errc::misdirected_request},
    {418, api_errc::other_client_error},
    {422, api_errc::unprocessable},
    {425, api_errc::too_early},
    {429, api_errc::too_many_requests},
    {499, api_errc::other_client_error},
    {500, api_errc::internal_server_error},
    {501, api_errc::other_server_error},
    {502, api_errc::bad_gateway},
    {503, api_errc::service_unavailable},
    {504, api_errc::gateway_timeout},
    {505, api_errc::other_server_error},
    {599, api_errc::other_server_error},
    {600, api_errc::unexpected_status},
    {399, api_errc::unexpected_status},
    {302, api_errc::unexpected_status},
    {304, api_errc::unexpected_status},
    {101, api_errc::unexpected_status},
    {99, api_errc::unexpected_status},
    {0, api_errc::unexpected_status},
    {-1, api_errc::unexpected_status},
    {2147483647, api_errc::unexpected_status},
};

struct {
    char const* text;
    api_errc code;
} const by_code[] = {
    {"INVALID_CREDENTIALS", api_errc::invalid_credentials},
    {"TOKEN_EXPIRED", api_errc::token_expired},
    {"INVALID_APPLICATION_TOKEN", api_errc::invalid_application_token},
    {"INVALID_SIGNATURE", api_errc::invalid_signature},
    {"INSUFFICIENT_FUNDS", api_errc::insufficient_funds},
    {"CASH_IN_NOT_PAID", api_errc::cash_in_not_paid},
    {"CASH_IN_ALREADY_REFUNDED", api_errc::cash_in_already_refunded},
    {"CASH_IN_EXPIRED", api_errc::cash_in_expired},
    {"CASH_IN_CANCELLED", api_errc::cash_in_cancelled},
    {"MISSING_END_TO_END_ID", api_errc::missing_end_to_end_id},
};

} // namespace

TEST_CASE("a status without a known problem code stands for itself", "[core][errc]") {
    for (auto const& each : by_status) {
        INFO(each.status);
        CHECK(to_api_errc(each.status, "") == each.code);
        CHECK(to_api_errc(each.status, "SOMETHING_NEW") == each.code);
    }
}

TEST_CASE("a known problem code decides for every 4xx", "[core][errc]") {
    for (auto const& each : by_code)
        for (int const status : {400, 401, 403, 404, 409, 422, 429, 499}) {
            INFO(each.text << ' ' << status);
            CHECK(to_api_errc(status, each.text) == each.code);
        }
}

TEST_CASE("outside 4xx a known problem code changes nothing", "[core][errc]") {
    for (auto const& status : by_status) {
        if (status.status >= 400 && status.status < 500) continue;
        for (auto const& each : by_code) {
            INFO(each.text << ' ' << status.status);
            CHECK(to_api_errc(status.status, each.text) == status.code);
        }
    }
}

TEST_CASE("a problem code is known by its exact text alone", "[core][errc]") {
    for (auto const& each : by_code) {
        std::string const text = each.text;
        for (auto const& other :
             {text + ' ', ' ' + text, text + '_', text.substr(1), text.substr(0, text.size() - 1),
              text + '\0', static_cast<char>(text[0] - 'A' + 'a') + text.substr(1)}) {
            INFO(other);
            CHECK(to_api_errc(422, other) == api_errc::unprocessable);
        }
    }
}

} // namespace to_api_errc_test
