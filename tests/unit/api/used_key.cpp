// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/flow/retry_policy.hpp>

#include <string>
#include <string_view>

// Refusals that say something about an earlier request under the same key.

using namespace connectpsp;
using namespace connectpsp::test;

namespace used_key_test {

namespace {

error refused(int status, std::string body, std::string_view retry_after = "") {
    response answer = json_reply(status, std::move(body));
    answer.retry_after = retry_after;
    auto const read = parse(sample_payout(), answer);
    REQUIRE_FALSE(read);
    return read.error();
}

std::string with_code(std::string_view code) {
    return R"({"title":"Refused","code":")" + std::string{code} + "\"}";
}

std::optional<std::chrono::milliseconds> delay_of(endpoint_spec const& endpoint,
                                                  error const& failure) {
    timestamp const now = parse_timestamp("2026-03-10T14:35:00Z").value();
    return delay_before_retry({}, endpoint, failure,
                              {.count = 1, .started = now, .now = now, .random = 7});
}

void check_open(error const& got) {
    INFO(got);
    CHECK(got.outcome_unknown());
    CHECK(got.remedy() == remedy::reconcile);
    CHECK(got != condition::rejected);
    CHECK_FALSE(delay_of(create_cash_out::endpoint, got));
}

void check_under_way(error const& got) {
    INFO(got);
    CHECK(got.outcome_unknown());
    CHECK(got.remedy() == remedy::retry_same_key);
    CHECK(got != condition::retryable); // with another key it is not
    CHECK(delay_of(create_cash_out::endpoint, got));
}

void check_definite(error const& got) {
    INFO(got);
    CHECK_FALSE(got.outcome_unknown());
    CHECK(got != condition::outcome_unknown);
}

} // namespace

TEST_CASE("a refusal that speaks of the idempotency key leaves the outcome open",
          "[api][idempotency]") {
    for (int const status : {400, 403, 404, 409, 412, 422, 499})
        for (std::string_view const code :
             {"IDEMPOTENCY_KEY_REUSED", "idempotency_key_payload_mismatch", "IdempotencyKeyReused",
              "idempotency-conflict", "INVALID_IDEMPOTENCY_KEY", "Idempotent_Request_Mismatch",
              "CHAVE_DE_IDEMPOTENCIA", "idempotency.key.reuse"}) {
            INFO(status << ' ' << code);
            check_open(refused(status, with_code(code)));
        }
    // Even where the status alone would say that nothing was processed.
    for (int const status : {401, 421, 425, 429})
        check_open(refused(status, with_code("IDEMPOTENCY_KEY_REUSED")));
}

TEST_CASE("a refusal without a code may speak of the idempotency key elsewhere",
          "[api][idempotency]") {
    for (std::string const body :
         {// draft-ietf-httpapi-idempotency-key-header §2.7
          R"({"type":"https://developer.example.com/idempotency",)"
          R"("title":"Idempotency-Key is already used","detail":"Another payload."})",
          R"({"title":"Idempotency-Key is missing"})",
          R"({"detail":"The idempotency key was used."})",
          R"({"type":"https://example.com/idempotency-key-reused","code":"REUSED"})",
          R"({"code":"","title":"idempotency key reused"})",
          // Other forms.
          R"({"error":{"type":"idempotency_error","message":"Keys are for one request."}})",
          R"({"message":"Idempotency key was used"})", "Idempotency key was used",
          "{\"title\":\"Chave de idempot\xC3\xAAncia repetida\"}"}) {
        INFO(body);
        for (int const status : {400, 409, 422})
            check_open(refused(status, body));
    }
}

TEST_CASE("a page that repeats the request's fields is not about the idempotency key",
          "[api][idempotency]") {
    std::string const page = "<pre>X-Idempotency-Key: 7d3e0c1a</pre>";
    for (int const status : {401, 403, 404, 405, 413, 421, 425, 429, 431, 451}) {
        INFO(status);
        check_definite(refused(status, page));
    }
}

TEST_CASE("what is refused for a reason of its own is refused, whatever its prose mentions",
          "[api][idempotency]") {
    std::string const prose = R"(,"detail":"Retry with another idempotency key."})";
    check_definite(refused(422, R"({"code":"INSUFFICIENT_FUNDS")" + prose));
    check_definite(refused(422, R"({"code":"A_NEW_REASON")" + prose));
    check_definite(refused(422, R"({"code":"INSUFFICIENT_FUNDS","type":"https://a/idempotency"})"));
    for (int const status : {401, 421, 425, 429})
        check_definite(refused(status, R"({"title":"Too many requests")" + prose));
    for (std::string const body : {"", "{}", R"({"title":"Bad request"})", "<html>400</html>"})
        for (int const status : {400, 404, 413, 422})
            check_definite(refused(status, body));
    // A read has no key.
    CHECK_FALSE(parse(get_cash_out{sample_lookup()}, json_reply(409, with_code("IDEMPOTENCY_X")))
                    .error()
                    .outcome_unknown());
}

TEST_CASE("a conflict with a request that is still being processed is waited for under its key",
          "[api][idempotency]") {
    for (std::string_view const code :
         {"REQUEST_IN_PROGRESS", "request-in-progress", "RequestInProgress", "STILL_PROCESSING",
          "already_in_process", "CONCURRENT_REQUEST", "IDEMPOTENCY_KEY_IN_USE",
          "idempotency_key_in_use", "OUTSTANDING_REQUEST", "IDEMPOTENCY_PENDING"}) {
        INFO(code);
        check_under_way(refused(409, with_code(code)));
    }
    check_under_way(refused(422, with_code("IDEMPOTENCY_REQUEST_IN_PROGRESS")));
    // draft-ietf-httpapi-idempotency-key-header §2.7
    check_under_way(
        refused(409, R"({"title":"A request is outstanding for this Idempotency-Key"})"));
    for (std::string_view const when : {"1", "0", "Tue, 10 Mar 2026 14:35:09 GMT"}) {
        check_under_way(refused(409, "", when));
        check_under_way(refused(409, with_code("DUPLICATE"), when));
        check_under_way(refused(422, with_code("IDEMPOTENCY_CONFLICT"), when));
    }
    // As long as the server says.
    CHECK(delay_of(create_cash_out::endpoint, refused(409, "", "3")) == std::chrono::seconds{3});
    CHECK_FALSE(delay_of(create_cash_out::endpoint, refused(409, "", "3600")));
}

TEST_CASE("a conflict that says nothing of a request under way is found out about",
          "[api][idempotency]") {
    for (std::string_view const code :
         {"DUPLICATE_EXTERNAL_REFERENCE", "ALREADY_PROCESSED", "REFERENCE_IN_USE",
          "REFERENCE_OF_PENDING_PAYOUT", "CONFLICT"}) {
        INFO(code);
        check_open(refused(409, with_code(code)));
    }
    check_open(refused(409, ""));
    check_open(refused(409, "", "soon"));
    check_open(refused(409, R"({"title":"Conflict while processing the request"})"));
    // Without a key there is nothing to wait for.
    error const of_read =
        parse(get_cash_out{sample_lookup()}, json_reply(409, with_code("IN_PROGRESS"))).error();
    CHECK_FALSE(of_read.outcome_unknown());
    CHECK_FALSE(delay_of(get_cash_out::endpoint, of_read));
    error const of_balance =
        parse<rebalance>(json_reply(409, with_code("REQUEST_IN_PROGRESS"))).error();
    CHECK_FALSE(delay_of(rebalance::endpoint, of_balance));
}

} // namespace used_key_test
