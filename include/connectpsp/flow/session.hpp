#ifndef CONNECTPSP_FLOW_SESSION_HPP
#define CONNECTPSP_FLOW_SESSION_HPP

#include <connectpsp/api/auth.hpp>
#include <connectpsp/api/authorization.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/detail/flow/published.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace connectpsp {

/// One integrator's authentication over time. Knows when a token has to be obtained and what to
/// send for it; sends nothing, reads no clock: `now` is the caller's, of one clock throughout.
/// May be shared by threads: who reads it never blocks. Holds no global state: a process may have
/// as many as it has merchants.
class session {
public:
    using authorization_ptr = std::shared_ptr<authorization const>;

    /// @param margin how long before its end a token is renewed, and up to half as long again, which
    /// differs from token to token so that a fleet does not renew in the same second; at most half
    /// a token's life is taken
    CONNECTPSP_DECL session(environment where, credentials who,
                            std::chrono::seconds margin = limits::token_refresh_margin);

    environment const& where() const noexcept { return where_; }

    /// Where things stand at one moment.
    struct standing {
        /// The authorization to send with, or null when there is none that lasts. A clock that
        /// stands before the moment the token was asked for has jumped: nothing it says about the
        /// token's end can be trusted, so there is none.
        authorization_ptr authorization{};
        bool refresh_due = true; ///< there is none, or its end is near, and one may be asked for
        timestamp refresh_at{};  ///< when one may be asked for
        std::optional<error> refusal{}; ///< why there is none, while none may be asked for
    };

    CONNECTPSP_DECL standing look(timestamp now) const noexcept;

    /// standing::authorization.
    authorization_ptr current(timestamp now) const noexcept { return look(now).authorization; }

    /// Whether it is time to obtain a token.
    bool refresh_due(timestamp now) const noexcept { return look(now).refresh_due; }

    /// The turn to obtain a token: one at a time has it. Given back at its end, whatever that is.
    class refresh_turn {
    public:
        refresh_turn() = default;
        refresh_turn(refresh_turn const&) = delete;
        refresh_turn(refresh_turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
        refresh_turn& operator=(refresh_turn other) noexcept {
            std::swap(of_, other.of_);
            return *this;
        }
        ~refresh_turn() {
            if (of_ != nullptr) of_->refreshing_.store(false);
        }

        explicit operator bool() const noexcept { return of_ != nullptr; }

    private:
        friend session;
        explicit refresh_turn(session& of) noexcept : of_(&of) {}

        session* of_ = nullptr;
    };

    /// Takes the turn, where a token is due and nobody is obtaining one. Whoever has it sends
    /// token_request() and hands the answer to accept(), or the failure to postpone_refresh(); the
    /// others go on with current(), or look again later when that is null.
    CONNECTPSP_DECL refresh_turn take_refresh_turn(timestamp now) noexcept;

    /// The request for a token.
    CONNECTPSP_DECL result<request> token_request() const;

    /// Takes the answer to token_request(). The token's life is counted from when it was asked
    /// for, by the caller's clock, so that a slow answer shortens it. A failure leaves the token
    /// at hand as it is.
    /// Errors: those of parse<obtain_token>; empty_secret.
    CONNECTPSP_DECL result<authorization_ptr> accept(response_view const& answer,
                                                     timestamp asked_at);

    /// After a request for a token that failed: nobody sends another before a pause, however many
    /// wait for one. That is the server's Retry-After, at most limits::token_longest_pause; with a
    /// token at hand, and where the server does not know who asks (condition::authentication),
    /// limits::token_refresh_pause; else limits::token_retry_pause, which doubles while failures go
    /// on. Meanwhile the failure is standing::refusal, its Retry-After a moment instead of a span.
    CONNECTPSP_DECL void postpone_refresh(error why, timestamp now);

    /// Drops an authorization that the server has refused. One that was replaced meanwhile drops
    /// nothing.
    CONNECTPSP_DECL void discard(authorization_ptr const& refused) noexcept;

private:
    struct grant {
        authorization_ptr authorization{};
        timestamp from{};
        timestamp refresh_at{};
        timestamp until{};
        /// Why the last request for a token failed, and until when nobody sends another.
        error refusal{boost::system::error_code{}};
        timestamp held_until{};
        std::chrono::microseconds pause{};

        bool lasts(timestamp now) const noexcept {
            return authorization && now >= from && now < until;
        }

        /// A clock that has jumped back to before the refusal is held by no pause; but not every
        /// caller reads it at the same moment.
        bool held(timestamp now) const noexcept {
            return refusal.code().failed() && now < held_until &&
                   now >= held_until - pause - limits::token_refresh_pause;
        }
        bool due(timestamp now) const noexcept {
            return (now < from || now >= refresh_at) && !held(now);
        }
        std::chrono::microseconds pause_after(error const& why, timestamp now) const;
        void forget_token() noexcept {
            authorization.reset();
            from = refresh_at = until = {};
        }
    };

    environment where_;
    credentials who_;
    std::chrono::seconds margin_;
    std::atomic<bool> refreshing_{false};
    std::mutex writing_{}; ///< of grant_
    detail::published<grant> grant_{};
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/flow/session.ipp>
#endif

#endif
