// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// External references, branches, accounts, ISPBs and clean texts. The first byte is the bound of a
// clean text, in characters.
#include "oracle.hpp"

#include <connectpsp/pix/account_number.hpp>
#include <connectpsp/pix/external_reference.hpp>
#include <connectpsp/pix/ispb.hpp>

#include <cstdint>
#include <string>

namespace fuzz_texts {

namespace {

using connectpsp::errc;
using fuzz::require;

/// A control character in UTF-8: one byte of C0 or DEL, or U+0080 to U+009F in two.
bool is_control(std::string_view character) {
    return character.size() == 1
               ? fuzz::has_control(character)
               : character.size() == 2 && character[0] == '\xC2' && character[1] <= '\x9F';
}

errc expected_clean(std::string_view text, std::size_t bound) {
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == bound) return errc::text_too_long;
        int const size = fuzz::utf8_size(text);
        if (size <= 0) return errc::invalid_utf8;
        if (is_control(text.substr(0, static_cast<std::size_t>(size))))
            return errc::control_character;
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return errc{};
}

errc expected_reference(std::string_view text) {
    if (text.empty()) return errc::empty_value;
    if (text.size() > 128) return errc::text_too_long;
    if (errc const wrong = expected_clean(text, 128); wrong != errc{}) return wrong;
    return text.front() == ' ' || text.back() == ' ' ? errc::invalid_character : errc{};
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), fuzz::is_digit);
}

errc expected_branch(std::string_view text) {
    return text.empty()       ? errc::empty_value
           : text.size() >= 5 ? errc::text_too_long
           : all_digits(text) ? errc{}
                              : errc::invalid_character;
}

errc expected_account(std::string_view text) {
    if (text.empty()) return errc::empty_value;
    if (text.size() >= 21) return errc::text_too_long;
    bool const checked = text.size() > 1 && text.back() == 'X';
    return all_digits(checked ? text.substr(0, text.size() - 1) : text) ? errc{}
                                                                        : errc::invalid_character;
}

errc expected_ispb(std::string_view text) {
    bool const right = text.size() == 8 &&
                       text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == text.npos;
    return right ? errc{} : errc::invalid_ispb;
}

template <class Value>
void check(std::string_view text, errc wrong) {
    fuzz::exact_copy const copy{text};
    auto const got = Value::parse(copy.view());
    require(got.has_value() == (wrong == errc{}), "exactly what is allowed is read");
    if (!got) return require(got.error() == wrong, "it is refused for the right reason");
    require(got.value().text() == text && !got.value().empty(), "the text is not changed");
    require(got.value() == Value::parse(std::string{text}).value(), "equal texts are equal");
    require(got.value() != Value{} && Value{} < got.value(), "nothing set is less than anything");
    require(fuzz::is_utf8(text) && !fuzz::has_control(text), "it can stand in a log");
}

void check_all(std::string_view text) {
    check<connectpsp::external_reference>(text, expected_reference(text));
    check<connectpsp::branch>(text, expected_branch(text));
    check<connectpsp::account_number>(text, expected_account(text));
    check<connectpsp::ispb>(text, expected_ispb(text));
}

void check_clean(std::string_view text, std::size_t bound) {
    fuzz::exact_copy const copy{text};
    errc const got = connectpsp::detail::refusal_of_text(copy.view(), bound);
    require(got == expected_clean(text, bound), "a text is refused for what stands first");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(texts) {
    fuzz::input in{data, size};
    std::size_t const bound = in.byte();
    std::string_view const text = in.rest();
    check_clean(text, bound);
    check_clean(text, text.size());
    check_all(text);
    for (std::size_t const cut : {std::size_t{4}, std::size_t{8}, std::size_t{20}})
        check_all(text.substr(0, cut));
    return 0;
}

} // namespace fuzz_texts
