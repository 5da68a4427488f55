#include <connectpsp/api/endpoint.hpp>

#include "catch.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/auth.hpp>

using namespace connectpsp;

namespace {

constexpr endpoint_spec spec(connectpsp::access_level needs, connectpsp::repeat again) {
    return {http_method::post, "/somewhere", 200, needs, again};
}

} // namespace

TEST_CASE("the three operations are where the API has them", "[api][endpoint]") {
    CHECK(obtain_token::endpoint.method == http_method::post);
    CHECK(obtain_token::endpoint.path == "/auth/token");
    CHECK(obtain_token::endpoint.access == connectpsp::access_level::open);
    CHECK(get_balance::endpoint.method == http_method::get);
    CHECK(get_balance::endpoint.path == "/account/balance");
    CHECK(get_balance::endpoint.access == connectpsp::access_level::bearer);
    CHECK(rebalance::endpoint.method == http_method::post);
    CHECK(rebalance::endpoint.path == "/account/rebalance");
    CHECK(rebalance::endpoint.access == connectpsp::access_level::signed_);
    for (endpoint_spec const& each :
         {obtain_token::endpoint, get_balance::endpoint, rebalance::endpoint}) {
        CHECK(each.success_status == 200);
        CHECK(each.repeat == repeat::safe);
    }
}

TEST_CASE("what is signed or may not be repeated has an effect", "[api][endpoint]") {
    CHECK_FALSE(spec(connectpsp::access_level::open, repeat::safe).has_effect());
    CHECK_FALSE(spec(connectpsp::access_level::bearer, repeat::safe).has_effect());
    CHECK(spec(connectpsp::access_level::signed_, repeat::safe).has_effect());
    CHECK(spec(connectpsp::access_level::bearer, repeat::keyed).has_effect());
    CHECK(spec(connectpsp::access_level::bearer, repeat::never).has_effect());
    CHECK(spec(connectpsp::access_level::signed_, repeat::keyed).has_effect());
    CHECK_FALSE(obtain_token::endpoint.has_effect());
    CHECK_FALSE(get_balance::endpoint.has_effect());
    CHECK(rebalance::endpoint.has_effect());
}

TEST_CASE("an unknown outcome is repeated with its key or looked into", "[api][endpoint]") {
    CHECK(spec(connectpsp::access_level::signed_, repeat::keyed).unknown_outcome() ==
          remedy::retry_same_key);
    CHECK(spec(connectpsp::access_level::signed_, repeat::safe).unknown_outcome() ==
          remedy::reconcile);
    CHECK(spec(connectpsp::access_level::signed_, repeat::never).unknown_outcome() ==
          remedy::reconcile);
}
