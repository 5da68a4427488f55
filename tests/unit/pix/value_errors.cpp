// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/pix_key.hpp>

#include "catch.hpp"

#include <connectpsp/pix/account_number.hpp>
#include <connectpsp/pix/document.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>
#include <connectpsp/pix/external_reference.hpp>
#include <connectpsp/pix/ispb.hpp>

#include <string>

using namespace connectpsp;

namespace value_errors_test {

namespace {

template <class Value>
std::string refusal_of(std::string_view text) {
    return to_string(Value::parse(text).error());
}

std::string refusal_of_key(pix_key_type type, std::string_view text) {
    return to_string(pix_key::parse(type, text).error());
}

} // namespace

TEST_CASE("the error of a document says which and what is wrong with it", "[pix][error]") {
    CHECK(refusal_of<cpf>("1234567890") == "CPF: wrong length, expected 11 digits, got 10");
    CHECK(refusal_of<cpf>("") == "CPF: wrong length, expected 11 digits, got 0");
    CHECK(refusal_of<cpf>("123.456.78909") ==
          "CPF: wrong length, expected 11 digits, got 13 characters");
    CHECK(refusal_of<cpf>("1234567890x") == "CPF: invalid character at offset 10");
    CHECK(refusal_of<cpf>("123.456-789-09") == "CPF: invalid character at offset 7");
    CHECK(refusal_of<cpf>("12345678900") == "CPF: the check digits are wrong");
    CHECK(refusal_of<cpf>("00000000000") == "CPF: one digit alone, repeated");
    CHECK(refusal_of<cnpj>("12ABC34501DE3") ==
          "CNPJ: wrong length, expected 14 letters and digits, got 13");
    CHECK(refusal_of<cnpj>("12ABC34501DE3X") == "CNPJ: invalid character at offset 13");
    CHECK(refusal_of<cnpj>("12ABC34501DE36") == "CNPJ: the check digits are wrong");
    CHECK(refusal_of<document>("123.456") == "CPF or CNPJ: wrong length, expected 11 or 14, got 6 "
                                             "characters without punctuation");
    CHECK(refusal_of<document>("12345678900") == "CPF: the check digits are wrong");
    CHECK(refusal_of<document>("12ABC34501DE36") == "CNPJ: the check digits are wrong");
}

TEST_CASE("the error of a PIX key says which kind and what is wrong with it", "[pix][error]") {
    CHECK(refusal_of_key(pix_key_type::cpf, "1234567890") ==
          "CPF: wrong length, expected 11 digits, got 10");
    CHECK(refusal_of_key(pix_key_type::cpf, "123.456.789-09") ==
          "CPF: wrong length, expected 11 digits, got 14 characters");
    CHECK(refusal_of_key(pix_key_type::cnpj, "1") ==
          "CNPJ: wrong length, expected 14 letters and digits, got 1");
    std::string const email = "not an e-mail key: at most 77 characters in lower case are expected";
    CHECK(refusal_of_key(pix_key_type::email, "Ana@exemplo.com") ==
          email + ", it has capital letters");
    CHECK(refusal_of_key(pix_key_type::email, "ana") == email + ", it has no @");
    CHECK(refusal_of_key(pix_key_type::email, "ana@") == email);
    CHECK(refusal_of_key(pix_key_type::email, std::string(70, 'a') + "@exemplo") ==
          "e-mail key: text too long, expected at most 77 characters, got 78");
    std::string const number = "not a phone key: +55 and a number are expected";
    CHECK(refusal_of_key(pix_key_type::phone, "11987654321") ==
          number + ", it does not begin with +55");
    CHECK(refusal_of_key(pix_key_type::phone, "+5511987") ==
          number + ", expected 10 or 11 digits after +55, got 5");
    CHECK(refusal_of_key(pix_key_type::phone, "+55") ==
          number + ", expected 10 or 11 digits after +55, got 0");
    CHECK(refusal_of_key(pix_key_type::phone, "+5501987654321") ==
          number + " at offset 3, the area code begins with zero");
    CHECK(refusal_of_key(pix_key_type::phone, "+55(11)91234-56") ==
          number + " at offset 3, invalid character");
    std::string const uuid = "not an EVP key: a UUID in lower case is expected";
    CHECK(refusal_of_key(pix_key_type::evp, "123E4567-e12b-12d1-a456-426655440000") ==
          uuid + ", it has capital letters");
    CHECK(refusal_of_key(pix_key_type::evp, "123e4567") ==
          uuid + ", expected 36 characters, got 8");
    CHECK(refusal_of_key(pix_key_type::evp, "123e4567-e12b-12d1-a456-42665544000x") == uuid);
    CHECK(refusal_of_key(static_cast<pix_key_type>(9), "x") == "type of a PIX key: out of range");
}

TEST_CASE("the error of an account or id says which and what is wrong with it", "[pix][error]") {
    CHECK(refusal_of<branch>("") == "branch: a required value is empty");
    CHECK(refusal_of<branch>("00010") == "branch: text too long, expected at most 4 digits, got 5");
    CHECK(refusal_of<branch>("00-1") == "branch: invalid character at offset 2, expected digits");
    CHECK(refusal_of<account_number>("") == "account number: a required value is empty");
    CHECK(refusal_of<account_number>(std::string(21, '1')) ==
          "account number: text too long, expected at most 20 digits, got 21");
    CHECK(refusal_of<account_number>("1234-5") ==
          "account number: invalid character at offset 4, expected digits, the last may be a "
          "capital X");
    CHECK(refusal_of<ispb>("1") ==
          "not an ISPB: eight of 0-9A-Z are expected, expected 8 characters, got 1");
    CHECK(refusal_of<ispb>("0000000a") ==
          "not an ISPB: eight of 0-9A-Z are expected at offset 7, invalid character");
    std::string const id = "not an end-to-end id";
    std::string const good = "E00416968202603101827cemeFscF6AG";
    auto const changed = [&](std::size_t at, char c) {
        std::string text = good;
        text[at] = c;
        return refusal_of<end_to_end_id>(text);
    };
    CHECK(refusal_of<end_to_end_id>("E1") == id + ", expected 32 characters, got 2");
    CHECK(changed(0, 'X') == id + " at offset 0, expected E or D");
    CHECK(changed(5, 'x') == id + " at offset 5, expected an ISPB");
    CHECK(changed(13, '2') == id + " at offset 9, expected yyyyMMddHHmm");
    CHECK(changed(31, '-') == id + " at offset 21, expected eleven letters or digits");
    std::string const reference = "external reference: ";
    CHECK(refusal_of<external_reference>("") == reference + "a required value is empty");
    CHECK(refusal_of<external_reference>(std::string(129, 'a')) ==
          reference + "text too long, expected at most 128 bytes, got 129");
    CHECK(refusal_of<external_reference>("a\n") == reference + "control character");
    CHECK(refusal_of<external_reference>("a\xFF") == reference + "not UTF-8");
    CHECK(refusal_of<external_reference>("ab ") ==
          reference + "invalid character at offset 2, a space stands at its beginning or end");
}

TEST_CASE("the error of a value gives its parts and not the value", "[pix][error]") {
    auto const wrong = pix_key::parse(pix_key_type::email, "Ana@exemplo.com").error();
    CHECK(wrong.subject() == "e-mail key");
    CHECK(wrong.detail() == "it has capital letters");
    CHECK(to_string(wrong).find("xemplo") == std::string::npos);
    auto const document = cpf::parse("5299822472x").error();
    CHECK(document.subject() == "CPF");
    CHECK(document.offset() == 10U);
    CHECK(to_string(document).find("529") == std::string::npos);
    CHECK(error{errc::wrong_length}.subject().empty());
    CHECK(to_string(error{errc::wrong_length}) == "wrong length");
}

} // namespace value_errors_test
