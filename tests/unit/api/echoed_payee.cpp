// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_out.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/cash_in.hpp>

#include <optional>
#include <string>
#include <string_view>

// A payee that a response repeats, in any spelling, must be the requested payee.

using namespace connectpsp;
using namespace connectpsp::test;

namespace echoed_payee_test {

namespace {

/// The pointer of the mismatch below /payee, or nothing where the answer is believed.
std::optional<std::string> refused_at(create_cash_out const& op, std::string const& payee) {
    auto const read = parse(op, json_reply(202, R"({"transactionId":"a","payee":)" + payee + "}"));
    if (read) return std::nullopt;
    CHECK(read.error().cause() == errc::mismatched_payee);
    CHECK(read.error().remedy() == remedy::reconcile);
    CHECK(read.error().transaction_id() == "a");
    return read.error().pointer().substr(std::string_view{"/payee/"}.size());
}

std::optional<std::string> refused_destination(create_cash_out const& op, std::string const& to) {
    return refused_at(op, R"({"destination":)" + to + "}");
}

create_cash_out to_key(pix_key_type type, std::string_view text) {
    return sample_payout(pix_key::parse(type, text).value());
}

bool takes_key(create_cash_out const& op, std::string_view answered) {
    INFO(answered);
    auto const at = refused_destination(op, R"({"pixKey":")" + std::string{answered} + "\"}");
    CHECK((!at || at == "destination/pixKey"));
    return !at;
}

bool takes_document(std::string_view answered) {
    std::string const person = R"({"document":")" + std::string{answered} + "\"}";
    bool const taken = !refused_at(sample_payout(), person);
    auto const charge =
        parse(sample_charge(), json_reply(201, R"({"transactionId":"a","payer":)" + person + "}"));
    CHECK(charge.has_value() == taken);
    if (!charge) CHECK(charge.error().cause() == errc::mismatched_payer);
    return taken;
}

} // namespace

TEST_CASE("a destination is compared by what it holds, with a type or without", "[api][payee]") {
    auto const key = sample_payout();
    std::string const account = R"("bankAccount":{"ispb":"00000000","branch":"1","account":"666"})";
    for (std::string const& held : {account, std::string{R"("bankAccount":{"account":"666"})"},
                                    std::string{R"("bankAccount":{"ispb":"00000000"})"},
                                    std::string{R"("bankAccount":{"branch":"1"})"}}) {
        INFO(held);
        for (std::string const type : {"", R"("type":"PIX",)", R"("type":"NEW",)"})
            CHECK(refused_destination(key, "{" + type + held + "}") == "destination/bankAccount");
    }
    // The account of a key may be sent with the key.
    CHECK_FALSE(refused_destination(key, R"({"pixKey":"maria@example.com",)" + account + "}"));
    CHECK(refused_destination(key, R"({"pixKey":"mario@example.com",)" + account + "}") ==
          "destination/pixKey");

    auto const to_account = sample_payout(sample_account());
    CHECK(refused_destination(to_account, R"({"pixKey":"maria@example.com"})") ==
          "destination/pixKey");
    CHECK(refused_destination(to_account, R"({"pixKeyType":"EMAIL"})") == "destination/pixKey");
    CHECK(refused_destination(to_account, R"({"type":"BANK_ACCOUNT","pixKey":"m@example.com"})") ==
          "destination/pixKey");
    for (std::string const nothing :
         {"{}", R"({"bankAccount":{}})", R"({"pixKey":""})", R"({"pixKeyType":"ALIAS"})",
          R"({"bankAccount":{"accountType":"SALARY"}})"}) {
        INFO(nothing);
        CHECK_FALSE(refused_destination(key, nothing));
        CHECK_FALSE(refused_destination(to_account, nothing));
    }
}

TEST_CASE("a masked key has its stars where the asked key has characters", "[api][payee]") {
    auto const email = sample_payout(); // maria@example.com
    for (char const* const same : {"ma***@example.com", "m***a@*******.com", "*****@example.com",
                                   "mar**************", "MA***@EXAMPLE.COM", "maria@example.com"})
        CHECK(takes_key(email, same));
    for (char const* const other :
         {"mallory*@example.com", "m*@example.com", "mario@example.com", "*@example.com", "***",
          "*", "*****************", "ma***************", "ma***@example.org", "ma****@example.com",
          "maria@example.co*m", "maria.@example.co", "mariaexamplecom", "Maria da Silva"})
        CHECK_FALSE(takes_key(email, other));
    auto const with_star = to_key(pix_key_type::email, "a*b*c@example.com");
    CHECK(takes_key(with_star, "a*b*c@example.com"));
    CHECK_FALSE(takes_key(with_star, "aab*c@example.com"));

    auto const cpf = to_key(pix_key_type::cpf, sample_cpf);
    for (char const* const same :
         {"***.982.247-**", "***982247**", "***.***.247-**", "529.982.247-25", "529 982 247 25"})
        CHECK(takes_key(cpf, same));
    for (char const* const other : {"***.982.248-**", "***.***.***-25", "***.982.247-*", "***"})
        CHECK_FALSE(takes_key(cpf, other));

    auto const phone = to_key(pix_key_type::phone, "+5511987654321");
    for (char const* const same : {"+55*******4321", "5511987654321", "11987654321",
                                   "+55 (11) 98765-4321", "(11) *****-4321"})
        CHECK(takes_key(phone, same));
    for (char const* const other : {"+5511987654322", "+55*******4322", "*4321", "1198765432"})
        CHECK_FALSE(takes_key(phone, other));

    auto const evp = to_key(pix_key_type::evp, "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f");
    for (char const* const same :
         {"7D3E1C52-0F4A-4B6D-8C9E-2A1B3C4D5E6F", "7d3e1c52-****-****-****-************"})
        CHECK(takes_key(evp, same));
    CHECK_FALSE(takes_key(evp, "7d3e1c53-****-****-****-************"));
}

TEST_CASE("a CPF or CNPJ as a key is compared as a document, however it is spelled",
          "[api][payee]") {
    auto const cnpj = to_key(pix_key_type::cnpj, sample_cnpj);
    for (char const* const same :
         {"12.ABC.345/01DE-35", "12ABC34501DE35", "12abc34501de35", "12.***.345/01DE-**"})
        CHECK(takes_key(cnpj, same));
    for (char const* const other : {"11.222.333/0001-81", "11222333000181", "12.***.346/01DE-**"})
        CHECK_FALSE(takes_key(cnpj, other));
    auto const cpf = to_key(pix_key_type::cpf, sample_cpf);
    CHECK(takes_key(cpf, "529.982.247-25"));
    CHECK_FALSE(takes_key(cpf, "111.444.777-35"));
    CHECK_FALSE(takes_key(cpf, "52998224724")); // no CPF at all, and another number
    CHECK_FALSE(takes_key(cpf, "98224725"));    // only a phone may lack its first three characters
}

TEST_CASE("a masked or misspelled document is held to the asked one", "[api][payee]") {
    for (char const* const same :
         {"52998224725", "529.982.247-25", "***.982.247-**", "529982247-25", "", "isento"})
        CHECK(takes_document(same));
    for (char const* const other :
         {"11144477735", "***.444.777-**", "***", "52998224724", "529982247250", "12ABC34501DE35"})
        CHECK_FALSE(takes_document(other));
}

TEST_CASE("a masked account is held to the asked one", "[api][payee]") {
    auto const op = sample_payout(sample_account()); // 13935893, 0001, 123456
    auto const at = [&](std::string const& members) {
        auto const found = refused_destination(op, R"({"bankAccount":{)" + members + "}}");
        return found ? found->substr(found->rfind('/') + 1) : std::string{};
    };
    for (char const* const same :
         {R"("account":"***456")", R"("account":"12345-6")", R"("account":"0000123456")",
          R"("branch":"**01")", R"("branch":"1")", R"("ispb":"*****893")", R"("ispb":"237")",
          R"("account":"")"})
        CHECK(at(same).empty());
    CHECK(at(R"("account":"***457")") == "account");
    CHECK(at(R"("account":"******")") == "account");
    CHECK(at(R"("account":"*23")") == "account");
    CHECK(at(R"("account":"12345-7")") == "account");
    CHECK(at(R"("branch":"***1")") == "branch");
    CHECK(at(R"("branch":"**02")") == "branch");
    CHECK(at(R"("ispb":"*****894")") == "ispb");
}

} // namespace echoed_payee_test
