// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/webhook.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/redact.hpp>

#include <chrono>
#include <string>
#include <string_view>

// Events that are signed and not quite what they should be.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace webhook_repair_test {

namespace {

secret const token{crypto_token};

std::string signature_of(std::string_view body) {
    return std::string{hex_digest{signer::make(token).value()(body)}.text()};
}

result<event> received_event(std::string_view body) {
    return webhook_receiver{token}.receive(body, signature_of(body));
}

std::string event_json(std::string_view event_at, std::string_view data) {
    return R"({"eventType":"CASHIN_PAID",)" + std::string{event_at} + R"("data":)" +
           std::string{data} + "}";
}

std::string event_at(std::string_view text) {
    return R"("eventAt":")" + std::string{text} + R"(",)";
}

std::string payment(std::string_view id, std::string_view more = {}) {
    return R"({"transactionId":")" + std::string{id} + R"(","status":"PAID","amount":150.50)" +
           std::string{more} + "}";
}

} // namespace

TEST_CASE("a bad character in a name costs no event", "[api][webhook][repair]") {
    for (std::string const name : {"S\xE3o", "x\\ud83d", "a\tb"}) {
        INFO(name);
        auto const got = received_event(
            event_json(event_at("2026-03-10T21:27:05Z"),
                       payment("t", R"(,"payer":{"name":")" + name + R"("},"x":")" + name + '"')));
        REQUIRE(got);
        auto const& about = std::get<cash_in>(got.value().data);
        CHECK(about.transaction_id == "t");
        CHECK(about.amount == money::from_centavos(15050));
        CHECK(about.payer->name.has_value());
        CHECK(got.value().dedupe_key() == "CASHIN_PAID:t");
    }
    std::string const marked =
        "\xEF\xBB\xBF" + event_json(event_at("2026-03-10T21:27:05Z"), payment("t"));
    CHECK(received_event(marked));
}

TEST_CASE("the signature is that of the bytes before their repair", "[api][webhook][repair]") {
    webhook_receiver const hook{token};
    std::string const sent =
        event_json(event_at("2026-03-10T21:27:05Z"), payment("t", ",\"x\":\"S\xE3o\""));
    std::string const repaired =
        event_json(event_at("2026-03-10T21:27:05Z"), payment("t", ",\"x\":\"S\uFFFDo\""));
    CHECK(hook.receive(sent, signature_of(sent)));
    CHECK(hook.receive(sent, signature_of(repaired)).error() == errc::wrong_signature);
    CHECK(hook.receive(repaired, signature_of(sent)).error() == errc::wrong_signature);
    std::string const marked = "\xEF\xBB\xBF" + repaired;
    CHECK(hook.receive(marked, signature_of(repaired)).error() == errc::wrong_signature);
    CHECK(hook.receive(marked, signature_of(marked)));
    // An event of an unknown type is known by the same bytes.
    std::string const unknown = "{\"eventType\":\"NEW\",\"x\":\"\xE3\"}";
    CHECK(received_event(unknown).value().body_digest == sha256(unknown).text());
}

TEST_CASE("what was repaired is no transaction id, type or status", "[api][webhook][repair]") {
    std::string const time = event_at("2026-03-10T21:27:05Z");
    for (std::string const bad : {"t\xFF", "t\t", "t\\udc00"}) {
        auto const got = received_event(event_json(time, payment(bad)));
        REQUIRE_FALSE(got);
        CHECK(got.error() == errc::json_syntax);
        CHECK(got.error().pointer() == "/data/transactionId");
        CHECK(got.error() == condition::invalid_response);
    }
    auto const type =
        received_event("{\"eventType\":\"CASHIN_PAID\xFF\",\"data\":" + payment("t") + "}");
    REQUIRE_FALSE(type);
    CHECK(type.error().pointer() == "/eventType");
    auto const status = received_event(
        event_json(time, "{\"transactionId\":\"t\",\"status\":\"PAID\xFF\",\"amount\":1}"));
    REQUIRE_FALSE(status);
    CHECK(status.error().pointer() == "/data/status");
    auto const other = received_event(event_json(time, payment("t", ",\"endToEndId\":\"E1\xFF\"")));
    REQUIRE(other);
    CHECK_FALSE(std::get<cash_in>(other.value().data).end_to_end_id);
}

TEST_CASE("a transaction id holds no control character, however it is spelled",
          "[api][webhook][repair]") {
    for (char const* const id : {"t\\u0000", "\\u001b[2J", "t\\n", "\\u007f", "\\u0085"}) {
        INFO(id);
        auto const got = received_event(event_json(event_at("2026-03-10T21:27:05Z"), payment(id)));
        REQUIRE_FALSE(got);
        CHECK(got.error() == errc::control_character);
        CHECK(got.error().pointer() == "/data/transactionId");
        auto const read = parse<get_cash_in>(json_reply(200, payment(id)));
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::control_character);
        CHECK(read.error().pointer() == "/transactionId");
    }
}

TEST_CASE("the time of an event is UTC in the spellings that servers use", "[api][webhook]") {
    struct {
        char const* text;
        char const* time;
    } const times[] = {
        {"2026-03-10T21:27:05Z", "2026-03-10T21:27:05Z"},
        {"2026-03-10T21:27:05", "2026-03-10T21:27:05Z"},
        {"2026-03-10T21:27:05.1234567", "2026-03-10T21:27:05.123456Z"},
        {"2026-03-10T21:27:05.000+0000", "2026-03-10T21:27:05Z"},
        {"2026-03-10T18:27:05-0300", "2026-03-10T21:27:05Z"},
        {"2026-03-10T18:27:05-03", "2026-03-10T21:27:05Z"},
        {"2026-03-10 21:27:05Z", "2026-03-10T21:27:05Z"},
        {"2026-03-10 21:27:05", "2026-03-10T21:27:05Z"},
        {"2026-03-10 18:27:05.5-03:00", "2026-03-10T21:27:05.5Z"},
    };
    for (auto const& each : times) {
        INFO(each.text);
        auto const got = received_event(event_json(event_at(each.text), payment("t")));
        REQUIRE(got);
        REQUIRE(got.value().time);
        CHECK(format_timestamp(*got.value().time) == each.time);
        // The public parser is RFC 3339's.
        CHECK(parse_timestamp(each.text).has_value() == (std::string_view{each.text} == each.time));
    }
}

TEST_CASE("an event without a time is an event, and is not recent", "[api][webhook]") {
    for (std::string const& text :
         {std::string{}, std::string{R"("eventAt":null,)"}, std::string{R"("eventAt":1773178025,)"},
          std::string{R"("eventAt":{},)"}, event_at(""), event_at("yesterday"),
          event_at("2026-03-10"), event_at("2026-03-10T21:27"), event_at("2026-03-10T21:27:05+"),
          event_at("2026-03-10T21:27:05 UTC"), event_at("2026-03-10T21:27:05+00000"),
          event_at("2026-03-10X21:27:05"), event_at("2026-02-30T21:27:05"),
          event_at("9999-12-31T23:59:59-0100"), event_at("2026-03-10T21:27:05\xFF")}) {
        INFO(text);
        auto const got = received_event(event_json(text, payment("t")));
        REQUIRE(got);
        CHECK_FALSE(got.value().time);
        CHECK(got.value().dedupe_key() == "CASHIN_PAID:t");
        CHECK(redact(got.value()).starts_with(R"({"eventType":"CASHIN_PAID","eventAt":null)"));
        auto const fresh = check_freshness(got.value(), timestamp{}, 24h);
        REQUIRE_FALSE(fresh);
        CHECK(fresh.error() == errc::stale_event);
        CHECK(fresh.error().pointer() == "/eventAt");
    }
    CHECK(received_event(R"({"eventAt":null,"eventAt":null,"eventType":"X"})").error() ==
          errc::duplicate_member);
}

} // namespace webhook_repair_test
