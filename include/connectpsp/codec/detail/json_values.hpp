// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_DETAIL_JSON_VALUES_HPP
#define CONNECTPSP_CODEC_DETAIL_JSON_VALUES_HPP

#include <connectpsp/codec/detail/type_table.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// How each kind of value is read from one JSON token and written as one. A value that is a checked
// text, an enumeration with names, a `received` or an `open_enum` needs nothing more than its type;
// any other adds its pair of functions, found through the arguments' namespace.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// A member of an operation that goes into its path or a header field instead of its body.
template <class T>
inline constexpr bool is_outside_body = false;

/// A value that was checked when it was made, and that is its text: a CPF, a PIX key.
template <class T>
concept text_value = !is_outside_body<T> && requires(T const& value) {
    { value.text() } -> std::convertible_to<std::string_view>;
    { value.empty() } -> std::same_as<bool>;
};

/// One that its text alone makes.
template <class T>
concept parsed_value = text_value<T> && requires(std::string_view text) {
    { T::parse(text) } -> std::same_as<result<T>>;
};

/// An operation: what is asked for, not what was answered.
template <class T>
inline constexpr bool is_sent = requires { T::endpoint; };

/// The types that state an amount of money: read exactly or refused, never passed over.
template <class T>
inline constexpr bool is_exact = false;
template <>
inline constexpr bool is_exact<money> = true;

template <class T>
concept named_enum = std::is_enum_v<T> && requires { enum_names<T>::names; };

CONNECTPSP_DECL errc read_value(std::string& out, json_token const& read, container_target&);
CONNECTPSP_DECL errc read_value(secret& out, json_token const& read, container_target&);
CONNECTPSP_DECL errc read_value(money& out, json_token const& read, container_target&) noexcept;
CONNECTPSP_DECL errc read_value(std::int64_t& out, json_token const& read,
                                container_target&) noexcept;
CONNECTPSP_DECL errc read_value(bool& out, json_token const& read, container_target&) noexcept;
CONNECTPSP_DECL errc read_value(timestamp& out, json_token const& read, container_target&) noexcept;
CONNECTPSP_DECL errc read_value(date& out, json_token const& read, container_target&) noexcept;

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
errc read_text(Text& out, json_token const& read) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    out = Text{read.text};
    return no_error;
}

template <class Value>
errc read_value(received<Value>& out, json_token const& read, container_target&) {
    return read_text(out, read);
}

template <class Enum>
errc read_value(open_enum<Enum>& out, json_token const& read, container_target&) {
    return read_text(out, read);
}

template <parsed_value Value>
errc read_value(Value& out, json_token const& read, container_target&) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    auto parsed = Value::parse(read.text);
    if (!parsed) return static_cast<errc>(parsed.error().code().value());
    out = std::move(parsed).value();
    return no_error;
}

/// Reads a closed enumeration. Errors: out_of_range for a text that is none of its names.
template <named_enum Enum>
errc read_value(Enum& out, json_token const& read, container_target&) {
    if (read.kind != token_kind::string) return errc::wrong_type;
    for (std::size_t i = 0; i != std::size(enum_names<Enum>::names); ++i) {
        if (enum_names<Enum>::names[i] != read.text) continue;
        out = static_cast<Enum>(i);
        return no_error;
    }
    return errc::out_of_range;
}

/// Decodes the value that a member outside the body holds.
template <class Placed>
    requires is_outside_body<Placed>
errc read_value(Placed& out, json_token const& read, container_target& inside) {
    return read_value(static_cast<typename Placed::value_type&>(out), read, inside);
}

/// Encodes a member outside the body: not into a body, but into a log.
template <class Placed>
    requires is_outside_body<Placed>
bool write_value(Placed const& value, writer const& to) {
    return to.redacted && write_value(static_cast<typename Placed::value_type const&>(value), to);
}

/// Public text that is not what it should be might be anything: a log does not show it.
template <class Value>
bool write_value(received<Value> const& value, writer const& to) {
    auto const shown = to.redacted && value.is_regular() ? to.shown : visibility::hidden;
    return write_value(std::string_view{value.text()}, writer{to.out, to.redacted, shown});
}

template <text_value Value>
bool write_value(Value const& value, writer const& to) {
    return write_value(std::string_view{value.text()}, to);
}

template <named_enum Enum>
bool write_value(Enum value, writer const& to) {
    return write_value(enum_names<Enum>::names[static_cast<std::size_t>(value)],
                       writer{to.out, to.redacted, visibility::as_name});
}

/// Writes an open enumeration. A value that is not known is the server's text, which could be a
/// person's name in capitals: a log does not show it.
template <class Enum>
bool write_value(open_enum<Enum> const& value, writer const& to) {
    auto const shown = to.redacted && value.known() ? visibility::as_name : visibility::hidden;
    return write_value(value.text(), writer{to.out, to.redacted, shown});
}

} // namespace connectpsp::detail

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/codec/impl/json_values.ipp>
#endif

#endif
