// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_out.hpp>

#include "catch.hpp"
#include "support/attempts.hpp"
#include "support/sample_payments.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;

namespace destination_test {

namespace {

void check_refused(std::string_view text, errc code, std::string_view pointer) {
    INFO(text);
    auto const read = decode<payee>(R"({"name":"a","document":"52998224725","destination":)" +
                                    std::string{text} + "}");
    REQUIRE_FALSE(read);
    CHECK(read.error() == code);
    CHECK(read.error().pointer() == pointer);
}

constexpr std::string_view at = "/destination";

std::string const type_pix = R"("type":"PIX")";
std::string const type_bank = R"("type":"BANK_ACCOUNT")";
std::string const account =
    R"("bankAccount":{"ispb":"13935893","branch":"0001","account":"123456","accountType":"PAYMENT"})";

} // namespace

TEST_CASE("a destination is read back as it was written", "[api][destination]") {
    std::vector<destination> all{sample_account()};
    for (auto const& key : every_kind_of_key())
        all.emplace_back(key);
    for (destination const& each : all) {
        payee const asked{"Zé \"Ninguém\"", document::parse(sample_cpf).value(), each};
        std::string const text = encode(asked);
        INFO(text);
        auto const read = decode<payee>(text);
        REQUIRE(read);
        CHECK(read.value() == asked);
        CHECK(encode(read.value()) == text);
    }
}

TEST_CASE("a key is of the type that is said, never of one that is guessed", "[api][destination]") {
    // Eleven digits that are a CPF and could be a phone number.
    check_refused(R"({"type":"PIX","pixKeyType":"PHONE","pixKey":"52998224725"})",
                  errc::invalid_phone_key, "/destination/pixKey");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF","pixKey":"52998224726"})",
                  errc::wrong_check_digits, "/destination/pixKey");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF","pixKey":""})", errc::empty_value,
                  "/destination/pixKey");
    check_refused(R"({"type":"PIX","pixKey":"52998224725"})", errc::missing_member,
                  "/destination/pixKeyType");
    check_refused(R"({"type":"PIX","pixKeyType":null,"pixKey":"52998224725"})",
                  errc::missing_member, "/destination/pixKeyType");
    check_refused(R"({"type":"PIX","pixKeyType":"cpf","pixKey":"52998224725"})", errc::out_of_range,
                  "/destination/pixKeyType");
    check_refused(R"({"type":"PIX","pixKeyType":0,"pixKey":"52998224725"})", errc::wrong_type,
                  "/destination/pixKeyType");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF","pixKey":52998224725})", errc::wrong_type,
                  "/destination/pixKey");
}

TEST_CASE("the members of a destination are read in any order", "[api][destination]") {
    std::string const members[] = {type_pix, R"("pixKeyType":"CPF")", R"("pixKey":"52998224725")"};
    std::vector<std::size_t> order{0, 1, 2};
    do {
        std::string text = R"({"name":"a","document":"52998224725","destination":)";
        char before = '{';
        for (std::size_t const each : order)
            text += std::exchange(before, ',') + members[each];
        text += "}}";
        INFO(text);
        auto const read = decode<payee>(text);
        REQUIRE(read);
        CHECK(std::get<pix_key>(read.value().destination) ==
              pix_key::parse(pix_key_type::cpf, "52998224725").value());
    } while (std::next_permutation(order.begin(), order.end()));
    auto const read = decode<payee>(R"({"name":"a","document":"52998224725","destination":{)" +
                                    account + "," + type_bank + "}}");
    REQUIRE(read);
    CHECK(std::holds_alternative<bank_account>(read.value().destination));
}

TEST_CASE("a destination is of one kind and whole", "[api][destination]") {
    check_refused("{}", errc::missing_member, "/destination/type");
    check_refused("{" + type_pix + "}", errc::missing_member, "/destination/pixKey");
    check_refused("{" + type_bank + "}", errc::missing_member, "/destination/bankAccount");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF"})", errc::missing_member,
                  "/destination/pixKey");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF","pixKey":null})", errc::missing_member,
                  "/destination/pixKey");
    check_refused("{" + type_bank + R"(,"bankAccount":null})", errc::missing_member,
                  "/destination/bankAccount");
    check_refused("{" + type_bank + R"(,"bankAccount":"1"})", errc::wrong_type,
                  "/destination/bankAccount");
    check_refused("{" + type_bank + R"(,"bankAccount":{}})", errc::missing_member,
                  "/destination/bankAccount/ispb");
    // A member that contradicts the stated type.
    check_refused("{" + type_pix + "," + account + "}", errc::missing_member,
                  "/destination/pixKey");
    check_refused("{" + type_bank + R"(,"pixKeyType":"CPF"})", errc::missing_member,
                  "/destination/bankAccount");
    check_refused("{" + type_bank + R"(,"pixKey":"52998224725"})", errc::missing_member,
                  "/destination/bankAccount");
    check_refused("{" + type_bank + "," + account + R"(,"pixKeyType":"CPF"})",
                  errc::duplicate_member, "/destination/pixKeyType");
    check_refused("{" + type_bank +
                      R"(,"bankAccount":{"ispb":"13935893","branch":"0001","account":"123456",)"
                      R"("accountType":7}})",
                  errc::wrong_type, "/destination/bankAccount/accountType");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF","pixKey":"52998224725",)" + account + "}",
                  errc::duplicate_member, "/destination/bankAccount");
    check_refused("{" + type_bank + "," + account + R"(,"pixKey":"52998224725"})",
                  errc::duplicate_member, "/destination/pixKey");
    // The type itself.
    check_refused(R"({"type":"TED"})", errc::out_of_range, "/destination/type");
    check_refused(R"({"type":"pix"})", errc::out_of_range, "/destination/type");
    check_refused(R"({"type":1})", errc::wrong_type, "/destination/type");
    check_refused(R"({"type":null})", errc::missing_member, "/destination/type");
    check_refused("{" + type_pix + "," + type_pix + "}", errc::duplicate_member,
                  "/destination/type");
    check_refused("{" + type_pix + "," + type_bank + "," + account + "}", errc::duplicate_member,
                  "/destination/type");
    check_refused(R"({"type":"PIX","pixKeyType":"CPF","pixKeyType":"EVP"})", errc::duplicate_member,
                  "/destination/pixKeyType");
    check_refused("null", errc::missing_member, at);
    check_refused(R"("PIX")", errc::wrong_type, at);
    check_refused("[]", errc::wrong_type, at);
}

TEST_CASE("a document that ends inside a destination leaves nothing behind", "[api][destination]") {
    // Nothing that LeakSanitizer would find.
    std::string const text = R"({"name":"a","document":"52998224725","destination":{"type":"PIX",)"
                             R"("pixKey":"a.name.beyond.short@example.com","pixKeyType":"EMAIL"}})";
    REQUIRE(decode<payee>(text));
    for (std::size_t size = 0; size != text.size(); ++size) {
        auto const read = decode<payee>(std::string_view{text}.substr(0, size));
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::json_incomplete);
    }
}

TEST_CASE("a payout is read back with either destination", "[api][destination]") {
    for (destination const& to : {destination{sample_email()}, destination{sample_account()}}) {
        auto asked = sample_payout(to);
        asked.description = "Prêmio \"dourado\"";
        std::string const body = encode(asked);
        auto const read = decode<create_cash_out>(body);
        REQUIRE(read);
        CHECK(read.value().amount == asked.amount);
        CHECK(read.value().external_reference == asked.external_reference);
        CHECK(read.value().description == asked.description);
        CHECK_FALSE(read.value().webhook_url);
        CHECK(read.value().payee == asked.payee);
        CHECK(read.value().idempotency_key.empty()); // it is not in the body
        CHECK(encode(read.value()) == body);
    }
}

} // namespace destination_test
