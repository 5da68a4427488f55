// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_DESCRIBE_HPP
#define CONNECTPSP_CODEC_DESCRIBE_HPP

#include <connectpsp/codec/detail/camel_case.hpp>
#include <connectpsp/codec/detail/json_values.hpp>
#include <connectpsp/codec/detail/type_table.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/list.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// A wire type is described once, next to its definition: BOOST_DESCRIBE_STRUCT(type, (),
/// (members)). From that description alone come decode, encode and redact. The JSON key is the
/// camelCase of the member's name; a std::optional or a std::vector may be absent or null. Every
/// other member is required, except those that an operation carries outside its body. An optional
/// that says nothing of how much money there is also counts as absent when it cannot be read: a
/// malformed timestamp must not make the whole response unusable. An operation that is read back is
/// the caller's own, and all of it is read or refused. How one value is read and written is in
/// values.hpp; this header puts values together.
namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A type with a description of its members.
template <class T>
concept described = boost::describe::has_describe_members<T>::value;

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <class T>
struct table_of;

template <class T>
using described_members =
    boost::mp11::mp_rename<boost::describe::describe_members<T, boost::describe::mod_public |
                                                                    boost::describe::mod_inherited>,
                           boost::mp11::mp_list>;

template <auto Member>
struct member_of;
template <class Owner, class T, T Owner::* Member>
struct member_of<Member> {
    using type = T;
};
template <auto Member>
using member_type = typename member_of<Member>::type;

// Reading: where the token belongs to the member itself or opens its children.

template <described T>
errc read_value(T& out, json_token const& read, container_target& inside) noexcept {
    if (read.kind != token_kind::object) return errc::wrong_type;
    inside = {&out, &table_of<T>::value};
    return no_error;
}

template <class T>
errc read_value(std::optional<T>& out, json_token const& read, container_target& inside) {
    if constexpr (std::constructible_from<T, std::string_view>) {
        if (read.kind != token_kind::string) return errc::wrong_type;
        out.emplace(read.text);
        return no_error;
    } else {
        errc const wrong = read_value(out.emplace(), read, inside);
        if (wrong != no_error) out.reset();
        return wrong;
    }
}

template <class T>
errc read_value(std::vector<T>& out, json_token const& read, container_target& inside) noexcept {
    if (read.kind != token_kind::array) return errc::wrong_type;
    inside = {&out, &table_of<std::vector<T>>::value};
    return no_error;
}

// Writing.

template <described T>
bool write_value(T const& value, writer const& to) {
    write_object(&value, table_of<T>::value, to);
    return true;
}

template <class T>
bool write_value(std::optional<T> const& value, writer const& to) {
    return value && write_value(*value, to);
}

template <class T>
bool write_value(std::vector<T> const& values, writer const& to) {
    to.out.put('[');
    for (auto const& each : values) {
        if (&each != values.data()) to.out.put(',');
        write_value(each, to);
    }
    to.out.put(']');
    return true;
}

template <class T>
concept readable = requires(T& out, json_token const& read, container_target& inside) {
    { read_value(out, read, inside) } -> std::same_as<errc>;
};

template <class T>
using cannot_be_read = std::bool_constant<!readable<T>>;
template <class T>
using is_exact_value = std::bool_constant<is_exact<T>>;

template <template <class> class Kind, class T, class... Listed>
inline constexpr bool any_value = Kind<T>::value;

template <template <class> class Kind, class Members, class... Listed>
inline constexpr bool any_value_of_members = false;
template <template <class> class Kind, class... Descriptor, class... Listed>
inline constexpr bool any_value_of_members<Kind, boost::mp11::mp_list<Descriptor...>, Listed...> =
    (any_value<Kind, member_type<Descriptor::pointer>, Listed...> ||
     ...); // NOLINT(misc-redundant-expression)

/// True if any value in a T, however deep, is of a kind.
/// @tparam Listed the element types of the lists around T, because a type may hold a list of itself
template <template <class> class Kind, described T, class... Listed>
inline constexpr bool any_value<Kind, T, Listed...> =
    any_value_of_members<Kind, described_members<T>, Listed...>;
template <template <class> class Kind, class T, class... Listed>
inline constexpr bool any_value<Kind, std::optional<T>, Listed...> = any_value<Kind, T, Listed...>;
template <template <class> class Kind, class T, class... Listed>
inline constexpr bool any_value<Kind, std::vector<T>, Listed...> = any_value<Kind, T, T, Listed...>;
template <template <class> class Kind, class T, class... Listed>
    requires(std::same_as<T, Listed> || ...)
inline constexpr bool any_value<Kind, std::vector<T>, Listed...> = false;

/// True if every value in a T can be read back, and not only written.
template <class T>
inline constexpr bool reads_whole = !any_value<cannot_be_read, T>;

/// True if a T says how much money there is.
template <class T>
inline constexpr bool contains_amount = any_value<is_exact_value, T>;

/// The code of a member's type: in every program once, whatever the compiler likes to inline.
template <class T>
CONNECTPSP_NOINLINE errc read_shared(T& out, json_token const& read, container_target& inside) {
    return read_value(out, read, inside);
}

template <class T>
CONNECTPSP_NOINLINE bool write_shared(T const& value, writer const& to) {
    return write_value(value, to);
}

/// Members that are whole numbers, and that servers also send as digits in a string.
template <auto Member>
inline constexpr bool is_also_sent_as_text = false;

/// Reads a whole number, or a string that holds one without a sign.
CONNECTPSP_DECL errc read_number_or_digits(std::int64_t& out, json_token const& read,
                                           container_target& inside) noexcept;

/// The few instructions that each described member costs: they find the member and jump to the
/// code of its type.
template <auto Member>
struct member_access;

template <class Owner, class T, T Owner::* Member>
struct member_access<Member> {
    static errc read(void* owner, json_token const& read, container_target& inside) {
        if constexpr (is_also_sent_as_text<Member>)
            return read_number_or_digits(static_cast<Owner*>(owner)->*Member, read, inside);
        else
            return read_shared(static_cast<Owner*>(owner)->*Member, read, inside);
    }
    static bool write(void const* owner, writer const& to) {
        return write_shared(static_cast<Owner const*>(owner)->*Member, to);
    }
    static constexpr bool required = !is_optional<T> && !is_vector<T> && !is_outside_body<T>;
    static constexpr bool lenient = is_optional<T> && !contains_amount<T> && !is_sent<Owner>;
    static constexpr bool can_be_read = readable<T>;
};

template <class Descriptor>
constexpr field field_of(std::size_t place) noexcept {
    using access = member_access<Descriptor::pointer>;
    constexpr std::string_view key = camel_case<Descriptor>::text();
    static_assert(key.size() <= max_key_bytes);
    field made{.key = key,
               .read = nullptr,
               .write = access::write,
               .bit = std::uint64_t{1} << place,
               .required = access::required,
               .lenient = access::lenient,
               .shown = visibility_of(key),
               .prose = is_prose(key),
               .remark = access::lenient && is_remark(key)};
    if constexpr (access::can_be_read) made.read = access::read;
    return made;
}

/// The constant table of a described type.
template <described T>
struct table_of<T> {
    template <class... Descriptor>
    static constexpr std::array<field, sizeof...(Descriptor) + 1>
    fields_of(boost::mp11::mp_list<Descriptor...>) noexcept {
        [[maybe_unused]] std::size_t place = 0;
        return {field_of<Descriptor>(place++)..., field{}};
    }

    static constexpr auto fields = fields_of(described_members<T>{});
    static_assert(fields.size() <= max_fields + 1, "a described type may have at most 64 members");

    static constexpr type_table value{
        .fields = fields.data(), .required = required_of(fields), .shape = shape::object};
};

/// A list is a table of one nameless field that is read again and again.
template <class T>
struct table_of<std::vector<T>> {
    static errc read(void* owner, json_token const& read, container_target& inside) {
        auto& list = *static_cast<std::vector<T>*>(owner);
        if (list.size() == limits::array_elements) return errc::too_many_elements;
        if (list.capacity() == 0) list.reserve(3); // the banks of a balance, in one allocation
        return read_value(list.emplace_back(), read, inside);
    }

    static constexpr field element{.read = read, .bit = 1};
    static constexpr type_table value{.element = &element, .shape = shape::array};
};

/// A type that a whole document is read into: one value, read once.
template <class T>
struct document_of {
    static errc read(void* owner, json_token const& read, container_target& inside) {
        return read_value(*static_cast<T*>(owner), read, inside);
    }

    static constexpr field element{.read = read, .bit = 1};
    static constexpr type_table value{.element = &element, .shape = shape::document};
};

} // namespace detail
} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/codec/impl/json_writer.ipp>
#endif

#endif
