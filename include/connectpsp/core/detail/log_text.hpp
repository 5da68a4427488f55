// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_LOG_TEXT_HPP
#define CONNECTPSP_CORE_DETAIL_LOG_TEXT_HPP

#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

// Decides which text from outside a log may show, and writes it in one form.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// Stands for every text that a log does not show.
inline constexpr std::string_view masked_text = "***";

/// Appends the four digits of one UTF-16 code unit.
inline void append_utf16_escape(std::string& out, char32_t unit) {
    out += "\\u";
    for (unsigned shift = 16; shift != 0;)
        out += hex_digits[(unit >> (shift -= 4)) & 15];
}

/// Appends a text in printable ASCII. Every other character becomes `\uXXXX`, as in JSON; a byte
/// that is not UTF-8 becomes `\ufffd`. A control character, a bidirectional override or a line
/// separator can then not forge a line or control a terminal. RFC 8259 §7
/// @param quoted whether a quotation mark is escaped too, for a JSON string
inline void append_for_log(std::string& out, std::string_view text, bool quoted) {
    while (!text.empty()) {
        utf8_character const next = front_character(text);
        char const c = text.front();
        text.remove_prefix(next.size == 0 ? 1 : next.size);
        if (next.size == 1 && c >= ' ' && c < '\x7f') {
            if (c == '\\' || (quoted && c == '"')) out += '\\';
            out += c;
        } else if (next.size == 0) {
            append_utf16_escape(out, 0xFFFD);
        } else if (next.value < 0x10000) {
            append_utf16_escape(out, next.value);
        } else {
            append_utf16_escape(out, 0xD800 + ((next.value - 0x10000) >> 10));
            append_utf16_escape(out, 0xDC00 + (next.value & 0x3FF));
        }
    }
}

/// A letter of ASCII.
constexpr bool is_ascii_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The longest sequence of characters that `counts`; characters that `joins` accepts do not count
/// and do not end a sequence.
template <class Counts, class Joins>
constexpr std::size_t longest_run(std::string_view text, Counts counts, Joins joins) noexcept {
    std::size_t run = 0;
    std::size_t longest = 0;
    for (char const c : text) {
        if (counts(c)) {
            longest = (std::max)(longest, ++run);
        } else if (!joins(c)) {
            run = 0;
        }
    }
    return longest;
}

/// The shape of an end-to-end id: `E` or `D`, an ISPB, a minute, eleven letters and digits.
/// docs/protocol.md §5
constexpr bool is_end_to_end_shape(std::string_view text) noexcept {
    if (text.size() != 32 || (text[0] != 'E' && text[0] != 'D')) return false;
    for (std::size_t i = 1; i != text.size(); ++i)
        if (!is_digit(text[i]) && (!is_ascii_letter(text[i]) || (i >= 9 && i < 21))) return false;
    return true;
}

/// The shape of a UUID, with its hyphens or without.
constexpr bool is_uuid_shape(std::string_view text) noexcept {
    if (text.size() != 32) return is_guid(text);
    for (char const c : text)
        if (!is_digit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) return false;
    return true;
}

/// Whether a log may show a text that should be an id. A UUID and an end-to-end id are shown. Any
/// other id is at most 64 letters, digits, `-` and `_`, and is hidden when it could name a person:
///  - ten digits in a row, `-` and `_` left out, hold a CPF, a CNPJ or a phone number;
///  - fourteen characters with two digits at their end are a CNPJ with letters;
///  - four letters in a row with fewer than three digits are a name.
constexpr bool is_shown_id(std::string_view text) noexcept {
    if (is_uuid_shape(text) || is_end_to_end_shape(text)) return true;
    if (text.empty() || text.size() > 64) return false;
    auto const joins = [](char c) { return c == '-' || c == '_'; };
    auto const never = [](char) { return false; };
    std::size_t digits = 0;
    for (char const c : text) {
        if (!is_digit(c) && !is_ascii_letter(c) && !joins(c)) return false;
        digits += is_digit(c) ? 1U : 0U;
    }
    bool const like_cnpj = text.size() == 14 && is_digit(text[12]) && is_digit(text[13]);
    bool const like_name = digits < 3 && longest_run(text, is_ascii_letter, never) >= 4;
    return digits != 0 && !like_cnpj && !like_name && longest_run(text, is_digit, joins) < 10;
}

/// Whether a log may show a text that should be a bank's name: it begins with a letter and is at
/// most 40 characters, which are letters of Latin scripts, spaces, `.`, `&`, `-`, `/` and at most
/// two digits that do not stand together (`BANCO C6 S.A.`). A person's name looks the same.
constexpr bool is_shown_bank(std::string_view text) noexcept {
    std::size_t digits = 0;
    std::size_t characters = 0;
    bool after_digit = false;
    while (!text.empty()) {
        utf8_character const next = front_character(text);
        if (next.size == 0 || ++characters > 40) return false;
        char const c = text.front();
        text.remove_prefix(next.size);
        // Latin-1 and Latin Extended-A and -B, without the two signs that are not letters.
        bool const letter = next.size == 1 ? is_ascii_letter(c)
                                           : next.value >= 0xC0 && next.value < 0x250 &&
                                                 next.value != 0xD7 && next.value != 0xF7;
        bool const digit = next.size == 1 && is_digit(c);
        bool const mark =
            next.size == 1 && std::string_view{" .&-/"}.find(c) != std::string_view::npos;
        if ((!letter && !digit && !mark) || (characters == 1 && !letter)) return false;
        digits += digit ? 1U : 0U;
        if (digits > 2 || (digit && after_digit)) return false;
        after_digit = digit;
    }
    return characters != 0;
}

} // namespace connectpsp::detail

#endif
