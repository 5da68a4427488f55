// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "../catch.hpp"
#include "br_code.hpp"
#include "documents.hpp"
#include "fixture.hpp"

#include <string>

using namespace sandbox;
using namespace sandbox::test;
using namespace std::chrono_literals;

namespace {

json_value parsed(answer const& got) {
    auto const json = parse_json(got.body());
    REQUIRE(json);
    return *json;
}

constexpr centavos at_first = 500'000'00;

} // namespace

TEST_CASE("a cash-in is created with a QR code that is its own", "[sandbox][cash-in]") {
    logged_in on;
    auto const got = on.post("/cash-in", cash_in_body("order-1", "150.5", R"("extra":[1])"));
    REQUIRE(got.status() == 201);
    CHECK(got.member("status") == "AWAITING_PAYMENT");
    CHECK(got.member("amount") == "150.50");
    CHECK(got.member("externalReference") == "order-1");
    CHECK(got.member("transactionId").size() == 32);
    CHECK(is_uuid(got.member("internalCode")));
    CHECK(got.member("requestedAt").size() == 20);
    auto const json = parsed(got);
    CHECK(json.find("payer")->string_member("document") == some_cpf);

    auto const code = json.find("pixData")->string_member("copyAndPaste").value();
    CHECK(code.starts_with("000201"));
    CHECK(code.find("5406150.50") != std::string::npos);
    CHECK(code.find(got.member("transactionId")) != std::string::npos);
    REQUIRE(code.size() > 8);
    CHECK(code.substr(code.size() - 8, 4) == "6304");
    CHECK(std::stoul(code.substr(code.size() - 4), nullptr, 16) ==
          crc16(code.substr(0, code.size() - 4)));
    CHECK(json.find("pixData")->string_member("qrCodeImageBase64")->starts_with("iVBORw0KGgo"));
    CHECK(json.find("paymentUrl") == nullptr);

    CHECK(on.psp.accounts().transactional_total() == at_first);
    CHECK(on.psp.counts().cash_ins_created == 1);
}

TEST_CASE("the checksum is CRC-16/CCITT-FALSE", "[sandbox][cash-in]") {
    CHECK(crc16("123456789") == 0x29B1);
    CHECK(crc16("") == 0xFFFF);
}

TEST_CASE("an OpenFinance cash-in has a payment link, where it is told to be",
          "[sandbox][cash-in]") {
    logged_in on;
    auto const create = [&on] {
        return parsed(on.post("/cash-in", cash_in_body(random_uuid(), "1",
                                                       R"("openFinance":{"redirectUrl":"x:y"})")));
    };
    auto const usual = create();
    CHECK(usual.string_member("paymentUrl")->starts_with("https://"));
    CHECK(usual.find("pixData") == nullptr);

    CHECK(on.control("open-finance", R"({"paymentUrl":"nested"})").status() == 204);
    auto const nested = create();
    CHECK(nested.find("paymentUrl") == nullptr);
    REQUIRE(nested.find("openFinance") != nullptr);
    CHECK(nested.find("openFinance")->string_member("paymentUrl")->starts_with("https://"));

    on.psp.place_payment_url(payment_url_place::top_level);
    CHECK(create().find("paymentUrl") != nullptr);
    for (std::string const wrong : {"{}", R"({"paymentUrl":"x"})"})
        check_problem(on.control("open-finance", wrong), 400, "INVALID_REQUEST");
}

TEST_CASE("a cash-in that is wrong is refused by the member's name", "[sandbox][cash-in]") {
    logged_in on;
    auto const refused = [&on](std::string const& body, std::string const& name) {
        INFO(body);
        auto const got = on.post("/cash-in", body);
        check_problem(got, 400, "INVALID_REQUEST");
        CHECK(got.member("detail").starts_with(name + ' '));
    };
    auto const with_document = [](std::string const& document) {
        return R"({"amount":1,"externalReference":"r","payer":{"name":"M","document":")" +
               document + "\"}}";
    };
    for (std::string const amount :
         {"0", "-1", "0.001", "\"1\"", "null", "10000000000000000.01", "1e99", "-0"})
        refused(cash_in_body("r", amount), "amount");
    refused(R"({"externalReference":"r"})", "amount");
    refused(R"({"amount":1,"externalReference":""})", "externalReference");
    refused(R"({"amount":1,"externalReference":"r"})", "payer");
    refused(R"({"amount":1,"externalReference":"r","payer":[]})", "payer");
    refused(R"({"amount":1,"externalReference":"r","payer":{"document":"52998224725"}})",
            "payer.name");
    for (std::string const document : {"", "5299822472", "52998224724", "00000000000",
                                       "529.982.247-25", "12ABC34501DE34", "12abc34501de35"})
        refused(with_document(document), "payer.document");
    for (std::string const minutes : {"0", "-1", "1.5", "\"10\"", "525601"})
        refused(cash_in_body("r", "1", R"("expirationInMinutes":)" + minutes),
                "expirationInMinutes");
    refused(cash_in_body("r", "1", R"("webhookUrl":1)"), "webhookUrl");
    refused(cash_in_body("r", "1", R"("openFinance":"yes")"), "openFinance");
    check_problem(on.post("/cash-in", "{"), 400, "INVALID_REQUEST");
    CHECK(on.psp.counts().cash_ins_created == 0);
    CHECK(on.post("/cash-in", with_document(some_cnpj)).status() == 201);

    auto const unsigned_post = [&on](header_fields fields) {
        fields.emplace_back("Content-Type", "application/json");
        return on.client->exchange("POST", "/cash-in", fields, cash_in_body("a", "1"));
    };
    CHECK(unsigned_post(authorized(on.psp.settings(), on.token)).status() == 201);
    check_problem(unsigned_post({}), 401, "INVALID_TOKEN");
}

TEST_CASE("an externalReference names one cash-in", "[sandbox][cash-in]") {
    logged_in on;
    CHECK(on.post("/cash-in", cash_in_body("same", "1")).status() == 201);
    check_problem(on.post("/cash-in", cash_in_body("same", "1")), 409,
                  "DUPLICATE_EXTERNAL_REFERENCE");
    CHECK(on.post("/cash-out", cash_out_body("same", "1")).status() == 202);
}

TEST_CASE("a payment is told by every identifier and credited to the centavo",
          "[sandbox][cash-in]") {
    logged_in on;
    auto const made = on.post("/cash-in", cash_in_body("order-1", "100.01"));
    auto const id = made.member("transactionId");
    auto const before = parsed(on.get("/cash-in/" + id));
    CHECK(before.string_member("status") == "AWAITING_PAYMENT");
    CHECK(before.find("endToEndId")->kind == json_kind::null);
    CHECK(before.find("payer")->find("bankData")->kind == json_kind::null);
    CHECK(before.find("paidAt")->kind == json_kind::null);

    CHECK(on.psp.pay(id));
    CHECK_FALSE(on.psp.pay(id));
    auto const after = on.get("/cash-in/" + id);
    CHECK(after.member("status") == "PAID");
    CHECK(after.member("paidAt").size() == 20);
    auto const json = parsed(after);
    CHECK(json.find("payer")->find("bankData")->string_member("ispb") == "00000000");
    auto const end_to_end_id = after.member("endToEndId");
    REQUIRE(end_to_end_id.size() == 32);
    CHECK(end_to_end_id.starts_with("E00000000" + after.member("paidAt").substr(0, 4)));

    for (auto const& other :
         {made.member("internalCode"), end_to_end_id, "%" + to_hex(id.substr(0, 1)) + id.substr(1)})
        CHECK(on.get("/cash-in/" + other).body() == after.body());
    CHECK(on.psp.accounts().transactional_total() == at_first + 100'01);
    CHECK(on.balance().body().find("\"transactionalBalance\":500100.01") != std::string::npos);

    CHECK(on.psp.counts().received_by("GET /cash-in/{id}") == 5);
    CHECK(on.client->exchange("GET", "/_sandbox/state").member("cashInsCreated") == "1");
}

TEST_CASE("an unknown cash-in is not found", "[sandbox][cash-in]") {
    logged_in on;
    auto const cash_out = on.new_cash_out("1");
    for (auto const& id : {std::string{"nosuch"}, cash_out, std::string{"%41"}}) {
        check_problem(on.get("/cash-in/" + id), 404, "NOT_FOUND");
        check_problem(on.refund(id), 404, "NOT_FOUND");
        check_problem(on.control("cash-in/" + id + "/pay"), 404, "NOT_FOUND");
    }
    check_problem(on.get("/cash-in/"), 404, "NOT_FOUND");
    check_problem(on.get("/cash-in/a/b"), 404, "NOT_FOUND");
    check_problem(on.get("/cash-in/%4"), 404, "NOT_FOUND");
    check_problem(on.get("/cash-in/x/refund"), 405, "METHOD_NOT_ALLOWED");
    CHECK_FALSE(on.psp.pay("nosuch"));
}

TEST_CASE("a refund is given once, in full, with an identifier of its own", "[sandbox][cash-in]") {
    logged_in on;
    auto const id = on.new_cash_in("70.07");
    on.psp.pay(id);
    auto const original = on.get("/cash-in/" + id).member("endToEndId");

    for (std::string const body : {"{}", R"({"reason":"WHIM"})", R"({"reason":7})"})
        check_problem(on.post("/cash-in/" + id + "/refund", body), 400, "INVALID_REQUEST");
    auto fields = authorized(on.psp.settings(), on.token);
    fields.emplace_back("Content-Type", "application/json");
    check_problem(
        on.client->exchange("POST", "/cash-in/" + id + "/refund", fields, R"({"reason":"FRAUD"})"),
        422, "INVALID_SIGNATURE");
    CHECK(on.psp.accounts().transactional_total() == at_first + 70'07);

    auto const got = on.refund(original);
    REQUIRE(got.status() == 202);
    CHECK(got.member("transactionId") == id);
    CHECK(got.member("status") == "REFUNDED");
    CHECK(got.member("amount") == "70.07");
    CHECK(got.member("endToEndId").starts_with('D'));
    CHECK(got.member("endToEndId").size() == 32);
    CHECK(got.member("originalEndToEndId") == original);
    CHECK(on.psp.accounts().transactional_total() == at_first);

    auto const after = on.get("/cash-in/" + got.member("endToEndId"));
    CHECK(after.member("status") == "REFUNDED");
    CHECK(after.member("refundedAt") == got.member("refundedAt"));
    CHECK(after.member("originalEndToEndId") == original);
    CHECK(on.get("/cash-in/" + original).body() == after.body());
    check_problem(on.refund(id), 422, "CASH_IN_ALREADY_REFUNDED");
    CHECK(on.psp.counts().refunds_executed == 1);
    CHECK(on.psp.counts().received_by("POST /cash-in/{id}/refund") == 6);
}

TEST_CASE("what was not paid is not refunded", "[sandbox][cash-in]") {
    logged_in on;
    auto const id = on.new_cash_in("10");
    check_problem(on.refund(id), 422, "CASH_IN_NOT_PAID");
    SECTION("expired") {
        CHECK(on.control("cash-in/" + id + "/expire").status() == 204);
        check_problem(on.refund(id), 422, "CASH_IN_EXPIRED");
        CHECK_FALSE(on.get("/cash-in/" + id).member("expiredAt").empty());
    }
    SECTION("cancelled") {
        CHECK(on.control("cash-in/" + id + "/cancel").status() == 204);
        check_problem(on.refund(id), 422, "CASH_IN_CANCELLED");
    }
    SECTION("paid, but without its endToEndId") {
        CHECK_FALSE(on.psp.forget_end_to_end_id(id));
        CHECK(on.control("cash-in/" + id + "/pay").status() == 204);
        CHECK(on.control("cash-in/" + id + "/forget-end-to-end-id").status() == 204);
        check_problem(on.refund(id), 422, "MISSING_END_TO_END_ID");
    }
    SECTION("paid, but the money is spoken for") {
        CHECK(on.psp.pay(id));
        on.new_cash_out("500000.01");
        check_problem(on.refund(id), 422, "INSUFFICIENT_FUNDS");
        CHECK(on.get("/cash-in/" + id).member("status") == "PAID");
        return;
    }
    check_problem(on.control("cash-in/" + id + "/pay"), 409, "IMPOSSIBLE_TRANSITION");
    CHECK_FALSE(on.psp.expire(id));
    CHECK_FALSE(on.psp.cancel_cash_in(id));
}

TEST_CASE("a cash-in expires when its minutes are over", "[sandbox][cash-in]") {
    logged_in on;
    auto const short_lived = on.new_cash_in("1", R"("expirationInMinutes":1)");
    auto const usual = on.new_cash_in("1");
    on.psp.advance_clock(61s);
    auto const got = on.get("/cash-in/" + short_lived);
    CHECK(got.member("status") == "EXPIRED");
    CHECK(got.member("expiredAt").size() == 20);
    CHECK_FALSE(on.psp.pay(short_lived));
    CHECK(on.get("/cash-in/" + usual).member("status") == "AWAITING_PAYMENT");

    for (std::string const wrong : {"{}", R"({"second":1})", R"({"seconds":-1})"})
        check_problem(on.control("clock/advance", wrong), 400, "INVALID_REQUEST");
    CHECK(on.control("clock/advance", R"({"seconds":86400})").status() == 204);
    on.renew(); // the token's hour is over too
    CHECK(on.get("/cash-in/" + usual).member("status") == "EXPIRED");
}
