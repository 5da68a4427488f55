// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "documents.hpp"

#include <algorithm>

namespace sandbox {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_digit_or_capital(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool all(std::string_view text, bool (*wanted)(char)) {
    return std::all_of(text.begin(), text.end(), wanted);
}

/// The check digit behind `text`, mod 11. Weights grow from 2 at the right end; those of a CNPJ
/// start again after 9. A character counts as its ASCII code less 48.
char check_digit(std::string_view text, int largest_weight) {
    int sum = 0;
    int weight = 2;
    for (auto at = text.rbegin(); at != text.rend(); ++at) {
        sum += (*at - '0') * weight;
        weight = weight == largest_weight ? 2 : weight + 1;
    }
    auto const remainder = sum % 11;
    return remainder < 2 ? '0' : static_cast<char>('0' + 11 - remainder);
}

/// Whether the last two characters check the ones before, which must not be all the same.
bool checks(std::string_view text, int largest_weight) {
    auto const size = text.size();
    return text.find_first_not_of(text.front()) != std::string_view::npos &&
           text[size - 2] == check_digit(text.substr(0, size - 2), largest_weight) &&
           text[size - 1] == check_digit(text.substr(0, size - 1), largest_weight);
}

bool is_email(std::string_view key) {
    auto const at = key.find('@');
    return key.size() <= 77 && at != 0 && at != std::string_view::npos && at + 1 < key.size() &&
           key.find('@', at + 1) == std::string_view::npos &&
           key.find(' ') == std::string_view::npos;
}

} // namespace

bool is_cpf(std::string_view text) {
    return text.size() == 11 && all(text, is_digit) && checks(text, 11);
}

bool is_cnpj(std::string_view text) {
    return text.size() == 14 && all(text.substr(0, 12), is_digit_or_capital) &&
           all(text.substr(12), is_digit) && checks(text, 9);
}

bool is_document(std::string_view text) { return is_cpf(text) || is_cnpj(text); }

bool is_ispb(std::string_view text) { return text.size() == 8 && all(text, is_digit_or_capital); }

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const hyphen = at == 8 || at == 13 || at == 18 || at == 23;
        if (hyphen ? text[at] != '-' : !is_hex(text[at])) return false;
    }
    return true;
}

bool is_pix_key(std::string_view type, std::string_view key) {
    if (type == "CPF") return is_cpf(key);
    if (type == "CNPJ") return is_cnpj(key);
    if (type == "EMAIL") return is_email(key);
    if (type == "PHONE")
        return key.starts_with("+55") && key.size() >= 13 && key.size() <= 14 &&
               all(key.substr(1), is_digit);
    return type == "EVP" && is_uuid(key);
}

} // namespace sandbox
