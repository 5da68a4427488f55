// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_UTF8_HPP
#define CONNECTPSP_CORE_DETAIL_UTF8_HPP

#include <connectpsp/core/detail/decimal.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// One character of a UTF-8 text. Its size is zero where the bytes are none.
struct utf8_character {
    char32_t value = 0;
    std::size_t size = 0;
};

/// Reads the character at the front: no overlong form, no surrogate, nothing above U+10FFFF.
/// RFC 3629 §3, §4
constexpr utf8_character front_character(std::string_view text) noexcept {
    if (text.empty()) return {};
    unsigned const first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {static_cast<char32_t>(first), 1};
    // The first byte says the size, by as many leading ones.
    std::size_t const size = first >> 5 == 0b110     ? 2
                             : first >> 4 == 0b1110  ? 3
                             : first >> 3 == 0b11110 ? 4
                                                     : 0;
    if (size == 0 || text.size() < size) return {};
    char32_t value = first & (0x7FU >> size);
    for (std::size_t i = 1; i != size; ++i) {
        unsigned const next = static_cast<unsigned char>(text[i]);
        if (next >> 6 != 0b10) return {};
        value = value << 6 | (next & 0x3F);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least[size] || surrogate || value > 0x10FFFF) return {};
    return {value, size};
}

/// C0, DEL and C1.  Unicode, general category Cc
constexpr bool is_control(char32_t character) noexcept {
    return character < 0x20 || (character >= 0x7F && character <= 0x9F);
}

/// Unicode's White_Space, and the byte order mark, which stands where an editor has put it.
constexpr bool is_white_space(char32_t character) noexcept {
    return (character >= 0x09 && character <= 0x0D) || character == 0x20 || character == 0x85 ||
           character == 0xA0 || character == 0x1680 ||
           (character >= 0x2000 && character <= 0x200A) || character == 0x2028 ||
           character == 0x2029 || character == 0x202F || character == 0x205F ||
           character == 0x3000 || character == 0xFEFF;
}

/// The text without the white space before it and behind it.
constexpr std::string_view without_outer_space(std::string_view text) noexcept {
    for (utf8_character next = front_character(text); next.size != 0 && is_white_space(next.value);
         next = front_character(text))
        text.remove_prefix(next.size);
    for (;;) {
        // A character of UTF-8 ends where no more than three bytes continue it.
        std::size_t size = 1;
        while (size < 4 && size < text.size() &&
               (static_cast<unsigned char>(text[text.size() - size]) & 0xC0U) == 0x80U)
            ++size;
        if (text.size() < size) return text;
        utf8_character const last = front_character(text.substr(text.size() - size));
        if (last.size != size || !is_white_space(last.value)) return text;
        text.remove_suffix(size);
    }
}

/// The offset of the first control character, or the text's size. Bytes that are not UTF-8 are
/// passed over.
constexpr std::size_t find_control(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at != text.size()) {
        utf8_character const next = front_character(text.substr(at));
        if (next.size != 0 && is_control(next.value)) break;
        at += next.size == 0 ? 1 : next.size;
    }
    return at;
}

/// Why a text must not stand where people or banks read it: the first that is met from its start
/// of text_too_long (beyond so many characters), invalid_utf8 and control_character, or no_error.
/// An empty text is fine. No more is looked at than may stand.
constexpr errc refusal_of_text(std::string_view text, std::size_t max_characters) noexcept {
    for (; !text.empty(); --max_characters) {
        if (max_characters == 0) return errc::text_too_long;
        utf8_character const next = front_character(text);
        if (next.size == 0) return errc::invalid_utf8;
        if (is_control(next.value)) return errc::control_character;
        text.remove_prefix(next.size);
    }
    return no_error;
}

/// Returns whether a text begins or ends with a space (U+0020), which people overlook and systems
/// trim.
constexpr bool has_outer_space(std::string_view text) noexcept {
    return text.starts_with(' ') || text.ends_with(' ');
}

} // namespace connectpsp::detail

#endif
