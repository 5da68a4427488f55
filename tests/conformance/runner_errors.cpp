// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "catch.hpp"
#include "errors_matrix.hpp"
#include "operations.hpp"
#include "outcome.hpp"
#include "runners.hpp"
#include "views.hpp"

#include <connectpsp/api/operation.hpp>

#include <boost/json/parse.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>

// Runs errors/: each of its answers with each operation. README.md tells their form.

using namespace connectpsp;
using namespace connectpsp::test;

namespace json = boost::json;

namespace {

std::string_view name_of(auth value) {
    switch (value) {
    case auth::none: return "none";
    case auth::bearer: return "bearer";
    case auth::bearer_and_signature: return "bearer_and_signature";
    }
    return "";
}

std::string_view name_of(idempotency value) {
    switch (value) {
    case idempotency::inherent: return "inherent";
    case idempotency::by_key: return "by_key";
    case idempotency::none: return "none";
    }
    return "";
}

template <class T>
void check_error(result<T> const& got, json::object const& expected) {
    REQUIRE_FALSE(got);
    check_same(view_of(got.error()), expected);
}

/// Reads the answer by itself, and as the answer to a request.
template <class Op>
void run_pair(matrix_operation const& stated, matrix_answer const& answer) {
    json::object const expected = expected_error(stated, answer);
    response const received = answer_to(stated, answer);
    check_error(parse<Op>(received), expected);
    check_error(parse(stated_operation<Op>(strict_object{stated.request}), received), expected);
}

} // namespace

TEST_CASE("every operation makes of every error answer what the matrix states", "[conformance]") {
    // A generator, because a loop over all pairs would be run again for each of them.
    matrix_answer const& answer =
        stated_matrix().answers[GENERATE(range(std::size_t{0}, stated_matrix().answers.size()))];
    for (matrix_operation const& stated : stated_matrix().operations) {
        DYNAMIC_SECTION("errors/" << answer.name << '/' << stated.name) {
            try {
                visit_operation(stated.name, [&]<class Op>(std::type_identity<Op>) {
                    run_pair<Op>(stated, answer);
                });
            } catch (bad_fixture const& why) {
                FAIL(why.what());
            }
        }
    }
}

TEST_CASE("the operations of the matrix are what the library states", "[conformance]") {
    for (matrix_operation const& stated : stated_matrix().operations) {
        INFO(stated.name);
        visit_operation(stated.name, [&]<class Op>(std::type_identity<Op>) {
            CHECK(stated.auth == name_of(Op::endpoint.auth));
            CHECK(stated.idempotency == name_of(Op::endpoint.idempotency));
            CHECK(stated.effect == Op::endpoint.has_effect());
        });
    }
}

TEST_CASE("a matrix in another form is noticed", "[conformance]") {
    auto const operations = json::parse(R"({"pay":{"provenance":"[S] here","success":200,
        "auth":"bearer","idempotency":"inherent","effect":true,"request":{}}})");
    auto const answer = [](std::string_view more) {
        return json::parse(R"([{"name":"x","provenance":"[S] here","response":{"status":500,
            "content_type":"","retry_after":"","body":""},"error":{"code":"c","conditions":[],
            "remedy":"wait"},)" +
                           std::string{more} + "}]");
    };
    CHECK(read_matrix(operations, answer(R"("outcome":"unknown")")).answers.size() == 1);
    for (char const* const wrong : {
             R"("outcome":"perhaps")",
             R"("outcome":"unknown","more":1)",
             R"("outcome":"unknown","except":{"get":{}})",
             R"("outcome":"unknown","except":{"pay":1})",
         }) {
        INFO(wrong);
        CHECK_THROWS_AS(read_matrix(operations, answer(wrong)), bad_fixture);
    }
    json::array twice = answer(R"("outcome":"unknown")").as_array();
    twice.push_back(twice.front());
    CHECK_THROWS_AS(read_matrix(operations, twice), bad_fixture);
    CHECK_THROWS_AS(read_matrix(operations, json::array{}), bad_fixture);

    auto const excepted = read_matrix(
        operations,
        answer(R"("outcome":"unknown","except":{"pay":{"remedy":"reconcile","pointer":null}})"));
    CHECK(expected_error(excepted.operations[0], excepted.answers[0]) ==
          json::parse(R"({"code":"outcome_unknown","cause":"c","conditions":["outcome_unknown"],
              "remedy":"reconcile","status":500,"outcome_unknown":true})"));
}

namespace connectpsp::test {

std::set<std::string> operations_of_matrix() {
    std::set<std::string> names;
    for (matrix_operation const& each : stated_matrix().operations)
        names.insert(each.name);
    return names;
}

std::set<std::string> codes_of_matrix() {
    std::set<std::string> codes;
    for (matrix_answer const& answer : stated_matrix().answers)
        for (matrix_operation const& op : stated_matrix().operations)
            for (auto const& [member, value] : expected_error(op, answer))
                if (member == "code" || member == "cause")
                    codes.emplace(std::string_view{value.as_string()});
    return codes;
}

} // namespace connectpsp::test
