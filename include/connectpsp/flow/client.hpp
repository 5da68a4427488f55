// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_CLIENT_HPP
#define CONNECTPSP_FLOW_CLIENT_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/flow/paged.hpp>
#include <connectpsp/http/transport.hpp>

#include <chrono>
#include <concepts>
#include <exception>
#include <functional>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The computer's clock, for those who have no other to hand in.
struct system_time {
    timestamp operator()() const noexcept {
        return std::chrono::floor<timestamp::duration>(std::chrono::system_clock::now());
    }
    void sleep_for(std::chrono::milliseconds delay) const { std::this_thread::sleep_for(delay); }
};

/// A clock that a client reads and sleeps by.
template <class T>
concept clock_source = requires(T& clock, std::chrono::milliseconds delay) {
    { clock() } -> std::convertible_to<timestamp>;
    clock.sleep_for(delay);
};

/// Carries out operations, one after another, over a transport. It drives an exchange for each
/// operation and decides nothing itself: the exchange says when a request is repeated. Pass
/// retry_policy::no_retry() where the caller repeats requests itself.
///
/// A transport, clock or observer given as an lvalue is referred to, as the session is: all of them
/// must outlive the client. Threads may share the session, each with a client of its own.
template <class Transport, class Clock = system_time, class Observer = no_observer>
class client {
public:
    static_assert(transport<Transport>,
                  "connectpsp: a transport is callable with a `request const&` and gives back "
                  "`result<response>`");
    static_assert(clock_source<Clock>, "connectpsp: a clock is callable, gives back a `timestamp`, "
                                       "and has a member `sleep_for(std::chrono::milliseconds)`");
    static_assert(observer<Observer>,
                  "connectpsp: an observer is callable with an `attempt_report const&`");

    client(connectpsp::session& session, Transport&& send, retry_policy const& policy = {},
           Clock clock = {}, Observer told = {})
        : session_(&session)
        , send_(std::forward<Transport>(send))
        , policy_(policy)
        , clock_(std::forward<Clock>(clock))
        , observer_(std::forward<Observer>(told)) {}

    /// Carries an operation out; blocks while it is sent and between attempts.
    /// Errors: those of exchange::result(). An exception, such as std::bad_alloc, says nothing
    /// about what was sent before: it is as if the process had died. A thread may be cancelled
    /// while the transport or the clock waits, with the same meaning; the session stays usable.
    template <class Op>
    result<typename Op::result_type> operator()(Op op) {
        return drive(exchange_of<Op>{*session_, std::move(op), policy_, std::nullopt, told()});
    }

    /// Continues a stored attempt. Its outcome is unknown unless it ends with success. An attempt
    /// of another merchant or environment than the session's is not sent.
    template <class Op>
    result<typename Op::result_type> operator()(loaded_attempt<Op> attempt) {
        return drive(exchange_of<Op>{*session_, std::move(attempt), policy_, std::nullopt, told()});
    }

    /// Reads a list page by page and calls `use(page)` for each; blocks. Where `use` returns bool,
    /// false ends the reading with success. One deadline of the policy counts for all pages.
    /// Errors: those of exchange::result(); those of paged::accept(). The pages before an error
    /// have been used. An exception of `use` reaches the caller.
    template <class Op, class Use>
    result<void> for_each_page(Op first, Use&& use) {
        using page_type = typename Op::result_type;
        static_assert(std::is_invocable_v<Use&, page_type const&>,
                      "connectpsp: for_each_page calls `use(page)` with a `result_type const&`");
        paged<Op> pages{*session_, std::move(first), policy_};
        while (auto next = pages.next(clock_(), told())) {
            auto page = drive(std::move(*next));
            if (!page) return page.error();
            if constexpr (std::is_convertible_v<std::invoke_result_t<Use&, page_type const&>,
                                                bool>) {
                if (!std::invoke(use, std::as_const(page.value())))
                    return boost::outcome_v2::success();
            } else {
                std::invoke(use, std::as_const(page.value()));
            }
            if (auto more = pages.accept(page.value(), clock_()); !more)
                return std::move(more).error();
        }
        return boost::outcome_v2::success();
    }

private:
    static constexpr bool is_observed = !std::is_same_v<Observer, no_observer>;
    using told_type =
        std::conditional_t<is_observed, std::reference_wrapper<std::remove_reference_t<Observer>>,
                           no_observer>;
    template <class Op>
    using exchange_of = exchange<Op, told_type>;

    told_type told() noexcept {
        if constexpr (is_observed)
            return std::ref(observer_);
        else
            return {};
    }

    template <class Op>
    result<typename Op::result_type> drive(exchange_of<Op> exchange) {
        for (step next = exchange.start(clock_()); !next.done();) {
            if (request const* const message = next.request()) {
                auto answer = send(*message);
                next = answer ? exchange.receive(std::move(answer).value(), clock_())
                              : exchange.fail(answer.error(), clock_());
            } else {
                sleep(exchange, next.delay());
                next = exchange.resume(clock_());
            }
        }
        return std::move(exchange).result();
    }

    // Only a std::exception is a failure of the transport or of the sleep. Any other exception
    // passes through: an exception of another language, or the unwinding of a thread that is
    // cancelled or of a fiber that is destroyed. That unwinding must reach its end.

    result<response> send(request const& message) {
        CONNECTPSP_TRY { return send_(message); }
        CONNECTPSP_CATCH(
            std::exception const&) { // a transport must not throw: the request may have left
            return error{errc::no_answer};
        }
    }

    /// Sleeps. A sleep that throws, for example because it was interrupted, cancels the exchange.
    template <class Op>
    void sleep(exchange_of<Op>& exchange, std::chrono::milliseconds delay) {
        CONNECTPSP_TRY { clock_.sleep_for(delay); }
        CONNECTPSP_CATCH(std::exception const&) { exchange.cancel(); }
    }

    connectpsp::session* session_;
    Transport send_;
    retry_policy policy_;
    [[no_unique_address]] Clock clock_;
    [[no_unique_address]] Observer observer_;
};

template <class Transport>
client(session&, Transport&&, retry_policy const& = {}) -> client<Transport>;
template <class Transport, class Clock>
client(session&, Transport&&, retry_policy const&, Clock&&) -> client<Transport, Clock>;
template <class Transport, class Clock, class Observer>
client(session&, Transport&&, retry_policy const&, Clock&&, Observer&&)
    -> client<Transport, Clock, Observer>;

} // namespace connectpsp

#endif
