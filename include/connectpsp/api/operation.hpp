#ifndef CONNECTPSP_API_OPERATION_HPP
#define CONNECTPSP_API_OPERATION_HPP

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/api/lookup_id.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A value that knows its endpoint and its result. It is described (codec/describe.hpp); its
/// members are the request body, but for `id`, a lookup_id that takes the place of `{id}` in the
/// endpoint's path, and `idempotency_key`, which goes into its header field. Where they exist,
/// parse and build also ask
///  - `std::optional<error> refusal() const`, before anything is sent,
///  - `static std::optional<error> refusal(result_type const&)`, of an answer that was decoded, and
///  - `std::optional<error> mismatch(result_type const&) const`, whether it is about this operation.
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
std::optional<error> mismatch_of(Op const& op, typename Op::result_type const& answer) {
    if constexpr (requires {
                      { op.mismatch(answer) } -> std::same_as<std::optional<error>>;
                  })
        return op.mismatch(answer);
    else
        return std::nullopt;
}

template <class Op>
inline constexpr bool has_id = requires(Op const& op) {
    { op.id } -> std::same_as<lookup_id const&>;
};
template <class Op>
inline constexpr bool has_idempotency_key = requires(Op const& op) {
    { op.idempotency_key } -> std::same_as<idempotency_key const&>;
};

/// What of an operation goes where in its request. Views into the operation.
struct outgoing {
    endpoint_spec endpoint;
    std::string body{};
    std::string_view id{};
    std::string_view idempotency_key{};
};

/// Checks an operation and takes it apart.
template <class Op>
result<outgoing> make_request_parts(Op const& op) {
    static_assert((Op::endpoint.path.find("{id}") != std::string_view::npos) == has_id<Op>,
                  "connectpsp: a path with `{id}` goes with a member `lookup_id id`");
    static_assert((Op::endpoint.repeat == repeat::keyed) == has_idempotency_key<Op>,
                  "connectpsp: repeat::keyed goes with a member `idempotency_key idempotency_key`");
    outgoing parts{.endpoint = Op::endpoint};
    if constexpr (has_id<Op>) {
        if (op.id.empty()) return error{errc::empty_value, {.pointer = "/id"}};
        parts.id = op.id.text();
    }
    if constexpr (has_idempotency_key<Op>) {
        if (op.idempotency_key.empty())
            return error{errc::empty_value, {.pointer = "/idempotencyKey"}};
        parts.idempotency_key = op.idempotency_key.text();
    }
    if (auto refused = refusal_of(op)) return std::move(*refused);
    if (Op::endpoint.method != http_method::get) parts.body = encode(op);
    return parts;
}

CONNECTPSP_DECL request make_request(outgoing parts, connectpsp::environment const& environment);
CONNECTPSP_DECL request make_request(outgoing parts, authorization const& auth);

/// What an answer without success means.
CONNECTPSP_DECL error error_from_response(endpoint_spec const& endpoint, response_view const& answer);

/// What it means that an answer with success cannot be used.
CONNECTPSP_DECL error reject_response(endpoint_spec const& endpoint, response_view const& answer,
                               error const& why);

constexpr bool is_success(int status) noexcept { return status >= 200 && status < 300; }

} // namespace detail

/// The request of an operation. Pure: copies the token's ready header fields, hashes nothing.
/// Errors: those of the operation's own check, such as negative_amount.
template <class Op>
result<request> build(Op const& op, authorization const& auth) {
    detail::require_operation<Op>();
    static_assert(Op::endpoint.access != access_level::open,
                  "connectpsp: this operation is sent without a token: build(op, environment)");
    auto parts = detail::make_request_parts(op);
    if (!parts) return parts.error();
    return detail::make_request(std::move(parts).value(), auth);
}

/// The request of an operation that needs no token.
template <class Op>
result<request> build(Op const& op, connectpsp::environment const& environment) {
    detail::require_operation<Op>();
    static_assert(Op::endpoint.access == access_level::open,
                  "connectpsp: this operation needs a token: build(op, authorization)");
    auto parts = detail::make_request_parts(op);
    if (!parts) return parts.error();
    return detail::make_request(std::move(parts).value(), environment);
}

/// What a response says. Any 2xx is a success whose body must be the operation's result; anything
/// else becomes an error with the problem, a piece of the body, the status and Retry-After.
/// Errors: every api_errc; those of decode; those of the operation's own check. Where the
/// operation moves money and the answer leaves open whether it did: outcome_unknown, with the code
/// that the answer has otherwise as its cause().
template <class Op>
result<typename Op::result_type> parse(response_view const& answer) {
    detail::require_operation<Op>();
    if (!detail::is_success(answer.status)) return detail::error_from_response(Op::endpoint, answer);
    auto decoded = decode_received<typename Op::result_type>(answer.body);
    if (!decoded) return detail::reject_response(Op::endpoint, answer, decoded.error());
    if (auto refused = detail::refusal_of_answer<Op>(decoded.value()))
        return detail::reject_response(Op::endpoint, answer, *refused);
    return decoded;
}

/// The same, for the answer to this very operation: where an answer repeats what was asked, it is
/// checked to be about that.
/// Errors besides: those of condition::mismatch, with error::mismatch(). Where the operation has an
/// effect it has happened by then: outcome_unknown, with such a code as its cause(), and the remedy
/// is to reconcile.
template <class Op>
result<typename Op::result_type> parse(Op const& op, response_view const& answer) {
    detail::require_operation<Op>();
    if (!detail::is_success(answer.status)) return detail::error_from_response(Op::endpoint, answer);
    auto decoded = decode_received<typename Op::result_type>(answer.body);
    if (!decoded) return detail::reject_response(Op::endpoint, answer, decoded.error());
    auto const refused = detail::refusal_of_answer<Op>(decoded.value());
    // A refusal that names its transaction may name another one than was asked for.
    bool const can_be_other = !refused || !refused->transaction_id().empty();
    if (auto other = can_be_other ? detail::mismatch_of(op, decoded.value()) : std::nullopt)
        return detail::reject_response(Op::endpoint, answer, *other).with([&](error_context& context) {
            if constexpr (requires { decoded.value().transaction_id; })
                context.transaction_id = decoded.value().transaction_id;
        });
    if (refused) return detail::reject_response(Op::endpoint, answer, *refused);
    return decoded;
}

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/operation.ipp>
#endif

#endif
