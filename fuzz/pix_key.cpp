// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// PIX keys, against a second reading of each type's grammar. The first byte says the type.
#include "oracle.hpp"

#include <connectpsp/pix/pix_key.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace fuzz_pix_key {

namespace {

using connectpsp::errc;
using connectpsp::pix_key;
using connectpsp::pix_key_type;
using fuzz::require;

constexpr pix_key_type all_types[] = {pix_key_type::cpf, pix_key_type::cnpj, pix_key_type::email,
                                      pix_key_type::phone, pix_key_type::evp};

bool only(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == text.npos;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (std::size_t end; (end = text.find(at)) != text.npos; text = text.substr(end + 1))
        parts.push_back(text.substr(0, end));
    parts.push_back(text);
    return parts;
}

errc expected_email(std::string_view text) {
    constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz0123456789";
    if (text.size() >= 78) return errc::text_too_long;
    auto const halves = split(text, '@');
    if (halves.size() != 2 || halves[0].empty()) return errc::invalid_email_key;
    if (!only(halves[0], std::string{small} + ".!#$&'*+/=?^_`{|}~-"))
        return errc::invalid_email_key;
    for (std::string_view const label : split(halves[1], '.')) {
        bool const right =
            label.size() >= 1 && label.size() < 64 && only(label.substr(0, 1), small) &&
            only(label.substr(label.size() - 1), small) && only(label, std::string{small} + "-");
        if (!right) return errc::invalid_email_key;
    }
    return errc{};
}

errc expected_phone(std::string_view text) {
    bool const right = text.substr(0, 3) == "+55" && text.size() - 3 >= 10 &&
                       text.size() - 3 <= 11 && text[3] > '0' && only(text.substr(3), "0123456789");
    return right ? errc{} : errc::invalid_phone_key;
}

errc expected_evp(std::string_view text) {
    auto const groups = split(text, '-');
    std::size_t const sizes[] = {8, 4, 4, 4, 12};
    bool right = groups.size() == 5;
    for (std::size_t i = 0; right && i != 5; ++i)
        right = groups[i].size() == sizes[i] && only(groups[i], "0123456789abcdef");
    return right ? errc{} : errc::invalid_evp_key;
}

/// A document as a key is what the document's own harness vouches for, without punctuation.
template <class Number>
errc expected_number(std::string_view text, std::size_t size) {
    if (text.size() != size) return errc::wrong_length;
    auto const read = Number::parse(text);
    return read ? errc{} : static_cast<errc>(read.error().code().value());
}

errc expected(pix_key_type type, std::string_view text) {
    switch (type) {
    case pix_key_type::cpf: return expected_number<connectpsp::cpf>(text, 11);
    case pix_key_type::cnpj: return expected_number<connectpsp::cnpj>(text, 14);
    case pix_key_type::email: return expected_email(text);
    case pix_key_type::phone: return expected_phone(text);
    case pix_key_type::evp: return expected_evp(text);
    }
    return errc::out_of_range;
}

bool check(pix_key_type type, std::string_view text) {
    fuzz::exact_copy const copy{text};
    auto const got = pix_key::parse(type, copy.view());
    errc const wrong = expected(type, text);
    require(got.has_value() == (wrong == errc{}), "exactly the keys of the type are read");
    if (!got) {
        require(got.error() == wrong, "a key is refused for the right reason");
        return false;
    }
    require(got.value().type() == type, "the type is the one asked for");
    std::string kept{text};
    if (type == pix_key_type::cnpj)
        for (char& c : kept)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    require(got.value().text() == kept, "the text is not changed but for a CNPJ's small letters");
    require(!got.value().empty(), "a key that was read is not empty");
    require(!fuzz::has_control(got.value().text()), "no key has a control character");
    require(pix_key::parse(type, got.value().text()).value() == got.value(),
            "a key's text is that key");
    return true;
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(pix_key) {
    fuzz::input in{data, size};
    auto const stated = static_cast<pix_key_type>(in.byte() % 8);
    std::string_view const text = in.rest();
    check(stated, text);
    int meanings = 0;
    for (auto const type : all_types)
        meanings += check(type, text);
    require(meanings <= 1, "no text is a key of two types");
    // Most inputs are far from a key: what follows the type is one in an e-mail's place, too.
    check(pix_key_type::email, std::string{text.substr(0, 8)} + "@example.com");
    check(pix_key_type::email, "pix@" + std::string{text});
    check(pix_key_type::phone, "+5511" + std::string{text});
    return 0;
}

} // namespace fuzz_pix_key
