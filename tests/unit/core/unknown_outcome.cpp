// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/result.hpp>

#include "catch.hpp"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

// Every way in which a program can ask an error what happened, of every code that the last attempt
// can have met with while the outcome is unknown.

using namespace connectpsp;

namespace {

/// Every number that has a message of its own.
template <class Enum>
std::vector<Enum> every(boost::system::error_category const& category) {
    std::vector<Enum> all;
    std::string const unknown = category.message(-1);
    for (int number = 0; number != 1000; ++number)
        if (category.message(number) != unknown) all.push_back(static_cast<Enum>(number));
    return all;
}

std::vector<errc> const all_codes = every<errc>(core_category());
std::vector<api_errc> const all_api_codes = every<api_errc>(api_category());
std::vector<condition> const every_condition = every<condition>(condition_category());

/// The code of a thrown failure.
std::error_code thrown_code(error const& value) {
    try {
        (void)result<int>{value}.value();
    } catch (failure const& thrown) {
        CHECK(thrown.error().cause() == value.cause());
        return thrown.code();
    } catch (...) {
    }
    FAIL("no failure was thrown");
    return {};
}

/// Demands that each spelling answers alike. One assertion for all of them: there are a quarter of
/// a million.
void check_spellings(std::string_view asked, std::initializer_list<bool> answers, bool expected) {
    for (bool const each : answers) {
        if (each == expected) continue;
        INFO(asked);
        INFO("spelling " << &each - answers.begin());
        CHECK(each == expected);
    }
}

/// Asks for a condition in each spelling.
void check_condition(error const& value, std::error_code const& thrown, condition asked,
                     bool expected) {
    boost::system::error_condition const boost_condition = make_error_condition(asked);
    std::error_condition const standard = boost_condition;
    std::error_code const standard_code = value.code();
    check_spellings(boost_condition.message(),
                    {value == asked, asked == value, !(value != asked), value.code() == asked,
                     value.code() == boost_condition, boost_condition == value.code(),
                     value.code() == standard, standard_code == standard, thrown == standard,
                     standard == thrown, thrown == boost_condition},
                    expected);
}

/// Asks for a code in each spelling.
template <class Enum>
void check_code(error const& value, std::error_code const& thrown, Enum asked, bool expected) {
    boost::system::error_code const code = asked;
    std::error_code const standard = code;
    check_spellings(code.message(),
                    {value == asked, asked == value, value.code() == asked, value.code() == code,
                     static_cast<std::error_code>(value.code()) == standard, thrown == standard},
                    expected);
}

void check_unknown(error const& value) {
    INFO(value);
    REQUIRE(value.outcome_unknown());
    std::error_code const thrown = thrown_code(value);
    for (condition const each : every_condition)
        check_condition(value, thrown, each, each == condition::outcome_unknown);
    for (errc const each : all_codes)
        check_code(value, thrown, each, each == errc::outcome_unknown);
    for (api_errc const each : all_api_codes)
        check_code(value, thrown, each, false);
    CHECK(thrown.message() == value.code().message());
}

error error_left_open(boost::system::error_code const& cause, bool during_authentication,
                      int status) {
    return {cause,
            {.status = status,
             .during_authentication = during_authentication,
             .unknown_outcome = remedy::retry_same_key}};
}

} // namespace

TEST_CASE("an unknown outcome says nothing else, in whatever spelling it is asked",
          "[core][error]") {
    REQUIRE(all_codes.size() >= 80);
    REQUIRE(all_api_codes.size() > 25);
    REQUIRE(every_condition.size() == 14);
    std::vector<boost::system::error_code> causes{
        boost::system::errc::make_error_code(boost::system::errc::connection_reset)};
    causes.insert(causes.end(), all_codes.begin(), all_codes.end());
    causes.insert(causes.end(), all_api_codes.begin(), all_api_codes.end());
    for (auto const& cause : causes) {
        check_unknown(error_left_open(cause, false, 0));
        check_unknown(error_left_open(cause, false, 422));
        check_unknown(error_left_open(cause, true, 422));
        CHECK(error_left_open(cause, false, 422).cause() == cause);
    }
    check_unknown(error{errc::outcome_unknown});
}

TEST_CASE("an error of a known outcome is its cause in every spelling", "[core][error]") {
    for (api_errc const each : all_api_codes) {
        error const value{each, {.status = 422}};
        std::error_code const thrown = thrown_code(value);
        CHECK_FALSE(value.outcome_unknown());
        CHECK(value.code() == value.cause());
        for (api_errc const other : all_api_codes)
            check_code(value, thrown, other, other == each);
        for (condition const asked : every_condition)
            check_condition(value, thrown, asked, make_error_code(each) == asked);
    }
}

TEST_CASE("an unknown outcome keeps what is known about it", "[core][error]") {
    error const before{api_errc::insufficient_funds,
                       {.status = 422,
                        .pointer = "/a",
                        .mismatch = value_mismatch{"1", "2"},
                        .transaction_id = "t",
                        .problem = problem{.code = "INSUFFICIENT_FUNDS"},
                        .retry_after = connectpsp::retry_after{std::chrono::seconds{7}},
                        .underlying = errc::json_syntax}};
    error const after =
        before.with([](error_context& context) { context.unknown_outcome = remedy::reconcile; });
    CHECK(before == api_errc::insufficient_funds);
    CHECK(after == errc::outcome_unknown);
    CHECK(after.cause() == before.code());
    CHECK(after.underlying() == before.underlying());
    CHECK(after.status() == before.status());
    CHECK(after.pointer() == before.pointer());
    CHECK(*after.mismatch() == *before.mismatch());
    CHECK(after.transaction_id() == before.transaction_id());
    CHECK(*after.problem() == *before.problem());
    CHECK(after.retry_after() == before.retry_after());
    CHECK(after.remedy() == remedy::reconcile);
    CHECK(to_string(after) == to_string(before) + "; outcome unknown");
}
