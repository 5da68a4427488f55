// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/attempt_record.hpp>

#include "catch.hpp"
#include "support/attempts.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;

namespace attempt_refusals_test {

namespace {

template <class Op>
std::string saved(Op const& op) {
    return save_sample(op).value();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

template <class Op>
void check_refused(std::string_view text, errc code, std::string_view pointer = "") {
    INFO(text);
    auto const read = load_sample<Op>(text);
    REQUIRE_FALSE(read);
    INFO(to_string(read.error()));
    CHECK(read.error() == code);
    CHECK(read.error().pointer() == pointer);
}

/// A record of a payout after a change by a holder of the key.
void check_changed(std::string_view from, std::string_view to, std::string_view pointer = "",
                   errc code = errc::attempt_changed) {
    INFO(from);
    check_refused<create_cash_out>(sealed(replaced(saved(sample_payout()), from, to)), code,
                                   pointer);
}

} // namespace

TEST_CASE("a record with any other byte is refused", "[flow][attempt]") {
    std::string const right = saved(sample_payout());
    REQUIRE(load_sample<create_cash_out>(right));
    for (std::size_t at = 0; at != right.size(); ++at) {
        char const was = right[at];
        for (char const now : {char(was ^ 1), char(was ^ 0x20), char(was ^ 0x80), '\0', ' ', '"',
                               '0', 'A', '}', '\n'}) {
            if (now == was) continue;
            std::string text = right;
            text[at] = now;
            auto const read = load_sample<create_cash_out>(text);
            INFO(text);
            REQUIRE_FALSE(read);
            errc const code{read.error().code().value()};
            if (at < right.find("\"operation\"")) {
                // The members that say which key made the MAC are read before the key is known.
                REQUIRE((code == errc::malformed_attempt || code == errc::unknown_attempt_version ||
                         code == errc::attempt_of_other_environment ||
                         code == errc::attempt_of_other_merchant));
                continue;
            }
            // The frame of the MAC's member, without its digits.
            bool const in_frame =
                at >= right.size() - 74 && (at < right.size() - 66 || at >= right.size() - 2);
            REQUIRE(code == (in_frame ? errc::malformed_attempt : errc::attempt_mac_mismatch));
        }
    }
}

TEST_CASE("a record that was cut or that something follows is refused", "[flow][attempt]") {
    std::string const right = saved(sample_refund());
    for (std::size_t size = 0; size != right.size(); ++size) {
        REQUIRE_FALSE(load_sample<refund_cash_in>(right.substr(0, size)));
        REQUIRE_FALSE(load_sample<refund_cash_in>(right.substr(right.size() - size)));
    }
    check_refused<refund_cash_in>("", errc::malformed_attempt);
    check_refused<refund_cash_in>(right.substr(0, right.size() - 1), errc::malformed_attempt);
    for (char const more : {'\n', '\r', ' ', '}', '\0'})
        check_refused<refund_cash_in>(right + more, errc::malformed_attempt);
    check_refused<refund_cash_in>(" " + right, errc::malformed_attempt);
    check_refused<refund_cash_in>(right + right, errc::attempt_mac_mismatch);
}

TEST_CASE("a record of another CryptoToken is refused", "[flow][attempt]") {
    auto const other = merchant_of(client_id, "another CryptoToken");
    std::string const right = saved(sample_payout());
    check_refused<create_cash_out>(
        save_attempt(sample_payout(), environment::staging(), other, made_at).value(),
        errc::attempt_mac_mismatch);
    auto const read = load_attempt<create_cash_out>(right, environment::staging(), other);
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::attempt_mac_mismatch);
    CHECK(read.error() == condition::untrusted);
    CHECK(read.error().remedy() == remedy::reconcile);
    // An error about an untrusted record says nothing of its contents, not even that it is of
    // another operation.
    check_refused<rebalance>(replaced(right, "150.50", "150.51"), errc::attempt_mac_mismatch);
}

TEST_CASE("a MAC has one spelling", "[flow][attempt]") {
    std::string text = saved(sample_payout());
    std::size_t const letter = text.find_first_of("abcdef", text.size() - 66);
    REQUIRE(letter < text.size() - 2);
    text[letter] = static_cast<char>(text[letter] - 'a' + 'A');
    check_refused<create_cash_out>(text, errc::attempt_mac_mismatch);
}

TEST_CASE("a record of another version is refused as one, whatever else it holds",
          "[flow][attempt]") {
    std::string const right = saved(sample_payout());
    auto const with_version = [&](std::string const& version) {
        return sealed(replaced(right, "\"version\":2", "\"version\":" + version));
    };
    for (char const* const version : {"0", "1", "3", "22", "9223372036854775807"})
        check_refused<create_cash_out>(with_version(version), errc::unknown_attempt_version,
                                       "/version");
    for (char const* const version :
         {"", "-1", "02", "2.0", "2e0", "\"2\"", "2 ", " 2", "null", "10000000000000000000"})
        check_refused<create_cash_out>(with_version(version), errc::malformed_attempt, "/version");
    // Only its version says how another one is signed: it is refused unverified.
    check_refused<create_cash_out>(R"({"version":3,"operation":7,"what":"ever"})",
                                   errc::unknown_attempt_version, "/version");
    check_refused<create_cash_out>(sealed(replaced(right, "\"version\":2,", "")),
                                   errc::malformed_attempt);
    check_refused<create_cash_out>(
        sealed(replaced(right, R"({"version":2,)", R"({"v":2,"version":2,)")),
        errc::malformed_attempt);
}

TEST_CASE("a record of version 1 is refused, and the error says both versions", "[flow][attempt]") {
    // As it was written with the CryptoToken itself, and no merchant.
    auto const read = load_sample<refund_cash_in>(
        R"({"version":1,"operation":"/cash-in/{id}/refund","madeAt":"2026-03-10T14:35:00Z",)"
        R"("idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f",)"
        R"("id":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","body":"{\"reason\":)"
        R"(\"CUSTOMER_REQUEST\"}","mac":"c93ee857dd6846c8c9f60ab6c118a28da87c99c8fa7c28143e39ff09aa5ec75f"})");
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::unknown_attempt_version);
    CHECK(read.error().remedy() == remedy::reconcile);
    REQUIRE(read.error().mismatch() != nullptr);
    CHECK(read.error().mismatch()->expected == "2");
    CHECK(read.error().mismatch()->received == "1");
}

TEST_CASE("a record of another operation is refused", "[flow][attempt]") {
    auto const right = errc::attempt_of_other_operation;
    check_refused<create_cash_in>(saved(sample_payout()), right, "/operation");
    check_refused<refund_cash_in>(saved(sample_payout()), right, "/operation");
    check_refused<rebalance>(saved(sample_refund()), right, "/operation");
    check_refused<create_cash_out>(saved(rebalance{}), right, "/operation");
    // Another name does not make one of it.
    check_refused<create_cash_in>(
        sealed(replaced(saved(sample_payout()), "\"/cash-out\"", "\"/cash-in\"")),
        errc::attempt_changed, "/payer");
}

TEST_CASE(
    "a record that a holder of the key has changed is refused unless it is one that save_attempt "
    "writes",
    "[flow][attempt]") {
    // The control: what is changed to another right record loads.
    auto const other =
        load_sample<create_cash_out>(sealed(replaced(saved(sample_payout()), "150.50", "150.51")));
    REQUIRE(other);
    CHECK(other.value().operation.amount == money::from_centavos(15051));

    // Other spellings of the same.
    check_changed("150.50", "150.5");
    check_changed("150.50", "1505e-1");
    check_changed(R"({\"amount)", R"({ \"amount)");
    check_changed("Maria", R"(\\u004daria)");
    check_changed("Maria", R"(\u004daria)"); // of the record's own string
    check_changed("00Z", "00.0Z");
    check_changed("14:35:00Z", "11:35:00-03:00");
    check_changed(R"(,"body")", R"(, "body")");
    check_changed("7d3e1c52", "7D3E1C52");
    check_changed(R"(,"idempotencyKey")", R"(,"id":null,"idempotencyKey")");
    // Another order, and what the operation does not know.
    check_changed(R"("operation":"/cash-out","madeAt":"2026-03-10T14:35:00Z",)",
                  R"("madeAt":"2026-03-10T14:35:00Z","operation":"/cash-out",)");
    check_changed(R"("clientId":"4711",)", R"("clientId":"4711","extra":true,)");
    // The members that name the owner come first, in one order.
    check_changed(R"({"version":2,)", R"({"version":2,"extra":true,)", "/environment",
                  errc::malformed_attempt);
    check_changed(R"("clientId":"4711",)", "", "/clientId", errc::malformed_attempt);
    check_changed(R"("clientId":"4711",)", R"("clientId": "4711",)", "/clientId",
                  errc::malformed_attempt);
    check_changed(R"("clientId":"4711",)", R"("clientId":4711,)", "/clientId",
                  errc::malformed_attempt);
    check_changed(R"({\"amount\":150.50,\"externalReference\":\"ORDER-2026-000123\",)",
                  R"({\"externalReference\":\"ORDER-2026-000123\",\"amount\":150.50,)");
    check_changed(R"({\"amount)", R"({\"extra\":1,\"amount)");
    check_changed(R"(\"payee\")", R"(\"description\":null,\"payee\")");
    check_changed(R"(\"payee\")", R"(\"description\":7,\"payee\")", "/description");
    // A member of the URL or header, put into the body: the same key or another.
    check_changed(R"({\"amount)", R"({\"idempotencyKey\":\"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f\",)"
                                  R"(\"amount)");
    check_changed(R"({\"amount)", R"({\"idempotencyKey\":\"00000000-0000-4000-8000-000000000000\",)"
                                  R"(\"amount)");
    check_changed(R"(,"body")", R"(,"id":"3f2b8c1a","body")"); // a payout has none
    check_refused<refund_cash_in>(
        sealed(replaced(saved(sample_refund()), R"({\"reason)",
                        R"({\"id\":\"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b\",\"reason)")),
        errc::attempt_changed);
    check_refused<rebalance>(
        sealed(replaced(saved(rebalance{}), R"(,"body")",
                        R"(,"idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f","body")")),
        errc::attempt_changed);
}

TEST_CASE("a record that only a holder of the key could have made is checked all the same",
          "[flow][attempt]") {
    // What build refuses.
    check_changed("150.50", "0.00", "/amount");
    check_changed("150.50", "-150.50", "/amount");
    check_changed("150.50", "99999999999999.00", "/amount");
    check_changed("Maria da Silva", "", "/payee/name");
    check_changed("Maria da Silva", R"(\\u0007)", "/payee/name");
    check_changed("52998224725", "52998224726", "/payee/document");
    check_changed("maria@", "Maria@", "/payee/destination/pixKey");
    check_changed("EMAIL", "PHONE", "/payee/destination/pixKey");
    check_changed("EMAIL", "email", "/payee/destination/pixKeyType");
    check_changed(R"(\"PIX\")", R"(\"BANK_ACCOUNT\")", "/payee/destination/bankAccount");
    check_changed(R"(\"PIX\")", R"(\"TED\")", "/payee/destination/type");
    check_changed(R"(\"type\":\"PIX\",)", "", "/payee/destination/type");
    check_changed(R"(\"pixKeyType\":\"EMAIL\",\"pixKey\":\"maria@example.com\")",
                  R"(\"pixKey\":\"maria@example.com\",\"pixKeyType\":\"EMAIL\")"); // another order
    // A text that is not a body.
    check_changed(R"("body":"{)", R"("body":"[)");
    check_changed(R"(\"amount\":150.50,)", "", "/amount");
    check_changed(R"(\"amount\":150.50,)", R"(\"amount\":150.50,\"amount\":150.50,)", "/amount");
    // What stands outside.
    check_changed("7d3e1c52", "xd3e1c52", "/idempotencyKey");
    check_changed(R"("idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f",)", "",
                  "/idempotencyKey");
    check_changed(R"("idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f",)",
                  R"("idempotencyKey":7,)", "/idempotencyKey");
    for (char const* const id : {"", "../x", "a b"})
        check_refused<refund_cash_in>(sealed(replaced(saved(sample_refund()), sample_id, id)),
                                      errc::attempt_changed, "/id");
    // The record itself.
    check_changed(R"("madeAt":"2026-)", R"("madeAt":"26-)", "/madeAt", errc::malformed_attempt);
    check_changed(R"("madeAt")", R"("madeOn")", "/madeAt", errc::malformed_attempt);
    check_changed(R"("body")", R"("Body")", "/body", errc::malformed_attempt);
    check_changed("Maria", "Mari\xff", "/body", errc::malformed_attempt);
    for (char const* const member :
         {R"("operation":"/cash-out",)", R"("madeAt":"2026-03-10T14:35:00Z",)",
          R"("idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f",)"}) {
        std::string_view const whole{member};
        std::string const name{whole.substr(1, whole.find('"', 1) - 1)};
        check_changed(member, std::string{member} + member, "/" + name, errc::malformed_attempt);
    }
    std::string const right = saved(sample_payout());
    std::string const body =
        right.substr(right.find("\"body\""), right.find(",\"mac\"") - right.find("\"body\""));
    check_changed(body, body + "," + body, "/body", errc::malformed_attempt);
    for (char const* const member :
         {R"("version":2,)", R"("clientId":"4711",)",
          R"("environment":"https://api.connectpsp.com",)", R"("mac":"",)"}) {
        std::string_view const whole{member};
        std::string const name{whole.substr(1, whole.find('"', 1) - 1)};
        check_changed(R"("operation")", std::string{member} + R"("operation")", "/" + name,
                      errc::malformed_attempt);
    }
}

TEST_CASE("an error of a record says what was found underneath", "[flow][attempt]") {
    auto const read =
        load_sample<create_cash_out>(sealed(replaced(saved(sample_payout()), "150.50", "0.00")));
    REQUIRE_FALSE(read);
    CHECK(read.error().underlying() == errc::amount_not_positive);
    CHECK(read.error().remedy() == remedy::reconcile); // it may have been sent when it was allowed
    CHECK(to_string(read.error()).find("Maria") == std::string::npos);
}

} // namespace attempt_refusals_test
