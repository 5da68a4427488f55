// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/error.hpp>

#include "catch.hpp"

#include <chrono>
#include <sstream>
#include <string>
#include <type_traits>

using namespace connectpsp;

namespace error_test {

namespace {

struct problem coded(std::string code) {
    struct problem made;
    made.code = std::move(code);
    return made;
}

} // namespace

TEST_CASE("an error of a code alone knows nothing else", "[core][error]") {
    for (error const& bare : {error{errc::no_answer}, error{api_errc::not_found},
                              error{boost::system::error_code{errc::wrong_type}}}) {
        CHECK(bare.status() == 0);
        CHECK(bare.pointer().empty());
        CHECK(bare.problem() == nullptr);
        CHECK(bare.body_excerpt().empty());
        CHECK_FALSE(bare.retry_after().has_value());
        CHECK_FALSE(bare.offset().has_value());
        CHECK(bare.mismatch() == nullptr);
        CHECK(bare.cause() == bare.code());
        CHECK_FALSE(bare.underlying().failed());
        CHECK_FALSE(bare.outcome_unknown());
    }
}

TEST_CASE("a response to a login says nothing about the operation", "[core][error]") {
    error const refunded{api_errc::cash_in_already_refunded};
    CHECK(refunded == condition::already_done);
    error const at_login =
        refunded.with([](error_context& context) { context.during_authentication = true; });
    CHECK_FALSE(at_login == condition::already_done);
}

TEST_CASE("an error gives back what is known about it", "[core][error]") {
    error const full{api_errc::service_unavailable,
                     {.status = 503,
                      .pointer = "/a/0",
                      .problem = coded("BUSY"),
                      .body_excerpt = "<html>",
                      .retry_after = connectpsp::retry_after{std::chrono::seconds{7}},
                      .underlying = errc::json_syntax,
                      .unknown_outcome = remedy::reconcile}};
    CHECK(full.code() == errc::outcome_unknown);
    CHECK(full.cause() == api_errc::service_unavailable);
    CHECK(full.status() == 503);
    CHECK(full.pointer() == "/a/0");
    REQUIRE(full.problem() != nullptr);
    CHECK(full.problem()->code == "BUSY");
    CHECK(full.body_excerpt() == "<html>");
    CHECK((full.retry_after() == connectpsp::retry_after{std::chrono::seconds{7}}));
    CHECK(full.underlying() == errc::json_syntax);
    CHECK(full.outcome_unknown());
}

TEST_CASE("an error prints no text as it came", "[core][error]") {
    std::string const hostile = "a\x1b[2J\nb";
    for (error const& each :
         {error{errc::wrong_type, {.pointer = hostile}},
          error{errc::wrong_type, {.subject = hostile}},
          error{errc::wrong_type, {.subject = "x", .detail = hostile}},
          error{errc::mismatched_id, {.mismatch = value_mismatch{"x", hostile}}},
          error{errc::mismatched_id, {.mismatch = value_mismatch{hostile, "x"}}}})
        CHECK(to_string(each).find("a\\u001b[2J\\u000ab") != std::string::npos);
}

TEST_CASE("an error prints as one line of what is known", "[core][error]") {
    struct {
        error value;
        char const* text;
    } const table[] = {
        {errc::not_sent, "the request was not sent"},
        {api_errc::not_found, "the resource was not found"},
        {{errc::missing_member, {.pointer = "/banks/0/ispb"}},
         "the required member is missing or null at /banks/0/ispb"},
        {{api_errc::bad_gateway, {.status = 502}}, "502: a gateway received no valid response"},
        {{api_errc::insufficient_funds, {.status = 422, .problem = coded("INSUFFICIENT_FUNDS")}},
         "422 INSUFFICIENT_FUNDS: the balance does not cover the amount"},
        {{api_errc::declined, {.problem = coded("A_CODE")}},
         "A_CODE: the server says that it did not perform the request"},
        {{errc::no_answer, {.underlying = errc::json_syntax}},
         "no response arrived (the body is not JSON)"},
        {{errc::br_code_wrong_crc, {.offset = 0}}, "the BR Code has a wrong CRC at offset 0"},
        {{errc::br_code_syntax, {.offset = 211}},
         "the BR Code has a tag or length that is not two digits at offset 211"},
        {{errc::mismatched_amount,
          {.status = 201,
           .pointer = "/amount",
           .mismatch = value_mismatch{"1.00", "100.00"},
           .unknown_outcome = remedy::reconcile}},
         "201: the response is about another amount at /amount: expected 1.00, got 100.00; "
         "outcome unknown"},
        {{errc::no_answer, {.unknown_outcome = remedy::reconcile}},
         "no response arrived; outcome unknown"},
        {{errc::wrong_type,
          {.status = 200,
           .pointer = "/success",
           .problem = coded("ODD"),
           .underlying = errc::json_too_deep,
           .unknown_outcome = remedy::retry_same_key}},
         "200 ODD: the member has the wrong JSON type at /success (the JSON document is nested "
         "deeper than the limit); "
         "outcome unknown"},
    };
    for (auto const& each : table) {
        CHECK(to_string(each.value) == each.text);
        std::ostringstream out;
        out << each.value;
        CHECK(out.str() == each.text);
    }
}

TEST_CASE("the server's prose is never printed", "[core][error]") {
    struct problem prose;
    prose.type = "https://example.com/type";
    prose.title = "Title of Maria";
    prose.status = 777;
    prose.detail = "Detail: CPF 123.456.789-09";
    error const value{api_errc::unprocessable,
                      {.status = 422, .problem = prose, .body_excerpt = "<html>Bearer abc</html>"}};
    CHECK(to_string(value) == "422: a business rule rejected the request");
}

TEST_CASE("a problem code is printed only where it is symbol text", "[core][error]") {
    for (auto const& text :
         {std::string{}, std::string{"12345678909"}, std::string{"maria"}, std::string{"Name"},
          std::string{"A CODE"}, std::string{"A-CODE"}, std::string{"A_CODE\r\n"},
          std::string{"A\0B", 3}, std::string{"CÃ"}, std::string{"CODE1"}, std::string(65, 'A')}) {
        INFO(text);
        CHECK(to_string(error{api_errc::bad_request, {.status = 400, .problem = coded(text)}}) ==
              "400: the request is invalid");
    }
    for (auto const& text : {std::string{"A"}, std::string{"_"}, std::string(64, 'Z')})
        CHECK(to_string(error{api_errc::bad_request, {.status = 400, .problem = coded(text)}}) ==
              "400 " + text + ": the request is invalid");
}

TEST_CASE("an error compares with codes and conditions", "[core][error]") {
    error const expired{api_errc::token_expired, {.status = 401}};
    CHECK(expired == api_errc::token_expired);
    CHECK(expired == condition::authentication);
    CHECK_FALSE(expired == api_errc::unauthorized);
    CHECK_FALSE(expired == condition::rejected);
    CHECK(expired != errc::not_whole_centavos); // the same number in another category
    CHECK(error{errc::not_whole_centavos} != api_errc::token_expired);
    CHECK(error{errc::not_sent} == condition::transport);
    CHECK(error{errc::not_sent} == condition::retryable);
    CHECK(condition::transport == error{errc::not_sent});
}

TEST_CASE("an answer about something else is a mismatch, and one that cannot be understood is none",
          "[core][error]") {
    error const other{errc::mismatched_reference,
                      {.status = 202, .mismatch = value_mismatch{"***", "***"}}};
    CHECK(other == condition::mismatch);
    CHECK(other == condition::invalid_response);
    REQUIRE(other.mismatch() != nullptr);
    CHECK(*other.mismatch() == value_mismatch{"***", "***"});
    CHECK(error{errc::missing_member, {.status = 202}} != condition::mismatch);
    CHECK(error{errc::out_of_range, {.status = 202}} != condition::mismatch);
}

TEST_CASE("an unknown outcome is the error's own and changes its remedy", "[core][error]") {
    error const known{errc::no_answer};
    CHECK(known != condition::outcome_unknown);
    CHECK(known.remedy() == remedy::wait);
    for (remedy const asked : {remedy::reconcile, remedy::retry_same_key}) {
        error const open{errc::no_answer, {.unknown_outcome = asked}};
        CHECK(open.outcome_unknown());
        CHECK(open == condition::outcome_unknown);
        CHECK(open == errc::outcome_unknown);
        CHECK(open != errc::no_answer);
        CHECK(open.cause() == errc::no_answer);
        CHECK(open.remedy() == asked);
    }
    CHECK(error{api_errc::token_expired}.remedy() == remedy::reauthenticate);
    error const bare{errc::outcome_unknown, {.status = 504}};
    CHECK(bare.outcome_unknown());
    CHECK(bare.remedy() == remedy::reconcile);
    CHECK(to_string(bare) == "504: the outcome is unknown, and money may have moved");
}

TEST_CASE("an error is changed into another one", "[core][error]") {
    error const before{errc::wrong_type, {.status = 200, .pointer = "/a"}};
    error const after = before.with([](error_context& context) { context.pointer = "/b/a"; });
    CHECK(after == errc::wrong_type);
    CHECK(after.status() == 200);
    CHECK(after.pointer() == "/b/a");
    CHECK(before.pointer() == "/a");
    error const first =
        error{errc::wrong_type}.with([](error_context& context) { context.status = 502; });
    CHECK(first.status() == 502);
    CHECK(error{errc::wrong_type}.status() == 0);
}

TEST_CASE("copies of an error share what it knows", "[core][error]") {
    error const original{api_errc::bad_request, {.status = 400, .problem = coded("A")}};
    error copy = original;
    CHECK(copy.problem() == original.problem());
    CHECK(&copy.pointer() == &original.pointer());
    error const moved = std::move(copy);
    CHECK(moved.problem() == original.problem());
    static_assert(std::is_nothrow_copy_constructible_v<error>);
    static_assert(std::is_nothrow_move_constructible_v<error>);
}

} // namespace error_test
