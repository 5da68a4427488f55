#ifndef CONNECTPSP_CODEC_VALUES_HPP
#define CONNECTPSP_CODEC_VALUES_HPP

#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/detail/symbol_text.hpp>
#include <connectpsp/detail/type_table.hpp>

#include <cstdint>
#include <string>
#include <string_view>

// How each kind of value is read from one JSON token and written as one. A new value type that
// does not fit `received` or `open_enum` adds its pair of functions here.

namespace connectpsp::detail {

CONNECTPSP_DECL errc read_value(std::string& out, token const& read, children&);
CONNECTPSP_DECL errc read_value(secret& out, token const& read, children&);
CONNECTPSP_DECL errc read_value(money& out, token const& read, children&) noexcept;
CONNECTPSP_DECL errc read_value(std::int64_t& out, token const& read, children&) noexcept;
CONNECTPSP_DECL errc read_value(bool& out, token const& read, children&) noexcept;
CONNECTPSP_DECL errc read_value(timestamp& out, token const& read, children&) noexcept;
CONNECTPSP_DECL errc read_value(date& out, token const& read, children&) noexcept;

/// Every writer returns whether there was something to write.
CONNECTPSP_DECL bool write_value(std::string_view value, writer const& to);
CONNECTPSP_DECL bool write_value(secret const& value, writer const& to);
CONNECTPSP_DECL bool write_value(money value, writer const& to);
CONNECTPSP_DECL bool write_value(std::int64_t value, writer const& to);
CONNECTPSP_DECL bool write_value(bool value, writer const& to);
CONNECTPSP_DECL bool write_value(timestamp value, writer const& to);
CONNECTPSP_DECL bool write_value(date value, writer const& to);

inline bool write_value(std::string const& value, writer const& to) {
    return write_value(std::string_view{value}, to);
}

/// Text that is kept as it came.
template <class Text>
errc read_text(Text& out, token const& read) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    out = Text{read.text};
    return no_error;
}

template <class Value>
errc read_value(received<Value>& out, token const& read, children&) {
    return read_text(out, read);
}

template <class Enum>
errc read_value(open_enum<Enum>& out, token const& read, children&) {
    return read_text(out, read);
}

template <class Value>
bool write_value(received<Value> const& value, writer const& to) {
    return write_value(std::string_view{value.text()}, to);
}

template <class Enum>
bool write_value(open_enum<Enum> const& value, writer const& to) {
    bool const harmless = value.known() || is_symbol_text(value.text());
    return write_value(value.text(), writer{to.out, to.redacted, harmless});
}

} // namespace connectpsp::detail

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/codec/values.ipp>
#endif

#endif
