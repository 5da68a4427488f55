// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_JSON_VALUES_IPP
#define CONNECTPSP_CODEC_IMPL_JSON_VALUES_IPP

#include <connectpsp/codec/detail/json_values.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/log_text.hpp>
#include <connectpsp/core/detail/timestamp_text.hpp>
#include <connectpsp/core/version.hpp>

#include <charconv>
#include <cstdint>
#include <cstring>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL errc read_value(std::string& out, json_token const& read, container_target&) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    out.assign(read.text);
    return no_error;
}

CONNECTPSP_DECL errc read_value(secret& out, json_token const& read, container_target&) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    out = secret{read.text};
    return no_error;
}

/// Reads an amount that is spelled in an unusual way, or is none.
CONNECTPSP_NOINLINE inline errc read_odd_amount(std::string_view text, money& out) noexcept {
    std::int64_t centavos = 0;
    errc const wrong = read_scaled(text, 2, errc::not_whole_centavos, centavos);
    bool const image = wrong == errc::not_whole_centavos && read_image_of_double(text, centavos);
    out = money::from_centavos(centavos);
    return image ? no_error : wrong;
}

CONNECTPSP_DECL errc read_value(money& out, json_token const& read, container_target&) noexcept {
    if (read.kind != token_kind::number) return errc::wrong_type;
    std::int64_t centavos = 0;
    if (!read_plain(read.text, 2, centavos)) [[unlikely]]
        return read_odd_amount(read.text, out);
    out = money::from_centavos(centavos);
    return no_error;
}

CONNECTPSP_DECL errc read_value(std::int64_t& out, json_token const& read,
                                container_target&) noexcept {
    if (read.kind != token_kind::number) return errc::wrong_type;
    return read_scaled(read.text, 0, errc::not_an_integer, out);
}

CONNECTPSP_DECL errc read_number_or_digits(std::int64_t& out, json_token const& read,
                                           container_target& inside) noexcept {
    if (read.kind != token_kind::string) return read_value(out, read, inside);
    bool const digits = read.text.find_first_not_of(decimal_digits) == std::string_view::npos;
    std::int64_t value = 0;
    errc const wrong = read_scaled(read.text, 0, errc::not_an_integer, value);
    if (!digits || wrong == errc::invalid_number) return errc::wrong_type;
    out = value;
    return wrong;
}

CONNECTPSP_DECL errc read_value(bool& out, json_token const& read, container_target&) noexcept {
    if (read.kind != token_kind::boolean) return errc::wrong_type;
    out = read.truth;
    return no_error;
}

CONNECTPSP_DECL errc read_value(timestamp& out, json_token const& read,
                                container_target&) noexcept {
    return read.kind == token_kind::string ? read_timestamp(read.text, out) : errc::wrong_type;
}

CONNECTPSP_DECL errc read_value(date& out, json_token const& read, container_target&) noexcept {
    return read.kind == token_kind::string ? read_date(read.text, out) : errc::wrong_type;
}

/// Returns whether one of eight bytes must be escaped: a control character, `"` or `\\`.
inline bool needs_escape(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    // A byte below 0x20 borrows from the top bit; a byte that is zero after the XOR does, too. A
    // borrow from the byte before may only report a byte too many.
    std::uint64_t const quote = bytes ^ (ones * '"');
    std::uint64_t const backslash = bytes ^ (ones * '\\');
    return (((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) |
            ((backslash - ones) & ~backslash)) &
           tops;
}

/// Writes the rest of a text, from the first eight bytes with one to escape.
CONNECTPSP_NOINLINE inline char* put_escaped(json_output& out, char* at, std::string_view text) {
    constexpr std::size_t longest = 6; // \u00XX
    out.end_at(at);
    at = out.room(longest * text.size() + 1);
    for (char const each : text) {
        auto const c = static_cast<unsigned char>(each);
        if (c < 0x20) {
            for (char const part : {'\\', 'u', '0', '0', hex_digits[c >> 4U], hex_digits[c & 15U]})
                *at++ = part;
            continue;
        }
        if (c == '"' || c == '\\') *at++ = '\\';
        *at++ = each;
    }
    return at;
}

/// JSON text of RFC 8259 §7, only what must be escaped.
inline void put_quoted(json_output& out, std::string_view text) {
    char* at = out.room(text.size() + 2);
    *at++ = '"';
    while (text.size() >= sizeof(std::uint64_t)) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text.data(), sizeof bytes);
        if (needs_escape(bytes)) break;
        std::memcpy(at, &bytes, sizeof bytes);
        at += sizeof bytes;
        text.remove_prefix(sizeof bytes);
    }
    for (; !text.empty(); text.remove_prefix(1)) {
        auto const c = static_cast<unsigned char>(text.front());
        if (c < 0x20 || c == '"' || c == '\\') {
            at = put_escaped(out, at, text);
            break;
        }
        *at++ = text.front();
    }
    *at++ = '"';
    out.end_at(at);
}

/// Whether a log may show a text.
inline bool may_be_shown(std::string_view text, visibility as) noexcept {
    switch (as) {
    case visibility::hidden: break;
    case visibility::as_id: return is_shown_id(text);
    case visibility::as_bank: return is_shown_bank(text);
    case visibility::as_name: return true;
    }
    return false;
}

/// Writes a text into a log, or its mask.
inline void put_redacted(writer const& to, std::string_view text) {
    std::string shown{'"'};
    append_for_log(shown, may_be_shown(text, to.shown) ? text : masked_text, true);
    to.out.put(shown.append("\""));
}

CONNECTPSP_DECL bool write_value(std::string_view value, writer const& to) {
    if (to.redacted)
        put_redacted(to, value);
    else
        put_quoted(to.out, value);
    return true;
}

CONNECTPSP_DECL bool write_value(secret const& value, writer const& to) {
    put_quoted(to.out, to.redacted ? masked_text : value.reveal());
    return true;
}

CONNECTPSP_DECL bool write_value(money value, writer const& to) {
    to.out.end_at(put_money(to.out.room(max_money_bytes), value));
    return true;
}

CONNECTPSP_DECL bool write_value(std::int64_t value, writer const& to) {
    constexpr std::size_t longest = sizeof "-9223372036854775808";
    char* const at = to.out.room(longest);
    to.out.end_at(std::to_chars(at, at + longest, value).ptr);
    return true;
}

CONNECTPSP_DECL bool write_value(bool value, writer const& to) {
    to.put(value ? "true" : "false");
    return true;
}

CONNECTPSP_DECL bool write_value(timestamp value, writer const& to) {
    char* const at = to.out.room(max_timestamp_bytes + 2);
    *at = '"';
    char* const end = put_timestamp(at + 1, value);
    *end = '"';
    to.out.end_at(end + 1);
    return true;
}

CONNECTPSP_DECL bool write_value(date value, writer const& to) {
    char* const at = to.out.room(max_timestamp_bytes + 2);
    *at = '"';
    char* const end = put_date(at + 1, value);
    *end = '"';
    to.out.end_at(end + 1);
    return true;
}

} // namespace connectpsp::detail

#endif
