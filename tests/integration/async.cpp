// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "crowds.hpp"

#include "../sandbox/server.hpp"
#include "catch.hpp"
#include "support/sample_payments.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
using sandbox::fault_kind;

namespace {

constexpr std::size_t many = 200;
constexpr char const* token_path = "POST /auth/token";
constexpr char const* payout_path = "POST /cash-out";

/// Payouts over one session and one thread, by the computer's clock, and how each has ended.
struct payouts_at_once {
    explicit payouts_at_once(stack over) : http(make_crowd(over)) {}

    std::uint64_t received(char const* endpoint) const {
        return psp.counts().received_by(endpoint);
    }
    std::uint64_t paid() const { return psp.counts().cash_outs_created; }

    void start(std::vector<create_cash_out> const& orders) {
        for (auto const& order : orders)
            http->pay(session, order,
                      [this](result<cash_out_receipt> const& got) { results.push_back(got); });
    }
    /// Carries them out, and says how many were accepted.
    std::size_t pay(std::vector<create_cash_out> const& orders) {
        results.clear();
        start(orders);
        http->run();
        CHECK(results.size() == orders.size());
        for (auto const& each : results)
            if (!each) UNSCOPED_INFO(each.error());
        return static_cast<std::size_t>(std::count_if(
            results.begin(), results.end(), [](auto const& each) { return each.has_value(); }));
    }
    /// Until the sandbox has got that many requests.
    void run_until_received(char const* endpoint, std::uint64_t count) {
        http->run([&] { return received(endpoint) >= count; });
    }

    sandbox::server psp{};
    connectpsp::session session{
        environment::parse(psp.base_url()).value(),
        credentials::make({.client_id = psp.settings().client_id,
                           .client_secret = secret{psp.settings().client_secret},
                           .application_token = secret{psp.settings().application_token},
                           .crypto_token = secret{psp.settings().crypto_token}})
            .value()};
    std::vector<result<cash_out_receipt>> results{};
    std::unique_ptr<crowd> http;
};

std::vector<create_cash_out> new_orders(std::size_t count) {
    static std::mt19937_64 random_bits{std::random_device{}()};
    std::vector<create_cash_out> orders(count, sample_payout());
    for (auto& order : orders) {
        order.idempotency_key = idempotency_key::generate(random_bits);
        order.external_reference = external_reference::parse(order.idempotency_key.text()).value();
        order.amount = money::from_centavos(100);
    }
    return orders;
}

} // namespace

TEST_CASE("many payouts at once are each paid once, whatever becomes of their answers",
          "[integration][async]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    payouts_at_once shop{over};
    auto& faults = shop.psp.faults();
    faults.add({.kind = fault_kind::drop_answer, .path = "/cash-out", .times = 40});
    faults.add({.kind = fault_kind::drop_request, .path = "/cash-out", .times = 20});
    faults.add({.kind = fault_kind::truncated, .path = "/cash-out", .times = 20});
    faults.add({.kind = fault_kind::html, .path = "/cash-out", .times = 20, .processed = true});
    faults.add({.kind = fault_kind::retry_after, .path = "/cash-out", .times = 20});
    faults.add({.kind = fault_kind::retry_after,
                .path = "/cash-out",
                .times = 20,
                .processed = true,
                .status = 503});
    faults.add({.kind = fault_kind::delay,
                .path = "/cash-out",
                .times = 20,
                .wait = std::chrono::milliseconds{200}});
    CHECK(shop.pay(new_orders(many)) == many);
    CHECK(shop.paid() == many);
    CHECK(shop.psp.accounts().reserved() == 100 * many);
    CHECK(faults.pending() == 0);
    CHECK(shop.received(payout_path) == many + 140); // all but the late ones were sent again
    CHECK(shop.received(token_path) == 1);
}

TEST_CASE("many whose token has expired obtain one new token", "[integration][async]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    payouts_at_once shop{over};
    REQUIRE(shop.pay(new_orders(1)) == 1);
    shop.psp.expire_tokens();
    CHECK(shop.pay(new_orders(many)) == many);
    CHECK(shop.paid() == 1 + many);
    CHECK(shop.received(payout_path) == 1 + 2 * many);
    CHECK(shop.received(token_path) == 2);
}

TEST_CASE("many wait for a token that is hard to get", "[integration][async]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    payouts_at_once shop{over};
    shop.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/auth/token"});
    shop.psp.faults().add({.kind = fault_kind::html, .path = "/auth/token"});
    CHECK(shop.pay(new_orders(many)) == many);
    CHECK(shop.paid() == many);
    CHECK(shop.received(payout_path) == many);
    CHECK(shop.received(token_path) == 3);
}

TEST_CASE("payouts given up on their way are unknown, and paid once when sent again",
          "[integration][async]") {
    auto const over = GENERATE(from_range(all_stacks));
    bool const told = GENERATE(true, false);
    CAPTURE(over, told);
    payouts_at_once shop{over};
    REQUIRE(shop.pay(new_orders(1)) == 1);
    constexpr std::size_t some = 20;
    shop.psp.faults().add({.kind = fault_kind::delay,
                           .path = "/cash-out",
                           .times = some,
                           .wait = std::chrono::seconds{30}});
    auto const orders = new_orders(some);
    shop.results.clear();
    shop.start(orders);
    shop.run_until_received(payout_path, 1 + some);
    REQUIRE(shop.results.empty());
    if (told) {
        shop.http->cancel();
        CHECK(shop.results.size() == some);
    } else {
        shop.http = make_crowd(over);
    }
    std::vector<std::string> keys;
    for (auto const& each : shop.results) {
        REQUIRE(each.has_error());
        CHECK(each.error().cause() == errc::cancelled);
        CHECK(each.error().outcome_unknown());
        CHECK(each.error().remedy() == remedy::retry_same_key);
        keys.emplace_back(each.error().idempotency_key());
    }
    std::sort(keys.begin(), keys.end());
    CHECK(std::unique(keys.begin(), keys.end()) == keys.end());

    CHECK(shop.pay(orders) == some);
    CHECK(shop.paid() == 1 + some);
    CHECK(shop.received(token_path) == 1);
}

TEST_CASE("payouts given up before there is a token were not sent, and the session goes on",
          "[integration][async]") {
    auto const over = GENERATE(from_range(all_stacks));
    bool const told = GENERATE(true, false);
    CAPTURE(over, told);
    payouts_at_once shop{over};
    shop.psp.faults().add(
        {.kind = fault_kind::delay, .path = "/auth/token", .wait = std::chrono::seconds{30}});
    auto const orders = new_orders(20);
    shop.start(orders);
    shop.run_until_received(token_path, 1);
    if (told) {
        shop.http->cancel();
        CHECK(shop.results.size() == orders.size());
    } else {
        shop.http = make_crowd(over);
    }
    for (auto const& each : shop.results) {
        REQUIRE(each.has_error());
        CHECK(each.error() == errc::cancelled);
        CHECK_FALSE(each.error().outcome_unknown());
    }
    CHECK(shop.received(payout_path) == 0);

    CHECK(shop.pay(orders) == orders.size());
    CHECK(shop.paid() == orders.size());
    CHECK(shop.received(token_path) == 2);
}
