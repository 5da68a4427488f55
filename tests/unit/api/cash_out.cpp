// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_out.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/redact.hpp>

#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace cash_out_test {

namespace {

void check_refused(create_cash_out const& op, errc code, std::string_view pointer) {
    auto const made = build(op, sample_authorization());
    REQUIRE_FALSE(made);
    CHECK(made.error() == code);
    CHECK(made.error() == condition::invalid_argument);
    CHECK(made.error().pointer() == pointer);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// Returns the result of parse for a response whose payee has this destination.
result<cash_out_receipt> answered(create_cash_out const& op, std::string_view destination) {
    return parse(op, json_reply(202, R"({"transactionId":"a","payee":{"destination":)" +
                                         std::string{destination} + "}}"));
}

void check_other_payee(create_cash_out const& op, std::string_view destination,
                       std::string_view pointer, value_mismatch values) {
    INFO(destination);
    auto const read = answered(op, destination);
    REQUIRE_FALSE(read);
    INFO(read.error());
    CHECK(read.error().cause() == errc::mismatched_payee);
    CHECK(read.error().cause() == condition::mismatch);
    CHECK(read.error().pointer() == "/payee/destination" + std::string{pointer});
    CHECK(read.error().outcome_unknown());
    CHECK(read.error().remedy() == remedy::reconcile);
    CHECK(*read.error().mismatch() == values);
}

constexpr std::string_view account_json =
    R"({"type":"BANK_ACCOUNT","bankAccount":{"ispb":"13935893","branch":"0001",)"
    R"("account":"123456","accountType":"PAYMENT"}})";

} // namespace

TEST_CASE("the request for a payout to a PIX key is exact, signed and keyed", "[api][cash_out]") {
    auto const made = build(sample_payout(), sample_authorization());
    REQUIRE(made);
    request const& message = made.value();
    CHECK(message.method == http_method::post);
    CHECK(message.target() == "/cash-out");
    CHECK(message.headers.find("DigitalSignature") == access_token_signature);
    CHECK(message.headers.find("X-Idempotency-Key") == sample_key);
    CHECK(message.headers.find("Content-Type") == "application/json");
    CHECK(message.body ==
          R"({"amount":150.50,"externalReference":"ORDER-2026-000123","payee":{"name":)"
          R"("Maria da Silva","document":"52998224725","destination":{"type":"PIX",)"
          R"("pixKeyType":"EMAIL","pixKey":"maria@example.com"}}})");
}

TEST_CASE("each kind of PIX key says what it is", "[api][cash_out]") {
    struct {
        pix_key_type type;
        char const* key;
        char const* name;
    } const table[] = {
        {pix_key_type::cpf, "52998224725", "CPF"},
        {pix_key_type::cnpj, "12ABC34501DE35", "CNPJ"},
        {pix_key_type::email, "a@b.com", "EMAIL"},
        {pix_key_type::phone, "+5511987654321", "PHONE"},
        {pix_key_type::evp, "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f", "EVP"},
    };
    for (auto const& each : table) {
        auto const made = build(sample_payout(pix_key::parse(each.type, each.key).value()),
                                sample_authorization());
        REQUIRE(made);
        CHECK(made.value().body.ends_with(R"("destination":{"type":"PIX","pixKeyType":")" +
                                          std::string{each.name} + R"(","pixKey":")" + each.key +
                                          R"("}}})"));
    }
}

TEST_CASE("the request for a payout to an account is exact", "[api][cash_out]") {
    auto payout = sample_payout(sample_account());
    payout.description = "Pr\xC3\xAAmio";
    payout.webhook_url = "https://bets.example.com/hooks";
    CHECK(build(payout, sample_authorization()).value().body ==
          R"({"amount":150.50,"externalReference":"ORDER-2026-000123","description":)"
          "\"Pr\xC3\xAAmio\""
          R"(,"webhookUrl":"https://bets.example.com/hooks","payee":{"name":"Maria da Silva",)"
          R"("document":"52998224725","destination":)" +
              std::string{account_json} + "}}");
    constexpr std::pair<account_type, char const*> types[] = {{account_type::checking, "CHECKING"},
                                                              {account_type::savings, "SAVINGS"},
                                                              {account_type::payment, "PAYMENT"}};
    for (auto const& [type, name] : types) {
        auto account = sample_account();
        account.account_type = type;
        CHECK(build(sample_payout(account), sample_authorization())
                  .value()
                  .body.find(R"("accountType":")" + std::string{name} + "\"") != std::string::npos);
    }
}

TEST_CASE("a payout that cannot be is refused before anything is built", "[api][cash_out]") {
    auto const changed = [](auto&& change) {
        auto op = sample_payout();
        change(op);
        return op;
    };
    check_refused(create_cash_out{}, errc::empty_value, "/idempotencyKey");
    check_refused(changed([](auto& op) { op.amount = {}; }), errc::amount_not_positive, "/amount");
    check_refused(changed([](auto& op) { op.amount = money::from_centavos(-15050); }),
                  errc::amount_not_positive, "/amount");
    check_refused(
        changed([](auto& op) { op.amount = money::from_centavos(limits::amount_centavos + 1); }),
        errc::amount_too_large, "/amount");
    check_refused(changed([](auto& op) { op.external_reference = {}; }), errc::empty_value,
                  "/externalReference");
    check_refused(changed([](auto& op) { op.description = "a\tb"; }), errc::control_character,
                  "/description");
    check_refused(changed([](auto& op) { op.webhook_url = "http://example.com"; }),
                  errc::insecure_url, "/webhookUrl");
    check_refused(changed([](auto& op) { op.payee.name = ""; }), errc::empty_value, "/payee/name");
    check_refused(changed([](auto& op) { op.payee.document = {}; }), errc::empty_value,
                  "/payee/document");
    check_refused(changed([](auto& op) { op.payee.destination = pix_key{}; }), errc::empty_value,
                  "/payee/destination/pixKey");
    auto const without = [&](auto bank_account::* member, std::string_view pointer) {
        auto account = sample_account();
        account.*member = {};
        check_refused(sample_payout(account), errc::empty_value,
                      "/payee/destination/bankAccount/" + std::string{pointer});
    };
    without(&bank_account::ispb, "ispb");
    without(&bank_account::branch, "branch");
    without(&bank_account::account, "account");
    without(&bank_account::account_type, "accountType");
}

TEST_CASE("a payout that was accepted is read", "[api][cash_out]") {
    auto const read = parse(sample_payout(), json_reply(202, sample_payout_json()));
    REQUIRE(read);
    CHECK(read.value().transaction_id == sample_id);
    CHECK(read.value().status == cash_out_status::processing);
    CHECK(read.value().amount == money::from_centavos(15050));
    REQUIRE(read.value().payee);
    CHECK(read.value().payee->destination->type == destination_type::pix);
    CHECK(read.value().payee->destination->pix_key_type == pix_key_type::email);
    CHECK(read.value().payee->destination->pix_key == "maria@example.com");
    CHECK(parse(sample_payout(), json_reply(202, R"({"transactionId":"a"})")));
}

TEST_CASE("a receipt that says that the payout failed is no acceptance", "[api][cash_out]") {
    auto const receipt = [](std::string_view status) {
        return json_reply(202, replaced(sample_payout_json(), "PROCESSING", status));
    };
    for (std::string_view const status : {"FAILED", "CANCELLED", "REFUNDED"}) {
        INFO(status);
        for (auto const& read :
             {parse(sample_payout(), receipt(status)), parse<create_cash_out>(receipt(status))}) {
            REQUIRE_FALSE(read);
            CHECK(read.error().cause() == errc::payout_not_accepted);
            CHECK(read.error().cause() == condition::invalid_response);
            CHECK(read.error() != condition::mismatch);
            CHECK(read.error() != condition::rejected);
            CHECK(read.error() != condition::retryable);
            CHECK(read.error().pointer() == "/status");
            CHECK(read.error().outcome_unknown());
            CHECK(read.error().remedy() == remedy::reconcile);
            CHECK(read.error().transaction_id() == sample_id);
        }
        // A response about another payout says nothing about this one.
        auto asked = sample_payout();
        asked.amount = money::from_centavos(15051);
        CHECK(parse(asked, receipt(status)).error().cause() == errc::mismatched_amount);
        CHECK(parse(asked, receipt(status)).error().transaction_id() == sample_id);
    }
    for (std::string_view const status : {"PROCESSING", "COMPLETED", "UNDER_REVIEW", ""})
        CHECK(parse(sample_payout(), receipt(status)));
    CHECK(parse(sample_payout(), json_reply(202, R"({"transactionId":"a","status":null})")));
    CHECK(parse(sample_payout(), json_reply(202, R"({"transactionId":"","status":"FAILED"})"))
              .error()
              .cause() == errc::empty_value);
}

TEST_CASE("a payout for another amount or reference is an error to reconcile", "[api][cash_out]") {
    auto const other_amount = parse(sample_payout(), json_reply(202, sample_payout_json("1505.0")));
    REQUIRE_FALSE(other_amount);
    CHECK(other_amount.error().cause() == errc::mismatched_amount);
    CHECK(*other_amount.error().mismatch() == value_mismatch{"150.50", "1505.00"});
    CHECK(other_amount.error().remedy() == remedy::reconcile);
    auto const other_reference = parse(
        sample_payout(), json_reply(202, replaced(sample_payout_json(), sample_reference, "B")));
    REQUIRE_FALSE(other_reference);
    CHECK(other_reference.error().cause() == errc::mismatched_reference);
    CHECK(*other_reference.error().mismatch() == value_mismatch{"OR***23", "***"});
    auto const other_document = parse(
        sample_payout(), json_reply(202, replaced(sample_payout_json(), sample_cpf, sample_cnpj)));
    REQUIRE_FALSE(other_document);
    CHECK(other_document.error().cause() == errc::mismatched_payee);
    CHECK(other_document.error().pointer() == "/payee/document");
    CHECK(to_string(other_document.error()) ==
          "202: the response is about another payee at /payee/document: expected ***, got ***, "
          "which differs from byte 0 on; outcome unknown");
    // The data that is needed to find out: the id that the answer names.
    CHECK(other_document.error().transaction_id() == sample_id);
    CHECK(parse(sample_payout(), json_reply(500, "")).error().transaction_id().empty());
}

TEST_CASE("a payout to another key or account is an error to reconcile", "[api][cash_out]") {
    auto const to_key = sample_payout();
    check_other_payee(to_key, R"({"type":"BANK_ACCOUNT"})", "/type", {"PIX", "BANK_ACCOUNT"});
    check_other_payee(to_key, R"({"type":"PIX","pixKeyType":"EVP"})", "/pixKeyType",
                      {"EMAIL", "EVP"});
    check_other_payee(to_key, R"({"type":"PIX","pixKeyType":"EMAIL","pixKey":"mario@example.com"})",
                      "/pixKey", {"***", "***, which differs from byte 4 on"});
    auto const to_account = sample_payout(sample_account());
    check_other_payee(to_account, R"({"type":"PIX"})", "/type", {"BANK_ACCOUNT", "PIX"});
    check_other_payee(to_account, R"({"bankAccount":{"ispb":"13935894"}})", "/bankAccount/ispb",
                      {"***", "***, which differs from byte 7 on"});
    check_other_payee(to_account, R"({"bankAccount":{"branch":"0002"}})", "/bankAccount/branch",
                      {"***", "***, which differs from byte 3 on"});
    check_other_payee(to_account, R"({"bankAccount":{"branch":"00"}})", "/bankAccount/branch",
                      {"***", "***, which differs from byte 2 on"});
    check_other_payee(to_account, R"({"bankAccount":{"account":"1234567890"}})",
                      "/bankAccount/account", {"***", "***, which differs from byte 6 on"});
    check_other_payee(to_account, R"({"bankAccount":{"accountType":"SAVINGS"}})",
                      "/bankAccount/accountType", {"PAYMENT", "SAVINGS"});
    // Zeros in front are filling.
    for (std::string_view const same :
         {R"({"bankAccount":{"branch":"1"}})", R"({"bankAccount":{"account":"0000123456"}})",
          R"({"bankAccount":{"accountType":"SALARY"}})"})
        CHECK(answered(to_account, same));

    CHECK(answered(to_account, account_json));
    for (std::string_view const same :
         {R"({})", R"({"type":"PIX"})", R"({"pixKey":"maria@example.com"})",
          R"({"bankAccount":{}})"})
        CHECK(answered(to_key, same));
    CHECK(answered(to_account, R"({"bankAccount":{"account":"***456"}})"));
    // A new, masked or differently spelled value is not compared.
    for (std::string_view const unclear :
         {R"({"type":"PIX_KEY"})", R"({"pixKeyType":"TOKEN"})", R"({"pixKey":"ma***@example.com"})",
          R"({"pixKey":"MARIA@EXAMPLE.COM"})", R"({"pixKey":""})"})
        CHECK(answered(to_key, unclear));
    auto const to_cpf = sample_payout(pix_key::parse(pix_key_type::cpf, sample_cpf).value());
    CHECK(answered(to_cpf, R"({"pixKey":"529.982.247-25"})"));
    CHECK(answered(to_cpf, R"({"pixKey":"***.982.247-**"})"));
    check_other_payee(to_cpf, R"({"pixKey":"111.444.777-35"})", "/pixKey",
                      {"***", "***, which differs from byte 0 on"});
}

TEST_CASE("a refused payout is known not to have happened", "[api][cash_out]") {
    struct {
        int status;
        char const* code;
        condition met;
        remedy asks_for;
    } const table[] = {
        {400, "INVALID", condition::rejected, remedy::fix_request},
        {401, "TOKEN_EXPIRED", condition::authentication, remedy::reauthenticate},
        {422, "INSUFFICIENT_FUNDS", condition::insufficient_funds, remedy::wait},
        {422, "INVALID_SIGNATURE", condition::authentication, remedy::fix_request},
    };
    for (auto const& each : table) {
        auto const read = parse(sample_payout(), problem_reply(each.status, each.code));
        REQUIRE_FALSE(read);
        INFO(read.error());
        CHECK(read.error() == each.met);
        CHECK(read.error().remedy() == each.asks_for);
        CHECK_FALSE(read.error().outcome_unknown());
    }
}

TEST_CASE("a reference or key that was used before may be this very payout's", "[api][cash_out]") {
    struct {
        int status;
        char const* code;
    } const table[] = {{409, "DUPLICATE"},
                       {409, ""},
                       {409, "INSUFFICIENT_FUNDS"},
                       {422, "IDEMPOTENCY_KEY_REUSED"},
                       {400, "INVALID_IDEMPOTENCY_KEY"}};
    for (auto const& each : table) {
        INFO(each.status << ' ' << each.code);
        auto const read = parse(sample_payout(), problem_reply(each.status, each.code));
        REQUIRE_FALSE(read);
        CHECK(read.error().outcome_unknown());
        CHECK(read.error().remedy() == remedy::reconcile);
        CHECK(read.error() != condition::retryable);
    }
    CHECK(parse(sample_payout(), problem_reply(409, "")).error() != condition::rejected);
    // A read has no key and no effect.
    CHECK_FALSE(
        parse(get_cash_out{sample_lookup()}, problem_reply(409, "")).error().outcome_unknown());
}

TEST_CASE("an enumerator that is none is refused", "[api][cash_out]") {
    auto account = sample_account();
    account.account_type = static_cast<account_type>(9);
    check_refused(sample_payout(account), errc::out_of_range,
                  "/payee/destination/bankAccount/accountType");
    auto refund = sample_refund();
    refund.reason = static_cast<refund_reason>(4);
    CHECK(build(refund, sample_authorization()).error() == errc::out_of_range);
}

TEST_CASE("a payout whose answer is no answer may have happened: the same key, again",
          "[api][cash_out]") {
    for (int const status : {0, 100, 302, 408, 500, 502, 503, 504, 599}) {
        INFO(status);
        auto const read = parse(sample_payout(), json_reply(status, ""));
        REQUIRE_FALSE(read);
        CHECK(read.error().outcome_unknown());
        CHECK(read.error().remedy() == remedy::retry_same_key);
    }
    auto const cut = parse(sample_payout(), json_reply(202, R"({"transactionId":"3f2)"));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().cause() == errc::json_incomplete);
    CHECK(cut.error().remedy() == remedy::retry_same_key);
}

TEST_CASE("a completed payout is read", "[api][cash_out]") {
    auto const made = build(get_cash_out{sample_lookup("CO0001")}, sample_authorization());
    CHECK(made.value().method == http_method::get);
    CHECK(made.value().target() == "/cash-out/CO0001");
    auto const read = parse(get_cash_out{sample_lookup("CO0001")},
                            json_reply(200, std::string{completed_cash_out_json}));
    REQUIRE(read);
    CHECK(read.value().status == cash_out_status::completed);
    CHECK(read.value().end_to_end_id->text() == sample_end_to_end_id);
    CHECK_FALSE(read.value().failure);
    CHECK(read.value().completed_at);
    CHECK_FALSE(read.value().failed_at);
    CHECK(parse(get_cash_out{sample_lookup("CO0002")},
                json_reply(200, std::string{completed_cash_out_json}))
              .error()
              .cause() == errc::mismatched_id);
    CHECK(build(get_cash_out{}, sample_authorization()).error().pointer() == "/id");
}

TEST_CASE("a cancelled payout and a cancelled charge are read as such", "[api][cash_out]") {
    std::string const body = R"({"transactionId":"a","status":"CANCELLED","amount":1})";
    CHECK(parse<get_cash_out>(json_reply(200, body)).value().status == cash_out_status::cancelled);
    CHECK(parse<get_cash_in>(json_reply(200, body)).value().status == cash_in_status::cancelled);
}

TEST_CASE("a payment that is sent again is the same bytes under the same key", "[api][cash_out]") {
    auto const auth = sample_authorization();
    auto const same = [&](auto const& op) {
        auto const first = build(op, auth), second = build(op, auth);
        CHECK(first.value().url == second.value().url);
        CHECK(first.value().headers.text() == second.value().headers.text());
        CHECK(first.value().body == second.value().body);
        // Another token is another header, and the same payment.
        auto const later = build(op, sample_authorization("an.other.token"));
        CHECK(later.value().body == first.value().body);
        CHECK(later.value().headers.find("X-Idempotency-Key") == sample_key);
    };
    same(sample_payout());
    same(sample_payout(sample_account()));
    same(sample_charge());
    same(sample_refund());
}

TEST_CASE("a failed payout says why, in a code that may be new", "[api][cash_out]") {
    auto const failed = [](std::string_view failure) {
        return parse<get_cash_out>(json_reply(
            200,
            R"({"transactionId":"a","endToEndId":null,"status":"FAILED","amount":1,"failure":)" +
                std::string{failure} + "}"));
    };
    auto const read = failed(R"({"code":"PIX_KEY_NOT_FOUND","message":"No such key."})");
    REQUIRE(read);
    CHECK(read.value().status == cash_out_status::failed);
    CHECK(read.value().failure->code == cash_out_failure_code::pix_key_not_found);
    CHECK(read.value().failure->message == "No such key.");
    CHECK(failed(R"({"code":"ACCOUNT_CLOSED"})").value().failure->code->text() == "ACCOUNT_CLOSED");
    CHECK_FALSE(failed("null").value().failure);
}

TEST_CASE("a payout without id, status or amount is refused", "[api][cash_out]") {
    for (char const* const missing : {"transactionId", "status", "amount"}) {
        auto const read = parse<get_cash_out>(
            json_reply(200, replaced(std::string{completed_cash_out_json},
                                     "\"" + std::string{missing} + "\"", "\"x\"")));
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::missing_member);
        CHECK(read.error().pointer() == "/" + std::string{missing});
    }
    CHECK(
        parse<get_cash_out>(json_reply(200, R"({"transactionId":"","status":"FAILED","amount":1})"))
            .error() == errc::empty_value);
    CHECK(parse<create_cash_out>(json_reply(202, R"({"transactionId":""})")).error().cause() ==
          errc::empty_value);
    CHECK(parse<refund_cash_in>(json_reply(202, R"({"transactionId":""})")).error().cause() ==
          errc::empty_value);
}

TEST_CASE("a payout for a log shows no person, key or account", "[api][cash_out][redact]") {
    CHECK(redact(sample_payout()) ==
          R"({"idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f","amount":150.50,)"
          R"("externalReference":"***","payee":{"name":"***","document":"***","destination":)"
          R"({"type":"PIX","pixKeyType":"EMAIL","pixKey":"***"}}})");
    CHECK(redact(sample_payout(sample_account()))
              .ends_with(R"("destination":{"type":"BANK_ACCOUNT","bankAccount":)"
                         R"({"ispb":"13935893","branch":"***","account":"***",)"
                         R"("accountType":"PAYMENT"}}}})"));
    std::string const line = redact(decode<cash_out>(completed_cash_out_json).value());
    CHECK(line.find(sample_end_to_end_id) != std::string::npos);
    for (std::string_view const hidden :
         {std::string_view{"aria"}, sample_cpf, sample_reference, std::string_view{"example.com"}})
        CHECK(line.find(hidden) == std::string::npos);
    cash_out failed;
    failed.failure = cash_out_failure{open_enum<cash_out_failure_code>{"52998224725"}, "CPF 1"};
    CHECK(redact(failed).find(R"("failure":{"code":"***","message":"***"})") != std::string::npos);
}

} // namespace cash_out_test
