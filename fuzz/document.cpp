// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// CPF, CNPJ and documents, against patterns and weights that are spelt out.
#include "oracle.hpp"

#include <connectpsp/pix/document.hpp>

#include <cstdint>
#include <string>

namespace fuzz_document {

namespace {

using connectpsp::cnpj;
using connectpsp::cpf;
using connectpsp::document;
using connectpsp::errc;
using fuzz::require;

/// The properties of a kind of document: `9` stands for a digit, `A` for a digit or capital letter.
struct form {
    std::string_view plain, punctuated;
    int first[13], second[14]; // weights, ended by a zero
};
constexpr form person{"99999999999",
                      "999.999.999-99",
                      {10, 9, 8, 7, 6, 5, 4, 3, 2, 0},
                      {11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 0}};
constexpr form company{"AAAAAAAAAAAA99",
                       "AA.AAA.AAA/AAAA-99",
                       {5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 0},
                       {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 0}};

char check_digit(std::string_view text, int const* weights) {
    int sum = 0;
    for (std::size_t i = 0; weights[i] != 0; ++i)
        sum += weights[i] * (text[i] - 48);
    int const remainder = sum % 11;
    return remainder < 2 ? '0' : static_cast<char>(48 + 11 - remainder);
}

bool is_like(std::string_view text, std::string_view pattern) {
    return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), [](char c, char p) {
        bool const capital = c >= 'A' && c <= 'Z';
        return p == '9' ? fuzz::is_digit(c) : p == 'A' ? fuzz::is_digit(c) || capital : c == p;
    });
}

std::string without_punctuation(std::string_view text) {
    std::string plain{text};
    std::erase_if(plain, [](char c) { return c == '.' || c == '/' || c == '-'; });
    return plain;
}

/// Small letters are read as capitals.
std::string raised(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

errc expected(std::string_view given, form const& is) {
    std::string const text = raised(given);
    if (text.size() != is.plain.size() && text.size() != is.punctuated.size())
        return errc::wrong_length;
    if (!is_like(text, is.plain) && !is_like(text, is.punctuated)) return errc::invalid_character;
    std::string const plain = without_punctuation(text);
    if (plain == std::string(plain.size(), plain[0])) return errc::repeated_digit;
    bool const right = plain[plain.size() - 2] == check_digit(plain, is.first) &&
                       plain[plain.size() - 1] == check_digit(plain, is.second);
    return right ? errc{} : errc::wrong_check_digits;
}

template <class Value>
void check(std::string_view given, errc wrong) {
    fuzz::exact_copy const copy{given};
    std::string const text = raised(given);
    auto const got = Value::parse(copy.view());
    require(got.has_value() == (wrong == errc{}), "exactly the valid ones are read");
    if (!got) return require(got.error() == wrong, "it is refused for the right reason");
    Value const value = got.value();
    require(value.text() == without_punctuation(text), "the text is the one read");
    std::string const punctuated = value.formatted();
    require(without_punctuation(punctuated) == value.text(), "formatting only adds punctuation");
    require(punctuated.size() == text.size() ? punctuated == text : value.text() == text,
            "what was read punctuated is formatted the same");
    auto const again = Value::parse(fuzz::exact_copy{punctuated}.view());
    require(again && again.value() == value, "what is formatted can be read");
}

void check_document(std::string_view text) {
    check<cpf>(text, expected(text, person));
    check<cnpj>(text, expected(text, company));
    std::size_t const size = without_punctuation(text).size();
    check<document>(text, size == person.plain.size()    ? expected(text, person)
                          : size == company.plain.size() ? expected(text, company)
                                                         : errc::wrong_length);
    auto const read = document::parse(text);
    if (!read) return;
    auto const as_cpf = read.value().as_cpf();
    auto const as_cnpj = read.value().as_cnpj();
    require(as_cpf.has_value() != as_cnpj.has_value(), "a document is one of the two");
    require(as_cpf ? read.value() == document{*as_cpf} : read.value() == document{*as_cnpj},
            "and what it is made of");
}

/// Makes a valid document of any bytes: it must be read, and with another check digit must not.
template <class Value>
void check_made(std::string_view bytes, form const& is) {
    std::string_view const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string text;
    for (std::size_t i = 0; i != is.plain.size() - 2; ++i) {
        std::size_t const byte =
            i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 7 * i + 3;
        text += characters[byte % (is.plain[i] == '9' ? 10 : 36)];
    }
    text += check_digit(text, is.first);
    text += check_digit(text, is.second);
    if (text == std::string(text.size(), text[0])) return;
    check<Value>(text, errc{});
    check_document(text);
    for (std::size_t const at : {text.size() - 2, text.size() - 1}) {
        std::string changed = text;
        changed[at] = text[at] == '9' ? '0' : static_cast<char>(text[at] + 1);
        auto const got = Value::parse(changed);
        require(!got && got.error() != errc::wrong_length, "one check digit is right, not two");
    }
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(document) {
    fuzz::input const in{data, size};
    check_document(in.rest());
    check_document(in.rest().substr(0, 11));
    check_document(in.rest().substr(0, 14));
    check_made<cpf>(in.rest(), person);
    check_made<cnpj>(in.rest(), company);
    return 0;
}

} // namespace fuzz_document
