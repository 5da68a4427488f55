// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>

#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace connectpsp::test {

/// An operation as a future version may have it.
struct create_thing {
    using result_type = problem;
    static constexpr endpoint_spec endpoint{http_method::post, "/thing", auth::bearer,
                                            effect::creates_charge, idempotency::by_key};
    in_header<connectpsp::idempotency_key> idempotency_key{};
    std::string name{};
};

BOOST_DESCRIBE_STRUCT(create_thing, (), (idempotency_key, name))

struct no_result {
    static constexpr endpoint_spec endpoint = create_thing::endpoint;
};

BOOST_DESCRIBE_STRUCT(no_result, (), ())

struct no_endpoint {
    using result_type = problem;
};

BOOST_DESCRIBE_STRUCT(no_endpoint, (), ())

struct no_description {
    using result_type = problem;
    static constexpr endpoint_spec endpoint = create_thing::endpoint;
};

} // namespace connectpsp::test

static_assert(operation<obtain_token>);
static_assert(operation<get_balance>);
static_assert(operation<rebalance>);
static_assert(operation<create_thing>);
static_assert(!operation<no_result>);
static_assert(!operation<no_endpoint>);
static_assert(!operation<no_description>);
static_assert(!operation<int>);

namespace {

std::string const bearer_fields = "Authorization: Bearer " + std::string{access_token} +
                                  "\r\nApplicationToken: " + std::string{application_token} +
                                  "\r\n";
std::string const signature_field =
    "DigitalSignature: " + std::string{access_token_signature} + "\r\n";
std::string const json_field = "Content-Type: application/json\r\n";

} // namespace

TEST_CASE("the request for a token is exact and carries no authorization", "[api][build]") {
    auto const made = build(obtain_token{std::string{client_id}, secret{client_secret}},
                            environment::production());
    REQUIRE(made);
    CHECK(made.value().method == http_method::post);
    CHECK(made.value().url == "https://api.connectpsp.com/auth/token");
    CHECK(made.value().target() == "/auth/token");
    CHECK(made.value().headers.text() == json_field);
    CHECK(made.value().body ==
          R"({"clientId":"4711","clientSecret":"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e"})");
}

TEST_CASE("the request for the balance is exact, unsigned and without a body", "[api][build]") {
    auto const made = build(get_balance{}, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().method == http_method::get);
    CHECK(made.value().url == "https://api.homologacao.connectpsp.com/account/balance");
    CHECK(made.value().target() == "/account/balance");
    CHECK(made.value().headers.text() == bearer_fields);
    CHECK(made.value().headers.find("DigitalSignature").empty());
    CHECK(made.value().body.empty());
}

TEST_CASE("the request for a rebalance is exact and signed", "[api][build]") {
    using namespace connectpsp::literals;
    auto const made = build(rebalance{.target_amount = 1'000'000.00_brl}, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().method == http_method::post);
    CHECK(made.value().url == "https://api.homologacao.connectpsp.com/account/rebalance");
    CHECK(made.value().target() == "/account/rebalance");
    CHECK(made.value().headers.text() == bearer_fields + signature_field + json_field);
    CHECK(made.value().headers.find("digitalsignature") == access_token_signature);
    CHECK(made.value().body == R"({"targetAmount":1000000.00})");
}

TEST_CASE("an unsigned operation with a body says what the body is", "[api][build]") {
    constexpr std::string_view key = "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f";
    auto const made =
        build(create_thing{idempotency_key::parse(key).value(), "x"}, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().headers.text() ==
          bearer_fields + json_field + "X-Idempotency-Key: " + std::string{key} + "\r\n");
    CHECK(made.value().body == R"({"name":"x"})");
}

TEST_CASE("the same operation makes the same bytes", "[api][build]") {
    auto const auth = sample_authorization();
    rebalance const op{.target_amount = money::from_centavos(1)};
    auto const first = build(op, auth);
    auto const second = build(op, auth);
    CHECK(first.value().headers.text() == second.value().headers.text());
    CHECK(first.value().body == second.value().body);
    CHECK(first.value().url == second.value().url);
}

TEST_CASE("the environment of the token is the request's", "[api][build]") {
    auto const sandbox = environment::parse("http://127.0.0.1:8080").value();
    auto const auth =
        authorization::make(sandbox, sample_credentials(), secret{access_token}).value();
    CHECK(build(get_balance{}, auth).value().url == "http://127.0.0.1:8080/account/balance");
}

TEST_CASE("a negative exposure is refused before anything is built", "[api][build]") {
    auto const refused =
        build(rebalance{.target_amount = money::from_centavos(-1)}, sample_authorization());
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == errc::negative_amount);
    CHECK(refused.error() == condition::invalid_argument);
    CHECK(refused.error().pointer() == "/targetAmount");
    CHECK(refused.error().remedy() == remedy::fix_request);
    CHECK(refused.error().status() == 0);
    CHECK(build(rebalance{}, sample_authorization()).value().body == R"({"targetAmount":0.00})");
}

TEST_CASE("any 2xx with the right body is a success", "[api][parse]") {
    for (int const status : {200, 201, 202, 203, 206, 226, 299}) {
        INFO(status);
        auto const receipt = parse<rebalance>(json_reply(status, R"({"success":true})"));
        REQUIRE(receipt);
        CHECK(receipt.value() == rebalance_receipt{true, {}});
        auto const wallet = parse(get_balance{}, json_reply(status, std::string{three_banks_json}));
        REQUIRE(wallet);
        CHECK(wallet.value() == three_banks());
    }
}

TEST_CASE("the content type of an answer does not matter to its meaning", "[api][parse]") {
    for (char const* const type : {"", "application/json; charset=utf-8", "text/plain"}) {
        CHECK(parse<rebalance>(response_view{200, type, R"({"success":true})"}));
        auto const refused =
            parse<rebalance>(response_view{422, type, R"({"code":"INSUFFICIENT_FUNDS"})"});
        CHECK(refused.error() == api_errc::insufficient_funds);
    }
}

TEST_CASE("a success without the right body is an error with its status", "[api][parse]") {
    struct {
        std::string_view body;
        errc code;
        std::string_view pointer;
    } const table[] = {
        {"", errc::json_incomplete, ""},
        {R"({"success":tr)", errc::json_incomplete, "/success"},
        {"<html></html>", errc::json_syntax, ""},
        {R"({"success":true}{})", errc::json_trailing_bytes, ""},
        {"{}", errc::missing_member, "/success"},
        {R"({"success":null})", errc::missing_member, "/success"},
        {R"({"success":"true"})", errc::wrong_type, "/success"},
        {R"({"success":true,"success":true})", errc::duplicate_member, "/success"},
        {"[]", errc::wrong_type, ""},
    };
    for (auto const& [body, code, pointer] : table) {
        INFO(body);
        for (int const status : {200, 202}) {
            auto const read =
                parse(rebalance{}, response_view{status, "application/json", body, "120"});
            REQUIRE_FALSE(read);
            CHECK(read.error().cause() == code);
            CHECK(read.error().pointer() == pointer);
            CHECK(read.error().status() == status);
            CHECK(read.error().body_excerpt().empty());
            CHECK(read.error().problem() == nullptr);
            CHECK(read.error().cause() == condition::invalid_response);
            CHECK(read.error().outcome_unknown());
            CHECK(read.error() == condition::outcome_unknown);
            CHECK(read.error().remedy() == remedy::reconcile);
        }
        auto const harmless = parse<get_balance>(response_view{200, "application/json", body, {}});
        REQUIRE_FALSE(harmless);
        CHECK(harmless.error().status() == 200);
        CHECK_FALSE(harmless.error().outcome_unknown());
        CHECK(harmless.error().remedy() == remedy::contact_support);
    }
    CHECK(parse<create_thing>(response_view{201, "", "[]", {}}).error().remedy() ==
          remedy::retry_same_key);
}

TEST_CASE("an optional member that cannot be read does not cost the answer", "[api][parse]") {
    for (char const* const odd : {"1", "true", "{}", R"(["x"])"}) {
        auto const read = parse<rebalance>(
            json_reply(200, R"({"success":true,"message":)" + std::string{odd} + "}"));
        REQUIRE(read);
        CHECK(read.value() == rebalance_receipt{.success = true});
    }
}

TEST_CASE("a bad byte in a name costs no answer, also one to a known request", "[api][parse]") {
    response const received = json_reply(
        200, "{\"banks\":[{\"bank\":\"S\xE3o Paulo\"}],\"consolidated\":{\"totalBalance\":3,"
             "\"transactionalBalance\":1,\"proprietaryBalance\":2}}");
    auto const alone = parse<get_balance>(received);
    REQUIRE(alone);
    auto const asked = parse(get_balance{}, received);
    REQUIRE(asked);
    CHECK(asked.value() == alone.value());
}

TEST_CASE("an error keeps what the JSON parser reported", "[api][parse]") {
    CHECK(parse<rebalance>(response_view{200, "", "<", {}}).error().underlying().failed());
}

TEST_CASE("a value in an answer that cannot be is not the caller's to fix", "[api][parse]") {
    auto const check = [](error const& got, errc code) {
        CHECK(got == code);
        CHECK(got == condition::invalid_response);
        CHECK_FALSE(got == condition::invalid_argument); // that is refused before it is sent
        CHECK(got.remedy() == remedy::contact_support);
    };
    auto const wallet = [](std::string_view amount) {
        return parse<get_balance>(json_reply(200, R"({"consolidated":{"totalBalance":)" +
                                                      std::string{amount} + "}}"))
            .error();
    };
    check(wallet("0.001"), errc::not_whole_centavos);
    check(wallet("1e30"), errc::out_of_range);
    check(parse<obtain_token>(token_reply("a b")).error(), errc::invalid_access_token);
    check(parse<obtain_token>(token_reply("a.b.c", 0)).error(), errc::out_of_range);
}
