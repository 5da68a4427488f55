#include <connectpsp/api/endpoint.hpp>

#include "catch.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>

#include <string_view>

using namespace connectpsp;

namespace endpoint_test {

namespace {

constexpr endpoint_spec spec(connectpsp::access_level needs, connectpsp::repeat again) {
    return {http_method::post, "/somewhere", 200, needs, again};
}

} // namespace

TEST_CASE("the eight operations are where the API has them", "[api][endpoint]") {
    struct {
        endpoint_spec spec;
        http_method method;
        std::string_view path;
        int success;
        access_level access;
        connectpsp::repeat repeat;
    } const table[] = {
        {obtain_token::endpoint, http_method::post, "/auth/token", 200, access_level::open,
         repeat::safe},
        {get_balance::endpoint, http_method::get, "/account/balance", 200, access_level::bearer,
         repeat::safe},
        {rebalance::endpoint, http_method::post, "/account/rebalance", 200, access_level::signed_,
         repeat::safe},
        {create_cash_in::endpoint, http_method::post, "/cash-in", 201, access_level::bearer,
         repeat::keyed},
        {get_cash_in::endpoint, http_method::get, "/cash-in/{id}", 200, access_level::bearer,
         repeat::safe},
        {refund_cash_in::endpoint, http_method::post, "/cash-in/{id}/refund", 202,
         access_level::signed_, repeat::keyed},
        {create_cash_out::endpoint, http_method::post, "/cash-out", 202, access_level::signed_,
         repeat::keyed},
        {get_cash_out::endpoint, http_method::get, "/cash-out/{id}", 200, access_level::bearer,
         repeat::safe},
    };
    for (auto const& each : table) {
        INFO(each.path);
        CHECK(each.spec.method == each.method);
        CHECK(each.spec.path == each.path);
        CHECK(each.spec.success_status == each.success);
        CHECK(each.spec.access == each.access);
        CHECK(each.spec.repeat == each.repeat);
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

} // namespace endpoint_test
