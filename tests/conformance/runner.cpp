// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "catch.hpp"
#include "fixture.hpp"
#include "operations.hpp"
#include "runners.hpp"
#include "views.hpp"

#include <boost/json/parse.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Runs every fixture of the endpoints' directories. README.md tells their form.

using namespace connectpsp;
using namespace connectpsp::test;

namespace json = boost::json;

namespace {

/// The subject of each directory.
std::map<std::string, std::string> const endpoint_directories{
    {"auth-token", "obtain_token"},         {"account-balance", "get_balance"},
    {"account-rebalance", "rebalance"},     {"cash-in-create", "create_cash_in"},
    {"cash-in-get", "get_cash_in"},         {"cash-in-refund", "refund_cash_in"},
    {"cash-out-create", "create_cash_out"}, {"cash-out-get", "get_cash_out"},
    {"webhook", "receive_webhook"},
};
std::set<std::string> const other_directories{
    "hmac", "digital-signature", // see hmac.cpp
    "errors",                    // see runner_errors.cpp
};

struct fixture_file {
    std::string name;
    std::filesystem::path path;
    std::string operation;
};

/// Returns every fixture of the endpoints' directories, which are listed once.
std::vector<fixture_file> const& fixture_files() {
    static std::vector<fixture_file> const all = [] {
        std::vector<fixture_file> found;
        for (auto const& [directory, operation] : endpoint_directories) {
            auto const paths = entries_of(fixtures() / directory);
            if (paths.empty()) throw bad_fixture("no fixtures in " + directory);
            for (auto const& path : paths)
                found.push_back({directory + '/' + path.filename().string(), path, operation});
        }
        return found;
    }();
    return all;
}

void run_fixture(std::filesystem::path const& path, std::string const& operation) {
    strict_object fixture{json::parse(read_file(path))};
    fixture.take_provenance();
    if (fixture.take_text("operation") != operation)
        throw bad_fixture("not the operation of its directory");
    if (operation == "receive_webhook")
        run_webhook(fixture);
    else
        run_operation(operation, fixture);
    fixture.finish();
}

} // namespace

TEST_CASE("every endpoint does what its fixtures state", "[conformance]") {
    // A generator, because a loop over all sections would be run again for each of them.
    auto const& [name, path, operation] =
        fixture_files()[GENERATE(range(std::size_t{0}, fixture_files().size()))];
    DYNAMIC_SECTION(name) {
        if (path.extension() != ".json") FAIL("no fixture: " << path);
        try {
            run_fixture(path, operation);
        } catch (std::exception const& why) {
            FAIL(path << ": " << why.what());
        }
    }
}

TEST_CASE("every directory of fixtures is run by somebody", "[conformance]") {
    for (auto const& path : entries_of(fixtures())) {
        if (!std::filesystem::is_directory(path)) continue;
        std::string const name = path.filename().string();
        INFO(name);
        CHECK((endpoint_directories.count(name) != 0 || other_directories.count(name) != 0));
    }
    for (auto const& path : entries_of(fixtures() / "errors")) {
        std::string const name = path.filename().string();
        INFO(name);
        CHECK((name == "answers.json" || name == "operations.json"));
    }
    std::set<std::string> operations{"receive_webhook"};
    operations.merge(operations_of_matrix());
    for (auto const& [directory, operation] : endpoint_directories) {
        INFO(directory);
        CHECK(operations.erase(operation) == 1);
    }
    CHECK(operations.empty());
}

TEST_CASE("every code that a request, an answer or a webhook can have has a fixture",
          "[conformance]") {
    std::set<std::string> seen = codes_of_matrix();
    for (auto const& file : fixture_files()) {
        auto const fixture = json::parse(read_file(file.path));
        auto const& expect = fixture.at("expect").as_object();
        if (auto const* const failed = expect.if_contains("error"))
            for (auto const& [member, value] : failed->as_object())
                if (member == "code" || member == "cause")
                    seen.emplace(std::string_view{value.as_string()});
    }
    for (std::string const& name : names_of_codes()) {
        if (name == "invalid_number") continue; // never of JSON: json_syntax comes first
        INFO(name);
        CHECK(seen.count(name) == 1);
    }
}

TEST_CASE("an expectation leaves out what is null, and nothing else", "[conformance]") {
    auto const expected = json::parse(R"({"a":1,"b":{"c":"x"},"d":[{"e":2}],"f":{}})");
    auto const meets = [&](char const* received) {
        return is_expected(json::parse(received), expected);
    };
    CHECK(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":2}],"f":{}})"));
    CHECK(meets(R"({"a":1,"b":{"c":"x","g":null},"d":[{"e":2}],"f":{}})"));
    CHECK(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":2,"g":null}],"f":{"g":null},"g":null})"));
    // A stated value that is null, is missing, or is another.
    CHECK_FALSE(meets(R"({"a":null,"b":{"c":"x"},"d":[{"e":2}],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":null},"d":[{"e":2}],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":null}],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":2}],"f":null})"));
    CHECK_FALSE(meets(R"({"a":1,"b":null,"d":[{"e":2}],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x"},"d":[],"f":{}})"));
    // A value that is not stated.
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x","g":0},"d":[{"e":2}],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":2,"g":""}],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":2},null],"f":{}})"));
    CHECK_FALSE(meets(R"({"a":1,"b":{"c":"x"},"d":[{"e":2}],"f":{},"g":false})"));
    for (char const* const null : {"null", R"({"a":null})", R"([{"a":{"b":null}}])"}) {
        INFO(null);
        CHECK_THROWS_AS(is_expected(json::parse(null), json::parse(null)), bad_fixture);
    }
}

TEST_CASE("a fixture in another form is noticed", "[conformance]") {
    strict_object whole{json::parse(R"({"a":"x","b":1,"c":{}})")};
    CHECK(whole.take_text("a") == "x");
    CHECK_THROWS_AS(whole.finish(), bad_fixture);
    CHECK_THROWS_AS(whole.take("a"), bad_fixture);
    CHECK_THROWS_AS(whole.take_text("b"), bad_fixture);
    CHECK_THROWS_AS(strict_object{json::parse("[]")}, bad_fixture);
    CHECK_THROWS_AS(
        stated_operation<get_cash_in>(strict_object{json::parse(R"({"id":"a","expect":{}})")}),
        bad_fixture);
    strict_object unknown{json::parse(R"({"request":{},"expect":{}})")};
    CHECK_THROWS_AS(run_operation("pay", unknown), bad_fixture);
    CHECK_THROWS_AS(body_of(json::parse("1")), bad_fixture);
    CHECK_THROWS_AS(body_of(json::parse(R"([{"hex":"zz"}])")), bad_fixture);
    CHECK_THROWS_AS(body_of(json::parse(R"([{"hex":"00","more":1}])")), bad_fixture);
    CHECK(body_of(json::parse(R"(["a",{"hex":"62 63"},{"repeat":"xy","times":2}])")) == "abcxyxy");
}
