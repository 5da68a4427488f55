// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/problem.hpp>

#include "catch.hpp"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <string>
#include <vector>

using connectpsp::problem;

namespace problem_test {

TEST_CASE("a problem without a type is about:blank", "[core][problem]") {
    problem value;
    CHECK(value.type_or_default() == "about:blank");
    value.type = "";
    CHECK(value.type_or_default() == "");
    value.type = "https://example.com/insufficient-funds";
    CHECK(value.type_or_default() == "https://example.com/insufficient-funds");
}

TEST_CASE("a problem begins without a member", "[core][problem]") {
    problem const value;
    CHECK_FALSE(value.type);
    CHECK_FALSE(value.title);
    CHECK_FALSE(value.status);
    CHECK_FALSE(value.code);
    CHECK_FALSE(value.detail);
}

TEST_CASE("problems are equal when all their members are", "[core][problem]") {
    problem const value{
        .type = "t", .title = "T", .status = 422, .code = "INSUFFICIENT_FUNDS", .detail = "d"};
    CHECK((value == problem{value}));
    for (int member = 0; member != 5; ++member) {
        problem other = value;
        if (member == 0) other.type.reset();
        if (member == 1) other.title = "";
        if (member == 2) other.status = 409;
        if (member == 3) other.code = "OTHER";
        if (member == 4) other.detail.reset();
        INFO(member);
        CHECK((value != other));
    }
}

TEST_CASE("a problem is described by the members of RFC 9457 and the code", "[core][problem]") {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<
        boost::describe::describe_members<problem, boost::describe::mod_public>>(
        [&](auto member) { names.emplace_back(member.name); });
    CHECK((names == std::vector<std::string>{"type", "title", "status", "code", "detail"}));
}

} // namespace problem_test
