// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "merchant.hpp"

#include "catch.hpp"
#include "json_lines.hpp"
#include "prometheus.hpp"
#include "support/sample_payments.hpp"

#include <boost/json/parse.hpp>

#include <sstream>
#include <string>
#include <vector>

// The observers to copy, over a real HTTP stack.

using namespace connectpsp;
using namespace connectpsp::test;
using sandbox::fault_kind;

namespace {

/// Tells two observers.
struct both {
    examples::json_lines& log;
    examples::prometheus& counts;
    void operator()(auto const& told) {
        log(told);
        counts(told);
    }
};

struct shop_with_log : merchant {
    shop_with_log() : merchant(stack::curl) {}

    std::vector<boost::json::object> lines() const {
        std::vector<boost::json::object> made;
        std::istringstream in{written.str()};
        for (std::string line; std::getline(in, line);)
            made.push_back(boost::json::parse(line).as_object());
        return made;
    }

    std::ostringstream written{};
    examples::json_lines log{written};
    examples::prometheus counts{};
    both told{log, counts};
    connectpsp::client<any_transport&, clock, both&> watched{session, send, retry_policy{},
                                                             clock{&now}, told};
};

bool has(std::string const& text, std::string const& part) { return text.find(part) != text.npos; }

} // namespace

TEST_CASE("each request is a line of JSON, and the end is one", "[integration][observer]") {
    shop_with_log shop;
    shop.psp.faults().add({.kind = fault_kind::truncated, .path = "/cash-out"});
    auto const payout = sample_payout();
    REQUIRE(shop.watched(payout));
    auto const lines = shop.lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].at("path") == "/auth/token");
    CHECK(lines[0].at("status") == 200);
    CHECK(lines[1].at("event") == "request");
    CHECK(lines[1].at("path") == "/cash-out");
    CHECK(lines[1].at("code") == "no_answer");
    CHECK(lines[1].at("remedy") == "retry_same_key");
    CHECK(lines[1].at("outcomeUnknown") == true);
    CHECK(lines[1].contains("nextInMs"));
    CHECK(lines[2].at("number") == 2);
    CHECK(lines[2].at("status") == 202);
    CHECK_FALSE(lines[2].contains("code"));
    CHECK_FALSE(lines[2].contains("outcomeUnknown"));
    CHECK(lines[3].at("event") == "end");
    CHECK(lines[3].at("number") == 2);
    CHECK(lines[3].at("idempotencyKey").as_string() == payout.idempotency_key.text());
    CHECK(lines[3].at("at") == "2026-03-10T14:35:00Z");
}

TEST_CASE("metrics count by endpoint, status, code and remedy", "[integration][observer]") {
    shop_with_log shop;
    shop.psp.faults().add({.kind = fault_kind::truncated, .path = "/cash-out"});
    REQUIRE(shop.watched(sample_payout()));
    REQUIRE_FALSE(shop.watched(get_cash_out{lookup_id::parse("of-nobody").value()}));
    auto const text = shop.counts.text();
    INFO(text);
    CHECK(has(text, R"(connectpsp_token_requests_total{result="obtained"} 1)"));
    CHECK(has(text, R"(connectpsp_retries_total{operation="POST /cash-out"} 1)"));
    CHECK(has(text, R"(connectpsp_operation_duration_seconds_count{operation="POST /cash-out",)"
                    R"(outcome="done"} 1)"));
    CHECK(has(text, R"(operation="GET /cash-out/{id}",outcome="refused",remedy=")"));
    CHECK(has(text, R"(http_client_request_duration_seconds_count{http_request_method="POST",)"
                    R"(url_template="/cash-out",http_response_status_code="0",)"
                    R"(error_type="no_answer"} 1)"));
    CHECK(has(text, R"(http_response_status_code="202",le="+Inf"} 1)"));
    CHECK(has(text, "# TYPE http_client_request_duration_seconds histogram\n"));
}

TEST_CASE("neither a log nor a metric holds a secret or a person", "[integration][observer]") {
    shop_with_log shop;
    auto payout = sample_payout();
    REQUIRE(shop.watched(payout));
    shop.psp.faults().add({.kind = fault_kind::status,
                           .path = "/cash-out",
                           .status = 400,
                           .code = "INVALID_BODY",
                           .title = "Maria da Silva",
                           .detail = "52998224725 is not a document"});
    CHECK_FALSE(shop.watched(payout));
    shop.psp.revoke_tokens();
    shop.psp.faults().add({.kind = fault_kind::status,
                           .path = "/auth/token",
                           .status = 401,
                           .code = "INVALID_CREDENTIALS",
                           .detail = shop.psp.settings().client_secret});
    CHECK_FALSE(shop.watched(get_balance{}));
    for (std::string const& text : {shop.written.str(), shop.counts.text()}) {
        INFO(text);
        REQUIRE_FALSE(text.empty());
        auto const& known = shop.psp.settings();
        for (std::string const& hidden :
             {known.client_secret, known.application_token, known.crypto_token, known.client_id,
              std::string{"Maria"}, std::string{"Silva"}, std::string{"52998224725"},
              std::string{"maria@example.com"}, std::string{"Bearer"},
              std::string{payout.external_reference.text()}})
            CHECK_FALSE(has(text, hidden));
    }
    CHECK_FALSE(has(shop.counts.text(), std::string{payout.idempotency_key.text()}));
}
