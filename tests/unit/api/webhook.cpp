// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/webhook.hpp>

#include "catch.hpp"
#include "support/count_allocations.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <array>
#include <chrono>
#include <set>
#include <string>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;

namespace webhook_test {

namespace {

secret const token{crypto_token};

std::string event_json(std::string_view type, std::string_view data) {
    return R"({"eventType":")" + std::string{type} +
           R"(","eventAt":"2026-03-10T21:27:05Z","data":)" + std::string{data} + "}";
}

std::string signature_of(std::string_view body, std::string_view key = crypto_token) {
    return std::string{hex_digest{signer::make(secret{key}).value()(body)}.text()};
}

result<event> received_event(std::string_view body) {
    return webhook_receiver{token}.receive(body, signature_of(body));
}

void check_untrusted(result<event> const& got, errc code) {
    REQUIRE_FALSE(got);
    INFO(got.error());
    CHECK(got.error() == code);
    CHECK(got.error() == condition::untrusted);
    CHECK(got.error() != condition::retryable);
    CHECK(got.error().remedy() == remedy::reconcile);
}

} // namespace

TEST_CASE("a webhook of each documented type is read", "[api][webhook]") {
    struct {
        char const* name;
        event_type type;
    } const table[] = {
        {"CASHIN_PAID", event_type::cash_in_paid},
        {"CASHIN_REFUNDED", event_type::cash_in_refunded},
        {"CASHOUT_COMPLETED", event_type::cash_out_completed},
        {"CASHOUT_FAILED", event_type::cash_out_failed},
        {"CASHOUT_REFUNDED", event_type::cash_out_refunded},
    };
    for (auto const& each : table) {
        INFO(each.name);
        bool const in = std::string_view{each.name}.starts_with("CASHIN");
        auto const got =
            received_event(event_json(each.name, in ? paid_cash_in_json : completed_cash_out_json));
        REQUIRE(got);
        CHECK(got.value().type == each.type);
        CHECK(format_timestamp(got.value().time.value()) == "2026-03-10T21:27:05Z");
        if (in)
            CHECK(std::get<cash_in>(got.value().data) ==
                  decode<cash_in>(paid_cash_in_json).value());
        else
            CHECK(std::get<cash_out>(got.value().data) ==
                  decode<cash_out>(completed_cash_out_json).value());
    }
}

TEST_CASE("the members of an envelope may stand in any order", "[api][webhook]") {
    for (std::string const& body :
         {R"({"data":)" + std::string{completed_cash_out_json} +
              R"(,"eventAt":"2026-03-10T21:27:05Z","eventType":"CASHOUT_COMPLETED"})",
          R"({"x":"CASHIN_","eventAt":"2026-03-10T21:27:05Z","data":)" +
              std::string{completed_cash_out_json} + R"(,"eventType":"CASHOUT_COMPLETED"})",
          R"({"x":"CASHOUT_","data":)" + std::string{paid_cash_in_json} +
              R"(,"eventType":"CASHIN_PAID","eventAt":"2026-03-10T21:27:05Z"})"}) {
        auto const got = received_event(body);
        REQUIRE(got);
        bool const in = got.value().type == event_type::cash_in_paid;
        CHECK(std::holds_alternative<cash_in>(got.value().data) == in);
        CHECK(std::holds_alternative<cash_out>(got.value().data) == !in);
    }
}

TEST_CASE("an event of a type that nobody knows yet is delivered as such", "[api][webhook]") {
    auto const expired = received_event(event_json("CASHIN_EXPIRED", paid_cash_in_json));
    REQUIRE(expired);
    CHECK_FALSE(expired.value().type.known());
    CHECK(expired.value().type.text() == "CASHIN_EXPIRED");
    CHECK(std::holds_alternative<cash_in>(expired.value().data));
    CHECK(std::holds_alternative<cash_out>(
        received_event(event_json("CASHOUT_HELD", completed_cash_out_json)).value().data));
    for (char const* const data : {R"({"a":1})", "null", "[]", "1", R"("text")"}) {
        for (char const* const type : {"REBALANCE_DONE", "", "CASHIN", "cashin_paid",
                                       "CASHIN_DISPUTED", "CASHOUT_DISPUTED"}) {
            INFO(type << ' ' << data);
            auto const got = received_event(event_json(type, data));
            REQUIRE(got);
            CHECK(got.value().type.text() == type);
            CHECK(std::holds_alternative<unread_data>(got.value().data));
        }
    }
}

TEST_CASE("a signed body that is no event is refused for what is wrong with it", "[api][webhook]") {
    struct {
        std::string body;
        errc code;
        char const* pointer;
    } const table[] = {
        {"", errc::json_incomplete, ""},
        {"{}", errc::missing_member, "/eventType"},
        {R"({"eventType":"CASHIN_PAID"})", errc::missing_member, "/data"},
        {R"({"eventType":"CASHIN_PAID","eventAt":"2026-03-10T21:27:05Z"})", errc::missing_member,
         "/data"},
        {event_json("CASHIN_PAID", "null"), errc::missing_member, "/data"},
        {event_json("CASHIN_PAID", "{}"), errc::missing_member, "/data/transactionId"},
        {event_json("CASHIN_PAID", R"({"transactionId":"","status":"PAID","amount":1})"),
         errc::empty_value, "/data/transactionId"},
        {event_json("CASHOUT_FAILED", R"({"transactionId":"","status":"FAILED","amount":1})"),
         errc::empty_value, "/data/transactionId"},
        {event_json("CASHIN_PAID", R"({"transactionId":"a","status":"PAID","amount":0.001})"),
         errc::not_whole_centavos, "/data/amount"},
        {event_json("X", "1") + "{}", errc::json_trailing_bytes, ""},
        {R"({"eventType":"CASHIN_PAID","eventType":"CASHIN_PAID"})", errc::duplicate_member,
         "/eventType"},
        {R"({"eventType":"CASHIN_PAID","eventAt":"2026-03-10T21:27:05Z","data":{"transactionId":"a)",
         errc::json_incomplete, "/data/transactionId"},
    };
    for (auto const& each : table) {
        INFO(each.body);
        auto const got = received_event(each.body);
        REQUIRE_FALSE(got);
        CHECK(got.error() == each.code);
        CHECK(got.error().pointer() == each.pointer);
        CHECK(got.error() != condition::untrusted);
        // Signed: so it is the server's mistake, not the caller's.
        CHECK(got.error() == condition::invalid_response);
        CHECK(got.error() != condition::invalid_argument);
        CHECK(got.error().remedy() == remedy::contact_support);
    }
}

TEST_CASE("a webhook is believed only with the signature of its very bytes", "[api][webhook]") {
    webhook_receiver const hook{token};
    std::string const body = event_json("CASHIN_PAID", paid_cash_in_json);
    std::string const signature = signature_of(body);
    REQUIRE(hook.receive(body, signature));
    std::string upper = signature;
    for (char& c : upper)
        if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
    CHECK(hook.receive(body, upper));
    upper.replace(0, 32, signature.substr(0, 32));
    CHECK(hook.receive(body, upper));

    check_untrusted(hook.receive(body, ""), errc::missing_signature);
    check_untrusted(hook.receive(body, signature.substr(0, 63)), errc::malformed_signature);
    check_untrusted(hook.receive(body, signature + "0"), errc::malformed_signature);
    check_untrusted(hook.receive(body, " " + signature.substr(1)), errc::malformed_signature);
    check_untrusted(hook.receive(body, signature + "\n"), errc::malformed_signature);
    check_untrusted(hook.receive(body, "sha256=" + signature), errc::malformed_signature);
    for (char const c : {'g', 'G', '/', ':', '@', '`', '\0', '\x80', ' ', '-'}) {
        std::string odd = signature;
        odd[63] = c;
        check_untrusted(hook.receive(body, odd), errc::malformed_signature);
    }
    check_untrusted(hook.receive(body, std::string(64, '0')), errc::wrong_signature);

    // Not the bytes that were signed, though another parser would take them for the same.
    check_untrusted(hook.receive(body + "\n", signature), errc::wrong_signature);
    check_untrusted(hook.receive(" " + body, signature), errc::wrong_signature);
    check_untrusted(hook.receive("\xEF\xBB\xBF" + body, signature), errc::wrong_signature);
    check_untrusted(hook.receive(body.substr(0, body.size() - 1), signature),
                    errc::wrong_signature);
    check_untrusted(hook.receive("", signature), errc::wrong_signature);
    check_untrusted(webhook_receiver{secret{"other"}}.receive(body, signature),
                    errc::wrong_signature);
}

TEST_CASE("one bit flipped anywhere makes a webhook untrusted", "[api][webhook]") {
    webhook_receiver const hook{token};
    std::string const body = event_json("CASHIN_PAID", R"({"transactionId":"a"})");
    std::string const signature = signature_of(body);
    for (std::size_t at = 0; at != body.size(); ++at)
        for (int bit = 0; bit != 8; ++bit) {
            std::string changed = body;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            REQUIRE(hook.receive(changed, signature).error() == errc::wrong_signature);
        }
    for (std::size_t at = 0; at != signature.size(); ++at)
        for (int bit = 0; bit != 8; ++bit) {
            std::string changed = signature;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            auto const got = hook.receive(body, changed);
            bool const other_case = bit == 5 && signature[at] >= 'a';
            if (other_case)
                REQUIRE(got.error() == errc::missing_member); // the body's own fault, once believed
            else
                REQUIRE(got.error() == condition::untrusted);
        }
}

TEST_CASE("a body beyond the limit is refused before it is hashed", "[api][webhook]") {
    webhook_receiver const hook{token};
    std::string body = event_json("CASHIN_PAID", paid_cash_in_json);
    body.resize(limits::webhook_body_bytes, ' ');
    CHECK(hook.receive(body, signature_of(body)));
    body += ' ';
    auto const got = hook.receive(body, signature_of(body));
    REQUIRE_FALSE(got);
    CHECK(got.error() == errc::body_too_large);
}

TEST_CASE("while CryptoTokens are changed, either is believed", "[api][webhook]") {
    std::array const ring{secret{"new"}, secret{"old"}};
    auto const hook = webhook_receiver::make(ring);
    REQUIRE(hook);
    std::string const body = event_json("CASHIN_PAID", paid_cash_in_json);
    CHECK(hook.value().receive(body, signature_of(body, "new")));
    CHECK(hook.value().receive(body, signature_of(body, "old")));
    check_untrusted(hook.value().receive(body, signature_of(body, "older")), errc::wrong_signature);
}

TEST_CASE("an empty CryptoToken verifies nobody's webhooks: it makes no receiver",
          "[api][webhook]") {
    CHECK_THROWS_AS(webhook_receiver{secret{}}, failure);
    try {
        webhook_receiver{secret{}};
    } catch (failure const& why) {
        CHECK(why.error() == errc::empty_secret);
    }
    CHECK(webhook_receiver::make({}).error() == errc::empty_secret);
    std::array const ring{secret{"new"}, secret{}};
    CHECK(webhook_receiver::make(ring).error() == errc::empty_secret);
}

TEST_CASE("a CryptoToken that was read with the end of its line makes no receiver",
          "[api][webhook]") {
    std::array const ring{secret{"new"}, secret{"old\n"}};
    auto const made = webhook_receiver::make(ring);
    REQUIRE_FALSE(made);
    CHECK(made.error() == errc::surrounding_space);
    CHECK(made.error().pointer() == "/1");
    CHECK(to_string(made.error()) ==
          "CryptoToken: white space around the value at /1, it ends with a line break");
    std::array const control{secret{"n\new"}};
    CHECK(webhook_receiver::make(control).error() == errc::control_character);
    std::array const binary{secret{"\x0b\x0b"}};
    CHECK(webhook_receiver::make(binary).error() == errc::surrounding_space);
    CHECK_THROWS_AS(webhook_receiver{secret{" token"}}, failure);
}

TEST_CASE("verifying a webhook allocates nothing", "[api][webhook]") {
    webhook_receiver const hook{token};
    std::string const body = event_json("CASHIN_PAID", paid_cash_in_json);
    std::string const signature = signature_of(body);
    std::string const wrong(64, 'a');
    auto const count = [&](std::string_view header) {
        bool verified = false;
        std::size_t const made =
            allocations_of([&] { verified = hook.verify(body, header).has_value(); });
        return std::pair{made, verified};
    };
    CHECK(count(signature) == std::pair{std::size_t{0}, true});
    CHECK(count(wrong) == std::pair{std::size_t{0}, false});
    CHECK(count("") == std::pair{std::size_t{0}, false});
    CHECK(count("short") == std::pair{std::size_t{0}, false});
}

TEST_CASE("every delivery of an event has the same key and other events have others",
          "[api][webhook]") {
    webhook_receiver const hook{token};
    std::string const body = event_json("CASHIN_PAID", paid_cash_in_json);
    auto const first =
        hook.receive(body, signature_of(body), "11111111-1111-4111-8111-111111111111");
    auto const second =
        hook.receive(body, signature_of(body), "22222222-2222-4222-8222-222222222222");
    CHECK(first.value().delivery_id == "11111111-1111-4111-8111-111111111111");
    CHECK(second.value().delivery_id == "22222222-2222-4222-8222-222222222222");
    CHECK(first.value().dedupe_key() == second.value().dedupe_key());
    CHECK(first.value().dedupe_key() == "CASHIN_PAID:3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b");
    CHECK(received_event(body).value().delivery_id.empty());

    // A later delivery of the same event may carry another time.
    std::string later = body;
    later.replace(later.find("21:27:05"), 8, "21:28:05");
    CHECK(received_event(later).value().dedupe_key() == first.value().dedupe_key());

    std::set<std::string> keys;
    auto const keep = [&](std::string_view type, std::string_view data) {
        std::string const key = received_event(event_json(type, data)).value().dedupe_key();
        for (char const c : key)
            CHECK((c > ' ' && c < '\x7f'));
        CHECK(keys.insert(key).second);
    };
    auto const data = [](std::string_view id, std::string_view end_to_end_id) {
        return R"({"transactionId":")" + std::string{id} + R"(","endToEndId":)" +
               std::string{end_to_end_id} + R"(,"status":"PAID","amount":1})";
    };
    keep("CASHIN_PAID", data("a", "null"));
    keep("CASHIN_REFUNDED", data("a", "null"));
    keep("CASHIN_PAID", data("b", "null"));
    keep("CASHIN_PAID", data("a:b", "null"));
    keep("CASHIN_PAID", data("a%3Ab", "null"));
    keep("CASHIN_PAID", data("a n", "null"));
    keep("CASHOUT_FAILED", data("a", "null"));
    keep("CASHIN_PAID:a", "1");
    keep("OTHER", "1");
    keep("OTHER", "2"); // at the same time, and another event
    keep("CASHIN_DISPUTED", data("a", R"("b")"));
    keep("CASHIN_DISPUTED",
         data("a", R"("b" )")); // readable, and what distinguishes them is unknown
    keep("ELSE", "1");
}

TEST_CASE("an event has one key, with its end-to-end id, without it, and after a later refund",
          "[api][webhook]") {
    auto const key = [](std::string_view type, std::string_view ids,
                        std::string_view transaction = "a") {
        return received_event(event_json(type, R"({"transactionId":")" + std::string{transaction} +
                                                   R"(","status":"X","amount":1)" +
                                                   std::string{ids} + "}"))
            .value()
            .dedupe_key();
    };
    for (std::string const type : {"CASHIN_PAID", "CASHIN_REFUNDED", "CASHOUT_COMPLETED",
                                   "CASHOUT_FAILED", "CASHOUT_REFUNDED"})
        for (std::string_view const ids :
             {"", R"(,"endToEndId":"E1")", R"(,"endToEndId":"D2","originalEndToEndId":"E1")",
              R"(,"endToEndId":"D2")", R"(,"endToEndId":null)", R"(,"endToEndId":1)",
              R"(,"endToEndId":"","originalEndToEndId":"")", R"(,"originalEndToEndId":"E1")"}) {
            INFO(type << ids);
            CHECK(key(type, ids) == type + ":a");
        }
    // A UUID is the same in either case; any other id is not.
    CHECK(key("CASHIN_PAID", "", "3F2B8C1A-5D4E-4F60-9A7B-1C2D3E4F5A6B") ==
          key("CASHIN_PAID", "", sample_id));
    CHECK(key("CASHIN_PAID", "", "A") != key("CASHIN_PAID", "", "a"));
}

TEST_CASE("an event of an amount that is not above zero is refused as such", "[api][webhook]") {
    for (std::string const amount : {"0", "-150.50", "-0.00", "0.00", "-0.01"}) {
        INFO(amount);
        std::string const data = R"({"transactionId":"a","status":"X","amount":)" + amount + "}";
        for (char const* const type : {"CASHIN_PAID", "CASHIN_REFUNDED", "CASHOUT_COMPLETED",
                                       "CASHOUT_FAILED", "CASHOUT_REFUNDED"}) {
            auto const got = received_event(event_json(type, data));
            REQUIRE_FALSE(got);
            CHECK(got.error() == errc::amount_not_positive);
            CHECK(got.error().pointer() == "/data/amount");
            CHECK(got.error() == condition::invalid_response);
            CHECK(got.error() != condition::invalid_argument);
            CHECK(got.error().remedy() == remedy::contact_support);
        }
        // A type that is not known yet may tell of anything.
        CHECK(received_event(event_json("CASHIN_ADJUSTED", data)));
        // The same of what is looked up.
        for (error const& read : {parse<get_cash_in>(json_reply(200, data)).error(),
                                  parse<get_cash_out>(json_reply(200, data)).error()}) {
            CHECK(read == errc::amount_not_positive);
            CHECK(read == condition::invalid_response);
            CHECK(read.pointer() == "/amount");
            CHECK_FALSE(read.outcome_unknown());
        }
    }
    CHECK(received_event(
        event_json("CASHIN_PAID", R"({"transactionId":"a","status":"X","amount":0.01})")));
}

TEST_CASE("an event of an unknown type is known by its body, whichever CryptoToken signed it",
          "[api][webhook]") {
    std::array const ring{secret{"new"}, secret{"old"}};
    auto const hook = webhook_receiver::make(ring).value();
    std::string const body = event_json("OTHER", "1");
    auto const by_new = hook.receive(body, signature_of(body, "new"));
    auto const by_old = hook.receive(body, signature_of(body, "old"));
    REQUIRE(by_new);
    REQUIRE(by_old);
    CHECK(by_new.value().dedupe_key() == by_old.value().dedupe_key());
    // `printf %s "$body" | openssl dgst -sha256`
    CHECK(by_new.value().dedupe_key() ==
          "OTHER:102fded8d67c8c1189030c145823e709c2f5afc2bf40ff76f9ffaf3df45a8189");
    CHECK(hook.receive(event_json("CASHIN_PAID", paid_cash_in_json),
                       signature_of(event_json("CASHIN_PAID", paid_cash_in_json), "new"))
              .value()
              .body_digest.empty());
}

TEST_CASE("an X-Event-Id that is no UUID is not kept", "[api][webhook]") {
    std::string const body = event_json("CASHIN_PAID", paid_cash_in_json);
    webhook_receiver const hook{token};
    for (std::string_view const odd :
         {"", "1", "Maria\nforged line", "11111111-1111-4111-8111-11111111111g"})
        CHECK(hook.receive(body, signature_of(body), odd).value().delivery_id.empty());
}

TEST_CASE("an event is recent within the caller's tolerance, to the microsecond",
          "[api][webhook]") {
    using namespace std::chrono;
    event about;
    about.time = timestamp{seconds{1'000'000}};
    auto const at = [&](microseconds offset, seconds tolerance) {
        return check_freshness(about, *about.time + offset, tolerance);
    };
    CHECK(at(seconds{0}, seconds{0}));
    CHECK(at(minutes{5}, minutes{5}));
    CHECK(at(-minutes{5}, minutes{5}));
    CHECK(at(minutes{5} - microseconds{1}, minutes{5}));
    auto const late = at(minutes{5} + microseconds{1}, minutes{5});
    REQUIRE_FALSE(late);
    CHECK(late.error() == errc::stale_event);
    CHECK(late.error() == condition::untrusted);
    CHECK(late.error().pointer() == "/eventAt");
    auto const early = at(-minutes{5} - microseconds{1}, minutes{5});
    REQUIRE_FALSE(early);
    CHECK(early.error() == errc::event_from_future);
    CHECK(at(microseconds{1}, seconds{0}).error() == errc::stale_event);
    CHECK(at(seconds{1}, seconds{-1}).error() == errc::stale_event);
    CHECK(at(seconds{0}, seconds{-1}));
    CHECK(check_freshness(about, timestamp::max(), seconds{1}).error() == errc::stale_event);
    CHECK(check_freshness(about, timestamp::min(), seconds{1}).error() == errc::event_from_future);
    CHECK(check_freshness(about, timestamp::max(), seconds::max()));
    about.time = timestamp::min();
    CHECK(check_freshness(about, timestamp::max(), hours{1}).error() == errc::stale_event);
}

} // namespace webhook_test
