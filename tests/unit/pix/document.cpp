// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/document.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

using connectpsp::cnpj;
using connectpsp::cpf;
using connectpsp::document;
using connectpsp::document_kind;
using connectpsp::errc;

static_assert(std::is_trivially_copyable_v<document>);
static_assert(std::is_convertible_v<cpf, document> && std::is_convertible_v<cnpj, document>);
static_assert(!std::is_convertible_v<cpf, cnpj> && !std::is_convertible_v<document, cpf>);
static_assert(cpf{}.empty() && cnpj{}.empty() && document{}.empty());

namespace document_test {

namespace {

struct refusal {
    std::string text;
    errc reason;
};

template <class Value>
void check_refused(refusal const& row) {
    INFO('"' << row.text << '"');
    CHECK(Value::parse(row.text).error() == row.reason);
}

// The check digits as docs/protocol.md §5 writes them down, with weights spelt out.
template <std::size_t Size>
char digit_of(std::string const& text, int const (&weights)[Size]) {
    int sum = 0;
    for (std::size_t i = 0; i != Size; ++i)
        sum += (text[i] - 48) * weights[i];
    return static_cast<char>(sum % 11 < 2 ? '0' : '0' + 11 - sum % 11);
}

bool has_cpf_digits(std::string const& text) {
    return text[9] == digit_of(text, {10, 9, 8, 7, 6, 5, 4, 3, 2}) &&
           text[10] == digit_of(text, {11, 10, 9, 8, 7, 6, 5, 4, 3, 2});
}

bool has_cnpj_digits(std::string const& text) {
    return text[12] == digit_of(text, {5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2}) &&
           text[13] == digit_of(text, {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2});
}

} // namespace

TEST_CASE("a CNPJ in small letters is read as capitals", "[pix][document]") {
    for (std::string_view const text :
         {"12abc34501de35", "12ABC34501de35", "12.abc.345/01de-35", "12.AbC.345/01dE-35"}) {
        INFO(text);
        CHECK(cnpj::parse(text).value().text() == "12ABC34501DE35");
        CHECK(cnpj::parse(text).value().formatted() == "12.ABC.345/01DE-35");
        CHECK(document::parse(text).value().text() == "12ABC34501DE35");
    }
    CHECK((cnpj::parse("12abc34501de35").value() == cnpj::parse("12ABC34501DE35").value()));
    CHECK(cnpj::parse("12abc34501de3a").error() == errc::invalid_character);
    CHECK(cnpj::parse("12abc34501de36").error() == errc::wrong_check_digits);
    CHECK(cpf::parse("1234567890a").error() == errc::invalid_character);
}

TEST_CASE("a CPF is eleven digits, the last two of which check the others", "[pix][document]") {
    struct {
        std::string text, formatted;
    } const table[] = {
        {"12345678909", "123.456.789-09"}, {"52998224725", "529.982.247-25"},
        {"11144477735", "111.444.777-35"}, {"00000000191", "000.000.001-91"},
        {"01234567890", "012.345.678-90"}, {"99999999808", "999.999.998-08"},
    };
    for (auto const& row : table) {
        INFO(row.text);
        auto const read = cpf::parse(row.text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == row.text);
        CHECK(read.value().formatted() == row.formatted);
        CHECK((cpf::parse(row.formatted).value() == read.value()));
    }
}

TEST_CASE("a CNPJ is twelve digits or capitals and two check digits", "[pix][document]") {
    struct {
        std::string text, formatted;
    } const table[] = {
        {"12ABC34501DE35", "12.ABC.345/01DE-35"}, // the revenue service's own example
        {"00000000000191", "00.000.000/0001-91"}, {"11222333000181", "11.222.333/0001-81"},
        {"11444777000161", "11.444.777/0001-61"}, {"00000000000272", "00.000.000/0002-72"},
    };
    for (auto const& row : table) {
        INFO(row.text);
        auto const read = cnpj::parse(row.text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == row.text);
        CHECK(read.value().formatted() == row.formatted);
        CHECK((cnpj::parse(row.formatted).value() == read.value()));
    }
}

TEST_CASE("a CPF is refused for the first reason that applies", "[pix][document]") {
    for (auto const& row : {
             refusal{"", errc::wrong_length},
             {"1234567890", errc::wrong_length},
             {"123456789090", errc::wrong_length},
             {"123.456.78909", errc::wrong_length},
             {"123456789-09", errc::wrong_length},
             {" 12345678909", errc::wrong_length},
             {"12345678909\n", errc::wrong_length},
             {"12ABC34501DE35", errc::invalid_character}, // as long as a formatted CPF
             {"1234567890A", errc::invalid_character},
             {"-2345678909", errc::invalid_character},
             {"123-456-789-09", errc::invalid_character},
             {"123.456.789.09", errc::invalid_character},
             {"123 456 789 09", errc::invalid_character},
             {"1234.56.789-09", errc::invalid_character},
             {"aaaaaaaaaaa", errc::invalid_character}, // repeated, and no digit
             {"00000000000", errc::repeated_digit},
             {"11111111111", errc::repeated_digit}, // its check digits are right
             {"999.999.999-99", errc::repeated_digit},
             {"12345678900", errc::wrong_check_digits},
             {"12345678919", errc::wrong_check_digits},
             {"123.456.789-08", errc::wrong_check_digits},
             {"21345678909", errc::wrong_check_digits}, // two digits swapped
         })
        check_refused<cpf>(row);
}

TEST_CASE("a CNPJ is refused for the first reason that applies", "[pix][document]") {
    for (auto const& row : {
             refusal{"", errc::wrong_length},
             {"12345678909", errc::wrong_length},
             {"12ABC34501DE3", errc::wrong_length},
             {"12ABC34501DE350", errc::wrong_length},
             {"12.ABC.345/01DE35", errc::wrong_length},
             {"12ABC345/01DE-35", errc::wrong_length},
             {"12ABC34501DEX5", errc::invalid_character}, // check digits are digits
             {"12ABC34501DE3X", errc::invalid_character},
             {"123.456.789-09", errc::invalid_character},
             {"12.ABC.345-01DE/35", errc::invalid_character},
             {"12-ABC.345/01DE-35", errc::invalid_character},
             {"AAAAAAAAAAAAAA", errc::invalid_character}, // repeated, and no check digits
             {"00000000000000", errc::repeated_digit},
             {"11.111.111/1111-11", errc::repeated_digit},
             {"12ABC34501DE45", errc::wrong_check_digits},
             {"12ABC34501DE36", errc::wrong_check_digits},
             {"11222333000180", errc::wrong_check_digits},
             {"11.222.333/0001-80", errc::wrong_check_digits},
             {"12ACB34501DE35", errc::wrong_check_digits},
         })
        check_refused<cnpj>(row);
}

TEST_CASE("one changed byte is judged by what it makes of the text", "[pix][document]") {
    std::string const person = "12345678909";
    std::string const company = "12ABC34501DE35";
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        bool const digit = c >= '0' && c <= '9';
        bool const capital = c >= 'A' && c <= 'Z';
        for (std::size_t at = 0; at != person.size(); ++at) {
            INFO("CPF, byte " << byte << " at " << at);
            std::string changed = person;
            changed[at] = c;
            auto const read = cpf::parse(changed);
            if (!digit)
                CHECK(read.error() == errc::invalid_character);
            else if (has_cpf_digits(changed)) // remainders 0 and 1 have the same digit
                CHECK(read.value().text() == changed);
            else
                CHECK(read.error() == errc::wrong_check_digits);
        }
        for (std::size_t at = 0; at != company.size(); ++at) {
            INFO("CNPJ, byte " << byte << " at " << at);
            std::string changed = company;
            changed[at] = c;
            auto const read = cnpj::parse(changed);
            bool const small = c >= 'a' && c <= 'z';
            if (small) changed[at] = static_cast<char>(c - 32);
            if (!digit && !((capital || small) && at < 12))
                CHECK(read.error() == errc::invalid_character);
            else if (has_cnpj_digits(changed)) // letters eleven apart are the same to them
                CHECK(read.value().text() == changed);
            else
                CHECK(read.error() == errc::wrong_check_digits);
        }
    }
}

TEST_CASE("one changed byte of the punctuation is refused, and so is every cut",
          "[pix][document]") {
    std::string const person = "123.456.789-09";
    std::string const company = "12.ABC.345/01DE-35";
    for (auto const& text : {person, company}) {
        REQUIRE(document::parse(text).has_value());
        for (std::size_t at = 0; at != text.size(); ++at) {
            INFO(text << " at " << at);
            std::string const cut = text.substr(0, at);
            CHECK_FALSE(cpf::parse(cut).has_value());
            CHECK_FALSE(cnpj::parse(cut).has_value());
            CHECK_FALSE(document::parse(cut).has_value());
            for (char const wrong : {'_', ' ', ',', '\0', '\x80', '@'}) {
                std::string changed = text;
                changed[at] = wrong;
                CHECK_FALSE(cpf::parse(changed).has_value());
                CHECK_FALSE(cnpj::parse(changed).has_value());
                CHECK_FALSE(document::parse(changed).has_value());
            }
        }
    }
    for (std::size_t size = 0; size != 11; ++size)
        CHECK(cpf::parse(std::string{"12345678909"}.substr(0, size)).error() == errc::wrong_length);
    for (std::size_t size = 0; size != 14; ++size)
        CHECK(cnpj::parse(std::string{"12ABC34501DE35"}.substr(0, size)).error() ==
              errc::wrong_length);
}

TEST_CASE("of the hundred pairs of check digits exactly one is right", "[pix][document]") {
    for (std::string const base : {"123456789", "000000001", "900000000", "529982247", "100000000",
                                   "314159265", "271828182", "987654321", "000000010"}) {
        int right = 0;
        for (int pair = 0; pair != 100; ++pair) {
            std::string const text = base + char('0' + pair / 10) + char('0' + pair % 10);
            INFO(text);
            bool const good = cpf::parse(text).has_value();
            CHECK(good == has_cpf_digits(text));
            right += good;
        }
        CHECK(right == 1);
    }
    for (std::string const base :
         {"12ABC34501DE", "ZZZZZZZZZZZZ", "A00000000000", "00000000000Z", "112223330001",
          "0A1B2C3D4E5F", "ABCDEFGHIJKL", "MNOPQRSTUVWX", "YZ0123456789", "000000000001"}) {
        int right = 0;
        for (int pair = 0; pair != 100; ++pair) {
            std::string const text = base + char('0' + pair / 10) + char('0' + pair % 10);
            INFO(text);
            bool const good = cnpj::parse(text).has_value();
            CHECK(good == has_cnpj_digits(text));
            right += good;
        }
        CHECK(right == 1);
    }
}

TEST_CASE("a document is a CPF or a CNPJ, told apart by its length", "[pix][document]") {
    for (std::string const text : {"12345678909", "123.456.789-09"}) {
        auto const read = document::parse(text).value();
        CHECK(read.kind() == document_kind::cpf);
        CHECK(read.text() == "12345678909");
        CHECK(read.formatted() == "123.456.789-09");
        CHECK((read.as_cpf() == cpf::parse(text).value()));
        CHECK_FALSE(read.as_cnpj().has_value());
        CHECK((read == document{cpf::parse(text).value()}));
    }
    for (std::string const text : {"12ABC34501DE35", "12.ABC.345/01DE-35"}) {
        auto const read = document::parse(text).value();
        CHECK(read.kind() == document_kind::cnpj);
        CHECK(read.text() == "12ABC34501DE35");
        CHECK(read.formatted() == "12.ABC.345/01DE-35");
        CHECK((read.as_cnpj() == cnpj::parse(text).value()));
        CHECK_FALSE(read.as_cpf().has_value());
        CHECK((read == document{cnpj::parse(text).value()}));
    }
}

TEST_CASE("a document is refused for the reason of what its length says it is", "[pix][document]") {
    for (auto const& row : {
             refusal{"", errc::wrong_length},
             {"...-", errc::wrong_length},
             {"123456789012", errc::wrong_length},
             {"1234567890123", errc::wrong_length},
             {"123.456.78909", errc::wrong_length}, // half of the punctuation
             {"123.456.789-09-", errc::wrong_length},
             {"12ABC345/01DE35", errc::wrong_length},
             {"123-456-789.09", errc::invalid_character},
             {"1234567890a", errc::invalid_character},
             {"00000000000", errc::repeated_digit},
             {"00000000000000", errc::repeated_digit},
             {"12345678900", errc::wrong_check_digits},
             {"12.ABC.345/01DE-45", errc::wrong_check_digits},
         })
        check_refused<document>(row);
}

TEST_CASE("documents that nobody has set are empty and equal", "[pix][document]") {
    document const none;
    CHECK(none.empty());
    CHECK(none.text() == "");
    CHECK(none.formatted() == "");
    CHECK(none.kind() == document_kind::cpf);
    CHECK_FALSE(none.as_cpf().has_value());
    CHECK_FALSE(none.as_cnpj().has_value());
    CHECK((none == document{cpf{}}));
    CHECK((none == document{cnpj{}}));
    CHECK((none != document::parse("12345678909").value()));
    CHECK(cpf{}.formatted() == "");
    CHECK(cnpj{}.text() == "");
}

TEST_CASE("documents of one kind are ordered as their texts are", "[pix][document]") {
    cpf const low = cpf::parse("11144477735").value();
    cpf const high = cpf::parse("52998224725").value();
    CHECK((low < high));
    CHECK((low != high));
    CHECK((document{low} < document{high}));
    CHECK((cnpj::parse("11222333000181").value() < cnpj::parse("12ABC34501DE35").value()));
    CHECK((document{low} != document{cnpj::parse("12ABC34501DE35").value()}));
}

} // namespace document_test
