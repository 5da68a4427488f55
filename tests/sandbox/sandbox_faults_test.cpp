// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "faults.hpp"

#include "../catch.hpp"
#include "fixture.hpp"

#include <chrono>
#include <list>
#include <string>
#include <thread>
#include <vector>

using namespace sandbox;
using namespace sandbox::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

namespace {

answer post_fault(wire_client& client, std::string const& json) {
    return client.exchange("POST", "/_sandbox/faults", json_type(), json);
}

/// A sandbox whose next answers are spoilt as the JSON tells.
struct spoilt : logged_in {
    explicit spoilt(std::string const& json) {
        auto const got = post_fault(*client, json);
        REQUIRE(got.status() == 201);
        REQUIRE(psp.faults().pending() > 0);
    }
    centavos held() { return psp.accounts().transactional_total(); }
};

constexpr centavos untouched = 500'000'00;

} // namespace

TEST_CASE("a dropped request is closed unanswered and unprocessed", "[sandbox][faults]") {
    spoilt on{R"({"kind":"drop_request"})"};
    CHECK(on.rebalance("1").error == http::error::end_of_stream);
    CHECK(on.held() == untouched);
    CHECK(on.psp.counts().received_by("POST /account/rebalance") == 1);
    on.reconnect();
    CHECK(on.rebalance("1").status() == 200);
}

TEST_CASE("a dropped answer is closed unanswered but processed", "[sandbox][faults]") {
    spoilt on{R"({"kind":"drop_answer","path":"/account/rebalance"})"};
    CHECK(on.balance().status() == 200);
    CHECK(on.rebalance("1").error == http::error::end_of_stream);
    CHECK(on.held() == 1'00);
    CHECK(on.psp.counts().rebalances_executed == 1);
}

TEST_CASE("a truncated answer is processed and promises more than it sends", "[sandbox][faults]") {
    spoilt on{R"({"kind":"truncated"})"};
    auto const got = on.rebalance("1");
    CHECK(got.error == http::error::partial_message);
    CHECK(got.body() == R"({"success":true,"message":"Rebal)");
    CHECK(got.field("Content-Length") == "64");
    CHECK(on.held() == 1'00);
}

TEST_CASE("a delay comes before an answer that is right", "[sandbox][faults]") {
    spoilt on{R"({"kind":"delay","milliseconds":60})"};
    auto const before = steady::now();
    CHECK(on.rebalance("1").status() == 200);
    CHECK(steady::now() - before >= 60ms);
    CHECK(on.held() == 1'00);
}

TEST_CASE("problems on demand replace the answer and change nothing", "[sandbox][faults]") {
    SECTION("any status and code") {
        spoilt on{
            R"({"kind":"status","status":401,"code":"TOKEN_EXPIRED","title":"T","detail":"D"})"};
        auto const got = on.rebalance("1");
        check_problem(got, 401, "TOKEN_EXPIRED");
        CHECK(got.member("title") == "T");
        CHECK(got.member("detail") == "D");
        CHECK(on.held() == untouched);
    }
    SECTION("a status nobody knows, without a code") {
        spoilt on{R"({"kind":"status","status":599})"};
        check_problem(on.rebalance("1"), 599, "");
    }
    SECTION("Retry-After in seconds") {
        spoilt on{R"({"kind":"retry_after","retry_after":2})"};
        auto const got = on.rebalance("1");
        check_problem(got, 429, "");
        CHECK(got.field("Retry-After") == "2");
        CHECK(got.member("title") == "Too Many Requests");
    }
    SECTION("Retry-After as a date") {
        spoilt on{
            R"({"kind":"retry_after","status":503,"retry_after":"Wed, 21 Oct 2026 07:28:00 GMT"})"};
        auto const got = on.rebalance("1");
        check_problem(got, 503, "");
        CHECK(got.field("Retry-After") == "Wed, 21 Oct 2026 07:28:00 GMT");
    }
    SECTION("a server's error") {
        spoilt on{R"({"kind":"server_error"})"};
        check_problem(on.rebalance("1"), 500, "");
        CHECK(on.held() == untouched);
    }
    SECTION("processed all the same, when asked") {
        spoilt on{R"({"kind":"status","status":504,"processed":true})"};
        check_problem(on.rebalance("1"), 504, "");
        CHECK(on.held() == 1'00);
    }
}

TEST_CASE("answers that are no problem documents arrive as they are", "[sandbox][faults]") {
    SECTION("empty") {
        spoilt on{R"({"kind":"empty"})"};
        auto const got = on.balance();
        CHECK(got.status() == 500);
        CHECK(got.body().empty());
        CHECK(got.field("Content-Type").empty());
    }
    SECTION("a proxy's page") {
        spoilt on{R"({"kind":"html"})"};
        auto const got = on.balance();
        CHECK(got.status() == 502);
        CHECK(got.field("Content-Type") == "text/html");
        CHECK(got.body().substr(0, 6) == "<html>");
    }
    SECTION("garbage") {
        spoilt on{R"({"kind":"garbage"})"};
        auto const got = on.balance();
        CHECK(got.status() == 200);
        CHECK_FALSE(parse_json(got.body()));
    }
    SECTION("raw") {
        spoilt on{R"({"kind":"raw","status":418,"content_type":"text/x","headers":{"X-A":"b"},)"
                  R"("body":"\u0000tea"})"};
        auto const got = on.balance();
        CHECK(got.status() == 418);
        CHECK(got.field("Content-Type") == "text/x");
        CHECK(got.field("X-A") == "b");
        CHECK(got.body() == std::string("\0tea", 4));
    }
}

TEST_CASE("faults strike before authentication, in their order, on their path only",
          "[sandbox][faults]") {
    logged_in on;
    on.psp.faults().add({.kind = fault_kind::status, .path = "/account/rebalance", .status = 418});
    on.psp.faults().add({.kind = fault_kind::server_error, .path = "/account/*", .times = 2});
    on.psp.faults().add({.kind = fault_kind::html});
    CHECK(on.psp.faults().pending() == 4);
    CHECK(on.client->exchange("GET", "/account/balance").status() == 500);
    CHECK(on.client->exchange("POST", "/account/rebalance").status() == 418);
    CHECK(on.client->exchange("GET", "/account/balance?date=2026-01-01").status() == 500);
    CHECK(on.client->exchange("GET", "/_sandbox/state").status() == 200);
    CHECK(on.client->exchange("GET", "/nowhere").status() == 502);
    CHECK(on.client->exchange("GET", "/nowhere").status() == 404);
    CHECK(on.psp.faults().pending() == 0);
    CHECK(on.balance().status() == 200);
    CHECK(on.psp.counts().faults_served == 4);
    CHECK(on.psp.counts().received_by("other") == 2);
}

TEST_CASE("the fault control refuses what it does not know and can be cleared",
          "[sandbox][faults]") {
    logged_in on;
    for (std::string const json :
         {"", "[]", "{}", R"({"kind":"nosuch"})", R"({"kind":"delay","millisecond":1})",
          R"({"kind":"delay","times":0})", R"({"kind":"status","status":199})",
          R"({"kind":"status","status":"401"})", R"({"kind":"delay","times":1.5})",
          R"({"kind":"raw","headers":{"A":1}})", R"({"kind":"html","path":""})",
          R"({"kind":"html","processed":1})"})
        check_problem(post_fault(*on.client, json), 400, "INVALID_REQUEST");
    CHECK(on.psp.faults().pending() == 0);

    CHECK(post_fault(*on.client, R"({"kind":"html","times":3})").member("pendingFaults") == "3");
    CHECK(on.client->exchange("DELETE", "/_sandbox/faults").member("pendingFaults") == "0");
    CHECK(on.balance().status() == 200);
}

TEST_CASE("the state control tells tallies and balances", "[sandbox][faults]") {
    logged_in on;
    on.rebalance("1.23");
    auto const got = on.client->exchange("GET", "/_sandbox/state");
    CHECK(got.member("rebalancesExecuted") == "1");
    CHECK(got.member("tokensIssued") == "1");
    CHECK(got.member("transactionalBalance") == "1.23");
    CHECK(got.member("proprietaryBalance") == "1499998.77");
    auto const json = parse_json(got.body());
    CHECK(json->find("received")->find("POST /account/rebalance")->text == "1");
    CHECK(json->find("banks")->elements.size() == 3);
}

TEST_CASE("unknown paths and wrong methods are told apart", "[sandbox][http]") {
    server psp;
    wire_client client{psp.port()};
    check_problem(client.exchange("POST", "/"), 405, "METHOD_NOT_ALLOWED");
    check_problem(client.exchange("GET", "/account/balance/"), 404, "NOT_FOUND");
    check_problem(client.exchange("GET", "/_sandbox/nosuch"), 404, "NOT_FOUND");
    check_problem(client.exchange("GET", "/_sandbox/tokens/expire"), 405, "METHOD_NOT_ALLOWED");
    auto const got = client.exchange("BREW", "/account/rebalance");
    check_problem(got, 405, "METHOD_NOT_ALLOWED");
    CHECK(got.field("Allow") == "POST");
}

TEST_CASE("what exceeds the limits is refused and the connection closed", "[sandbox][http]") {
    config settings;
    settings.body_limit_bytes = 100;
    settings.header_limit_bytes = 1000;
    server psp{settings};
    wire_client long_body{psp.port()};
    check_problem(
        long_body.exchange("POST", "/auth/token", json_type(), std::string(8'000'000, ' ')), 413,
        "PAYLOAD_TOO_LARGE");
    CHECK(long_body.is_closed());
    wire_client long_header{psp.port()};
    check_problem(long_header.exchange("GET", "/", {{"A", std::string(2000, 'a')}}), 431,
                  "HEADER_TOO_LARGE");
    wire_client no_http{psp.port()};
    check_problem(no_http.exchange_text("hello\r\n\r\n"), 400, "INVALID_REQUEST");
}

TEST_CASE("a client that asks before it sends its body is told to go on", "[sandbox][http]") {
    server psp;
    wire_client client{psp.port()};
    auto const got =
        client.exchange_text("POST /auth/token HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                             "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n");
    CHECK(got.status() == 100);
    check_problem(client.exchange_text("{}"), 400, "INVALID_REQUEST");
}

TEST_CASE("silent clients are dropped in time", "[sandbox][http]") {
    config settings;
    settings.request_timeout = 40ms;
    settings.idle_timeout = 80ms;
    server psp{settings};
    wire_client idle{psp.port()};
    wire_client stuck{psp.port()};
    CHECK(stuck.exchange_text("POST /auth/token HTTP/1.1\r\nContent-Le").error ==
          http::error::end_of_stream);
    CHECK(idle.is_closed());
}

TEST_CASE("a stop is quick whatever the connections do, and frees the port", "[sandbox][http]") {
    logged_in on;
    std::list<wire_client> idle;
    for (int count = 0; count < 20; ++count)
        idle.emplace_back(on.psp.port());
    on.psp.faults().add({.kind = fault_kind::delay, .wait = 60s});
    answer cut_off;
    std::thread waiting{[&] { cut_off = on.balance(); }};
    while (on.psp.faults().pending() > 0)
        std::this_thread::yield();

    auto const before = steady::now();
    on.psp.stop();
    CHECK(steady::now() - before < 500ms);
    waiting.join();
    CHECK(cut_off.error);
    CHECK(idle.front().is_closed());
    CHECK_THROWS(wire_client{on.psp.port()});
    on.psp.stop();
}

TEST_CASE("connections beyond the limit are closed at once", "[sandbox][http]") {
    config settings;
    settings.connection_limit = 1;
    server psp{settings};
    wire_client first{psp.port()};
    CHECK(first.exchange("GET", "/_sandbox/state").status() == 200);
    CHECK(wire_client{psp.port()}.is_closed());
    CHECK(first.exchange("GET", "/_sandbox/state").status() == 200);
}

TEST_CASE("many clients at once lose no request", "[sandbox][http]") {
    logged_in on;
    std::vector<std::thread> threads;
    for (int each = 0; each < 8; ++each)
        threads.emplace_back([&on, each] {
            wire_client client{on.psp.port()};
            for (int count = 0; count < 25; ++count)
                rebalance(client, on.psp.settings(), on.token, std::to_string(each * 1000 + count));
        });
    for (auto& each : threads)
        each.join();
    CHECK(on.psp.counts().rebalances_executed == 200);
    CHECK(on.psp.accounts().transactional_total() + on.psp.accounts().proprietary_total() ==
          1'500'000'00);
}
