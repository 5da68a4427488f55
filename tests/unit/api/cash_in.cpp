// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_in.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/redact.hpp>

#include <chrono>
#include <cstdint>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace cash_in_test {

namespace {

template <class Op>
void check_refused(Op const& op, errc code, std::string_view pointer) {
    auto const made = build(op, sample_authorization());
    REQUIRE_FALSE(made);
    CHECK(made.error() == code);
    CHECK(made.error() == condition::invalid_argument);
    CHECK(made.error().pointer() == pointer);
    CHECK(made.error().remedy() == remedy::fix_request);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

void check_mismatch(std::string body, errc code, std::string_view pointer, value_mismatch values) {
    auto const read = parse(sample_charge(), json_reply(201, std::move(body)));
    REQUIRE_FALSE(read);
    INFO(read.error());
    CHECK(read.error().cause() == code);
    CHECK(read.error().cause() == condition::mismatch);
    CHECK(read.error().cause() == condition::invalid_response);
    CHECK(read.error().pointer() == pointer);
    CHECK(read.error().status() == 201);
    CHECK(read.error().remedy() == remedy::reconcile);
    CHECK(read.error() != condition::retryable);
    REQUIRE(read.error().mismatch() != nullptr);
    CHECK(read.error().mismatch()->expected == values.expected);
    CHECK(read.error().mismatch()->received == values.received);
}

} // namespace

TEST_CASE("the request for a charge is exact, unsigned and carries its idempotency key",
          "[api][cash_in]") {
    auto const made = build(sample_charge(), sample_authorization());
    REQUIRE(made);
    request const& message = made.value();
    CHECK(message.method == http_method::post);
    CHECK(message.target() == "/cash-in");
    CHECK(message.headers.find("X-Idempotency-Key") == sample_key);
    CHECK(message.headers.find("Content-Type") == "application/json");
    CHECK(message.headers.find("DigitalSignature").empty());
    CHECK(message.body ==
          R"({"amount":150.50,"externalReference":"ORDER-2026-000123","payer":{"name":)"
          R"("Maria da Silva","document":"52998224725"}})");
}

TEST_CASE("what a charge may say besides is sent in its place", "[api][cash_in]") {
    auto charge = sample_charge();
    charge.expiration_in_minutes = 30;
    charge.webhook_url = "https://shop.example.com/hooks/pix?shop=1";
    charge.open_finance = open_finance{"myshop://paid"};
    CHECK(build(charge, sample_authorization()).value().body ==
          R"({"amount":150.50,"externalReference":"ORDER-2026-000123","expirationInMinutes":30,)"
          R"("webhookUrl":"https://shop.example.com/hooks/pix?shop=1","payer":{"name":)"
          R"("Maria da Silva","document":"52998224725"},"openFinance":{"redirectUrl":)"
          R"("myshop://paid"}})");
}

TEST_CASE("a charge that cannot be is refused before anything is built", "[api][cash_in]") {
    auto const changed = [](auto&& change) {
        auto op = sample_charge();
        change(op);
        return op;
    };
    check_refused(create_cash_in{}, errc::empty_value, "/idempotencyKey");
    check_refused(changed([](auto& op) { op.idempotency_key = {}; }), errc::empty_value,
                  "/idempotencyKey");
    check_refused(changed([](auto& op) { op.amount = money{}; }), errc::amount_not_positive,
                  "/amount");
    check_refused(changed([](auto& op) { op.amount = money::from_centavos(-1); }),
                  errc::amount_not_positive, "/amount");
    check_refused(
        changed([](auto& op) { op.amount = money::from_centavos(limits::amount_centavos + 1); }),
        errc::amount_too_large, "/amount");
    CHECK(
        build(changed([](auto& op) { op.amount = money::from_centavos(limits::amount_centavos); }),
              sample_authorization()));
    CHECK(build(changed([](auto& op) { op.amount = money::from_centavos(1); }),
                sample_authorization()));
    check_refused(changed([](auto& op) { op.external_reference = {}; }), errc::empty_value,
                  "/externalReference");
    for (std::int64_t const minutes :
         {std::int64_t{0}, std::int64_t{-1}, limits::expiration_minutes + 1})
        check_refused(changed([&](auto& op) { op.expiration_in_minutes = minutes; }),
                      errc::out_of_range, "/expirationInMinutes");
    for (std::int64_t const minutes : {std::int64_t{1}, limits::expiration_minutes})
        CHECK(build(changed([&](auto& op) { op.expiration_in_minutes = minutes; }),
                    sample_authorization()));
    check_refused(changed([](auto& op) { op.payer.name = ""; }), errc::empty_value, "/payer/name");
    check_refused(changed([](auto& op) { op.payer.name = "Maria\r\n"; }), errc::control_character,
                  "/payer/name");
    check_refused(changed([](auto& op) {
                      op.payer.name = "Mar\xED"
                                      "a";
                  }),
                  errc::invalid_utf8, "/payer/name");
    check_refused(changed([](auto& op) { op.payer.name = std::string(141, 'a'); }),
                  errc::text_too_long, "/payer/name");
    std::string accented;
    for (int i = 0; i != 140; ++i)
        accented += "\xC3\xA3";
    CHECK(build(changed([&](auto& op) { op.payer.name = accented; }), sample_authorization()));
    check_refused(changed([](auto& op) { op.payer.document = {}; }), errc::empty_value,
                  "/payer/document");
    check_refused(changed([](auto& op) { op.open_finance.emplace(); }), errc::empty_value,
                  "/openFinance/redirectUrl");
}

TEST_CASE("a URL to be called is https, or plain http to loopback", "[api][cash_in]") {
    auto charge = sample_charge();
    for (std::string const url :
         {"https://shop.example.com", "https://shop.example.com/",
          "https://shop.example.com:8443/a", "https://shop.example.com?x=1",
          "https://shop.example.com/a?b=%20&c", "https://[2001:db8::1]/a",
          "http://127.0.0.1:8080/hook", "http://localhost/hook", "http://[::1]:1/",
          "https://my_app.example.com/h", "HTTPS://shop.example.com",
          "https://a1b2.ngrok-free.app/h", "https://shop.example.com/a@b",
          "https://shop.example.com?to=a@b"}) {
        INFO(url);
        charge.webhook_url = url;
        CHECK(build(charge, sample_authorization()));
    }
    struct refused {
        std::string url;
        errc code;
    };
    for (refused const& each : {refused{"", errc::invalid_url},
                                {"shop.example.com", errc::invalid_url},
                                {"ftp://shop.example.com", errc::invalid_url},
                                {"https://", errc::invalid_url},
                                {"https:///hook", errc::invalid_url},
                                {"https://shop.example.com:0/", errc::invalid_url},
                                {"https://shop.example.com:65536/", errc::invalid_url},
                                {"https://shop.example.com,b", errc::invalid_url},
                                {"http://shop.example.com/hook", errc::insecure_url},
                                {"HTTP://shop.example.com/hook", errc::insecure_url},
                                {"http://127.0.0.1.example.com/", errc::insecure_url},
                                {"https://user:pw@shop.example.com/", errc::url_user_info},
                                {"https://user@shop.example.com", errc::url_user_info},
                                {"http://localhost@shop.example.com", errc::url_user_info},
                                {"https://shop.example.com/#a", errc::url_fragment},
                                {"https://shop.example.com#", errc::url_fragment},
                                {"https://shop.example.com/{id}", errc::url_character},
                                {"https://shop.example.com/a b", errc::url_character},
                                {"https://shop.example.com/\r\n", errc::url_character},
                                {"https://shop.example.com/\xC3\xA7", errc::url_character},
                                {"https://s\xC3\xB4p.example.com/", errc::url_character},
                                {"https://shop.example.com\\a", errc::url_character},
                                {"https://shop.example.com/\"", errc::url_character}}) {
        INFO(each.url);
        charge.webhook_url = each.url;
        check_refused(charge, each.code, "/webhookUrl");
    }
    charge.webhook_url = "https://user:pw@shop.example.com/";
    CHECK(to_string(build(charge, sample_authorization()).error()) ==
          "a URL with user information at /webhookUrl");
    charge.webhook_url = "https://a/" + std::string(limits::url_bytes - 10, 'b');
    CHECK(build(charge, sample_authorization()));
    *charge.webhook_url += 'b';
    check_refused(charge, errc::text_too_long, "/webhookUrl");
}

TEST_CASE("a payer may be led back by any absolute URI", "[api][cash_in]") {
    auto charge = sample_charge();
    for (std::string const url :
         {"https://shop.example.com/paid", "myshop://paid", "br.com.shop:paid", "a+b-c.1:x",
          "https://shop.example.com/#done"}) {
        INFO(url);
        charge.open_finance = open_finance{url};
        CHECK(build(charge, sample_authorization()));
    }
    for (std::string const url :
         {"https://a/b c", "https://a/\n", "https://a/\"", "https://a/\xC3\xA7"}) {
        INFO(url);
        charge.open_finance = open_finance{url};
        check_refused(charge, errc::url_character, "/openFinance/redirectUrl");
    }
    for (std::string const url :
         {"paid", "/paid", ":paid", "1a:paid", "my shop:paid", "myshop:", "m\xC3\xA7:a"}) {
        INFO(url);
        charge.open_finance = open_finance{url};
        check_refused(charge, errc::invalid_url, "/openFinance/redirectUrl");
    }
    charge.open_finance = open_finance{"a:" + std::string(limits::url_bytes, 'b')};
    check_refused(charge, errc::text_too_long, "/openFinance/redirectUrl");
}

TEST_CASE("the answer to a charge by QR code is read", "[api][cash_in]") {
    auto const read = parse(sample_charge(), json_reply(201, sample_charge_json()));
    REQUIRE(read);
    cash_in_charge const& charge = read.value();
    CHECK(charge.transaction_id == sample_id);
    CHECK(charge.internal_code == "CI0001");
    CHECK(charge.external_reference == sample_reference);
    CHECK(charge.status == cash_in_status::awaiting_payment);
    CHECK(charge.amount == money::from_centavos(15050));
    CHECK(charge.copy_and_paste() == sample_br_code);
    CHECK(charge.pix_data->qr_code_image_base64 == "iVBORw0KGgo=");
    CHECK(charge.payment_link().empty());
    CHECK(charge.payer->document->value().value().text() == sample_cpf);
}

TEST_CASE("a payment link is found in either place", "[api][cash_in]") {
    std::string const id = R"({"transactionId":"a",)";
    auto const link = [&](std::string const& rest) {
        auto const read = parse(sample_charge(), json_reply(201, id + rest));
        REQUIRE(read);
        CHECK(read.value().copy_and_paste().empty());
        return std::string{read.value().payment_link()};
    };
    CHECK(link(R"("paymentUrl":"https://pay.example.com/1"})") == "https://pay.example.com/1");
    CHECK(link(R"("openFinance":{"paymentUrl":"https://pay.example.com/2"}})") ==
          "https://pay.example.com/2");
    CHECK(link(R"("paymentUrl":null,"openFinance":null,"pixData":null})").empty());
    CHECK(link(R"("openFinance":{},"pixData":{}})").empty());
}

TEST_CASE("only the id of a charge has to be there, and not be empty", "[api][cash_in]") {
    CHECK(parse(sample_charge(), json_reply(201, R"({"transactionId":"a"})")));
    auto const missing = parse(sample_charge(), json_reply(201, "{}"));
    REQUIRE_FALSE(missing);
    CHECK(missing.error().cause() == errc::missing_member);
    CHECK(missing.error().pointer() == "/transactionId");
    CHECK(missing.error().remedy() == remedy::retry_same_key);
    auto const empty = parse(sample_charge(), json_reply(201, R"({"transactionId":""})"));
    REQUIRE_FALSE(empty);
    CHECK(empty.error().cause() == errc::empty_value);
    CHECK(empty.error().pointer() == "/transactionId");
    CHECK(empty.error().outcome_unknown());
}

TEST_CASE("a charge about something else than was asked is an error that says so",
          "[api][cash_in]") {
    check_mismatch(sample_charge_json("150.51"), errc::mismatched_amount, "/amount",
                   {"150.50", "150.51"});
    check_mismatch(replaced(sample_charge_json(), sample_reference, "ORDER-2026-000124"),
                   errc::mismatched_reference, "/externalReference", {"OR***23", "OR***24"});
    check_mismatch(replaced(sample_charge_json(), sample_cpf, "111.444.777-35"),
                   errc::mismatched_payer, "/payer/document",
                   {"***", "***, which differs from byte 0 on"});
}

TEST_CASE("a charge whose copy-and-paste text is damaged or for another amount is no charge",
          "[api][cash_in]") {
    std::string const code{sample_br_code};
    auto const damaged = parse(
        sample_charge(), json_reply(201, replaced(sample_charge_json(), "MARIA6009", "MARIO6009")));
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().cause() == errc::mismatched_br_code);
    CHECK(damaged.error().cause() == condition::mismatch);
    CHECK(damaged.error().underlying() == errc::br_code_wrong_crc);
    CHECK(damaged.error().pointer() == "/pixData/copyAndPaste");
    auto const cut = parse(
        sample_charge(), json_reply(201, replaced(sample_charge_json(), code, code.substr(0, 90))));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().cause() == errc::mismatched_br_code);
    CHECK(cut.error().underlying() == errc::br_code_without_crc);
    std::string unsealed = code; // without a CRC, no damage would be noticed
    unsealed.replace(unsealed.size() - 8, 4, "6404");
    auto const without =
        parse(sample_charge(), json_reply(201, replaced(sample_charge_json(), code, unsealed)));
    REQUIRE_FALSE(without);
    CHECK(without.error().underlying() == errc::br_code_without_crc);

    auto asked = sample_charge();
    asked.amount = money::from_centavos(15051);
    auto const other = parse(asked, json_reply(201, sample_charge_json("150.51")));
    REQUIRE_FALSE(other);
    CHECK(other.error().cause() == errc::mismatched_br_code);
    REQUIRE(other.error().mismatch() != nullptr);
    CHECK(*other.error().mismatch() == value_mismatch{"150.51", "150.50"});
}

TEST_CASE("what an answer leaves out, spells otherwise or masks is no mismatch", "[api][cash_in]") {
    for (std::string const& body :
         {std::string{R"({"transactionId":"a","amount":1.505e2})"},
          std::string{R"({"transactionId":"a","payer":{"document":"529.982.247-25"}})"},
          std::string{R"({"transactionId":"a","payer":{"document":"***.982.247-**"}})"},
          std::string{R"({"transactionId":"a","payer":{"name":"MARIA DA SILVA SANTOS"}})"},
          std::string{R"({"transactionId":"a","payer":{}})"}}) {
        INFO(body);
        CHECK(parse(sample_charge(), json_reply(201, body)));
    }
    // parse<Op> knows no operation to compare with.
    CHECK(parse<create_cash_in>(json_reply(201, sample_charge_json("1.00"))));
}

TEST_CASE("the request for a cash-in has its id in the path", "[api][cash_in]") {
    auto const made = build(get_cash_in{sample_lookup()}, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().method == http_method::get);
    CHECK(made.value().target() == "/cash-in/3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b");
    CHECK(made.value().body.empty());
    CHECK(made.value().headers.find("X-Idempotency-Key").empty());
    CHECK(made.value().headers.find("DigitalSignature").empty());
    CHECK(build(get_cash_in{sample_lookup("a:b+c=d")}, sample_authorization()).value().target() ==
          "/cash-in/a%3Ab%2Bc%3Dd");
    check_refused(get_cash_in{}, errc::empty_value, "/id");
}

TEST_CASE("a paid cash-in is read", "[api][cash_in]") {
    auto const read =
        parse(get_cash_in{sample_lookup()}, json_reply(200, std::string{paid_cash_in_json}));
    REQUIRE(read);
    cash_in const& paid = read.value();
    CHECK(paid.transaction_id == sample_id);
    CHECK(paid.status == cash_in_status::paid);
    CHECK(paid.amount == money::from_centavos(15050));
    REQUIRE(paid.end_to_end_id);
    CHECK(paid.end_to_end_id->is_regular());
    CHECK_FALSE(paid.original_end_to_end_id);
    CHECK(paid.payer->bank_data->ispb->text() == "00416968");
    CHECK(paid.payer->bank_data->account == "7654321");
    CHECK(paid.paid_at == std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} +
                              std::chrono::hours{21} + std::chrono::minutes{27} +
                              std::chrono::seconds{3});
    CHECK_FALSE(paid.refunded_at);
}

TEST_CASE("an irregular end-to-end id and a new status are kept", "[api][cash_in]") {
    auto const read = parse<get_cash_in>(
        json_reply(200, R"({"transactionId":"a","status":"CHARGED_BACK","amount":1,"endToEndId":)"
                        R"("E0041696820260310182701234567890123"})"));
    REQUIRE(read);
    CHECK_FALSE(read.value().status.known());
    CHECK(read.value().status.text() == "CHARGED_BACK");
    CHECK(read.value().end_to_end_id->text() == "E0041696820260310182701234567890123");
    CHECK_FALSE(read.value().end_to_end_id->is_regular());
}

TEST_CASE("a cash-in without id, status or amount is refused", "[api][cash_in]") {
    for (char const* const missing : {"transactionId", "status", "amount"}) {
        std::string body{paid_cash_in_json};
        body = replaced(body, "\"" + std::string{missing} + "\"", "\"x\"");
        auto const read = parse<get_cash_in>(json_reply(200, body));
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::missing_member);
        CHECK(read.error().pointer() == "/" + std::string{missing});
        CHECK_FALSE(read.error().outcome_unknown());
    }
    auto const empty =
        parse<get_cash_in>(json_reply(200, R"({"transactionId":"","status":"PAID","amount":1})"));
    REQUIRE_FALSE(empty);
    CHECK(empty.error() == errc::empty_value);
}

TEST_CASE("a cash-in is found by each of its ids and by no other", "[api][cash_in]") {
    std::string const refunded =
        R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
        R"("endToEndId":"D00416968202603111200AbCdEfGhIjK","originalEndToEndId":)"
        R"("E00416968202603101827cemeFscF6AG","status":"REFUNDED","amount":150.5})";
    for (std::string_view const id :
         {sample_id, std::string_view{"CI0001"}, sample_refund_id, sample_end_to_end_id,
          std::string_view{"ci0001"}, std::string_view{"3F2B8C1A-5D4E-4F60-9A7B-1C2D3E4F5A6B"}}) {
        INFO(id);
        CHECK(parse(get_cash_in{sample_lookup(id)}, json_reply(200, refunded)));
    }
    // Case counts in an end-to-end id: this is another payment.
    auto const near = parse(get_cash_in{sample_lookup("E00416968202603101827cemeFscF6ag")},
                            json_reply(200, refunded));
    REQUIRE_FALSE(near);
    CHECK(near.error().cause() == errc::mismatched_id);
    CHECK(near.error().pointer() == "/originalEndToEndId");
    CHECK(parse(get_cash_in{sample_lookup("D00416968202603111200AbCdEfGhIjk")},
                json_reply(200, refunded))
              .error()
              .pointer() == "/endToEndId");

    auto const other = parse(get_cash_in{sample_lookup("CI0002")}, json_reply(200, refunded));
    REQUIRE_FALSE(other);
    CHECK(other.error().cause() == errc::mismatched_id);
    CHECK(other.error().pointer() == "/internalCode");
    CHECK_FALSE(other.error().outcome_unknown());
    CHECK(*other.error().mismatch() == value_mismatch{"***", "***, which differs from byte 5 on"});
}

TEST_CASE("the request for a refund is exact, signed and keyed", "[api][cash_in]") {
    auto refund = sample_refund();
    refund.description = "Returned goods";
    auto const made = build(refund, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().method == http_method::post);
    CHECK(made.value().target() == "/cash-in/3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b/refund");
    CHECK(made.value().headers.find("DigitalSignature") == access_token_signature);
    CHECK(made.value().headers.find("X-Idempotency-Key") == sample_key);
    CHECK(made.value().body == R"({"reason":"CUSTOMER_REQUEST","description":"Returned goods"})");
    constexpr std::pair<refund_reason, char const*> reasons[] = {
        {refund_reason::fraud, "FRAUD"},
        {refund_reason::duplicated_payment, "DUPLICATED_PAYMENT"},
        {refund_reason::customer_request, "CUSTOMER_REQUEST"},
        {refund_reason::merchant_error, "MERCHANT_ERROR"}};
    refund.description.reset();
    for (auto const& [reason, text] : reasons) {
        refund.reason = reason;
        CHECK(build(refund, sample_authorization()).value().body ==
              "{\"reason\":\"" + std::string{text} + "\"}");
    }
}

TEST_CASE("a refund without key, id or reason is refused", "[api][cash_in]") {
    auto refund = sample_refund();
    refund.reason.reset();
    check_refused(refund, errc::empty_value, "/reason");
    refund = sample_refund();
    refund.idempotency_key = {};
    check_refused(refund, errc::empty_value, "/idempotencyKey");
    refund = sample_refund();
    refund.id = {};
    check_refused(refund, errc::empty_value, "/id");
    refund = sample_refund();
    refund.description = "\x1b[2J";
    check_refused(refund, errc::control_character, "/description");
    refund.description = "";
    check_refused(refund, errc::empty_value, "/description");
}

TEST_CASE("the receipt of a refund is read and is about the cash-in that was asked",
          "[api][cash_in]") {
    auto const receipt = [](std::string_view ids) {
        return json_reply(202, R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b",)" +
                                   std::string{ids} + R"("status":"REFUNDED","amount":150.5})");
    };
    auto const read =
        parse(sample_refund(), receipt(R"("endToEndId":"D00416968202603111200AbCdEfGhIjK",)"));
    REQUIRE(read);
    CHECK(read.value().end_to_end_id->value().value().kind() == end_to_end_kind::refund);
    CHECK(read.value().amount == money::from_centavos(15050));

    auto by_payment = sample_refund();
    by_payment.id = sample_lookup(sample_end_to_end_id);
    CHECK(
        parse(by_payment, receipt(R"("originalEndToEndId":"E00416968202603101827cemeFscF6AG",)")));
    auto const other =
        parse(by_payment, receipt(R"("originalEndToEndId":"E00416968202603101828cemeFscF6AG",)"));
    REQUIRE_FALSE(other);
    CHECK(other.error().cause() == errc::mismatched_id);
    CHECK(other.error().remedy() == remedy::reconcile);

    auto by_code = sample_refund();
    by_code.id = sample_lookup("CI0002");
    CHECK(parse(by_code, receipt(R"("internalCode":"CI0001",)")).error().cause() ==
          errc::mismatched_id);
    CHECK(parse(by_code, receipt(R"("internalCode":"CI0002",)")));
}

TEST_CASE("a refund that is refused says why, and a lost one asks for the same key",
          "[api][cash_in]") {
    CHECK(parse(sample_refund(), problem_reply(422, "CASH_IN_ALREADY_REFUNDED")).error() ==
          condition::already_done);
    CHECK(parse(sample_refund(), problem_reply(422, "CASH_IN_NOT_PAID")).error() ==
          api_errc::cash_in_not_paid);
    auto const lost = parse(sample_refund(), json_reply(504, ""));
    CHECK(lost.error().outcome_unknown());
    CHECK(lost.error().remedy() == remedy::retry_same_key);
}

TEST_CASE("an operation's body can be read back, and is checked again", "[api][cash_in]") {
    auto charge = sample_charge();
    charge.expiration_in_minutes = 30;
    charge.open_finance = open_finance{"myshop://paid"};
    std::string const body = encode(charge);
    auto const read = decode<create_cash_in>(body);
    REQUIRE(read);
    CHECK(encode(read.value()) == body);
    CHECK(read.value().amount == charge.amount);
    CHECK(read.value().external_reference == charge.external_reference);
    CHECK(read.value().payer == charge.payer);
    CHECK(read.value().idempotency_key.empty()); // it is not a part of the body
    auto const keyed = decode<create_cash_in>(
        replaced(body, "{", R"({"idempotencyKey":")" + std::string{sample_key} + R"(",)"));
    CHECK(keyed.value().idempotency_key == charge.idempotency_key);

    auto const refused = [&](std::string const& changed, errc code, std::string_view pointer) {
        INFO(changed);
        auto const got = decode<create_cash_in>(changed);
        REQUIRE_FALSE(got);
        CHECK(got.error() == code);
        CHECK(got.error().pointer() == pointer);
    };
    refused(replaced(body, sample_cpf, "52998224724"), errc::wrong_check_digits, "/payer/document");
    refused(replaced(body, "\"" + std::string{sample_cpf} + "\"", sample_cpf), errc::wrong_type,
            "/payer/document");
    refused(replaced(body, sample_reference, " "), errc::invalid_character, "/externalReference");
    refused(replaced(body, R"("document")", R"("documento")"), errc::missing_member,
            "/payer/document");
    // It is the caller's own: what is optional in it is read or refused, not passed over.
    refused(replaced(body, R"("expirationInMinutes":30)", R"("expirationInMinutes":"30")"),
            errc::wrong_type, "/expirationInMinutes");
    refused(replaced(body, R"("expirationInMinutes":30)", R"("expirationInMinutes":0.5)"),
            errc::not_an_integer, "/expirationInMinutes");
    refused(replaced(body, R"("expirationInMinutes":30)", R"("webhookUrl":7)"), errc::wrong_type,
            "/webhookUrl");
    refused(replaced(body, R"({"redirectUrl":"myshop://paid"})", R"("myshop://paid")"),
            errc::wrong_type, "/openFinance");

    auto const reason = [](std::string const& json) {
        return decode<refund_cash_in>(R"({"reason":)" + json + "}");
    };
    CHECK(reason(R"("FRAUD")").value().reason == refund_reason::fraud);
    CHECK(reason(R"("MERCHANT_ERROR")").value().reason == refund_reason::merchant_error);
    CHECK_FALSE(reason("null").value().reason);
    for (char const* const odd : {R"("OTHER")", R"("fraud")", R"("")", R"("FRAUD ")"})
        CHECK(reason(odd).error() == errc::out_of_range);
    CHECK(reason("1").error() == errc::wrong_type);
}

TEST_CASE("a cash-in for a log shows ids, amounts and times, no person", "[api][cash_in][redact]") {
    auto charge = sample_charge();
    charge.webhook_url = "https://shop.example.com/hook";
    CHECK(
        redact(charge) ==
        R"({"idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f","amount":150.50,)"
        R"("externalReference":"***","webhookUrl":"***","payer":{"name":"***","document":"***"}})");
    auto const paid = decode<cash_in>(paid_cash_in_json).value();
    CHECK(redact(paid) ==
          R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
          R"("externalReference":"***","endToEndId":"E00416968202603101827cemeFscF6AG",)"
          R"("status":"PAID","amount":150.50,"payer":{"name":"***","document":"***","bankData":)"
          R"({"ispb":"00416968","bank":"BANCO INTER","branch":"***","account":"***"}},)"
          R"("requestedAt":"2026-03-10T14:35:00Z","paidAt":"2026-03-10T21:27:03Z"})");
    CHECK(redact(sample_refund()) ==
          R"({"idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f",)"
          R"("id":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","reason":"CUSTOMER_REQUEST"})");
    std::string const line =
        redact(parse<create_cash_in>(json_reply(201, sample_charge_json())).value());
    for (std::string_view const hidden : {std::string_view{"Maria"}, sample_cpf, sample_reference,
                                          sample_br_code.substr(0, 20), std::string_view{"iVBOR"}})
        CHECK(line.find(hidden) == std::string::npos);
    // Public members that hold what they should not are hidden too.
    CHECK(redact(decode<cash_in>(R"({"transactionId":"a1","status":"PAID","amount":1,"endToEndId":)"
                                 R"("529.982.247-25"})")
                     .value()) ==
          R"({"transactionId":"a1","endToEndId":"***","status":"PAID","amount":1.00})");
}

} // namespace cash_in_test
