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

/// JSON text of RFC 8259 §7, only what must be escaped.
inline void put_quoted(writer const& to, std::string_view text) {
    to.put("\"");
    std::size_t rest = 0; // of the text, which is written in pieces as long as can be
    for (std::size_t i = 0; i != text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        to.put(text.substr(rest, i - rest));
        rest = i + 1;
        char const escaped[] = {'\\', 'u', '0', '0', hex_digits[c >> 4], hex_digits[c & 15]};
        char const marked[] = {'\\', text[i]};
        to.put(c < 0x20 ? std::string_view{escaped, sizeof escaped}
                        : std::string_view{marked, sizeof marked});
    }
    to.put(text.substr(rest));
    to.put("\"");
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
    to.put("\"");
    append_for_log(to.out, may_be_shown(text, to.shown) ? text : masked_text, true);
    to.put("\"");
}

CONNECTPSP_DECL bool write_value(std::string_view value, writer const& to) {
    if (to.redacted)
        put_redacted(to, value);
    else
        put_quoted(to, value);
    return true;
}

CONNECTPSP_DECL bool write_value(secret const& value, writer const& to) {
    put_quoted(to, to.redacted ? masked_text : value.reveal());
    return true;
}

CONNECTPSP_DECL bool write_value(money value, writer const& to) {
    append_money(to.out, value);
    return true;
}

CONNECTPSP_DECL bool write_value(std::int64_t value, writer const& to) {
    char text[20];
    to.put({text, std::to_chars(text, text + sizeof text, value).ptr});
    return true;
}

CONNECTPSP_DECL bool write_value(bool value, writer const& to) {
    to.put(value ? "true" : "false");
    return true;
}

CONNECTPSP_DECL bool write_value(timestamp value, writer const& to) {
    put_quoted(to, format_timestamp(value));
    return true;
}

CONNECTPSP_DECL bool write_value(date value, writer const& to) {
    put_quoted(to, format_date(value));
    return true;
}

} // namespace connectpsp::detail

#endif
