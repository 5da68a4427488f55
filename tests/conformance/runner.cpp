#include "catch.hpp"
#include "fixture.hpp"
#include "views.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/auth.hpp>
#include <connectpsp/core/credentials.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <set>
#include <string>

// Runs every fixture of the endpoints' directories. README.md tells their form.

using namespace connectpsp;
using namespace connectpsp::test;

namespace json = boost::json;

namespace {

std::set<std::string> const endpoint_directories{"auth-token", "account-balance",
                                                 "account-rebalance"};
std::set<std::string> const vector_directories{"hmac", "digital-signature"}; // see hmac.cpp

/// The operation that a directory is about.
std::string operation_of(std::string const& directory) {
    return directory == "auth-token"        ? "obtain_token"
           : directory == "account-balance" ? "get_balance"
                                            : "rebalance";
}

void check_same(json::value const& got, json::value const& expected) {
    INFO("got      " << json::serialize(got));
    INFO("expected " << json::serialize(expected));
    CHECK(got == expected);
}

/// An error as a fixture states it, with what it may leave out.
json::value stated_error(strict_object stated) {
    json::value const whole{{"code", stated.take("code")},
                            {"status", stated.take("status")},
                            {"pointer", stated.take("pointer")},
                            {"conditions", stated.take("conditions")},
                            {"remedy", stated.take("remedy")},
                            {"outcome_unknown", stated.take("outcome_unknown")},
                            {"problem", stated.take_or("problem", nullptr)},
                            {"body_excerpt", stated.take_or("body_excerpt", "")},
                            {"retry_after", stated.take_or("retry_after", nullptr)}};
    stated.finish();
    return whole;
}

template <class T>
void check_outcome(result<T> const& got, strict_object expect, char const* success) {
    if (expect.has("error")) {
        json::value const expected = stated_error(expect.take_object("error"));
        REQUIRE_FALSE(got);
        check_same(view_of(got.error()), expected);
    } else {
        json::value const expected = expect.take(success);
        if (!got) FAIL(json::serialize(view_of(got.error())));
        check_same(view_of(got.value()), expected);
    }
    expect.finish();
}

template <class Op>
void run_response(strict_object sent, strict_object expect) {
    response const answer{.status = sent.take_int("status"),
                          .content_type = sent.take_text("content_type"),
                          .body = body_of(sent.take("body")),
                          .retry_after = sent.take_text("retry_after")};
    sent.finish();
    check_outcome(parse<Op>(answer), std::move(expect), "value");
}

environment stated_environment(std::string const& name) {
    if (name == "staging") return environment::staging();
    if (name == "production") return environment::production();
    return environment::at(name).value();
}

authorization stated_authorization(strict_object& fixture) {
    strict_object with = fixture.take_object("authorization");
    auto const key = signer::make(secret{with.take_text("crypto_token")}).value();
    secret const application_token{with.take_text("application_token")};
    secret const access_token{with.take_text("access_token")};
    with.finish();
    return authorization::make(stated_environment(fixture.take_text("environment")),
                               application_token, key, access_token)
        .value();
}

void run_request(std::string const& operation, strict_object& fixture) {
    strict_object asked = fixture.take_object("request");
    strict_object expect = fixture.take_object("expect");
    result<request> made = error{errc::not_sent};
    if (operation == "obtain_token") {
        obtain_token const op{asked.take_text("client_id"),
                              secret{asked.take_text("client_secret")}};
        made = build(op, stated_environment(fixture.take_text("environment")));
    } else if (operation == "get_balance") {
        made = build(get_balance{}, stated_authorization(fixture));
    } else {
        auto const centavos = asked.take("target_amount").to_number<std::int64_t>();
        rebalance const op{.target_amount = money::from_centavos(centavos)};
        made = build(op, stated_authorization(fixture));
    }
    asked.finish();
    check_outcome(made, std::move(expect), "request");
}

void run_fixture(std::filesystem::path const& path, std::string const& operation) {
    strict_object fixture{json::parse(read_file(path))};
    std::string const provenance = fixture.take_text("provenance");
    if (provenance.size() < 5 || provenance[0] != '[' || provenance[2] != ']' ||
        std::string_view{"SDIB"}.find(provenance[1]) == std::string_view::npos)
        throw bad_fixture("a provenance begins with [S], [D], [I] or [B]");
    if (fixture.take_text("operation") != operation)
        throw bad_fixture("not the operation of its directory");
    if (fixture.has("request")) {
        run_request(operation, fixture);
    } else {
        strict_object sent = fixture.take_object("response");
        strict_object expect = fixture.take_object("expect");
        if (operation == "obtain_token")
            run_response<obtain_token>(std::move(sent), std::move(expect));
        else if (operation == "get_balance")
            run_response<get_balance>(std::move(sent), std::move(expect));
        else
            run_response<rebalance>(std::move(sent), std::move(expect));
    }
    fixture.finish();
}

} // namespace

TEST_CASE("every endpoint does what its fixtures state", "[conformance]") {
    for (auto const& directory : endpoint_directories) {
        auto const paths = entries_of(fixtures() / directory);
        if (paths.empty()) FAIL("no fixtures in " << directory);
        for (auto const& path : paths) {
            DYNAMIC_SECTION(directory << '/' << path.filename().string()) {
                if (path.extension() != ".json") FAIL("no fixture: " << path);
                try {
                    run_fixture(path, operation_of(directory));
                } catch (std::exception const& why) {
                    FAIL(path << ": " << why.what());
                }
            }
        }
    }
}

TEST_CASE("every directory of fixtures is run by somebody", "[conformance]") {
    for (auto const& path : entries_of(fixtures())) {
        if (!std::filesystem::is_directory(path)) continue;
        std::string const name = path.filename().string();
        INFO(name);
        CHECK((endpoint_directories.count(name) != 0 || vector_directories.count(name) != 0));
    }
}

TEST_CASE("every code that an answer can have has a fixture", "[conformance]") {
    std::set<std::string> seen;
    for (auto const& directory : endpoint_directories)
        for (auto const& path : entries_of(fixtures() / directory)) {
            auto const fixture = json::parse(read_file(path));
            auto const& expect = fixture.at("expect").as_object();
            if (auto const* const failed = expect.if_contains("error"))
                seen.emplace(std::string_view{failed->at("code").as_string()});
        }
    for (std::string const& name : names_of_codes()) {
        if (name == "invalid_number") continue; // never of JSON: json_syntax comes first
        INFO(name);
        CHECK(seen.count(name) == 1);
    }
}

TEST_CASE("a fixture in another form is noticed", "[conformance]") {
    strict_object whole{json::parse(R"({"a":"x","b":1,"c":{}})")};
    CHECK(whole.take_text("a") == "x");
    CHECK_THROWS_AS(whole.finish(), bad_fixture);
    CHECK_THROWS_AS(whole.take("a"), bad_fixture);
    CHECK_THROWS_AS(whole.take_text("b"), bad_fixture);
    CHECK_THROWS_AS(strict_object{json::parse("[]")}, bad_fixture);
    CHECK_THROWS_AS(body_of(json::parse("1")), bad_fixture);
    CHECK_THROWS_AS(body_of(json::parse(R"([{"hex":"zz"}])")), bad_fixture);
    CHECK_THROWS_AS(body_of(json::parse(R"([{"hex":"00","more":1}])")), bad_fixture);
    CHECK(body_of(json::parse(R"(["a",{"hex":"62 63"},{"repeat":"xy","times":2}])")) == "abcxyxy");
}
