// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/redact.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>

#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;

namespace redact_test {

namespace {

void check_harmless(std::string const& line) {
    INFO(line);
    for (std::string_view const each :
         {client_id, client_secret, application_token, crypto_token, access_token,
          access_token_signature, access_token.substr(0, 10), client_secret.substr(0, 8),
          application_token.substr(0, 8), access_token_signature.substr(0, 8)})
        CHECK(line.find(each) == std::string::npos);
    CHECK(line.find('\r') == std::string::npos);
    CHECK(line.find('\n') == std::string::npos);
}

} // namespace

TEST_CASE("a request for a log shows names and sizes alone", "[api][redact]") {
    auto const token =
        build(obtain_token{std::string{client_id}, secret{client_secret}}, environment::staging());
    check_harmless(redact(token.value()));
    CHECK(redact(token.value()) ==
          "POST https://api.homologacao.connectpsp.com/auth/token {Content-Type: ***} 73 bytes");
    CHECK(token.value().body.size() == 73);

    auto const wallet = build(get_balance{}, sample_authorization());
    check_harmless(redact(wallet.value()));
    CHECK(redact(wallet.value()) == "GET https://api.homologacao.connectpsp.com/account/balance "
                                    "{Authorization: ***, ApplicationToken: ***} 0 bytes");

    auto const move =
        build(rebalance{.target_amount = money::from_centavos(123)}, sample_authorization());
    check_harmless(redact(move.value()));
    CHECK(redact(move.value()) ==
          "POST https://api.homologacao.connectpsp.com/account/rebalance {Authorization: ***, "
          "ApplicationToken: ***, DigitalSignature: ***, Content-Type: ***} 21 bytes");
}

TEST_CASE("a response for a log shows its status, type and size alone", "[api][redact]") {
    CHECK(redact(token_reply()) ==
          "HTTP 200 application/json " + std::to_string(token_reply().body.size()) + " bytes");
    CHECK(redact(response_view{502, "text/html; charset=utf-8", "<html>", "120"}) ==
          "HTTP 502 text/html 6 bytes");
    CHECK(redact(response_view{500, "", "", ""}) == "HTTP 500 0 bytes");
    CHECK(redact(problem_reply(422, "X")).starts_with("HTTP 422 application/problem+json "));
}

TEST_CASE("a content type cannot bring text into a log", "[api][redact]") {
    for (std::string const type :
         {"text/html\r\nforged: line", "52998224725", "Maria", "text/html; user=12345678901"}) {
        std::string const line = redact(response_view{200, type, "", ""});
        CHECK(line.find('\n') == std::string::npos);
        CHECK(line.find("forged") == std::string::npos);
        CHECK(line.find("529") == std::string::npos);
        CHECK(line.find("123") == std::string::npos);
        CHECK(line.find("Maria") == std::string::npos);
    }
    CHECK(redact(response_view{200, std::string(1000, 'a'), "", ""}).size() < 100);
}

TEST_CASE("a balance for a log shows amounts, times and banks, no account", "[api][redact]") {
    std::string const line = redact(three_banks());
    CHECK(line.starts_with(R"({"currency":"BRL","referenceDate":"2026-03-10","consolidated":)"
                           R"({"totalBalance":1500000.00,"transactionalBalance":500000.00,)"
                           R"("proprietaryBalance":1000000.00},"banks":[{"ispb":"38224857",)"
                           R"("bank":"DELBANK","accounts":{"transactional":{"branch":"***",)"
                           R"("account":"***","balance":200000.00},)"));
    CHECK(line.ends_with(R"("updatedAt":"2026-03-10T14:35:00Z"})"));
    for (char const* const hidden : {"0001", "123456", "123457", "223456", "323457"})
        CHECK(line.find(hidden) == std::string::npos);
}

TEST_CASE("credentials and tokens for a log are masked", "[api][redact]") {
    CHECK(redact(obtain_token{std::string{client_id}, secret{client_secret}}) ==
          R"({"clientId":"***","clientSecret":"***"})");
    auto const grant = parse<obtain_token>(token_reply());
    CHECK(redact(grant.value()) == R"({"accessToken":"***","tokenType":"Bearer","expiresIn":3600,)"
                                   R"("issuedAt":"2026-03-10T14:00:00Z"})");
    check_harmless(redact(grant.value()));
}

TEST_CASE("an event for a log shows what happened, to nobody", "[api][redact]") {
    std::string const body =
        R"({"eventType":"CASHIN_PAID","eventAt":"2026-03-10T21:27:05Z","data":)" +
        std::string{paid_cash_in_json} + "}";
    auto const key = signer::make(secret{crypto_token}).value();
    hex_digest const signature{key(body)};
    auto const got =
        webhook_receiver{secret{crypto_token}}.receive(body, signature.text(), "Maria");
    REQUIRE(got);
    std::string const line = redact(got.value());
    CHECK(line.starts_with(R"({"eventType":"CASHIN_PAID","eventAt":"2026-03-10T21:27:05Z","data":)"
                           R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b",)"));
    for (std::string_view const hidden : {std::string_view{"Maria"}, sample_cpf, sample_reference})
        CHECK(line.find(hidden) == std::string::npos);
    CHECK(redact(event{.type = open_enum<event_type>{"Maria"}}) ==
          R"({"eventType":"***","eventAt":null})");
}

TEST_CASE("an id that is shaped like a document or a name is hidden from a log", "[api][redact]") {
    for (std::string_view const odd :
         {std::string_view{"52998224725"}, std::string_view{"529.982.247-25"},
          std::string_view{"12ABC34501DE35"}, std::string_view{"11222333000181"},
          std::string_view{"Maria da Silva"}, std::string_view{"maria@example.com"},
          std::string_view{"MARIA"}, std::string_view{"a\n1"}}) {
        cash_in paid;
        paid.transaction_id = odd;
        paid.internal_code = odd;
        std::string const line = redact(paid);
        INFO(line);
        CHECK(line.starts_with(R"({"transactionId":"***","internalCode":"***",)"));
    }
    cash_in paid;
    paid.transaction_id = "9d36b84fc70b478fb95c12729b90ca25";
    paid.internal_code = "CI_0001";
    CHECK(redact(paid).starts_with(
        R"({"transactionId":"9d36b84fc70b478fb95c12729b90ca25","internalCode":"CI_0001",)"));
    CHECK(redact(get_cash_in{lookup_id::parse("52998224725").value()}) == R"({"id":"***"})");
}

TEST_CASE("a public member that is irregular is hidden from a log", "[api][redact]") {
    balance wallet;
    wallet.banks.emplace_back().ispb = received<ispb>{"529.982.247-25"};
    CHECK(redact(wallet).find(R"("ispb":"***")") != std::string::npos);
    wallet.banks[0].ispb = received<ispb>{"13935893"};
    CHECK(redact(wallet).find(R"("ispb":"13935893")") != std::string::npos);
}

TEST_CASE("the server's prose for a log is masked", "[api][redact]") {
    CHECK(redact(rebalance_receipt{true, "Maria, CPF 52998224725"}) ==
          R"({"success":true,"message":"***"})");
    CHECK(redact(problem{"about:blank", "Maria", 422, "52998224725", "0001/123456"}) ==
          R"({"type":"***","title":"***","status":422,"code":"***","detail":"***"})");
    CHECK(redact(problem{}) == "{}");
}

TEST_CASE("an enumerator that is not known is hidden from a log", "[api][redact]") {
    auto const shown = [](std::string_view text) {
        balance wallet;
        wallet.currency = open_enum<currency>{text};
        std::string const line = redact(wallet);
        return line.substr(0, line.find(",\"consolidated"));
    };
    CHECK(shown("BRL") == R"({"currency":"BRL")");
    for (std::string const& text :
         {std::string{"MARIA_DA_SILVA"}, std::string{"SOME_NEW"}, std::string{"Maria"},
          std::string{"52998224725"}, std::string{"A B"}, std::string{"A\n"}, std::string{},
          std::string{"brl"}})
        CHECK(shown(text) == R"({"currency":"***")");
}

TEST_CASE("an error for a log holds neither secrets nor the server's prose", "[api][redact]") {
    response refusal = problem_reply(422, "INSUFFICIENT_FUNDS");
    auto const line = to_string(parse<rebalance>(refusal).error());
    CHECK(line.starts_with("422 INSUFFICIENT_FUNDS: "));
    CHECK(line.find("Some") == std::string::npos);
    auto const forged = to_string(parse<rebalance>(problem_reply(422, "A\\nforged 1")).error());
    CHECK(forged.find("forged") == std::string::npos);
    auto const echoed = response{
        .status = 502, .content_type = "text/html", .body = "<p>" + std::string{access_token}};
    check_harmless(to_string(parse<rebalance>(echoed).error()));
}

} // namespace redact_test
