// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "fixture.hpp"

#include "br_code.hpp"
#include "browser_guard.hpp"
#include "qr_svg.hpp"
#include "webhook_inbox.hpp"

#include <qrencode.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

using namespace sandbox;
using namespace sandbox::test;

namespace sandbox_page_test {

answer overview(wire_client& client, std::string const& query = {}, header_fields fields = {}) {
    fields.emplace_back("Accept", "application/json");
    return client.exchange("GET", "/" + query, fields);
}

json_value payments(wire_client& client, std::string const& query = {}) {
    auto const got = overview(client, query);
    REQUIRE(got.status() == 200);
    return *parse_json(got.body())->find("payments");
}

std::vector<std::string> references(json_value const& page) {
    std::vector<std::string> found;
    for (auto const& row : page.find("rows")->elements)
        found.push_back(row.find("transaction")->find("externalReference")->text);
    return found;
}

request with_fields(std::string const& method, header_fields fields) {
    return {method, "/_sandbox/tokens/expire", {}, std::move(fields), {}};
}

/// The path's rectangles, painted: '#' is dark. Reads what qr_svg writes and nothing else.
std::vector<std::string> painted(std::string const& svg) {
    int side = 0;
    REQUIRE(std::sscanf(svg.c_str(), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d",
                        &side) == 1);
    std::vector<std::string> rows(static_cast<std::size_t>(side),
                                  std::string(static_cast<std::size_t>(side), '.'));
    std::size_t at = svg.find("<path d=\"");
    REQUIRE(at != std::string::npos);
    for (at += 9; svg[at] == 'M'; at = svg.find('z', at) + 1) {
        std::size_t x = 0;
        std::size_t y = 0;
        std::size_t run = 0;
        REQUIRE(std::sscanf(svg.c_str() + at, "M%zu %zuh%zuv1h-", &x, &y, &run) == 3);
        rows.at(y).replace(x, run, run, '#');
    }
    CHECK(svg.substr(at) == "\"/></svg>");
    return rows;
}

TEST_CASE("GET / answers a page whose policy allows its own scripts alone", "[sandbox][page]") {
    server psp;
    wire_client client{psp.port()};
    psp.faults().add({.kind = fault_kind::server_error, .times = 100});
    auto const got = client.exchange("GET", "/");
    CHECK(got.status() == 200);
    CHECK(got.field("Content-Type") == "text/html; charset=utf-8");
    CHECK(got.field("X-Content-Type-Options") == "nosniff");
    CHECK(got.field("Cross-Origin-Resource-Policy") == "same-origin");
    auto const policy = got.field("Content-Security-Policy");
    auto const nonce = policy.substr(policy.find("nonce-") + 6, 36);
    CHECK(policy.starts_with("default-src 'none'; script-src 'nonce-" + nonce + "'; style-src"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("http") == std::string::npos);
    CHECK(got.body().find("<script nonce=\"" + nonce + "\">") != std::string::npos);
    CHECK(got.body().find("innerHTML") == std::string::npos);

    auto const again = client.exchange("GET", "/").field("Content-Security-Policy");
    CHECK(again.find(nonce) == std::string::npos);
    auto const head = client.exchange_text("HEAD / HTTP/1.1\r\nHost: localhost\r\n"
                                           "Connection: close\r\n\r\n");
    CHECK(head.status() == 200);
    CHECK(psp.counts().received.empty());
    CHECK(psp.counts().faults_served == 0);
}

TEST_CASE("GET / answers JSON where Accept asks for it", "[sandbox][page]") {
    logged_in on;
    CHECK(on.client->exchange("GET", "/", {{"Accept", "text/html,application/json"}})
              .field("Content-Type")
              .starts_with("text/html"));
    auto const id = on.new_cash_in("150.50");
    auto const got = overview(*on.client);
    CHECK(got.field("Content-Type") == "application/json");
    CHECK(got.field("Vary") == "Accept");
    auto const json = *parse_json(got.body());
    CHECK(json.find("wallet")->find("transactional")->text == "500000.00");
    CHECK(json.find("received")->find("POST /cash-in")->text == "1");
    auto const row = json.find("payments")->find("rows")->elements.at(0);
    CHECK(row.find("kind")->text == "cash-in");
    CHECK(row.find("money")->text == "150.50");
    CHECK(row.find("copyAndPaste")->text == dynamic_br_code(id, 150'50));
    CHECK(to_json(*row.find("transaction")) == on.get("/cash-in/" + id).body());
    CHECK(to_json(*row.find("actions")) == R"(["pay","expire","cancel"])");
}

TEST_CASE("an ETag stays until something changes", "[sandbox][page]") {
    logged_in on;
    auto const id = on.new_cash_in("1.00");
    auto const tag = overview(*on.client).field("ETag");
    auto const same = overview(*on.client, {}, {{"If-None-Match", tag}});
    CHECK(same.status() == 304);
    CHECK(same.field("ETag") == tag);

    auto before = tag;
    auto const changes = [&](auto change) {
        change();
        auto const got = overview(*on.client, {}, {{"If-None-Match", before}});
        CHECK(got.status() == 200);
        before = got.field("ETag");
    };
    changes([&] { on.control("cash-in/" + id + "/pay"); });
    changes([&] { on.psp.faults().add({.path = "/none"}); });
    changes([&] { on.psp.webhooks().hold(); });
    changes([&] { on.psp.advance_clock(std::chrono::hours{1}); });
    changes([&] { on.balance(); });
}

TEST_CASE("payments are listed page by page, the last one first", "[sandbox][page]") {
    logged_in on;
    for (auto const* reference : {"x-1", "y-2", "x-3"}) // no identifier holds such letters
        on.post("/cash-in", cash_in_body(reference, "1.00"));
    on.post("/cash-out", cash_out_body("X-4", "1.00"));
    using list = std::vector<std::string>;
    CHECK(references(payments(*on.client)) == list{"X-4", "x-3", "y-2", "x-1"});
    CHECK(references(payments(*on.client, "?offset=1&limit=2")) == list{"x-3", "y-2"});
    CHECK(references(payments(*on.client, "?kind=cash-out")) == list{"X-4"});
    auto const found = payments(*on.client, "?search=%78-&limit=2");
    CHECK(references(found) == list{"X-4", "x-3"});
    CHECK(found.find("matching")->text == "3");
    CHECK(found.find("total")->text == "4");
    CHECK(references(payments(*on.client, "?search=LOJA")) == list{"X-4"});
    for (auto const* wrong : {"?limit=101", "?offset=-1", "?kind=both", "?nosuch=1", "?limit",
                              "?search=%4", "?events_limit=101", "?events_offset=x"})
        check_problem(overview(*on.client, wrong), 400, "INVALID_REQUEST");
}

TEST_CASE("one payment is told of whether it is listed or not", "[sandbox][page]") {
    logged_in on;
    auto const in = on.new_cash_in("1.00");
    auto const out = on.new_cash_out("1.00");
    auto const told = [&](std::string const& id) {
        return *parse_json(overview(*on.client, "?limit=0&id=" + id).body())->find("payment");
    };
    CHECK(told(in).find("transaction")->find("transactionId")->text == in);
    CHECK(told(out).find("kind")->text == "cash-out");
    CHECK(told("nosuch").kind == json_kind::null);
}

TEST_CASE("a cash-in past its time is listed as expired", "[sandbox][page]") {
    logged_in on;
    on.new_cash_in("1.00");
    on.psp.advance_clock(std::chrono::hours{25});
    auto const row = payments(*on.client).find("rows")->elements.at(0);
    CHECK(row.find("transaction")->find("status")->text == "EXPIRED");
    CHECK(row.find("actions")->elements.empty());
}

TEST_CASE("the actions of a listed payment are those its status allows", "[sandbox][page]") {
    logged_in on;
    auto const in = on.new_cash_in("1.00");
    auto const out = on.new_cash_out("1.00");
    // Every action that is offered is tried on a payment of its own, down to where none is offered.
    for (bool again = true; again;) {
        again = false;
        auto const listed = payments(*on.client, "?limit=100");
        for (auto const& row : listed.find("rows")->elements) {
            auto const& actions = row.find("actions")->elements;
            if (actions.empty()) continue;
            auto const kind = row.find("kind")->text;
            auto const id = row.find("transaction")->find("transactionId")->text;
            CHECK(on.control(kind + '/' + id + '/' + actions.front().text).status() == 204);
            again = true;
        }
    }
    CHECK(on.get("/cash-in/" + in).member("status") == "REFUNDED");
    CHECK(on.get("/cash-out/" + out).member("status") == "REFUNDED");
}

TEST_CASE("the controls create payments as the API does", "[sandbox][page]") {
    logged_in on;
    auto const in = on.control("cash-in", cash_in_body("one", "2.00"));
    CHECK(in.status() == 201);
    CHECK(on.get("/cash-in/" + in.member("transactionId")).member("amount") == "2.00");
    check_problem(on.control("cash-in", cash_in_body("one", "2.00")), 409,
                  "DUPLICATE_EXTERNAL_REFERENCE");
    CHECK(on.control("cash-out", cash_out_body("one", "2.00")).status() == 202);
    check_problem(on.control("cash-out", cash_out_body("two", "9999999.00")), 422,
                  "INSUFFICIENT_FUNDS");
    check_problem(on.client->exchange("GET", "/_sandbox/cash-in"), 405, "METHOD_NOT_ALLOWED");
}

TEST_CASE("a paid cash-in is refunded by a control, once", "[sandbox][page]") {
    logged_in on;
    auto const id = on.new_cash_in("3.00");
    auto const refund = [&] { return on.control("cash-in/" + id + "/refund"); };
    check_problem(refund(), 409, "IMPOSSIBLE_TRANSITION");
    REQUIRE(on.psp.pay(id));
    CHECK(on.psp.accounts().transactional_total() == 500'003'00);
    CHECK(refund().status() == 204);
    CHECK(on.psp.accounts().transactional_total() == 500'000'00);
    CHECK(on.psp.counts().refunds_executed == 1);
    check_problem(refund(), 409, "IMPOSSIBLE_TRANSITION");

    auto const other = on.new_cash_in("3.00");
    REQUIRE(on.psp.pay(other));
    REQUIRE(on.psp.forget_end_to_end_id(other));
    check_problem(on.control("cash-in/" + other + "/refund"), 409, "IMPOSSIBLE_TRANSITION");
}

TEST_CASE("one fault is taken back by its id", "[sandbox][page]") {
    server psp;
    wire_client client{psp.port()};
    auto const add = [&](std::string const& kind) {
        return client
            .exchange("POST", "/_sandbox/faults", json_type(), R"({"kind":")" + kind + "\"}")
            .member("id");
    };
    auto const first = add("html");
    auto const second = add("drop_answer");
    CHECK(first != second);
    auto const remove = [&](std::string const& id) {
        return client.exchange("DELETE", "/_sandbox/faults/" + id);
    };
    CHECK(remove(first).member("pendingFaults") == "1");
    check_problem(remove(first), 404, "NOT_FOUND");
    check_problem(remove("1x"), 404, "NOT_FOUND");
    auto const listed = *parse_json(overview(client).body())->find("faults");
    REQUIRE(listed.elements.size() == 1);
    CHECK(listed.elements[0].find("id")->text == second);
    CHECK(listed.elements[0].find("kind")->text == "drop_answer");
    check_problem(client.exchange("GET", "/_sandbox/faults/" + second), 405, "METHOD_NOT_ALLOWED");
}

TEST_CASE("webhooks are listed page by page, the last one first", "[sandbox][page]") {
    logged_in on;
    on.psp.webhooks().hold();
    for (int count = 0; count < 3; ++count)
        REQUIRE(on.psp.pay(on.new_cash_in("1.00", R"("webhookUrl":"http://127.0.0.1:9/")")));
    auto const all = on.psp.webhooks().events();
    auto const page = on.psp.webhooks().recent(1, 1);
    CHECK(page.total == 3);
    CHECK(page.held);
    REQUIRE(page.events.size() == 1);
    CHECK(page.events[0].transaction_id == all[1].transaction_id);
    auto const listed =
        *parse_json(overview(*on.client, "?events_limit=2").body())->find("webhooks");
    REQUIRE(listed.find("events")->elements.size() == 2);
    CHECK(listed.find("events")->elements[0].find("transactionId")->text == all[2].transaction_id);
    CHECK(listed.find("held")->text == "true");
}

TEST_CASE("a webhook is delivered once more by its number", "[sandbox][page]") {
    webhook_inbox inbox;
    logged_in on;
    auto const id = on.new_cash_in("1.00", "\"webhookUrl\":\"" + inbox.url() + '"');
    REQUIRE(on.psp.pay(id));
    REQUIRE(on.refund(id).status() == 202);
    REQUIRE(inbox.wait_for(2).size() == 2);
    CHECK(on.control("webhooks/redeliver", R"({"number":1})").status() == 204);
    auto const got = inbox.wait_for(3);
    REQUIRE(got.size() == 3);
    CHECK(got[2].body == got[0].body);
    check_problem(on.control("webhooks/redeliver", R"({"number":3})"), 404, "NOT_FOUND");
    check_problem(on.control("webhooks/redeliver", R"({"number":0})"), 400, "INVALID_REQUEST");
    check_problem(on.control("webhooks/redeliver", R"({"number":1,"transactionId":"x"})"), 400,
                  "INVALID_REQUEST");
}

TEST_CASE("the QR code of a cash-in holds its copy-and-paste text", "[sandbox][page]") {
    logged_in on;
    auto const id = on.new_cash_in("150.50");
    auto const got = on.client->exchange("GET", "/_sandbox/cash-in/" + id + "/qr.svg");
    CHECK(got.field("Content-Type") == "image/svg+xml");
    auto const rows = painted(got.body());

    auto* const code =
        QRcode_encodeString8bit(dynamic_br_code(id, 150'50).c_str(), 0, QR_ECLEVEL_M);
    REQUIRE(code != nullptr);
    auto const width = static_cast<std::size_t>(code->width);
    std::vector<std::string> wanted(width + 8, std::string(width + 8, '.'));
    for (std::size_t at = 0; at < width * width; ++at)
        if ((code->data[at] & 1) != 0) wanted[4 + at / width][4 + at % width] = '#';
    QRcode_free(code);
    CHECK(rows == wanted);

    check_problem(on.client->exchange("GET", "/_sandbox/cash-in/nosuch/qr.svg"), 404, "NOT_FOUND");
    auto const linked = on.new_cash_in("1.00", R"("openFinance":{})");
    check_problem(on.client->exchange("GET", "/_sandbox/cash-in/" + linked + "/qr.svg"), 404,
                  "NOT_FOUND");
    CHECK_THROWS_AS(qr_svg(std::string(5000, 'x')), std::runtime_error);
}

TEST_CASE("other web pages can neither read nor steer the sandbox", "[sandbox][page]") {
    for (auto const* host : {"127.0.0.1:8080", "127.0.0.2", "localhost:1", "[::1]:8080"})
        CHECK_FALSE(refuse_other_pages(with_fields("GET", {{"Host", host}})));
    for (auto const* host : {"", "rebound.test", "rebound.test:8080", "127.0.0.1.rebound.test",
                             "localhost.rebound.test", "10.0.0.1", "127.0.0.1/x", "a@127.0.0.1"})
        CHECK(refuse_other_pages(with_fields("GET", {{"Host", host}})));
    CHECK(refuse_other_pages(with_fields("GET", {})));
    CHECK(refuse_other_pages(with_fields("GET", {{"Host", "localhost"}, {"Host", "a.test"}})));

    auto const refused = [](std::string const& name, std::string const& value) {
        return refuse_other_pages(with_fields("POST", {{"Host", "127.0.0.1:8080"}, {name, value}}))
            .has_value();
    };
    CHECK_FALSE(refused("User-Agent", "curl"));
    CHECK_FALSE(refused("Origin", "http://127.0.0.1:8080"));
    for (auto const* origin : {"http://127.0.0.1:3000", "http://localhost:8080", "null",
                               "https://127.0.0.1:8080", "http://127.0.0.1:8080.a.test", ""})
        CHECK(refused("origin", origin));
    CHECK_FALSE(refused("Sec-Fetch-Site", "same-origin"));
    CHECK_FALSE(refused("Sec-Fetch-Site", "none"));
    CHECK(refused("Sec-Fetch-Site", "same-site"));
    CHECK(refused("Sec-Fetch-Site", "cross-site"));
    // One right field does not hide a wrong one.
    CHECK(refuse_other_pages(with_fields(
        "DELETE",
        {{"Host", "localhost"}, {"Origin", "http://localhost"}, {"Origin", "http://a.test"}})));
}

TEST_CASE("a refused page changes nothing", "[sandbox][page]") {
    logged_in on;
    auto const id = on.new_cash_in("1.00");
    auto const path = "/_sandbox/cash-in/" + id + "/pay";
    check_problem(on.client->exchange("POST", path, {{"Origin", "http://a.test"}}), 403,
                  "FOREIGN_ORIGIN");
    check_problem(on.client->exchange_text("POST " + path + " HTTP/1.1\r\nHost: a.test\r\n" +
                                           "Content-Length: 0\r\n\r\n"),
                  403, "FOREIGN_HOST");
    check_problem(on.client->exchange_text("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"), 403,
                  "FOREIGN_HOST");
    CHECK(on.get("/cash-in/" + id).member("status") == "AWAITING_PAYMENT");
    CHECK(on.client->exchange("POST", path).status() == 204);
}

} // namespace sandbox_page_test
