// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_IMPL_ASCII_TEXT_IPP
#define CONNECTPSP_PIX_IMPL_ASCII_TEXT_IPP

#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/ascii_text.hpp>

#include <cstddef>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// U+00A0 to U+017F (Latin-1 Supplement, Latin Extended-A) in ASCII; empty for what has no letter.
/// Unicode, canonical decompositions
inline constexpr std::string_view ascii_of_latin[] = {
    " ", "",  "",   "",   "",  "",  "",   "",  "",  "",  "a", "\"", "",  "-", "",   "",
    "o", "",  "",   "",   "'", "",  "",   ".", "",  "",  "o", "\"", "",  "",  "",   "",
    "A", "A", "A",  "A",  "A", "A", "AE", "C", "E", "E", "E", "E",  "I", "I", "I",  "I",
    "D", "N", "O",  "O",  "O", "O", "O",  "",  "O", "U", "U", "U",  "U", "Y", "Th", "ss",
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e",  "i", "i", "i",  "i",
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u",  "u", "y", "th", "y",
    "A", "a", "A",  "a",  "A", "a", "C",  "c", "C", "c", "C", "c",  "C", "c", "D",  "d",
    "D", "d", "E",  "e",  "E", "e", "E",  "e", "E", "e", "E", "e",  "G", "g", "G",  "g",
    "G", "g", "G",  "g",  "H", "h", "H",  "h", "I", "i", "I", "i",  "I", "i", "I",  "i",
    "I", "i", "IJ", "ij", "J", "j", "K",  "k", "k", "L", "l", "L",  "l", "L", "l",  "L",
    "l", "L", "l",  "N",  "n", "N", "n",  "N", "n", "n", "N", "n",  "O", "o", "O",  "o",
    "O", "o", "OE", "oe", "R", "r", "R",  "r", "R", "r", "S", "s",  "S", "s", "S",  "s",
    "S", "s", "T",  "t",  "T", "t", "T",  "t", "U", "u", "U", "u",  "U", "u", "U",  "u",
    "U", "u", "U",  "u",  "W", "w", "Y",  "y", "Y", "Z", "z", "Z",  "z", "Z", "z",  "s",
};
static_assert(sizeof ascii_of_latin / sizeof *ascii_of_latin == 0x180 - 0xA0);

/// The letters and signs that stand for a character; empty where there are none.
constexpr std::string_view ascii_of(char32_t c) noexcept {
    if (c >= 0xA0 && c < 0x180) return ascii_of_latin[c - 0xA0];
    if (c >= 0x2000 && c <= 0x200A) return " ";
    switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return "-";
    case 0x2018:
    case 0x2019:
    case 0x2032: return "'";
    case 0x201C:
    case 0x201D:
    case 0x2033: return "\"";
    case 0x2026: return "...";
    case 0x202F:
    case 0x3000: return " ";
    default: return {};
    }
}

constexpr bool is_combining_mark(char32_t c) noexcept { return c >= 0x300 && c <= 0x36F; }

} // namespace detail

CONNECTPSP_DECL result<std::string> to_ascii_text(std::string_view text) {
    constexpr std::string_view name = "text";
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at != text.size();) {
        detail::utf8_character const next = detail::front_character(text.substr(at));
        if (next.size == 0) return detail::value_error(errc::invalid_utf8, name, {}, at);
        if (detail::is_control(next.value))
            return detail::value_error(errc::control_character, name, {}, at);
        if (next.value < 0x80) {
            out += text[at];
        } else if (!detail::is_combining_mark(next.value) || out.empty()) {
            std::string_view const letters = detail::ascii_of(next.value);
            if (letters.empty())
                return detail::value_error(errc::invalid_character, name,
                                           "ASCII has no letter for it", at);
            out += letters;
        }
        at += next.size;
    }
    return out;
}

} // namespace connectpsp

#endif
