// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "merchant.hpp"

#include "catch.hpp"

using namespace connectpsp;
using sandbox::fault_kind;

namespace {

constexpr char const* balance_path = "GET /account/balance";
constexpr char const* rebalance_path = "POST /account/rebalance";
constexpr char const* token_path = "POST /auth/token";

} // namespace

TEST_CASE("a wallet is read, planned, rebalanced and read again", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    auto const before = shop.client(get_balance{});
    REQUIRE(before.has_value());
    CHECK(before.value().banks.size() == 3);
    CHECK(sum_of_banks(before.value()).value() == before.value().consolidated);

    money const exposure = 750'000.01_brl;
    auto const plan = plan_rebalance(before.value(), exposure);
    CHECK(plan.direction == rebalance_direction::top_up);
    CHECK(plan.amount == 250'000.01_brl);
    CHECK(plan.covered);

    auto const receipt = shop.client(rebalance{.target_amount = exposure});
    REQUIRE(receipt.has_value());
    auto const after = shop.client(get_balance{});
    REQUIRE(after.has_value());
    CHECK(after.value().consolidated.transactional_balance == exposure);
    CHECK(after.value().consolidated.total_balance == before.value().consolidated.total_balance);
    CHECK(shop.psp.accounts().transactional_total() == exposure.centavos());
    CHECK(shop.received(token_path) == 1);
}

TEST_CASE("a rebalance that the reserve does not cover is refused", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    auto const receipt = shop.client(rebalance{.target_amount = 2'000'000.00_brl});
    REQUIRE(receipt.has_error());
    CHECK(receipt.error() == condition::insufficient_funds);
    CHECK(receipt.error().status() == 422);
    CHECK_FALSE(receipt.error().outcome_unknown());
    CHECK(shop.psp.counts().rebalances_executed == 0);
}

TEST_CASE("a lost answer to a rebalance is an unknown outcome, and nothing is sent twice",
          "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    REQUIRE(shop.client(get_balance{}).has_value()); // a connection that could be kept
    auto const kind =
        GENERATE(fault_kind::drop_request, fault_kind::drop_answer, fault_kind::truncated);
    shop.psp.faults().add({.kind = kind, .path = "/account/rebalance"});
    auto const receipt = shop.client(rebalance{.target_amount = 600'000.00_brl});
    REQUIRE(receipt.has_error());
    CHECK(receipt.error() == errc::outcome_unknown);
    CHECK(receipt.error().cause() == errc::no_answer);
    CHECK(receipt.error().underlying().failed());
    CHECK(receipt.error() == condition::outcome_unknown);
    CHECK(receipt.error().remedy() == remedy::reconcile);
    CHECK(shop.received(rebalance_path) == 1);
}

TEST_CASE("a lost answer to a read leaves nothing unknown", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    // Twice, because a stack may repeat a read by itself when a kept connection turns out dead.
    shop.psp.faults().add(
        {.kind = fault_kind::drop_answer, .path = "/account/balance", .times = 2});
    auto const wallet = shop.client(get_balance{});
    REQUIRE(wallet.has_error());
    CHECK(wallet.error() == condition::transport);
    CHECK(wallet.error() == condition::retryable);
    CHECK_FALSE(wallet.error().outcome_unknown());
    shop.psp.faults().clear();
    CHECK(shop.client(get_balance{}).has_value());
}

TEST_CASE("a server that is not there was sent nothing", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    REQUIRE(shop.client(get_balance{}).has_value());
    shop.psp.stop();
    auto const receipt = shop.client(rebalance{.target_amount = 1.00_brl});
    REQUIRE(receipt.has_error());
    CHECK(receipt.error() == errc::not_sent);
    CHECK_FALSE(receipt.error().outcome_unknown());
    CHECK(receipt.error().underlying().failed());
}

TEST_CASE("a token that expired or was revoked is renewed once", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    REQUIRE(shop.client(get_balance{}).has_value());
    if (GENERATE(true, false))
        shop.psp.expire_tokens();
    else
        shop.psp.revoke_tokens();
    CHECK(shop.client(rebalance{.target_amount = 600'000.00_brl}).has_value());
    CHECK(shop.received(token_path) == 2);
    CHECK(shop.psp.counts().rebalances_executed == 1);
}

TEST_CASE("a second refusal in a row is the caller's", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    shop.psp.faults().add({.kind = fault_kind::status,
                           .path = "/account/balance",
                           .times = 2,
                           .status = 401,
                           .code = "TOKEN_EXPIRED"});
    auto const wallet = shop.client(get_balance{});
    REQUIRE(wallet.has_error());
    CHECK(wallet.error() == api_errc::token_expired);
    CHECK(shop.received(balance_path) == 2);
    CHECK(shop.received(token_path) == 2);
}

TEST_CASE("a token is renewed before its end", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    REQUIRE(shop.client(get_balance{}).has_value());
    shop.now += std::chrono::seconds{3600 - 91};
    REQUIRE(shop.client(get_balance{}).has_value());
    CHECK(shop.received(token_path) == 1);
    shop.now += std::chrono::seconds{31}; // between 90 and 60 seconds before its end
    REQUIRE(shop.client(get_balance{}).has_value());
    CHECK(shop.received(token_path) == 2);
}

TEST_CASE("a clock that jumps back costs a token and nothing else", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    REQUIRE(shop.client(get_balance{}).has_value());
    shop.now -= std::chrono::hours{24};
    REQUIRE(shop.client(get_balance{}).has_value());
    REQUIRE(shop.client(get_balance{}).has_value());
    CHECK(shop.received(token_path) == 2);
}

TEST_CASE("wrong credentials are refused and not tried again", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    auto const stranger =
        credentials::make({.client_id = "999",
                           .client_secret = secret{"00000000-0000-4000-8000-000000000000"},
                           .application_token = secret{"00000000-0000-4000-8000-000000000000"},
                           .crypto_token = secret{"nobody"}});
    session other{environment::parse(shop.psp.base_url()).value(), stranger.value()};
    connectpsp::client client{other, shop.send};
    auto const wallet = client(get_balance{});
    REQUIRE(wallet.has_error());
    CHECK(wallet.error() == api_errc::invalid_credentials);
    CHECK(wallet.error().remedy() == remedy::fix_request);
    CHECK(shop.received(token_path) == 1);
}

TEST_CASE("another CryptoToken is a signature refused with 422", "[integration]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    auto const& known = shop.psp.settings();
    auto const forger = credentials::make({.client_id = known.client_id,
                                           .client_secret = secret{known.client_secret},
                                           .application_token = secret{known.application_token},
                                           .crypto_token = secret{"another"}});
    session other{environment::parse(shop.psp.base_url()).value(), forger.value()};
    connectpsp::client client{other, shop.send};
    CHECK(client(get_balance{}).has_value());
    auto const receipt = client(rebalance{.target_amount = 1.00_brl});
    REQUIRE(receipt.has_error());
    CHECK(receipt.error() == api_errc::invalid_signature);
    CHECK(receipt.error().status() == 422);
    CHECK(shop.psp.counts().rebalances_executed == 0);
}
