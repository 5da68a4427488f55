// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_HTTP_TRANSPORT_HPP
#define CONNECTPSP_HTTP_TRANSPORT_HPP

#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <concepts>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Anything that can carry a request: a function object, a lambda, a class around an HTTP client.
/// It gives back the response of any status, or an error when there is none. The error matters:
///  - error{errc::not_sent, ...} when the request certainly never left (no address, no connection);
///  - any other error when it may have left: the library then treats its effect as unknown.
/// A call must end, with an answer or an error: set a timeout of 30 seconds or less, because many HTTP
/// stacks have none. A request for a token that takes longer than limits::token_refresh_lease counts
/// as lost, so that another caller sends one as well. A call that never ends holds up its own
/// operation for ever, and the others for the length of that lease.
/// It must not follow redirects and must not throw. A std::exception that it throws all the same
/// counts as an answer that was lost. It must not send twice by itself what is not
/// request::repeatable(): many HTTP stacks send again when a kept connection turns out dead, and a
/// rebalance would then be carried out twice. A request that was sent twice may have left, even when
/// the second connection failed.
template <class T>
concept transport = requires(T& send, request const& message) {
    { send(message) } -> std::convertible_to<result<response>>;
};

} // namespace connectpsp

#endif
