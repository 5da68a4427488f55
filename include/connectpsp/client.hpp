#ifndef CONNECTPSP_CLIENT_HPP
#define CONNECTPSP_CLIENT_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/flow/session.hpp>
#include <connectpsp/http/transport.hpp>

#include <chrono>
#include <mutex>
#include <utility>

namespace connectpsp {

/// The computer's clock, for those who have no other to hand in.
struct system_time {
    timestamp operator()() const noexcept {
        return std::chrono::floor<timestamp::duration>(std::chrono::system_clock::now());
    }
};

namespace detail {

/// What a transport's failure means for this operation.
CONNECTPSP_DECL error unanswered(endpoint_spec const& endpoint, error const& reported);

} // namespace detail

/// Carries operations out, one after another, over a transport: obtains a token when there is
/// none, renews it before its end, and once more when the server says that it has expired.
/// Decides nothing else: a request whose answer was lost is never sent again here.
///
/// A transport or clock given as an lvalue is referred to, as the session is: all three must
/// outlive the client. Threads may share the session, each with a client of its own.
template <class Transport, class Clock = system_time>
class client {
public:
    static_assert(transport<Transport>,
                  "connectpsp: a transport is callable with a `request const&` and gives back "
                  "`result<response>`");

    client(connectpsp::session& of, Transport&& send, Clock clock = {})
        : session_(&of)
        , send_(std::forward<Transport>(send))
        , clock_(std::forward<Clock>(clock)) {}

    /// Carries an operation out.
    /// Errors: those of build, of the transport (not_sent, no_answer, with its own code as cause),
    /// and of parse, for the operation as for obtain_token.
    template <class Op>
    result<typename Op::result_type> operator()(Op const& op) {
        for (bool renewed = false;; renewed = true) {
            auto const auth = authorize();
            if (!auth) return auth.error();
            auto const message = build(op, *auth.value());
            if (!message) return message.error();
            auto const answer = exchange(Op::endpoint, message.value());
            if (!answer) return answer.error();
            auto parsed = parse(op, answer.value());
            if (parsed || renewed || parsed.error().remedy() != remedy::reauthenticate)
                return parsed;
            session_->discard(auth.value());
        }
    }

private:
    using authorization_ptr = connectpsp::session::authorization_ptr;

    result<authorization_ptr> authorize() {
        if (!session_->refresh_due(clock_()))
            if (auto ready = session_->current(clock_())) return ready;

        // While one thread renews, the token at hand serves the others; without one they wait.
        std::unique_lock turn{session_->refresh_turn(), std::try_to_lock};
        if (!turn) {
            if (auto ready = session_->current(clock_())) return ready;
            turn.lock();
        }
        timestamp const now = clock_();
        auto valid = session_->current(now);
        if (valid && !session_->refresh_due(now)) return valid;
        auto renewed = obtain(now);
        if (!renewed && valid && (valid = session_->current(clock_())))
            return valid; // an early renewal that failed costs nothing yet
        return renewed;
    }

    result<authorization_ptr> obtain(timestamp now) {
        auto const message = session_->token_request();
        if (!message) return message.error();
        auto answer = exchange(obtain_token::endpoint, message.value());
        if (!answer) return not_authorized(answer.error());
        auto accepted = session_->accept(answer.value(), now);
        detail::wipe(answer.value().body.data(), answer.value().body.size());
        if (!accepted) return not_authorized(accepted.error());
        return accepted;
    }

    static error not_authorized(error const& why) {
        return why.with([](error_context& context) { context.while_authorizing = true; });
    }

    result<response> exchange(endpoint_spec const& endpoint, request const& message) {
        try {
            result<response> answer = send_(message);
            if (!answer) return detail::unanswered(endpoint, answer.error());
            return answer;
        } catch (...) { // a transport must not, but many throw: the request may have left
            return detail::unanswered(endpoint, error{errc::no_answer});
        }
    }

    connectpsp::session* session_;
    Transport send_;
    [[no_unique_address]] Clock clock_;
};

template <class Transport>
client(session&, Transport&&) -> client<Transport>;
template <class Transport, class Clock>
client(session&, Transport&&, Clock&&) -> client<Transport, Clock>;

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/client.ipp>
#endif

#endif
