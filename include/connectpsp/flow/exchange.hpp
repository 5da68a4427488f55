// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_EXCHANGE_HPP
#define CONNECTPSP_FLOW_EXCHANGE_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/observer.hpp>
#include <connectpsp/flow/retry_policy.hpp>
#include <connectpsp/flow/session.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The next step of an exchange: send a request, wait, or nothing more.
class step {
public:
    step() = default;
    explicit step(connectpsp::request const& to_send) noexcept : request_(&to_send) {}
    explicit step(std::chrono::milliseconds to_wait) noexcept : delay_(to_wait), waits_(true) {}

    bool done() const noexcept { return request_ == nullptr && !waits_; }

    /// What to send; null when there is nothing to. The exchange's own, until its next call.
    connectpsp::request const* request() const noexcept { return request_; }

    /// How long to wait where nothing is to be sent.
    std::chrono::milliseconds delay() const noexcept { return delay_; }

private:
    connectpsp::request const* request_ = nullptr;
    std::chrono::milliseconds delay_{0};
    bool waits_ = false;
};

namespace detail {

/// Returns the meaning of a transport's failure for this operation.
CONNECTPSP_DECL error transport_error(endpoint_spec const& endpoint, error const& reported);

/// The part of an exchange that does not depend on the operation: who is asked, when again, and
/// what an end means. The operation's own, its bytes and its answer, stay with exchange<Op>.
class exchange_base {
public:
    exchange_base(connectpsp::session& session, endpoint_spec const& endpoint,
                  retry_policy const& policy, std::optional<std::uint64_t> random) noexcept
        : session_(&session)
        , endpoint_(endpoint)
        , policy_(policy)
        , random_(random) {}
    exchange_base(exchange_base const&) = delete;
    exchange_base& operator=(exchange_base const&) = delete;
    exchange_base(exchange_base&&) = default;
    exchange_base& operator=(exchange_base&&) = default;
    ~exchange_base() = default;

    enum class state : std::uint8_t {
        idle,              ///< not started
        awaiting_token,    ///< the request for a token is out
        ready_to_send,     ///< the operation is to be built and sent
        awaiting_response, ///< the operation is out
        waiting,           ///< for a token that another caller obtains, or before another attempt
        done,
    };

    state now_in() const noexcept { return state_; }
    std::chrono::milliseconds delay() const noexcept { return delay_; }
    authorization const& auth() const noexcept { return *auth_; }
    step next() const noexcept {
        if (state_ == state::awaiting_token || state_ == state::awaiting_response)
            return step{message_};
        return state_ == state::waiting ? step{delay_} : step{};
    }

    /// Something else may have sent the operation before. Where it belongs to another merchant or
    /// environment than the session, nothing is sent.
    CONNECTPSP_DECL void mark_possibly_executed(connectpsp::environment const& environment,
                                                std::string_view client_id);

    /// Returns the step for a call in the wrong state: nothing to send. While a request is out, a
    /// wait.
    step outside() const noexcept {
        constexpr std::chrono::milliseconds for_an_answer{100};
        if (state_ == state::awaiting_token || state_ == state::awaiting_response)
            return step{for_an_answer};
        return next();
    }

    /// Begins, in state::idle.
    CONNECTPSP_DECL void start(timestamp now);
    /// False outside its state, in which it changes nothing.
    CONNECTPSP_DECL bool resume(timestamp now);

    /// The operation's request, in state::ready_to_send.
    CONNECTPSP_DECL void send(request&& message, timestamp now);

    /// Takes the response to the request for a token, or the reason why there is none, in
    /// state::awaiting_token. Returns the reason why the response brought no token.
    CONNECTPSP_DECL std::optional<error> on_token(response_view const& answer, timestamp now);
    CONNECTPSP_DECL void on_token_error(error const& why, timestamp now);

    /// Why an attempt did not succeed, in state::awaiting_response.
    CONNECTPSP_DECL void on_error(error const& why, timestamp now);

    CONNECTPSP_DECL void finish() noexcept;
    CONNECTPSP_DECL void fail(error const& why);
    void cancel() {
        if (state_ != state::done) fail(cancelled_error());
    }

    /// How it ended without success, or would if it were given up now.
    CONNECTPSP_DECL error final_error() const;

private:
    void authorize(timestamp now);
    bool too_late(timestamp now) const noexcept;
    bool token_too_late(timestamp now) const noexcept;
    bool has_passed(timestamp since, timestamp now) const noexcept;
    void wait_for_turn(error const& refusal, timestamp when, timestamp now);
    void wait_for_token(std::chrono::milliseconds delay) noexcept;
    void wait(std::chrono::milliseconds delay) noexcept;
    error cancelled_error() const;
    error with_unknown_outcome(error const& why) const;
    std::optional<std::chrono::milliseconds>
    delay_after(endpoint_spec const& endpoint, error const& why, retry_state& made, timestamp now);

    session* session_;
    endpoint_spec endpoint_;
    retry_policy policy_;
    std::optional<std::uint64_t> random_;
    state state_ = state::idle;
    bool renewed_ = false;           ///< a refused token was replaced
    bool possibly_executed_ = false; ///< an attempt may have been carried out
    bool was_sent_ = false;          ///< the operation, at sent_.started
    session::authorization_ptr auth_{};
    session::refresh_lock turn_{};
    retry_state asked_{}; ///< for a token
    retry_state sent_{};  ///< the operation
    timestamp began_{};
    timestamp asked_at_{}; ///< when the token was last asked for
    std::chrono::milliseconds delay_{0};
    std::chrono::milliseconds waited_{0}; ///< for a token that another caller obtains
    std::optional<timestamp> token_missing_since_{};
    std::optional<error> token_error_{};
    std::optional<errc> misplaced_{}; ///< why this session must not take the attempt up
    request message_{};
    std::optional<error> last_error_{}; ///< of the last attempt; in state::done of all
};

} // namespace detail

/// One operation carried out, from the first token to the last attempt, without a socket, a clock
/// or a generator: the caller sends what it is told to, waits as long as it is told to, and says
/// how it went and what time it is. The same decisions whoever drives it: a client, a coroutine, an
/// event loop, a simulation.
///
///     exchange exchange{session, create_cash_out{...}};
///     for (step next = exchange.start(now()); !next.done();) {
///         if (auto const* message = next.request()) {
///             auto answer = http(*message);
///             next = answer ? exchange.receive(std::move(answer).value(), now())
///                           : exchange.fail(answer.error(), now());
///         } else {
///             sleep(next.delay());
///             next = exchange.resume(now());
///         }
///     }
///     return std::move(exchange).result();
///
/// A repeated request is the same operation with the same idempotency key, and so the same bytes.
/// It is sent again only where the operation says that this cannot do twice what was asked once
/// (endpoint_spec::idempotency), while the policy allows it, and once more when a token was
/// refused.
///
/// It never blocks. The session must outlive it, and it must not be moved from start() until it is
/// done. When it is destroyed before that, the session stays usable.
///
/// @tparam Observer is called for every request and at the end. It is stored in the exchange; pass
/// std::ref to store it elsewhere.
template <class Op, class Observer = no_observer>
class exchange {
public:
    using result_type = typename Op::result_type;
    static_assert(observer<Observer>,
                  "connectpsp: an observer is callable with an `attempt_report const&`");

    /// @param random a word of the caller's generator for the delays' jitter; unless given, it is
    /// made of the microsecond in which the exchange starts
    exchange(connectpsp::session& session, Op op, retry_policy const& policy = {},
             std::optional<std::uint64_t> random = std::nullopt, Observer told = {})
        : op_(std::move(op))
        , core_(session, Op::endpoint, policy, random)
        , observer_(std::move(told)) {
        static_assert(Op::endpoint.auth != auth::none,
                      "connectpsp: a session obtains its tokens by itself");
    }

    /// Continues a stored attempt. It may have been sent before the crash, and may still be on its
    /// way, so its outcome is unknown unless this exchange ends with success. An attempt of another
    /// merchant or environment than the session's is not sent: start() ends it with an unknown
    /// outcome. Its cause() is then attempt_of_other_merchant or attempt_of_other_environment, and
    /// its remedy is fix_request.
    exchange(connectpsp::session& session, loaded_attempt<Op> attempt,
             retry_policy const& policy = {}, std::optional<std::uint64_t> random = std::nullopt,
             Observer told = {})
        : exchange(session, std::move(attempt.operation), policy, random, std::move(told)) {
        static_assert(Op::endpoint.idempotency == idempotency::by_key,
                      "connectpsp: without an idempotency key a stored attempt must not be sent "
                      "again: reconcile() says to read what is now and to plan anew");
        core_.mark_possibly_executed(attempt.environment, attempt.client_id);
    }

    /// Begins. An operation that build() refuses ends here: no token is asked for. For an exchange
    /// that has already begun: as resume() outside its state.
    step start(timestamp now) {
        if (core_.now_in() != state::idle) return core_.outside();
        if constexpr (is_observed) seen_.began_at = now;
        if (auto const valid = detail::check_operation(op_); !valid)
            core_.fail(valid.error());
        else
            core_.start(now);
        return advance(now);
    }

    /// The answer to the request of the last step. The caller wipes a buffer that held a token.
    step receive(response_view const& answer, timestamp now) {
        if (core_.now_in() == state::awaiting_token) {
            [[maybe_unused]] auto const why = core_.on_token(answer, now);
            if constexpr (is_observed)
                report(obtain_token::endpoint, why ? &*why : nullptr, answer.status, now);
        } else if (core_.now_in() == state::awaiting_response) {
            auto parsed = parse(op_, answer);
            if (parsed) {
                value_.emplace(std::move(parsed).value());
                core_.finish();
            } else {
                core_.on_error(parsed.error(), now);
            }
            if constexpr (is_observed)
                report(Op::endpoint, parsed ? nullptr : &parsed.error(), answer.status, now);
        }
        return advance(now);
    }

    /// The same; wipes the body, which may hold a token.
    step receive(response&& answer, timestamp now) {
        struct wiped {
            std::string& body;
            ~wiped() { detail::wipe(body.data(), body.size()); }
        } const after{answer.body};
        response_view const view = answer;
        return receive(view, now);
    }

    /// The request of the last step got no answer.
    /// @param why errc::not_sent when it certainly never left; anything else when it may have
    step fail(error const& why, timestamp now) {
        if (core_.now_in() == state::awaiting_token) {
            error const met = detail::transport_error(obtain_token::endpoint, why);
            core_.on_token_error(met, now);
            if constexpr (is_observed) report(obtain_token::endpoint, &met, 0, now);
        } else if (core_.now_in() == state::awaiting_response) {
            error const met = detail::transport_error(Op::endpoint, why);
            core_.on_error(met, now);
            if constexpr (is_observed) report(Op::endpoint, &met, 0, now);
        }
        return advance(now);
    }

    /// The last step's delay is over. While a request is out, as after a timer that was not
    /// stopped, this changes nothing and gives a step that waits: a request is handed out once, and
    /// the exchange goes on with receive() or fail().
    step resume(timestamp now) { return core_.resume(now) ? advance(now) : core_.outside(); }

    /// Cancels the exchange, unless it is done. The cause() of its error is then errc::cancelled. A
    /// request that is on its way may still arrive: error::outcome_unknown() says whether that
    /// matters.
    void cancel() {
        core_.cancel();
        if constexpr (is_observed) report_end();
    }

    /// How it ended. For an exchange that is not done: as if it were cancelled now.
    ///
    /// Errors: those of build and parse; not_sent and no_answer, with the transport's own code
    /// underneath; those of obtain_token, with error::during_authentication(). Where any attempt
    /// may have been carried out and none was answered with success: outcome_unknown, with what the
    /// last attempt met with as its cause(), the idempotency key and the external reference.
    connectpsp::result<result_type> result() const& {
        if (value_) return *value_;
        return end();
    }
    connectpsp::result<result_type> result() && {
        if (value_) return std::move(*value_);
        return end();
    }

    /// Returns the operation.
    Op const& operation() const noexcept { return op_; }

private:
    using state = detail::exchange_base::state;
    static constexpr bool is_observed = !std::is_same_v<Observer, no_observer>;
    static constexpr bool observes_end = std::invocable<Observer&, operation_report const&>;

    /// Sends the operation when there is a token for it.
    step advance(timestamp now) {
        if (core_.now_in() == state::ready_to_send) {
            auto message = detail::build_checked(op_, core_.auth());
            if (message)
                core_.send(std::move(message).value(), now);
            else
                core_.fail(message.error());
        }
        if constexpr (is_observed) {
            seen_.last_call = now;
            if (core_.now_in() == state::awaiting_token ||
                core_.now_in() == state::awaiting_response) {
                seen_.sent_at = now;
                ++(core_.now_in() == state::awaiting_token ? seen_.token_requests : seen_.attempts);
            }
            report_end();
        }
        return core_.next();
    }

    std::string_view key_text() const noexcept {
        if constexpr (detail::has_idempotency_key<Op>)
            return op_.idempotency_key.text();
        else
            return {};
    }

    /// Tells of a request that has ended. Without an error it has succeeded.
    void report(endpoint_spec const& endpoint, error const* why, int status, timestamp now)
        requires(is_observed)
    {
        bool const of_token = endpoint.auth == auth::none;
        seen_.status = status;
        attempt_report made{.endpoint = endpoint,
                            .number = of_token ? seen_.token_requests : seen_.attempts,
                            .sent_at = seen_.sent_at,
                            .duration = now - seen_.sent_at,
                            .status = status};
        if (!of_token) made.idempotency_key = key_text();
        if (why != nullptr) {
            made.code = why->cause();
            made.remedy = why->remedy();
            made.outcome_unknown = why->outcome_unknown();
        }
        if (core_.now_in() == state::waiting)
            made.next_in = core_.delay();
        else if (core_.now_in() != state::done)
            made.next_in = std::chrono::milliseconds{0};
        detail::tell(observer_, made);
    }

    void report_end()
        requires(is_observed)
    {
        if constexpr (observes_end) {
            if (core_.now_in() != state::done || std::exchange(seen_.has_ended, true)) return;
            operation_report made{.endpoint = Op::endpoint,
                                  .attempts = seen_.attempts,
                                  .token_requests = seen_.token_requests,
                                  .began_at = seen_.began_at,
                                  .duration = seen_.last_call - seen_.began_at,
                                  .status = seen_.status,
                                  .idempotency_key = key_text()};
            if (!value_) {
                error const why = core_.final_error();
                made.code = why.code();
                made.cause = why.cause();
                made.remedy = why.remedy();
                made.outcome_unknown = why.outcome_unknown();
            }
            detail::tell(observer_, made);
        }
    }

    error end() const {
        error why = core_.final_error();
        if (!why.outcome_unknown()) return why;
        return why.with([&](error_context& context) {
            if constexpr (detail::has_idempotency_key<Op>)
                context.idempotency_key = op_.idempotency_key.text();
            if constexpr (requires { op_.external_reference.text(); })
                context.external_reference = op_.external_reference.text();
        });
    }

    Op op_;
    detail::exchange_base core_;
    std::optional<result_type> value_{};
    [[no_unique_address]] Observer observer_;
    [[no_unique_address]] std::conditional_t<is_observed, detail::observed, detail::not_observed>
        seen_{};
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/flow/impl/exchange.ipp>
#endif

#endif
