// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "merchant.hpp"

#include "catch.hpp"

using namespace connectpsp;
using sandbox::fault;
using sandbox::fault_kind;

namespace {

/// A bad answer, and what a read and a rebalance make of it.
struct bad_answer {
    char const* name;
    fault served;
    boost::system::error_code code;
    int status;
    bool unknown_after_rebalance;
};

bad_answer const bad_answers[] = {
    {"an HTML 502", {.kind = fault_kind::html}, api_errc::bad_gateway, 502, true},
    {"an empty 500", {.kind = fault_kind::empty}, api_errc::internal_server_error, 500, true},
    {"a 500 problem",
     {.kind = fault_kind::server_error},
     api_errc::internal_server_error,
     500,
     true},
    {"a 200 without JSON", {.kind = fault_kind::garbage}, errc::json_syntax, 200, true},
    {"a 200 with nothing",
     {.kind = fault_kind::raw, .status = 200, .body = ""},
     errc::json_incomplete,
     200,
     true},
    {"a 200 that lacks everything",
     {.kind = fault_kind::raw, .status = 200, .body = "{}"},
     errc::missing_member,
     200,
     true},
    {"a 200 with something behind it",
     {.kind = fault_kind::raw,
      .status = 200,
      .body = R"({"success":true,"consolidated":{)"
              R"("totalBalance":0,"transactionalBalance":0,"proprietaryBalance":0}} x)"},
     errc::json_trailing_bytes,
     200,
     true},
    {"an unknown code",
     {.kind = fault_kind::status, .status = 422, .code = "SOMETHING_NEW"},
     api_errc::unprocessable,
     422,
     false},
    {"a redirect",
     {.kind = fault_kind::raw, .status = 307, .headers = {{"Location", "/"}}},
     api_errc::unexpected_status,
     307,
     true},
};

} // namespace

TEST_CASE("every bad answer over a real connection is a typed error", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    for (bad_answer const& bad : bad_answers) {
        CAPTURE(bad.name);
        merchant shop{over};
        fault served = bad.served;
        served.path = "/account/*";
        served.times = 2;
        shop.psp.faults().add(served);

        auto const wallet = shop.client(get_balance{});
        REQUIRE(wallet.has_error());
        CHECK(wallet.error().code() == bad.code);
        CHECK(wallet.error().status() == bad.status);
        CHECK_FALSE(wallet.error().outcome_unknown());

        auto const receipt = shop.client(rebalance{.target_amount = 1.00_brl});
        REQUIRE(receipt.has_error());
        CHECK(receipt.error().cause() == bad.code);
        CHECK(receipt.error().status() == bad.status);
        CHECK(receipt.error().outcome_unknown() == bad.unknown_after_rebalance);
        CHECK(shop.received("POST /account/rebalance") == 1);
    }
}

TEST_CASE("an HTML page is kept in part and not printed", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    shop.psp.faults().add({.kind = fault_kind::html, .path = "/account/balance"});
    auto const wallet = shop.client(get_balance{});
    REQUIRE(wallet.has_error());
    CHECK_FALSE(wallet.error().body_excerpt().empty());
    CHECK(to_string(wallet.error()) == "502: a gateway received no valid response");
}

TEST_CASE("Retry-After arrives in both of its forms", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    shop.psp.faults().add(
        {.kind = fault_kind::retry_after, .path = "/account/balance", .retry_after = "120"});
    shop.psp.faults().add({.kind = fault_kind::retry_after,
                           .path = "/account/balance",
                           .status = 503,
                           .retry_after = "Tue, 10 Mar 2026 14:36:00 GMT"});
    auto const limited = shop.client(get_balance{});
    REQUIRE(limited.has_error());
    CHECK(limited.error() == condition::rate_limited);
    REQUIRE(limited.error().retry_after());
    CHECK(limited.error().retry_after()->delay(shop.now) == std::chrono::seconds{120});

    auto const unavailable = shop.client(get_balance{});
    REQUIRE(unavailable.has_error());
    CHECK(unavailable.error() == condition::unavailable);
    REQUIRE(unavailable.error().retry_after());
    CHECK(unavailable.error().retry_after()->delay(shop.now) == std::chrono::seconds{60});
}

TEST_CASE("a token that holds a line break never reaches a header", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    shop.psp.faults().add(
        {.kind = fault_kind::raw,
         .path = "/auth/token",
         .status = 200,
         .body = R"({"accessToken":"a.b\r\nEvil: yes","tokenType":"Bearer","expiresIn":3600})"});
    auto const wallet = shop.client(get_balance{});
    REQUIRE(wallet.has_error());
    CHECK(wallet.error() == errc::invalid_access_token);
    CHECK(wallet.error().pointer() == "/accessToken");
    CHECK(shop.received("GET /account/balance") == 0);
}

TEST_CASE("an answer later than the transport's patience is no answer", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    REQUIRE(shop.client(get_balance{}).has_value());
    shop.psp.faults().add({.kind = fault_kind::delay,
                           .path = "/account/rebalance",
                           .wait = std::chrono::milliseconds{1500}});
    any_transport hasty = make_transport(over, std::chrono::seconds{1});
    connectpsp::client client{shop.session, hasty, retry_policy::no_retry()};
    auto const receipt = client(rebalance{.target_amount = 1.00_brl});
    REQUIRE(receipt.has_error());
    CHECK(receipt.error().cause() == errc::no_answer);
    CHECK(receipt.error().outcome_unknown());
}
