// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_OPERATION_HPP
#define CONNECTPSP_API_OPERATION_HPP

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/api/lookup_id.hpp>
#include <connectpsp/api/member_place.hpp>
#include <connectpsp/codec/detail/camel_case.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A value that knows its endpoint and its result. It is described (codec/describe.hpp). Each
/// member says where in the request it goes: in_path<T>, in_query<T>, in_header<T>, and anything
/// else is a member of the JSON body. An operation may have three functions that build and parse
/// call:
///  - `result<void> validate() const` rejects arguments before anything is sent,
///  - `static result<void> check_response(result_type const&)` rejects a response that was decoded,
///  - `result<void> check_match(result_type const&) const` rejects a response about something else.
template <class T>
concept operation = described<T> && described<typename T::result_type> && requires {
    { T::endpoint } -> std::convertible_to<endpoint_spec>;
};

namespace detail {

template <class Op>
constexpr void require_operation() noexcept {
    static_assert(operation<Op>,
                  "connectpsp: this is no operation. An operation is a described struct with "
                  "`using result_type = ...;`, which is described too, and "
                  "`static constexpr endpoint_spec endpoint{...};`");
}

template <class Op>
result<void> validate(Op const& op) {
    if constexpr (requires { op.validate(); }) {
        static_assert(std::same_as<decltype(op.validate()), result<void>>,
                      "connectpsp: an operation's validate() returns result<void>");
        return op.validate();
    } else {
        return boost::outcome_v2::success();
    }
}

template <class Op>
result<void> check_response(typename Op::result_type const& response) {
    if constexpr (requires { Op::check_response(response); }) {
        static_assert(std::same_as<decltype(Op::check_response(response)), result<void>>,
                      "connectpsp: an operation's check_response(result) returns result<void>");
        return Op::check_response(response);
    } else {
        return boost::outcome_v2::success();
    }
}

template <class Op>
result<void> check_match(Op const& op, typename Op::result_type const& response) {
    if constexpr (requires { op.check_match(response); }) {
        static_assert(std::same_as<decltype(op.check_match(response)), result<void>>,
                      "connectpsp: an operation's check_match(result) returns result<void>");
        return op.check_match(response);
    } else {
        return boost::outcome_v2::success();
    }
}

template <class Op>
inline constexpr bool has_id = requires(Op const& op) {
    { op.id } -> std::same_as<in_path<lookup_id> const&>;
};
template <class Op>
inline constexpr bool has_idempotency_key = requires(Op const& op) {
    { op.idempotency_key } -> std::same_as<in_header<idempotency_key> const&>;
};

/// The largest number of `{name}` in a path.
inline constexpr std::size_t max_path_members = 4;

/// A member of the path: its name, and its value as text.
struct path_member {
    std::string_view name{};
    std::string_view text{};
};

/// The parts of a request. Views into the operation.
struct request_parts {
    endpoint_spec endpoint;
    std::string body{};
    std::array<path_member, max_path_members> path{};
    std::string query{}; ///< percent-encoded, without the question mark
    std::string_view idempotency_key{};

    /// Returns the value of `{name}`; empty when the path has no such member.
    CONNECTPSP_DECL std::string_view path_value(std::string_view name) const noexcept;
};

/// Returns how often the path has `{name}`.
constexpr std::size_t count_in_path(std::string_view path, std::string_view name) noexcept {
    std::size_t count = 0;
    for (std::size_t i = 0; i + name.size() + 2 <= path.size(); ++i)
        count += path[i] == '{' && path.substr(i + 1, name.size()) == name &&
                 path[i + 1 + name.size()] == '}';
    return count;
}

template <class Descriptor>
using place_of = member_type<Descriptor::pointer>;

template <class Op, class... Descriptor>
constexpr void require_places(boost::mp11::mp_list<Descriptor...>) noexcept {
    constexpr std::string_view path = Op::endpoint.path;
    constexpr auto names = static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'));
    static_assert(((is_path<place_of<Descriptor>> ? 1 : 0) + ... + 0) <= max_path_members,
                  "connectpsp: a path has at most four `{name}`");
    static_assert(
        ((!is_path<place_of<Descriptor>> ||
          count_in_path(path, camel_case<Descriptor>::text()) == 1) &&
         ...),
        "connectpsp: a member `in_path<T> name` needs one `{name}` in the endpoint's path, "
        "and not more");
    static_assert(
        ((is_path<place_of<Descriptor>> ? std::size_t{1} : 0) + ... + 0) == names,
        "connectpsp: each `{name}` in the endpoint's path needs a member `in_path<T> name`");
    static_assert(
        Op::endpoint.method != http_method::get ||
            (is_outside_body<place_of<Descriptor>> && ... && true),
        "connectpsp: a GET has no body: each of its members is an in_path<T>, an in_query<T> or "
        "an in_header<T>");
    static_assert((Op::endpoint.idempotency == idempotency::by_key) == has_idempotency_key<Op>,
                  "connectpsp: idempotency::by_key needs a member `in_header<idempotency_key> "
                  "idempotency_key`, and no other operation has one");
}

/// Appends a parameter to a query.
CONNECTPSP_DECL void append_parameter(std::string& query, std::string_view key,
                                      std::string_view value);

/// Appends the value of an in_query<T>.  Errors: empty_value; invalid_date.
template <class T>
errc append_query(std::string& query, std::string_view key, T const& value) {
    if constexpr (is_optional<T>) {
        return value ? append_query(query, key, *value) : no_error;
    } else if constexpr (text_value<T>) {
        if (value.empty()) return errc::empty_value;
        append_parameter(query, key, value.text());
        return no_error;
    } else if constexpr (std::same_as<T, date>) {
        if (!value.ok()) return errc::invalid_date;
        append_parameter(query, key, format_date(value));
        return no_error;
    } else if constexpr (std::same_as<T, timestamp>) {
        append_parameter(query, key, format_timestamp(value));
        return no_error;
    } else if constexpr (std::same_as<T, money>) {
        append_parameter(query, key, to_string(value));
        return no_error;
    } else if constexpr (std::same_as<T, bool>) {
        append_parameter(query, key, value ? "true" : "false");
        return no_error;
    } else if constexpr (std::integral<T>) {
        append_parameter(query, key, std::to_string(value));
        return no_error;
    } else if constexpr (named_enum<T>) {
        if (static_cast<std::size_t>(value) >= std::size(enum_names<T>::names))
            return errc::out_of_range;
        append_parameter(query, key, enum_names<T>::names[static_cast<std::size_t>(value)]);
        return no_error;
    } else {
        static_assert(std::convertible_to<T const&, std::string_view>,
                      "connectpsp: an in_query<T> holds one value, and not an object or a list");
        append_parameter(query, key, value);
        return no_error;
    }
}

/// Puts a member that is outside the body into its place.
template <class T>
errc place_member(request_parts& parts, std::size_t& path_members, std::string_view key,
                  in_path<T> const& value) {
    static_assert(text_value<T>,
                  "connectpsp: an in_path<T> holds a checked text, with text() and empty()");
    if (value.empty()) return errc::empty_value;
    parts.path[path_members++] = {key, value.text()};
    return no_error;
}

template <class T>
errc place_member(request_parts& parts, std::size_t&, std::string_view key,
                  in_query<T> const& value) {
    return append_query(parts.query, key, static_cast<T const&>(value));
}

template <class T>
errc place_member(request_parts& parts, std::size_t&, std::string_view, in_header<T> const& value) {
    static_assert(
        std::same_as<T, idempotency_key>,
        "connectpsp: an in_header<T> holds an idempotency_key: no other type has a field name");
    if (value.empty()) return errc::empty_value;
    parts.idempotency_key = value.text();
    return no_error;
}

template <class Op, class... Descriptor>
result<void> place_members(request_parts& parts, Op const& op,
                           boost::mp11::mp_list<Descriptor...>) {
    [[maybe_unused]] std::size_t path_members = 0;
    errc wrong = no_error;
    std::string_view key;
    [[maybe_unused]] auto const place = [&]<class Member>(std::string_view name,
                                                          Member const& member) {
        if constexpr (is_outside_body<Member>) {
            key = name;
            wrong = place_member(parts, path_members, name, member);
        }
        return wrong == no_error;
    };
    if ((place(camel_case<Descriptor>::text(), op.*Descriptor::pointer) && ...))
        return boost::outcome_v2::success();
    return error{wrong, {.pointer = std::string{"/"}.append(key)}};
}

/// Returns why build() refuses an operation, without a token.
template <class Op>
result<void> check_operation(Op const& op) {
    require_places<Op>(described_members<Op>{});
    request_parts parts{.endpoint = Op::endpoint};
    if (auto placed = place_members(parts, op, described_members<Op>{}); !placed) return placed;
    return detail::validate(op);
}

/// Makes the parts of an operation's request.
/// @param checked whether check_operation() has accepted the operation
template <class Op>
result<request_parts> make_request_parts(Op const& op, bool checked = false) {
    require_places<Op>(described_members<Op>{});
    request_parts parts{.endpoint = Op::endpoint};
    if (auto placed = place_members(parts, op, described_members<Op>{}); !placed)
        return std::move(placed).error();
    if (!checked)
        if (auto valid = detail::validate(op); !valid) return std::move(valid).error();
    if (Op::endpoint.method != http_method::get) parts.body = encode(op);
    return parts;
}

CONNECTPSP_DECL request make_request(request_parts parts,
                                     connectpsp::environment const& environment);
CONNECTPSP_DECL request make_request(request_parts parts, authorization const& auth);

/// Does what build() does, for an operation that check_operation() has accepted.
template <class Op>
result<request> build_checked(Op const& op, authorization const& auth) {
    auto parts = make_request_parts(op, true);
    if (!parts) return parts.error();
    return make_request(std::move(parts).value(), auth);
}

/// Returns the error of a response without success.
CONNECTPSP_DECL error error_from_response(endpoint_spec const& endpoint,
                                          response_view const& answer);

/// Returns the error of a successful response that cannot be used.
CONNECTPSP_DECL error reject_response(endpoint_spec const& endpoint, response_view const& answer,
                                      error const& why);

constexpr bool is_success(int status) noexcept { return status >= 200 && status < 300; }

} // namespace detail

/// Returns the request of an operation. Pure: copies header fields that are ready, hashes nothing.
/// Errors: those of the operation's own check, such as negative_amount.
template <class Op>
result<request> build(Op const& op, authorization const& authorization) {
    detail::require_operation<Op>();
    static_assert(Op::endpoint.auth != auth::none,
                  "connectpsp: this operation is sent without a token: build(op, environment)");
    auto parts = detail::make_request_parts(op);
    if (!parts) return parts.error();
    return detail::make_request(std::move(parts).value(), authorization);
}

/// The request of an operation that needs no token.
template <class Op>
result<request> build(Op const& op, connectpsp::environment const& environment) {
    detail::require_operation<Op>();
    static_assert(Op::endpoint.auth == auth::none,
                  "connectpsp: this operation needs a token: build(op, authorization)");
    auto parts = detail::make_request_parts(op);
    if (!parts) return parts.error();
    return detail::make_request(std::move(parts).value(), environment);
}

/// Parses a response. Any 2xx is a success whose body must be the operation's result; anything
/// else becomes an error with the problem, a piece of the body, the status and Retry-After.
/// Errors: every api_errc; those of decode; those of the operation's own check. Where the
/// operation moves money and the answer leaves open whether it did: outcome_unknown, with the code
/// that the answer has otherwise as its cause().
template <class Op>
result<typename Op::result_type> parse(response_view const& answer) {
    detail::require_operation<Op>();
    if (!detail::is_success(answer.status))
        return detail::error_from_response(Op::endpoint, answer);
    auto decoded = decode_received<typename Op::result_type>(answer.body);
    if (!decoded) return detail::reject_response(Op::endpoint, answer, decoded.error());
    if (auto const checked = detail::check_response<Op>(decoded.value()); !checked)
        return detail::reject_response(Op::endpoint, answer, checked.error());
    return decoded;
}

/// Does the same for the response to this operation. It also checks that the members which the
/// response repeats are those that were asked for.
/// Errors besides: those of condition::mismatch, with error::mismatch(). If the operation has an
/// effect, the effect has already happened: outcome_unknown, with such a code as its cause(), and
/// the remedy is to reconcile.
template <class Op>
result<typename Op::result_type> parse(Op const& op, response_view const& answer) {
    detail::require_operation<Op>();
    if (!detail::is_success(answer.status))
        return detail::error_from_response(Op::endpoint, answer);
    auto decoded = decode_received<typename Op::result_type>(answer.body);
    if (!decoded) return detail::reject_response(Op::endpoint, answer, decoded.error());
    auto const checked = detail::check_response<Op>(decoded.value());
    // A rejected response that names its transaction may name another one than was asked for.
    if (checked || !checked.error().transaction_id().empty())
        if (auto const match = detail::check_match(op, decoded.value()); !match)
            return detail::reject_response(Op::endpoint, answer, match.error())
                .with([&](error_context& context) {
                    if constexpr (requires { decoded.value().transaction_id; })
                        context.transaction_id = decoded.value().transaction_id;
                });
    if (!checked) return detail::reject_response(Op::endpoint, answer, checked.error());
    return decoded;
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/operation.ipp>
#endif

#endif
