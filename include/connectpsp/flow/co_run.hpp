// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_CO_RUN_HPP
#define CONNECTPSP_FLOW_CO_RUN_HPP

// For programs with coroutines: not part of connectpsp.hpp, because <coroutine> is more than some
// compilers give that compile all the rest.
#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <chrono>
#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Carries out an exchange by awaiting what the caller's transport and timer return. It works with
/// any coroutine framework. The caller may start many exchanges at once, on the threads that Task
/// runs on.
///
///     using task = asio::awaitable<result<cash_out_receipt>>;
///     auto paid = co_await co_run<task>(exchange{session, std::move(order)}, send, sleep, clock);
///
/// @tparam Task the coroutine's type, whose value is a `result<Op::result_type>`
/// @param exchange not begun yet; its session must outlive the coroutine
/// @param send takes a `request const&`, which stays valid until the response has come, and returns
/// something whose co_await is a `result<response>`. When it throws, the response counts as lost,
/// because the request may have left.
/// @param sleep takes `std::chrono::milliseconds` and returns something whose co_await ends after
/// that time. When it throws, as cancelled timers do, the exchange ends with errc::cancelled.
/// @param clock gives the `timestamp` of now
///
/// The three are kept in the coroutine; std::ref keeps them elsewhere. A coroutine that is
/// destroyed while it is suspended leaves the session usable. Whether a request has left is then
/// not known.
///
/// Errors: those of exchange::result(). Throws what clock throws, and std::bad_alloc. An exception
/// of send or sleep that is not a std::exception passes through, because it unwinds a thread or
/// fiber that ends.
template <class Task, class Op, class Observer, class Send, class Sleep, class Clock>
Task co_run(exchange<Op, Observer> exchange, Send send, Sleep sleep, Clock clock) {
    static_assert(std::invocable<Send&, request const&>,
                  "connectpsp: send is callable with a `request const&`");
    static_assert(std::invocable<Sleep&, std::chrono::milliseconds>,
                  "connectpsp: sleep is callable with `std::chrono::milliseconds`");
    static_assert(std::is_invocable_r_v<timestamp, Clock&>,
                  "connectpsp: clock is callable and gives back a `timestamp`");

    for (step next = exchange.start(clock()); !next.done();) {
        if (request const* const message = next.request()) {
            std::optional<result<response>> answer;
            CONNECTPSP_TRY { answer.emplace(co_await send(*message)); }
            CONNECTPSP_CATCH(std::exception const&) { // the request may have left
                answer.emplace(error{errc::no_answer});
            }
            next = *answer ? exchange.receive(std::move(*answer).value(), clock())
                           : exchange.fail(answer->error(), clock());
        } else {
            CONNECTPSP_TRY { co_await sleep(next.delay()); }
            CONNECTPSP_CATCH(std::exception const&) { exchange.cancel(); }
            next = exchange.resume(clock());
        }
    }
    co_return std::move(exchange).result();
}

} // namespace connectpsp

#endif
