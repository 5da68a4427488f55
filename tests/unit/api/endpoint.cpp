// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/endpoint.hpp>

#include "catch.hpp"

#include <connectpsp/api/operations.hpp>

#include <iterator>

#include <string_view>

using namespace connectpsp;

namespace endpoint_test {

namespace {

constexpr endpoint_spec spec(connectpsp::effect does, connectpsp::idempotency again) {
    return {http_method::post, "/somewhere", auth::bearer, does, again};
}

} // namespace

TEST_CASE("the eight operations are where the API has them", "[api][endpoint]") {
    struct {
        endpoint_spec spec;
        http_method method;
        std::string_view path;
        connectpsp::auth needs;
        connectpsp::effect does;
        connectpsp::idempotency again;
    } const table[] = {
        {obtain_token::endpoint, http_method::post, "/auth/token", auth::none, effect::none,
         idempotency::inherent},
        {get_balance::endpoint, http_method::get, "/account/balance", auth::bearer, effect::none,
         idempotency::inherent},
        {rebalance::endpoint, http_method::post, "/account/rebalance", auth::bearer_and_signature,
         effect::moves_money, idempotency::inherent},
        {create_cash_in::endpoint, http_method::post, "/cash-in", auth::bearer,
         effect::creates_charge, idempotency::by_key},
        {get_cash_in::endpoint, http_method::get, "/cash-in/{id}", auth::bearer, effect::none,
         idempotency::inherent},
        {refund_cash_in::endpoint, http_method::post, "/cash-in/{id}/refund",
         auth::bearer_and_signature, effect::moves_money, idempotency::by_key},
        {create_cash_out::endpoint, http_method::post, "/cash-out", auth::bearer_and_signature,
         effect::moves_money, idempotency::by_key},
        {get_cash_out::endpoint, http_method::get, "/cash-out/{id}", auth::bearer, effect::none,
         idempotency::inherent},
    };
    CHECK(std::size(table) == boost::mp11::mp_size<all_operations>::value);
    for (auto const& each : table) {
        INFO(each.path);
        CHECK(each.spec.method == each.method);
        CHECK(each.spec.path == each.path);
        CHECK(each.spec.auth == each.needs);
        CHECK(each.spec.effect == each.does);
        CHECK(each.spec.idempotency == each.again);
    }
}

TEST_CASE("the stated effect decides whether an outcome can be unknown", "[api][endpoint]") {
    for (auto const again : {idempotency::inherent, idempotency::by_key, idempotency::none}) {
        CHECK_FALSE(spec(effect::none, again).has_effect());
        CHECK(spec(effect::creates_charge, again).has_effect());
        CHECK(spec(effect::moves_money, again).has_effect());
    }
    // A signed request that only reads has none: nothing follows from the signature.
    endpoint_spec read = get_balance::endpoint;
    read.auth = auth::bearer_and_signature;
    CHECK_FALSE(read.has_effect());
}

TEST_CASE("money that is moved without a key becomes stale", "[api][endpoint]") {
    CHECK(rebalance::endpoint.becomes_stale());
    CHECK_FALSE(get_balance::endpoint.becomes_stale());
    CHECK_FALSE(create_cash_out::endpoint.becomes_stale());
    CHECK_FALSE(spec(effect::moves_money, idempotency::none).becomes_stale());
    CHECK_FALSE(spec(effect::creates_charge, idempotency::inherent).becomes_stale());
}

TEST_CASE("an unknown outcome is repeated with its key or looked into", "[api][endpoint]") {
    CHECK(spec(effect::moves_money, idempotency::by_key).unknown_outcome() ==
          remedy::retry_same_key);
    CHECK(spec(effect::moves_money, idempotency::inherent).unknown_outcome() == remedy::reconcile);
    CHECK(spec(effect::moves_money, idempotency::none).unknown_outcome() == remedy::reconcile);
}

} // namespace endpoint_test
