#ifndef CONNECTPSP_IMPL_CODEC_VALUES_IPP
#define CONNECTPSP_IMPL_CODEC_VALUES_IPP

#include <connectpsp/codec/values.hpp>
#include <connectpsp/impl/core/timestamp.ipp>

#include <charconv>

namespace connectpsp::detail {

CONNECTPSP_DECL errc read_value(std::string& out, token const& read, children&) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    out.assign(read.text);
    return no_error;
}

CONNECTPSP_DECL errc read_value(secret& out, token const& read, children&) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    out = secret{read.text};
    return no_error;
}

CONNECTPSP_DECL errc read_value(money& out, token const& read, children&) noexcept {
    if (read.kind != token_kind::number) return errc::wrong_type;
    std::int64_t centavos = 0;
    errc const wrong = read_scaled(read.text, 2, errc::not_whole_centavos, centavos);
    out = money::from_centavos(centavos);
    return wrong;
}

CONNECTPSP_DECL errc read_value(std::int64_t& out, token const& read, children&) noexcept {
    if (read.kind != token_kind::number) return errc::wrong_type;
    return read_scaled(read.text, 0, errc::not_an_integer, out);
}

CONNECTPSP_DECL errc read_value(bool& out, token const& read, children&) noexcept {
    if (read.kind != token_kind::boolean) return errc::wrong_type;
    out = read.truth;
    return no_error;
}

CONNECTPSP_DECL errc read_value(timestamp& out, token const& read, children&) noexcept {
    return read.kind == token_kind::string ? read_timestamp(read.text, out) : errc::wrong_type;
}

CONNECTPSP_DECL errc read_value(date& out, token const& read, children&) noexcept {
    return read.kind == token_kind::string ? read_date(read.text, out) : errc::wrong_type;
}

/// JSON text of RFC 8259 §7, only what must be escaped.
inline void put_quoted(writer const& to, std::string_view text) {
    constexpr char hex[] = "0123456789abcdef";
    to.put("\"");
    std::size_t rest = 0; // of the text, which is written in pieces as long as can be
    for (std::size_t i = 0; i != text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        to.put(text.substr(rest, i - rest));
        rest = i + 1;
        char const escaped[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        char const marked[] = {'\\', text[i]};
        to.put(c < 0x20 ? std::string_view{escaped, sizeof escaped}
                        : std::string_view{marked, sizeof marked});
    }
    to.put(text.substr(rest));
    to.put("\"");
}

/// Whether a log may show a text. A document is eleven or fourteen characters, and no id is.
inline bool may_be_shown(std::string_view text, visibility as) noexcept {
    if (as != visibility::as_id) return as == visibility::as_name;
    std::size_t digits = 0;
    for (char const c : text) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_digit(c) && !letter && c != '-' && c != '_') return false;
        digits += is_digit(c) ? 1U : 0U;
    }
    bool const like_a_document = (text.size() == 11 && digits == 11) ||
                                 (text.size() == 14 && (is_digit(text[12]) && is_digit(text[13])));
    return text.size() <= 64 && digits != 0 && !like_a_document;
}

CONNECTPSP_DECL bool write_value(std::string_view value, writer const& to) {
    put_quoted(to, to.redacted && !may_be_shown(value, to.shown) ? "***" : value);
    return true;
}

CONNECTPSP_DECL bool write_value(secret const& value, writer const& to) {
    put_quoted(to, to.redacted ? "***" : value.reveal());
    return true;
}

CONNECTPSP_DECL bool write_value(money value, writer const& to) {
    append(to.out, value);
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
