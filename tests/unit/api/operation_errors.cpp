// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/obtain_token.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// Every answer without success: docs/protocol.md §3.

using namespace connectpsp;
using namespace connectpsp::test;

namespace operation_errors_test {

namespace {

struct meaning {
    int status;
    std::string_view problem_code; ///< empty: there is none
    api_errc code;
    std::optional<connectpsp::condition> condition;
    connectpsp::remedy remedy;
    bool open; ///< whether the request may have been carried out
};

constexpr meaning table[] = {
    {400, "", api_errc::bad_request, condition::rejected, remedy::fix_request, false},
    {400, "ANY_NEW_CODE", api_errc::bad_request, condition::rejected, remedy::fix_request, false},
    {401, "", api_errc::unauthorized, condition::authentication, remedy::reauthenticate, false},
    {401, "INVALID_CREDENTIALS", api_errc::invalid_credentials, condition::authentication,
     remedy::fix_request, false},
    {401, "TOKEN_EXPIRED", api_errc::token_expired, condition::authentication,
     remedy::reauthenticate, false},
    {401, "TOKEN_REVOKED", api_errc::unauthorized, condition::authentication,
     remedy::reauthenticate, false},
    {401, "INVALID_APPLICATION_TOKEN", api_errc::invalid_application_token,
     condition::authentication, remedy::fix_request, false},
    {403, "", api_errc::forbidden, condition::authentication, remedy::fix_request, false},
    {404, "", api_errc::other_client_error, condition::rejected, remedy::fix_request, false},
    {404, "NO_SUCH_TRANSACTION", api_errc::not_found, condition::not_found, remedy::fix_request,
     false},
    {405, "", api_errc::other_client_error, condition::rejected, remedy::fix_request, false},
    {408, "", api_errc::request_timeout, condition::unavailable, remedy::wait, true},
    {409, "", api_errc::conflict, std::nullopt, remedy::reconcile, false},
    {409, "DUPLICATED_REFERENCE", api_errc::conflict, std::nullopt, remedy::reconcile, false},
    {421, "", api_errc::misdirected_request, condition::unavailable, remedy::wait, false},
    {422, "", api_errc::unprocessable, condition::rejected, remedy::fix_request, false},
    {422, "INVALID_SIGNATURE", api_errc::invalid_signature, condition::authentication,
     remedy::fix_request, false},
    {422, "INSUFFICIENT_FUNDS", api_errc::insufficient_funds, condition::insufficient_funds,
     remedy::wait, false},
    {422, "CASH_IN_NOT_PAID", api_errc::cash_in_not_paid, condition::rejected, remedy::fix_request,
     false},
    {422, "CASH_IN_ALREADY_REFUNDED", api_errc::cash_in_already_refunded, condition::already_done,
     remedy::reconcile, false},
    {422, "CASH_IN_EXPIRED", api_errc::cash_in_expired, condition::rejected, remedy::fix_request,
     false},
    {422, "CASH_IN_CANCELLED", api_errc::cash_in_cancelled, condition::rejected,
     remedy::fix_request, false},
    {422, "MISSING_END_TO_END_ID", api_errc::missing_end_to_end_id, condition::rejected,
     remedy::contact_support, false},
    {422, "ANY_NEW_CODE", api_errc::unprocessable, condition::rejected, remedy::fix_request, false},
    {422, "insufficient_funds", api_errc::unprocessable, condition::rejected, remedy::fix_request,
     false},
    {418, "INSUFFICIENT_FUNDS", api_errc::insufficient_funds, condition::insufficient_funds,
     remedy::wait, false},
    {425, "", api_errc::too_early, condition::unavailable, remedy::wait, false},
    {425, "TOO_EARLY", api_errc::too_early, condition::unavailable, remedy::wait, false},
    {429, "", api_errc::too_many_requests, condition::rate_limited, remedy::wait, false},
    {499, "", api_errc::other_client_error, condition::rejected, remedy::fix_request, false},
    {500, "", api_errc::internal_server_error, condition::unavailable, remedy::contact_support,
     true},
    {500, "INSUFFICIENT_FUNDS", api_errc::internal_server_error, condition::unavailable,
     remedy::contact_support, true},
    {501, "", api_errc::other_server_error, condition::unavailable, remedy::contact_support, true},
    {502, "", api_errc::bad_gateway, condition::unavailable, remedy::wait, true},
    {503, "", api_errc::service_unavailable, condition::unavailable, remedy::wait, true},
    {504, "", api_errc::gateway_timeout, condition::unavailable, remedy::wait, true},
    {599, "", api_errc::other_server_error, condition::unavailable, remedy::contact_support, true},
};

/// Statuses that the API does not use.
constexpr int unexpected[] = {-1,  0,   99,  100, 101, 103, 199, 300, 301,
                              302, 303, 304, 307, 308, 399, 600, 999, 2000};

response html_reply(int status, std::string body) {
    return {.status = status, .content_type = "text/html", .body = std::move(body)};
}

template <class Op>
void check_meaning(meaning expected) {
    INFO(expected.status << ' ' << expected.problem_code);
    if (Op::endpoint.auth == auth::none && expected.code == api_errc::not_found) {
        expected.code = api_errc::other_client_error; // a login looks for no transaction
        expected.condition = condition::rejected;
    }
    response const sent = expected.problem_code.empty()
                              ? html_reply(expected.status, "")
                              : problem_reply(expected.status, expected.problem_code);
    auto const read = parse<Op>(sent);
    REQUIRE_FALSE(read);
    error const& got = read.error();
    CHECK(got.cause() == expected.code);
    CHECK(expected.condition.has_value() == (expected.code != api_errc::conflict));
    bool const open = expected.open && Op::endpoint.has_effect();
    if (expected.condition) CHECK(got.cause() == *expected.condition);
    if (expected.condition) CHECK((got == *expected.condition) == !open);
    bool const refused = expected.condition == condition::rejected ||
                         expected.condition == condition::insufficient_funds;
    CHECK((got == condition::rejected) == (!open && refused));
    CHECK(got.status() == expected.status);
    CHECK(got.pointer().empty());
    CHECK_FALSE(got.retry_after());
    CHECK((got.problem() != nullptr) == !expected.problem_code.empty());
    if (got.problem() != nullptr) CHECK(got.problem()->code == expected.problem_code);
    CHECK(got.outcome_unknown() == open);
    CHECK((got == condition::outcome_unknown) == open);
    CHECK(got.remedy() == (open ? remedy::reconcile : expected.remedy));
}

} // namespace

TEST_CASE("every status and code has its meaning", "[api][errors]") {
    for (meaning const& each : table) {
        check_meaning<get_balance>(each);
        check_meaning<rebalance>(each);
        check_meaning<obtain_token>(each);
    }
}

TEST_CASE("a status that the API does not use is no success", "[api][errors]") {
    for (int const status : unexpected) {
        INFO(status);
        auto const read = parse<get_balance>(json_reply(status, std::string{three_banks_json}));
        REQUIRE_FALSE(read);
        CHECK(read.error() == api_errc::unexpected_status);
        CHECK(read.error() == condition::invalid_response);
        CHECK(read.error().status() == status);
        CHECK(read.error().remedy() == remedy::contact_support);
        CHECK_FALSE(read.error().outcome_unknown());
    }
}

TEST_CASE("a status that the API does not use says nothing about a rebalance", "[api][errors]") {
    // Only a 4xx says that nothing was done; what answers 0, 1xx or 3xx knows nothing of it.
    for (int const status : unexpected) {
        INFO(status);
        auto const read = parse<rebalance>(json_reply(status, R"({"success":true})"));
        REQUIRE_FALSE(read);
        CHECK(read.error().cause() == api_errc::unexpected_status);
        CHECK(read.error().outcome_unknown());
        CHECK(read.error().remedy() == remedy::reconcile);
    }
}

TEST_CASE("a problem is kept as it was sent", "[api][errors]") {
    auto const read = parse<rebalance>(response_view{
        422,
        "application/problem+json",
        R"({"type":"https://connect-psp.redocly.app/errors/insufficient-funds",)"
        R"("title":"Insufficient Funds","status":422,"code":"INSUFFICIENT_FUNDS","detail":)"
        R"("The requested amount of R$ 500.00 exceeds available balance of R$ 100.00.","more":[]})",
        {}});
    REQUIRE_FALSE(read);
    REQUIRE(read.error().problem() != nullptr);
    problem const& sent = *read.error().problem();
    CHECK(sent.type == "https://connect-psp.redocly.app/errors/insufficient-funds");
    CHECK(sent.title == "Insufficient Funds");
    CHECK(sent.status == 422);
    CHECK(sent.code == "INSUFFICIENT_FUNDS");
    CHECK(sent.detail ==
          "The requested amount of R$ 500.00 exceeds available balance of R$ 100.00.");
}

TEST_CASE("the extension members of a problem are there to debug with, and in no log line",
          "[api][errors]") {
    // The forms of ASP.NET Core, Spring and an API gateway.
    for (std::string const body :
         {R"({"type":"about:blank","title":"One or more validation errors occurred.","status":400,)"
          R"("errors":{"$.payee.document":["CPF of Maria"]},"traceId":"00-4bf92f-00"})",
          R"({"timestamp":"2026-03-10T14:35:00Z","status":400,"error":"Maria","path":"/cash-out"})",
          R"({"message":"Forbidden for Maria"})"}) {
        INFO(body);
        for (int const status : {400, 404, 500}) {
            auto const read =
                parse<create_cash_out>(response_view{status, "application/problem+json", body, {}});
            REQUIRE_FALSE(read);
            CHECK(read.error().body_excerpt() == body);
            std::string const line = to_string(read.error());
            for (char const* const hidden : {"Maria", "traceId", "path", "Forbidden", "errors"})
                CHECK(line.find(hidden) == std::string::npos);
        }
    }
    constexpr std::size_t most = limits::body_excerpt_bytes;
    std::string const body =
        R"({"code":"INVALID","errors":[")" + std::string(2 * most, 'x') + R"("]})";
    auto const read = parse<create_cash_out>(json_reply(400, body));
    REQUIRE(read.error().problem() != nullptr);
    CHECK(read.error().body_excerpt() == body.substr(0, most));
}

TEST_CASE("an unknown code is kept as text", "[api][errors]") {
    for (std::string const code : {"SOMETHING_NEW", "", "with \\\"quotes\\\"", "\\u0000"}) {
        auto const read = parse<rebalance>(problem_reply(422, code));
        REQUIRE(read.error().problem() != nullptr);
        CHECK(read.error() == api_errc::unprocessable);
    }
    CHECK(parse<rebalance>(problem_reply(422, "SOMETHING_NEW")).error().problem()->code ==
          "SOMETHING_NEW");
}

TEST_CASE("the HTTP status counts, not the one in the problem", "[api][errors]") {
    auto const read = parse<rebalance>(response_view{409, "", R"({"status":422,"title":"t"})", {}});
    CHECK(read.error() == api_errc::conflict);
    CHECK(read.error().status() == 409);
    CHECK(read.error().problem()->status == 422);
}

TEST_CASE("a problem with a malformed member keeps its code", "[api][errors]") {
    for (char const* const status : {R"("422")", "null", "{}", "[]", "true", "422.5", "1e30"}) {
        INFO(status);
        auto const read = parse<rebalance>(json_reply(422, R"({"status":)" + std::string{status} +
                                                               R"(,"code":"INSUFFICIENT_FUNDS"})"));
        CHECK(read.error() == api_errc::insufficient_funds);
    }
}

TEST_CASE("a piece of a body that is no problem is kept", "[api][errors]") {
    std::string const page = "<html><body>502 Bad Gateway</body></html>";
    auto const read = parse<get_balance>(html_reply(502, page));
    CHECK(read.error() == api_errc::bad_gateway);
    CHECK(read.error().problem() == nullptr);
    CHECK(read.error().body_excerpt() == page);
    for (char const* const body : {"{}", "[]", R"({"x":1})", R"({"code":"X","code":"Y"})",
                                   R"({"code":"X)", R"({"code":"X"}x)", "null", "\xFF\xFE"}) {
        INFO(body);
        auto const other = parse<get_balance>(html_reply(500, body));
        CHECK(other.error() == api_errc::internal_server_error);
        CHECK(other.error().problem() == nullptr);
        CHECK(other.error().body_excerpt() == body);
    }
    auto const empty = parse<get_balance>(html_reply(500, ""));
    CHECK(empty.error() == api_errc::internal_server_error);
    CHECK(empty.error().body_excerpt().empty());
    CHECK(parse<get_balance>(response_view{.status = 500}).error().body_excerpt().empty());
}

TEST_CASE("the piece of a body is bounded and cut between characters", "[api][errors]") {
    constexpr std::size_t most = limits::body_excerpt_bytes;
    auto const kept = [](std::string body) {
        return parse<get_balance>(html_reply(502, std::move(body))).error().body_excerpt();
    };
    CHECK(kept(std::string(most, 'x')) == std::string(most, 'x'));
    CHECK(kept(std::string(most + 1, 'x')) == std::string(most, 'x'));
    CHECK(kept(std::string(2'000'000, 'x')) == std::string(most, 'x'));
    CHECK(kept(std::string(most - 2, 'x') + "\u00e7!") == std::string(most - 2, 'x') + "\u00e7");
    CHECK(kept(std::string(most - 1, 'x') + "\u00e7!") == std::string(most - 1, 'x'));
    CHECK(kept(std::string(most - 1, 'x') + "\U0001F600") == std::string(most - 1, 'x'));
    CHECK(kept(std::string(most - 3, 'x') + "\U0001F600") == std::string(most - 3, 'x'));
    CHECK(kept(std::string(2 * most, '\x80')).size() <= most);
}

TEST_CASE("Retry-After is kept in both forms", "[api][errors]") {
    using namespace std::chrono;
    auto const after = [](int status, std::string_view text) {
        return parse<rebalance>(response_view{status, "text/html", "", text}).error().retry_after();
    };
    auto const instant = sys_days{year{2026} / October / 21} + hours{7} + minutes{28};
    for (int const status : {401, 429, 500, 503}) {
        CHECK(after(status, "120") == retry_after{seconds{120}});
        CHECK(after(status, "0") == retry_after{seconds{0}});
        CHECK(after(status, "Wed, 21 Oct 2026 07:28:00 GMT") == retry_after{instant});
        CHECK_FALSE(after(status, ""));
        CHECK_FALSE(after(status, "soon"));
        CHECK_FALSE(after(status, "-1"));
        CHECK(after(status, "1.5") == retry_after{seconds{2}}); // rounded up
    }
    auto const read = parse<get_balance>(response_view{503, "", R"({"code":"BUSY"})", "7"});
    CHECK(read.error().problem()->code == "BUSY");
    CHECK(read.error().retry_after() == retry_after{seconds{7}});
}

} // namespace operation_errors_test
