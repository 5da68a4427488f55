// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_MEMBER_PLACE_HPP
#define CONNECTPSP_API_MEMBER_PLACE_HPP

#include <connectpsp/codec/detail/json_values.hpp>
#include <connectpsp/core/version.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

// Where a member of an operation goes in its request: in_path<T>, in_query<T>, in_header<T>. Any
// other member goes into the body.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

namespace detail {

/// Holds a value of a type that cannot be a base class, such as a number or an enumerator.
template <class T>
class placed_scalar {
public:
    constexpr placed_scalar() = default;
    constexpr placed_scalar(T value) noexcept : value_(value) {}

    constexpr operator T&() & noexcept { return value_; }
    constexpr operator T const&() const& noexcept { return value_; }

private:
    T value_{};
};

template <class T>
using placed = std::conditional_t<std::is_class_v<T> && !std::is_final_v<T>, T, placed_scalar<T>>;

} // namespace detail

/// A member that replaces the `{name}` of its own name in the path of the endpoint. It is used like
/// a T. T is a checked text, such as lookup_id; an empty one is rejected before sending.
template <class T>
struct in_path : detail::placed<T> {
    using value_type = T;
    in_path() = default;
    in_path(T value) : detail::placed<T>(std::move(value)) {}
};

/// A member that goes into the query of the URL, under its camelCase name. It is used like a T. T
/// is one value, or a std::optional of one; an empty optional leaves the parameter out.
template <class T>
struct in_query : detail::placed<T> {
    using value_type = T;
    in_query() = default;
    template <class U>
        requires std::convertible_to<U, T>
    in_query(U&& value) : detail::placed<T>(T(std::forward<U>(value))) {}
};

/// A member that goes into a header field. It is used like a T. The field's name follows from T:
/// `X-Idempotency-Key` for an idempotency_key, which is the only such type.
template <class T>
struct in_header : detail::placed<T> {
    using value_type = T;
    in_header() = default;
    in_header(T value) : detail::placed<T>(std::move(value)) {}
};

namespace detail {

template <class T>
inline constexpr bool is_path = false;
template <class T>
inline constexpr bool is_path<in_path<T>> = true;
template <class T>
inline constexpr bool is_query = false;
template <class T>
inline constexpr bool is_query<in_query<T>> = true;
template <class T>
inline constexpr bool is_header = false;
template <class T>
inline constexpr bool is_header<in_header<T>> = true;

template <class T>
inline constexpr bool is_outside_body<in_path<T>> = true;
template <class T>
inline constexpr bool is_outside_body<in_query<T>> = true;
template <class T>
inline constexpr bool is_outside_body<in_header<T>> = true;

} // namespace detail
} // namespace connectpsp

#endif
