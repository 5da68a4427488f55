#ifndef CONNECTPSP_API_OPERATION_HPP
#define CONNECTPSP_API_OPERATION_HPP

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace connectpsp {

/// A value that knows its endpoint and its result. It is described (codec/describe.hpp); its
/// members are the request body. Where they exist, parse and build also ask
///  - `std::optional<error> refusal() const`, before anything is sent, and
///  - `static std::optional<error> refusal(result_type const&)`, of an answer that was decoded.
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
std::optional<error> refusal_of(Op const& op) {
    if constexpr (requires {
                      { op.refusal() } -> std::same_as<std::optional<error>>;
                  })
        return op.refusal();
    else
        return std::nullopt;
}

template <class Op>
std::optional<error> refusal_of_answer(typename Op::result_type const& answer) {
    if constexpr (requires {
                      { Op::refusal(answer) } -> std::same_as<std::optional<error>>;
                  })
        return Op::refusal(answer);
    else
        return std::nullopt;
}

template <class Op>
std::string body_of(Op const& op) {
    return Op::endpoint.method == http_method::get ? std::string{} : encode(op);
}

CONNECTPSP_DECL request make_request(endpoint_spec const& endpoint, std::string body,
                                     environment const& where);
CONNECTPSP_DECL request make_request(endpoint_spec const& endpoint, std::string body,
                                     authorization const& auth);

/// What an answer without success means.
CONNECTPSP_DECL error error_of(endpoint_spec const& endpoint, response_view const& answer);

/// What it means that an answer with success cannot be used.
CONNECTPSP_DECL error unusable(endpoint_spec const& endpoint, response_view const& answer,
                               error const& why);

constexpr bool is_success(int status) noexcept { return status >= 200 && status < 300; }

} // namespace detail

/// The request of an operation. Pure: copies the token's ready header fields, hashes nothing.
/// Errors: those of the operation's own check, such as negative_amount.
template <class Op>
result<request> build(Op const& op, authorization const& auth) {
    detail::require_operation<Op>();
    static_assert(Op::endpoint.access != access::open,
                  "connectpsp: this operation is sent without a token: build(op, environment)");
    if (auto refused = detail::refusal_of(op)) return std::move(*refused);
    return detail::make_request(Op::endpoint, detail::body_of(op), auth);
}

/// The request of an operation that needs no token.
template <class Op>
result<request> build(Op const& op, environment const& where) {
    detail::require_operation<Op>();
    static_assert(Op::endpoint.access == access::open,
                  "connectpsp: this operation needs a token: build(op, authorization)");
    if (auto refused = detail::refusal_of(op)) return std::move(*refused);
    return detail::make_request(Op::endpoint, detail::body_of(op), where);
}

/// What a response says. Any 2xx is a success whose body must be the operation's result; anything
/// else becomes an error with the problem, or a piece of the body, the status and Retry-After.
/// Errors: every api_errc; those of decode; those of the operation's own check. Where the
/// operation moves money and the answer leaves open whether it did, error::outcome_unknown().
template <class Op>
result<typename Op::result_type> parse(response_view const& answer) {
    detail::require_operation<Op>();
    if (!detail::is_success(answer.status)) return detail::error_of(Op::endpoint, answer);
    auto decoded = decode<typename Op::result_type>(answer.body);
    if (!decoded) return detail::unusable(Op::endpoint, answer, decoded.error());
    if (auto refused = detail::refusal_of_answer<Op>(decoded.value()))
        return detail::unusable(Op::endpoint, answer, *refused);
    return decoded;
}

/// The same, for the answer to this very operation: where an answer repeats what was asked, it is
/// checked to be about that.
template <class Op>
result<typename Op::result_type> parse(Op const&, response_view const& answer) {
    return parse<Op>(answer);
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/api/operation.ipp>
#endif

#endif
