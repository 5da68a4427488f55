// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/result.hpp>

#include "catch.hpp"

#include <boost/outcome/try.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

using namespace connectpsp;

namespace result_test {

namespace {

result<int> half(int value) {
    if (value % 2 != 0)
        return error{errc::not_an_integer, {.pointer = "/" + std::to_string(value)}};
    return value / 2;
}

result<std::string> quarter(int value) {
    BOOST_OUTCOME_TRY(auto const once, half(value));
    BOOST_OUTCOME_TRY(int const twice, half(once));
    return std::to_string(twice);
}

result<int> failed() {
    return error{api_errc::insufficient_funds,
                 {.status = 422,
                  .pointer = "/targetAmount",
                  .problem = problem{.code = "INSUFFICIENT_FUNDS", .detail = "R$ 5 of Maria"}}};
}

} // namespace

TEST_CASE("a result holds a value or an error", "[core][result]") {
    result<int> const good = half(4);
    REQUIRE(good.has_value());
    CHECK(static_cast<bool>(good));
    CHECK_FALSE(good.has_error());
    CHECK(good.value() == 2);

    result<int> const bad = half(3);
    CHECK_FALSE(static_cast<bool>(bad));
    CHECK(bad.has_error());
    CHECK(bad.error() == errc::not_an_integer);
    CHECK(bad.error().pointer() == "/3");
}

TEST_CASE("the value of a failed result throws a system_error with the whole error",
          "[core][result]") {
    try {
        (void)failed().value();
        FAIL("nothing was thrown");
    } catch (std::system_error const& thrown) {
        CHECK(std::string{thrown.what()} ==
              "422 INSUFFICIENT_FUNDS: the balance does not cover the amount at /targetAmount");
        CHECK(thrown.code().value() == static_cast<int>(api_errc::insufficient_funds));
        CHECK(std::string{thrown.code().category().name()} == "connectpsp.api");
        CHECK(thrown.code().message() == "the balance does not cover the amount");

        auto const* const whole = dynamic_cast<failure const*>(&thrown);
        REQUIRE(whole != nullptr);
        CHECK(whole->error() == api_errc::insufficient_funds);
        CHECK(whole->error().status() == 422);
        CHECK(whole->error().pointer() == "/targetAmount");
        REQUIRE(whole->error().problem() != nullptr);
        CHECK(whole->error().problem()->detail == "R$ 5 of Maria");
    }
}

TEST_CASE("the standard's code of a failure still meets our conditions", "[core][result]") {
    failure const thrown{error{errc::invalid_ispb}};
    auto const standard = [](condition wanted) {
        return static_cast<std::error_condition>(make_error_condition(wanted));
    };
    CHECK(thrown.code() == static_cast<std::error_code>(make_error_code(errc::invalid_ispb)));
    CHECK(thrown.code() == standard(condition::invalid_argument));
    CHECK(thrown.code() != standard(condition::invalid_response));
}

TEST_CASE("a failure throws from every kind of reference", "[core][result]") {
    result<int> bad = failed();
    result<int> const& constant = bad;
    CHECK_THROWS_AS(bad.value(), failure);
    CHECK_THROWS_AS(constant.value(), failure);
    CHECK_THROWS_AS(std::move(bad).value(), failure);
}

TEST_CASE("a copied failure keeps its text and its error", "[core][result]") {
    auto original = std::make_unique<failure>(error{errc::wrong_type, {.pointer = "/a"}});
    failure const copy = *original;
    original.reset();
    CHECK(std::string{copy.what()} == "the member has the wrong JSON type at /a");
    CHECK(copy.error().pointer() == "/a");
}

TEST_CASE("the error of a result that holds a value throws a logic_error", "[core][result]") {
    result<int> good = 5;
    result<int> const& constant = good;
    CHECK_THROWS_AS(good.error(), std::logic_error);
    CHECK_THROWS_AS(constant.error(), std::logic_error);
    CHECK_THROWS_WITH(good.error(), "connectpsp: error() of a result that holds a value");
    CHECK(good.value() == 5);
}

TEST_CASE("BOOST_OUTCOME_TRY hands the first error on", "[core][result]") {
    CHECK(quarter(20).value() == "5");
    CHECK(quarter(3).error().pointer() == "/3");
    CHECK(quarter(6).error().pointer() == "/3");
    CHECK(quarter(6).error() == errc::not_an_integer);
}

TEST_CASE("a result holds what can only be moved", "[core][result]") {
    result<std::unique_ptr<int>> made = std::make_unique<int>(7);
    auto const taken = std::move(made).value();
    CHECK(*taken == 7);
    static_assert(!std::is_copy_constructible_v<result<std::unique_ptr<int>>>);
    static_assert(std::is_copy_constructible_v<result<int>>);
    static_assert(!std::is_convertible_v<result<int>, bool>);
    static_assert(std::is_base_of_v<std::system_error, failure>);
}

} // namespace result_test
