// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "../catch.hpp"
#include "documents.hpp"
#include "fixture.hpp"
#include "webhook_inbox.hpp"

#include <chrono>
#include <set>
#include <string>
#include <vector>

using namespace sandbox;
using namespace sandbox::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

namespace {

config quick_retries(unsigned attempts = 5) {
    config settings;
    settings.webhooks.first_delay = 10ms;
    settings.webhooks.attempts = attempts;
    return settings;
}

/// A sandbox and an inbox that its transactions tell of themselves to.
struct subscribed : logged_in {
    explicit subscribed(config settings = quick_retries()) : logged_in(std::move(settings)) {}

    [[nodiscard]] std::string subscription() const {
        return R"("webhookUrl":")" + inbox.url() + '"';
    }
    /// The transactionId of a new cash-in that was paid at once.
    std::string paid(std::string const& amount = "1") {
        auto const id = new_cash_in(amount, subscription());
        CHECK(psp.pay(id));
        return id;
    }
    bool last_is(webhook_status status) {
        return comes_true([&] {
            auto const events = psp.webhooks().events();
            return !events.empty() && events.back().status == status;
        });
    }

    webhook_inbox inbox;
};

std::string member_of(request const& delivery, std::string_view name) {
    auto const json = parse_json(delivery.body);
    return json ? json->string_member(name).value_or("") : "";
}

std::string transaction_of(request const& delivery) {
    auto const json = parse_json(delivery.body);
    auto const* data = json ? json->find("data") : nullptr;
    return data == nullptr ? "" : data->string_member("transactionId").value_or("");
}

} // namespace

TEST_CASE("a payment is announced, signed over the very bytes", "[sandbox][webhook]") {
    subscribed on;
    auto const id = on.paid("12.34");
    auto const got = on.inbox.wait_for(1);
    REQUIRE(got.size() == 1);
    CHECK(got[0].method == "POST");
    CHECK(got[0].path == "/webhooks");
    CHECK(got[0].field("Content-Type") == "application/json");
    CHECK(got[0].field("X-Connect-Signature") ==
          hex_hmac_by_openssl(on.psp.settings().crypto_token, got[0].body));
    CHECK(is_uuid(got[0].field("X-Event-Id")));
    CHECK(member_of(got[0], "eventType") == "CASHIN_PAID");
    CHECK(member_of(got[0], "eventAt").size() == 20);
    CHECK(to_json(*parse_json(got[0].body)->find("data")) == on.get("/cash-in/" + id).body());
    CHECK(on.last_is(webhook_status::delivered));
    CHECK(on.inbox.deliveries().size() == 1);
}

TEST_CASE("every event is announced with what was true then", "[sandbox][webhook]") {
    subscribed on;
    auto const cash_in = on.paid();
    CHECK(on.refund(cash_in).status() == 202);
    auto const sent = on.new_cash_out("1", on.subscription());
    CHECK(on.psp.complete(sent));
    CHECK(on.psp.refund_cash_out(sent));
    CHECK(on.psp.fail(on.new_cash_out("1", on.subscription())));
    CHECK(on.psp.cancel_cash_out(on.new_cash_out("1", on.subscription())));
    CHECK(on.psp.pay(on.new_cash_in("1"))); // asked for no word of it

    auto const got = on.inbox.wait_for(5);
    std::vector<std::string> types;
    std::vector<std::string> statuses;
    for (auto const& each : got) {
        types.push_back(member_of(each, "eventType"));
        statuses.push_back(
            parse_json(each.body)->find("data")->string_member("status").value_or(""));
    }
    CHECK(types == std::vector<std::string>{"CASHIN_PAID", "CASHIN_REFUNDED", "CASHOUT_COMPLETED",
                                            "CASHOUT_REFUNDED", "CASHOUT_FAILED"});
    CHECK(statuses ==
          std::vector<std::string>{"PAID", "REFUNDED", "COMPLETED", "REFUNDED", "FAILED"});
    CHECK(on.psp.webhooks().events().size() == 5);
}

TEST_CASE("what is not answered with 200 is tried again under a new event id",
          "[sandbox][webhook]") {
    subscribed on;
    on.inbox.answer_next({500, 201, 302});
    auto const before = steady::now();
    on.paid();
    auto const got = on.inbox.wait_for(4);
    CHECK(steady::now() - before >= 10ms + 20ms + 40ms);
    REQUIRE(got.size() == 4);
    std::set<std::string> ids;
    for (auto const& each : got) {
        ids.emplace(each.field("X-Event-Id"));
        CHECK(each.body == got[0].body);
        CHECK(each.field("X-Connect-Signature") == got[0].field("X-Connect-Signature"));
    }
    CHECK(ids.size() == 4);
    CHECK(on.last_is(webhook_status::delivered));

    auto const listed = on.client->exchange("GET", "/_sandbox/webhooks");
    auto const json = parse_json(listed.body());
    REQUIRE(json);
    auto const& event = json->find("events")->elements.at(0);
    CHECK(event.string_member("eventType") == "CASHIN_PAID");
    CHECK(event.string_member("status") == "DELIVERED");
    CHECK(to_json(*event.find("body")) == got[0].body);
    auto const& attempts = event.find("attempts")->elements;
    REQUIRE(attempts.size() == 4);
    CHECK(attempts[0].find("status")->text == "500");
    CHECK(attempts[0].string_member("eventId") == got[0].field("X-Event-Id"));
    CHECK(attempts[3].find("status")->text == "200");
}

TEST_CASE("a receiver that never says 200 is given up", "[sandbox][webhook]") {
    auto settings = quick_retries(2);
    settings.webhooks.timeout = 200ms;
    subscribed on{settings};
    SECTION("it refuses") { on.inbox.answer_next({500, 500}); }
    SECTION("it is too slow") { on.inbox.answer_next({webhook_inbox::silence, 503}); }
    on.paid();
    CHECK(on.last_is(webhook_status::given_up));
    CHECK(on.inbox.deliveries().size() == 2);
    on.paid();
    CHECK(on.last_is(webhook_status::delivered));
}

TEST_CASE("nobody at home is an attempt that failed", "[sandbox][webhook]") {
    logged_in on{quick_retries(1)};
    auto const gone = webhook_inbox{}.url();
    on.psp.pay(on.new_cash_in("1", R"("webhookUrl":")" + gone + '"'));
    CHECK(comes_true([&] {
        auto const events = on.psp.webhooks().events();
        return events.at(0).status == webhook_status::given_up;
    }));
    auto const attempt = on.psp.webhooks().events().at(0).attempts.at(0);
    CHECK(attempt.status == 0);
    CHECK_FALSE(attempt.error.empty());
}

TEST_CASE("only this machine is ever contacted", "[sandbox][webhook]") {
    logged_in on;
    std::vector<std::string> const elsewhere = {
        "https://127.0.0.1/", "http://192.0.2.1/",    "http://example.com/", "ftp://127.0.0.1/",
        "nonsense",           "http://127.0.0.1:0/x", "http://127.0.0.1:x/", "http://a@127.0.0.1/",
        "http://[::2]/",      "http://127.0.0.1/a b", "http://127.1/"};
    for (auto const& url : elsewhere) {
        on.psp.pay(on.new_cash_in("1", "\"webhookUrl\":" + quote(url)));
        CHECK_FALSE(on.psp.webhooks().redeliver());
    }
    for (auto const& each : on.psp.webhooks().events()) {
        CHECK(each.status == webhook_status::undeliverable);
        CHECK(each.attempts.empty());
    }
    CHECK(on.psp.webhooks().events().size() == elsewhere.size());

    auto const local = read_loopback_url("http://localhost:81?a=b#c");
    REQUIRE(local);
    CHECK(local->endpoint.port() == 81);
    CHECK(local->host == "localhost:81");
    CHECK(local->target == "/?a=b");
    CHECK(read_loopback_url("http://[::1]:8080/x")->endpoint.address().is_v6());
    CHECK(read_loopback_url("http://127.0.0.9")->endpoint.port() == 80);
}

TEST_CASE("held events arrive in the order that is asked for", "[sandbox][webhook]") {
    subscribed on;
    CHECK(on.control("webhooks/hold").status() == 204);
    std::vector<std::string> ids;
    for (int count = 0; count < 3; ++count)
        ids.push_back(on.paid());
    CHECK(on.inbox.wait_for(1, 30ms).empty());
    for (std::string const wrong : {R"({"order":"random"})", R"({"oder":"reverse"})", "[]"})
        check_problem(on.control("webhooks/release", wrong), 400, "INVALID_REQUEST");

    SECTION("as they came") { CHECK(on.control("webhooks/release").status() == 204); }
    SECTION("reversed") {
        CHECK(on.control("webhooks/release", R"({"order":"reverse"})").status() == 204);
        std::swap(ids.front(), ids.back());
    }
    auto const got = on.inbox.wait_for(3);
    REQUIRE(got.size() == 3);
    for (std::size_t index = 0; index < 3; ++index)
        CHECK(transaction_of(got[index]) == ids[index]);
    on.paid();
    CHECK(on.inbox.wait_for(4).size() == 4);
}

TEST_CASE("an event can be delivered again", "[sandbox][webhook]") {
    subscribed on;
    check_problem(on.control("webhooks/redeliver"), 404, "NOT_FOUND");
    auto const first = on.paid();
    auto const second = on.paid();
    CHECK(on.inbox.wait_for(2).size() == 2);

    CHECK(on.control("webhooks/redeliver").status() == 204);
    CHECK(on.inbox.wait_for(3).size() == 3);
    CHECK(on.control("webhooks/redeliver", R"({"transactionId":")" + first + "\"}").status() ==
          204);
    auto const got = on.inbox.wait_for(4);
    REQUIRE(got.size() == 4);
    CHECK(got[2].body == got[1].body);
    CHECK(transaction_of(got[2]) == second);
    CHECK(got[3].body == got[0].body);
    CHECK(got[3].field("X-Event-Id") != got[0].field("X-Event-Id"));
    CHECK_FALSE(on.psp.webhooks().redeliver("nosuch"));
    check_problem(on.control("webhooks/redeliver", R"({"transactionID":"x"})"), 400,
                  "INVALID_REQUEST");
    check_problem(on.client->exchange("GET", "/_sandbox/webhooks/redeliver"), 405,
                  "METHOD_NOT_ALLOWED");
}

TEST_CASE("a settlement after a delay is announced too", "[sandbox][webhook]") {
    auto settings = quick_retries();
    settings.settle_after = 20ms;
    subscribed on{settings};
    auto const id = on.new_cash_out("1", on.subscription());
    auto const got = on.inbox.wait_for(1);
    REQUIRE(got.size() == 1);
    CHECK(member_of(got[0], "eventType") == "CASHOUT_COMPLETED");
    CHECK(transaction_of(got[0]) == id);
}

TEST_CASE("a stop waits for no receiver and no retry", "[sandbox][webhook]") {
    config settings;
    settings.webhooks.first_delay = 60s;
    settings.webhooks.timeout = 60s;
    subscribed on{settings};
    SECTION("on its way") { on.inbox.answer_next({webhook_inbox::silence}); }
    SECTION("between two attempts") { on.inbox.answer_next({500}); }
    on.paid();
    CHECK(on.inbox.wait_for(1).size() == 1);
    auto const before = steady::now();
    on.psp.stop();
    CHECK(steady::now() - before < 500ms);
}
