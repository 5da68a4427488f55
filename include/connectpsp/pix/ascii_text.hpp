// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_ASCII_TEXT_HPP
#define CONNECTPSP_PIX_ASCII_TEXT_HPP

#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Turns a name into what every payer's terminal shows: `São Paulo` becomes `Sao Paulo`, `José & Cia`
/// becomes `Jose & Cia`. Latin letters lose their diacritics, also where a combining mark carries
/// them; `ß` becomes `ss`, `æ` `ae`, `º` `o`; typographic quotes, dashes and spaces become the plain
/// ones. Case is kept. Use it for the name and the city of a BR Code, and for their lengths, which
/// count the bytes of the result.
/// Errors, with the offset of the character: invalid_utf8, control_character; invalid_character for
/// one that ASCII has no letter for, such as `中` or an emoji: no letter is guessed.
CONNECTPSP_DECL result<std::string> to_ascii_text(std::string_view text);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/pix/impl/ascii_text.ipp>
#endif

#endif
