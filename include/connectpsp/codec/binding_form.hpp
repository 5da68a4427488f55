// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_BINDING_FORM_HPP
#define CONNECTPSP_CODEC_BINDING_FORM_HPP

#include <connectpsp/codec/describe.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// The binding form of a value: the JSON in which it crosses to another language. It follows from
/// the description that the wire's form follows from (codec/describe.hpp), and differs from that in
/// five ways:
///  - an amount is a number of centavos, and its key says so: `amount` is `amountCentavos`;
///  - an amount and every other whole number is a string of digits, because the numbers of many
///    languages are doubles. A JSON number without a fraction and without an exponent is read, too;
///  - a member that goes into the path, the query or a header field is a member of the object, too;
///  - an object with a text that was kept although it is irregular, or an enumerator that is not
///    known, names such members in its member `irregular`;
///  - it is read strictly: an unknown key and an optional member that cannot be read are errors.
/// Secrets are written as they are. The form of a value that holds one must not be logged.
namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

namespace detail {

template <class T>
struct bound_table_of;

/// Returns whether a token is the empty text, which no checked value, number or time is.
inline bool is_empty_text(json_token const& read) noexcept {
    return read.kind == token_kind::string && read.text.empty();
}

/// Reads a whole number, as digits in a string or as a JSON number.
/// Errors: wrong_type; empty_value; not_an_integer for any other spelling; out_of_range.
CONNECTPSP_DECL errc read_whole_number(std::int64_t& out, json_token const& read) noexcept;

CONNECTPSP_DECL bool write_whole_number(std::int64_t value, writer const& to);

/// Reads the list that write_irregular() writes, and believes none of it.
CONNECTPSP_DECL errc skip_list(void* owner, json_token const& read, container_target&) noexcept;

template <class T>
errc read_bound(T& out, json_token const& read, container_target& inside) {
    if constexpr (is_outside_body<T>) {
        return read_bound(static_cast<typename T::value_type&>(out), read, inside);
    } else if constexpr (is_optional<T>) {
        errc const wrong = read_bound(out.emplace(), read, inside);
        if (wrong != no_error) out.reset();
        return wrong;
    } else if constexpr (is_vector<T>) {
        if (read.kind != token_kind::array) return errc::wrong_type;
        inside = {&out, &bound_table_of<T>::value};
        return no_error;
    } else if constexpr (described<T>) {
        if (read.kind != token_kind::object) return errc::wrong_type;
        inside = {&out, &bound_table_of<T>::value};
        return no_error;
    } else if constexpr (std::same_as<T, money>) {
        std::int64_t centavos = 0;
        errc const wrong = read_whole_number(centavos, read);
        out = money::from_centavos(centavos);
        return wrong;
    } else if constexpr (std::same_as<T, std::int64_t>) {
        return read_whole_number(out, read);
    } else if constexpr (requires { read_converted<bound_table_of>(out, read, inside); }) {
        return read_converted<bound_table_of>(out, read, inside);
    } else {
        if constexpr (parsed_value<T> || named_enum<T> || std::same_as<T, timestamp> ||
                      std::same_as<T, date>)
            if (is_empty_text(read)) return errc::empty_value;
        return read_value(out, read, inside);
    }
}

template <class T>
bool write_bound(T const& value, writer const& to) {
    if constexpr (is_outside_body<T>) {
        return write_bound(static_cast<typename T::value_type const&>(value), to);
    } else if constexpr (is_optional<T>) {
        return value && write_bound(*value, to);
    } else if constexpr (is_vector<T>) {
        to.out.put('[');
        for (auto const& each : value) {
            if (&each != value.data()) to.out.put(',');
            write_bound(each, to);
        }
        to.out.put(']');
        return true;
    } else if constexpr (described<T>) {
        write_object(&value, bound_table_of<T>::value, to);
        return true;
    } else if constexpr (std::same_as<T, money>) {
        return write_whole_number(value.centavos(), to);
    } else if constexpr (std::same_as<T, std::int64_t>) {
        return write_whole_number(value, to);
    } else {
        return write_value(value, to);
    }
}

/// The type of a member without its place in the request and without its being optional.
template <class T>
struct bare {
    using type = T;
};
template <class T>
    requires is_outside_body<T>
struct bare<T> : bare<typename T::value_type> {};
template <class T>
struct bare<std::optional<T>> : bare<T> {};
template <class T>
using bare_type = typename bare<T>::type;

template <class T>
inline constexpr bool is_open = false;
template <class Value>
inline constexpr bool is_open<received<Value>> = true;
template <class Enum>
inline constexpr bool is_open<open_enum<Enum>> = true;

template <class Value>
bool is_irregular(received<Value> const& value) {
    return !value.is_regular();
}
template <class Enum>
bool is_irregular(open_enum<Enum> const& value) {
    return !value.known();
}
template <class T>
bool is_irregular(std::optional<T> const& value) {
    return value && is_irregular(*value);
}

template <class Owner, class... Descriptor>
bool write_irregular(void const* object, writer const& to, boost::mp11::mp_list<Descriptor...>) {
    Owner const& owner = *static_cast<Owner const*>(object);
    bool any = false;
    [[maybe_unused]] auto const note = [&]<class Member>(std::string_view key,
                                                         Member const& member) {
        if constexpr (is_open<bare_type<Member>>) {
            if (!is_irregular(member)) return;
            to.out.put(any ? ",\"" : "[\"");
            to.out.put(key);
            to.out.put('"');
            any = true;
        }
    };
    (note(camel_case<Descriptor>::text(), owner.*Descriptor::pointer), ...);
    if (any) to.out.put(']');
    return any;
}

template <class T>
constexpr key_suffix suffix_of() noexcept {
    return std::same_as<bare_type<T>, money> ? key_suffix::centavos : key_suffix::none;
}

template <auto Member>
struct bound_access;
template <class Owner, class T, T Owner::* Member>
struct bound_access<Member> {
    static errc read(void* owner, json_token const& token, container_target& inside) {
        return read_bound(static_cast<Owner*>(owner)->*Member, token, inside);
    }
    static bool write(void const* owner, writer const& to) {
        return write_bound(static_cast<Owner const*>(owner)->*Member, to);
    }
    static constexpr bool required = [] {
        if constexpr (is_outside_body<T>)
            return !is_optional<typename T::value_type>;
        else
            return !is_optional<T> && !is_vector<T>;
    }();
};

template <class Descriptor>
constexpr field bound_field_of(std::size_t place) noexcept {
    using access = bound_access<Descriptor::pointer>;
    constexpr std::string_view key =
        camel_case<Descriptor, suffix_of<member_type<Descriptor::pointer>>()>::text();
    static_assert(key.size() <= max_key_bytes);
    static_assert(key != "irregular", "connectpsp: this key lists irregular members");
    return {.key = key,
            .read = access::read,
            .write = access::write,
            .bit = std::uint64_t{1} << place,
            .required = access::required};
}

/// The key of the list of irregular members, with the comma, the quotes and the colon.
inline constexpr std::string_view irregular_key = ",\"irregular\":";

/// The constant table of a described type in the binding form.
template <described T>
struct bound_table_of<T> {
    template <class... Descriptor>
    static constexpr bool any_open(boost::mp11::mp_list<Descriptor...>) noexcept {
        return (is_open<bare_type<member_type<Descriptor::pointer>>> || ...);
    }

    static bool write_list(void const* owner, writer const& to) {
        return write_irregular<T>(owner, to, described_members<T>{});
    }

    template <class... Descriptor>
    static constexpr auto fields_of(boost::mp11::mp_list<Descriptor...> members) noexcept {
        [[maybe_unused]] std::size_t place = 0;
        if constexpr (any_open(members))
            return std::array<field, sizeof...(Descriptor) + 2>{
                bound_field_of<Descriptor>(place++)...,
                field{.key = irregular_key.substr(2, irregular_key.size() - 4),
                      .read = skip_list,
                      .write = write_list,
                      .bit = std::uint64_t{1} << place},
                field{}};
        else
            return std::array<field, sizeof...(Descriptor) + 1>{
                bound_field_of<Descriptor>(place++)..., field{}};
    }

    static constexpr auto fields = fields_of(described_members<T>{});
    static_assert(fields.size() <= max_fields + 1, "a described type may have at most 64 members");

    static constexpr type_table value{.fields = fields.data(),
                                      .required = required_of(fields),
                                      .shape = shape::object,
                                      .closed = true};
};

template <class T>
struct bound_table_of<std::vector<T>> {
    static errc read(void* owner, json_token const& token, container_target& inside) {
        auto& list = *static_cast<std::vector<T>*>(owner);
        if (list.size() == limits::array_elements) return errc::too_many_elements;
        return read_bound(list.emplace_back(), token, inside);
    }

    static constexpr field element{.read = read, .bit = 1};
    static constexpr type_table value{.element = &element, .shape = shape::array};
};

template <class T>
struct bound_document_of {
    static errc read(void* owner, json_token const& token, container_target& inside) {
        return read_bound(*static_cast<T*>(owner), token, inside);
    }

    static constexpr field element{.read = read, .bit = 1};
    static constexpr type_table value{.element = &element, .shape = shape::document};
};

/// Returns the error of a form that the caller gave, from the error of its reading.
CONNECTPSP_DECL error refused_form(error const& why);

} // namespace detail

/// Writes a described value in the binding form.
template <described T>
std::string to_binding_form(T const& value) {
    detail::json_output out;
    detail::write_bound(value, detail::writer{out});
    return std::move(out).take();
}

/// Reads a value in the binding form. The value is equal to the one that
/// to_binding_form() has written.
/// Errors, with a pointer to the member: why the member's text is refused, by the code that the
/// type's own factory gives; empty_value for an empty text, and for a required member that is
/// missing or null. For anything else, unreadable_argument, whose error::underlying() is a code of
/// decode(), or unknown_member with a pointer to its object.
template <described T>
result<T> from_binding_form(std::string_view text) {
    T value{};
    detail::container_target const document{&value, &detail::bound_document_of<T>::value};
    // The careful reader leaves no copy of a secret on the stack.
    if (auto const wrong = detail::holds_secret<T> && text.find('\\') != std::string_view::npos
                               ? detail::read_carefully(text, document, detail::strictness::exact)
                               : detail::read_document(text, document))
        return detail::refused_form(*wrong);
    return value;
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/codec/impl/binding_form.ipp>
#endif

#endif
