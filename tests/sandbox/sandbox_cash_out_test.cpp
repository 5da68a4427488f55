// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "../catch.hpp"
#include "documents.hpp"
#include "fixture.hpp"

#include <string>

using namespace sandbox;
using namespace sandbox::test;
using namespace std::chrono_literals;

namespace {

constexpr centavos at_start = 500'000'00;

std::string body_to(std::string const& destination) {
    return R"({"amount":1,"externalReference":"r","payee":{"name":"M","document":")" + some_cpf +
           R"(","destination":)" + destination + "}}";
}

} // namespace

TEST_CASE("a cash-out is accepted, reserved and then completed", "[sandbox][cash-out]") {
    logged_in on;
    auto const got = on.post("/cash-out", cash_out_body("pay-1", "123.45"));
    REQUIRE(got.status() == 202);
    auto const id = got.member("transactionId");
    CHECK(is_uuid(id));
    CHECK(got.member("status") == "PROCESSING");
    CHECK(got.member("amount") == "123.45");
    CHECK(got.member("externalReference") == "pay-1");
    CHECK(to_json(*parse_json(got.body())->find("payee")) == some_payee);
    CHECK(on.psp.accounts().reserved() == 123'45);
    CHECK(on.psp.accounts().transactional_total() == at_start);

    auto const before = on.get("/cash-out/" + id);
    CHECK(before.member("status") == "PROCESSING");
    CHECK(before.member("endToEndId") == "null");

    CHECK(on.psp.complete(id));
    CHECK_FALSE(on.psp.complete(id));
    auto const after = on.get("/cash-out/" + id);
    CHECK(after.member("status") == "COMPLETED");
    CHECK(after.member("endToEndId").starts_with('E'));
    CHECK(after.member("endToEndId").size() == 32);
    CHECK(after.member("completedAt").size() == 20);
    CHECK(parse_json(after.body())->find("failure") == nullptr);
    CHECK(on.get("/cash-out/" + after.member("endToEndId")).body() == after.body());
    CHECK(on.get("/cash-out/" + got.member("internalCode")).body() == after.body());
    CHECK(on.psp.accounts().reserved() == 0);
    CHECK(on.psp.accounts().transactional_total() == at_start - 123'45);

    CHECK(on.control("cash-out/" + id + "/refund").status() == 204);
    auto const refunded = on.get("/cash-out/" + id);
    CHECK(refunded.member("status") == "REFUNDED");
    CHECK(refunded.member("endToEndId").starts_with('D'));
    CHECK(refunded.member("originalEndToEndId") == after.member("endToEndId"));
    CHECK(on.psp.accounts().transactional_total() == at_start);
    check_problem(on.control("cash-out/" + id + "/fail"), 409, "IMPOSSIBLE_TRANSITION");
    check_problem(on.get("/cash-out/nosuch"), 404, "NOT_FOUND");
    CHECK(on.psp.counts().received_by("GET /cash-out/{id}") == 6);
}

TEST_CASE("a cash-out that comes to nothing gives its money back", "[sandbox][cash-out]") {
    logged_in on;
    auto const id = on.new_cash_out("10");
    SECTION("failed, as usual") {
        CHECK(on.control("cash-out/" + id + "/fail").status() == 204);
        auto const got = on.get("/cash-out/" + id);
        CHECK(got.member("status") == "FAILED");
        CHECK(got.member("endToEndId") == "null");
        CHECK(parse_json(got.body())->find("failure")->string_member("code") ==
              "PIX_KEY_NOT_FOUND");
    }
    SECTION("failed, as told") {
        for (std::string const wrong :
             {"[]", R"({"code":1})", R"({"message":2})", R"({"cod":"A"})"})
            check_problem(on.control("cash-out/" + id + "/fail", wrong), 400, "INVALID_REQUEST");
        CHECK(on.control("cash-out/" + id + "/fail", R"({"code":"A","message":"b"})").status() ==
              204);
        auto const got = on.get("/cash-out/" + id);
        CHECK(got.body().find(R"("failure":{"code":"A","message":"b"})") != std::string::npos);
    }
    SECTION("failed, as told from C++") {
        CHECK(on.psp.fail(id, "X", "y"));
        CHECK(on.get("/cash-out/" + id).body().find(R"("code":"X")") != std::string::npos);
    }
    SECTION("cancelled") {
        CHECK(on.psp.cancel_cash_out(id));
        CHECK(on.get("/cash-out/" + id).member("status") == "CANCELLED");
    }
    CHECK(on.psp.accounts().available() == at_start);
    CHECK_FALSE(on.psp.fail(id));
    CHECK_FALSE(on.psp.refund_cash_out(id));
}

TEST_CASE("a cash-out never takes more than is there", "[sandbox][cash-out]") {
    logged_in on;
    check_problem(on.post("/cash-out", cash_out_body("a", "500000.01")), 422, "INSUFFICIENT_FUNDS");
    auto const id = on.new_cash_out("499999.99");
    check_problem(on.post("/cash-out", cash_out_body("a", "0.02")), 422, "INSUFFICIENT_FUNDS");
    check_problem(on.rebalance("499999.98"), 422, "INSUFFICIENT_FUNDS");
    CHECK(on.rebalance("499999.99").status() == 200);
    CHECK(on.psp.complete(id));
    CHECK(on.psp.accounts().transactional_total() == 0);
    CHECK(on.psp.counts().cash_outs_created == 1);
}

TEST_CASE("an externalReference names one cash-out, even a failed one", "[sandbox][cash-out]") {
    logged_in on;
    CHECK(on.post("/cash-out", cash_out_body("same", "1")).status() == 202);
    check_problem(on.post("/cash-out", cash_out_body("same", "2")), 409,
                  "DUPLICATE_EXTERNAL_REFERENCE");
    CHECK(on.psp.accounts().reserved() == 1'00);
}

TEST_CASE("a cash-out that is wrong is refused by the member's name", "[sandbox][cash-out]") {
    logged_in on;
    auto const refused = [&on](std::string const& body, std::string const& name) {
        INFO(body);
        auto const got = on.post("/cash-out", body);
        check_problem(got, 400, "INVALID_REQUEST");
        CHECK(got.member("detail").starts_with(name + ' '));
    };
    refused(cash_out_body("r", "0"), "amount");
    refused(R"({"amount":1})", "externalReference");
    refused(R"({"amount":1,"externalReference":"r"})", "payee");
    refused(R"({"amount":1,"externalReference":"r","payee":{"name":"M","document":"1"}})",
            "payee.document");
    refused(body_to("null"), "payee.destination");
    refused(body_to(R"({"type":"TED"})"), "payee.destination.type");
    refused(body_to(R"({"type":"PIX"})"), "payee.destination.pixKeyType");
    for (std::string const key :
         {R"("CPF","pixKey":"52998224724")", R"("CNPJ","pixKey":"52998224725")",
          R"("EMAIL","pixKey":"loja")", R"("PHONE","pixKey":"11999990000")", R"("EVP")",
          R"("EVP","pixKey":"123e4567-e89b-12d3-a456-42661417400")"})
        refused(body_to(R"({"type":"PIX","pixKeyType":)" + key + "}"), "payee.destination.pixKey");
    refused(body_to(R"({"type":"BANK_ACCOUNT"})"), "payee.destination.bankAccount");
    refused(body_to(R"({"type":"BANK_ACCOUNT","bankAccount":{"ispb":"1234567"}})"),
            "payee.destination.bankAccount.ispb");
    CHECK(on.psp.counts().cash_outs_created == 0);

    CHECK(on.post("/cash-out", body_to(R"({"type":"BANK_ACCOUNT","bankAccount":{"ispb":"13935893",)"
                                       R"("branch":"1","account":"2","accountType":"PAYMENT"}})"))
              .status() == 202);
    auto fields = authorized(on.psp.settings(), on.token);
    fields.emplace_back("Content-Type", "application/json");
    check_problem(on.client->exchange("POST", "/cash-out", fields, cash_out_body("b", "1")), 422,
                  "INVALID_SIGNATURE");
}

TEST_CASE("PIX keys of every type are known", "[sandbox][cash-out]") {
    CHECK(is_pix_key("CPF", some_cpf));
    CHECK(is_pix_key("CNPJ", some_cnpj));
    CHECK(is_pix_key("CNPJ", "11222333000181"));
    CHECK(is_pix_key("EMAIL", "a@b"));
    CHECK(is_pix_key("PHONE", "+5511999990000"));
    CHECK(is_pix_key("EVP", "123e4567-e89b-12d3-a456-426614174000"));
    CHECK_FALSE(is_pix_key("", ""));
}

TEST_CASE("transactions settle by themselves after the delay", "[sandbox][cash-out]") {
    config settings;
    settings.settle_after = 150ms;
    logged_in on{settings};
    auto const before = std::chrono::steady_clock::now();
    auto const paid = on.new_cash_in("2");
    auto const sent = on.new_cash_out("1");
    auto const failed = on.new_cash_out("5");
    CHECK(on.psp.fail(failed));
    CHECK(comes_true([&] { return on.get("/cash-out/" + sent).member("status") == "COMPLETED"; }));
    CHECK(std::chrono::steady_clock::now() - before >= 150ms);
    CHECK(on.get("/cash-in/" + paid).member("status") == "PAID");
    CHECK(on.get("/cash-out/" + failed).member("status") == "FAILED");
    CHECK(comes_true([&] { return on.psp.accounts().available() == at_start + 1'00; }));
}

TEST_CASE("money is conserved to the centavo, whatever happens to it", "[sandbox][cash-out]") {
    logged_in on;
    centavos expected = at_start;
    for (int step = 1; step <= 40; ++step) {
        auto const amount = step * 7'03;
        auto const cash_in = on.new_cash_in(format_money(amount));
        auto const cash_out = on.new_cash_out(format_money(amount + 1));
        if (step % 5 != 0) expected += on.psp.pay(cash_in) ? amount : 0;
        if (step % 7 == 0 && on.refund(cash_in).status() == 202) expected -= amount;
        if (step % 3 == 0)
            CHECK(on.psp.fail(cash_out));
        else
            expected -= on.psp.complete(cash_out) ? amount + 1 : 0;
        if (step % 4 == 0) expected += on.psp.refund_cash_out(cash_out) ? amount + 1 : 0;
        CHECK(on.psp.accounts().transactional_total() == expected);
        CHECK(on.psp.accounts().reserved() == 0);
    }
    CHECK(expected != at_start);
    auto const accounts = on.psp.accounts();
    for (auto const& each : accounts.banks())
        CHECK(each.transactional.balance >= 0);
    CHECK(accounts.proprietary_total() == 1'000'000'00);
}
