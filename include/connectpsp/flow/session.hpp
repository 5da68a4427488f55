// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_SESSION_HPP
#define CONNECTPSP_FLOW_SESSION_HPP

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

namespace detail {
class record_owner;
}

/// The authentication of one integrator. It knows when a token must be obtained and which request
/// obtains it. It sends nothing and reads no clock: the caller passes `now`, always from the same
/// clock. Threads may share a session: a lock is held only while a few words are copied. There is
/// no global state: a process may have a session for each merchant.
///
/// A child process of fork() has a session of its own, with the token of its parent. It calls
/// after_fork() before anything else of the session. An exchange that was under way belongs to the
/// parent: the child must not go on with its copy, because both would send.
class session {
public:
    using authorization_ptr = std::shared_ptr<authorization const>;

    /// @param margin how long before its end a token is renewed. Up to half of that is added, by a
    /// different amount for each token, so that a fleet does not renew in the same second. The sum
    /// is at most half of the life of a token.
    CONNECTPSP_DECL session(connectpsp::environment environment,
                            connectpsp::credentials credentials,
                            std::chrono::seconds margin = limits::token_refresh_margin);

    session(session const&) = delete;
    session& operator=(session const&) = delete;

    connectpsp::environment const& environment() const noexcept { return environment_; }

    /// The merchant: the client id of its credentials.
    std::string const& client_id() const noexcept { return credentials_.client_id(); }

    /// Where things stand at one moment.
    struct token_state {
        /// The authorization to send with; null when there is no token or it has expired. It is
        /// also null when `now` is before the request for the token: the clock was then set back,
        /// and the end of the token is unknown.
        authorization_ptr authorization{};
        bool refresh_due = true; ///< there is none, or its end is near, and one may be asked for
        timestamp refresh_at{};  ///< when one may be asked for
        std::optional<error> last_error{}; ///< why there is none, while none may be asked for
    };

    CONNECTPSP_DECL token_state state(timestamp now) const noexcept;

    /// token_state::authorization.
    authorization_ptr current(timestamp now) const noexcept { return state(now).authorization; }

    /// Whether it is time to obtain a token.
    bool refresh_due(timestamp now) const noexcept { return state(now).refresh_due; }

    /// The turn to obtain a token. One caller at a time has it, and its destructor gives it back.
    /// The turn is a lease: after limits::token_refresh_lease the next caller may take it over,
    /// because the holder may never come back. on_token() still accepts the token of a late holder.
    /// The end of a late turn does not end the turn of the next holder.
    class refresh_lock {
    public:
        refresh_lock() = default;
        refresh_lock(refresh_lock const&) = delete;
        refresh_lock(refresh_lock&& other) noexcept
            : of_(std::exchange(other.of_, nullptr))
            , number_(other.number_) {}
        refresh_lock& operator=(refresh_lock other) noexcept {
            std::swap(of_, other.of_);
            std::swap(number_, other.number_);
            return *this;
        }
        ~refresh_lock() {
            if (of_ != nullptr) of_->give_back(number_);
        }

        explicit operator bool() const noexcept { return of_ != nullptr; }

    private:
        friend session;
        refresh_lock(connectpsp::session& session, std::uint64_t number) noexcept
            : of_(&session)
            , number_(number) {}

        session* of_ = nullptr;
        std::uint64_t number_ = 0;
    };

    /// Takes the turn when a token is due and no other caller has the turn. The holder sends
    /// token_request() and passes the response to on_token(), or the failure to on_token_error().
    /// The other callers use current(), and try again later when it is null.
    CONNECTPSP_DECL refresh_lock try_lock_refresh(timestamp now) noexcept;

    /// Ends, in a child process of fork(), the turn that another thread of the parent held: that
    /// thread does not exist here. Keeps the token, unless the parent was just replacing it.
    /// @pre the child has one thread
    CONNECTPSP_DECL void after_fork();

    /// The request for a token.
    CONNECTPSP_DECL result<request> token_request() const;

    /// Takes the answer to token_request(). The token's life is counted from when it was asked
    /// for, by the caller's clock, so that a slow answer shortens it. A failure does not change the
    /// current token.
    /// Errors: those of parse<obtain_token>; empty_secret.
    CONNECTPSP_DECL result<authorization_ptr> on_token(response_view const& answer,
                                                       timestamp asked_at);

    /// Records a request for a token that failed. No caller sends another one before a pause is
    /// over. The pause is the Retry-After of the server, at most limits::token_max_backoff. Without
    /// Retry-After it is limits::token_backoff when the server rejected the credentials
    /// (condition::authentication). With a current token it is limits::token_backoff too, or the
    /// rest of the life of the token when that is shorter. In all other cases it is
    /// limits::token_initial_backoff, which doubles up to limits::token_backoff while failures go
    /// on. During the pause, token_state::last_error is the failure. Its Retry-After is then a
    /// moment and not a duration.
    CONNECTPSP_DECL void on_token_error(error why, timestamp now);

    /// Drops an authorization that the server has refused. Does nothing when it was replaced
    /// meanwhile.
    /// nothing.
    CONNECTPSP_DECL void invalidate(authorization_ptr const& refused) noexcept;

    /// Does the same, and counts tokens that the server refuses within limits::token_probation of
    /// the request for them. The first such token is dropped. When the next one is refused in that
    /// time as well, another login would not help: it counts as a failed request for a token. That
    /// token stays current until the pause is over. The pause begins at
    /// limits::token_initial_backoff and doubles up to limits::token_backoff.
    CONNECTPSP_DECL void invalidate(authorization_ptr const& refused, timestamp now) noexcept;

private:
    friend detail::record_owner; // which derives the key of attempt records

    struct grant {
        authorization_ptr authorization{};
        timestamp from{};
        timestamp refresh_at{};
        timestamp until{};
        /// Why the last request for a token failed, and until when no other is sent.
        error last_error{boost::system::error_code{}};
        timestamp backoff_until{};
        std::chrono::microseconds backoff{};
        bool without_token = false; ///< the pause began without a token that lasts
        /// Tokens in a row that the API refused at once, and when it refused the last of them.
        unsigned refused_at_once = 0;
        timestamp refused_at{};
        bool condemned = false; ///< the token is one of them, and waits to be replaced

        bool lasts(timestamp now) const noexcept {
            return authorization && now >= from && now < until;
        }

        /// A pause does not hold a caller whose clock was set back to before the refusal.
        /// limits::token_backoff is subtracted because not every caller reads the clock at the same
        /// moment.
        bool in_backoff(timestamp now) const noexcept {
            return last_error.code().failed() && now < backoff_until &&
                   now >= backoff_until - backoff - limits::token_backoff;
        }
        bool due(timestamp now) const noexcept {
            return (now < from || now >= refresh_at) && !in_backoff(now);
        }
        std::chrono::microseconds backoff_after(error const& why, timestamp now) const;
        bool reject_at_once(timestamp now) noexcept;
        void forget_token() noexcept {
            authorization.reset();
            from = refresh_at = until = {};
            condemned = false;
        }
        void drop_token() noexcept;
    };

    /// What threads share.
    struct shared {
        std::mutex guard{}; ///< of all the rest
        grant current{};
        bool refreshing = false; ///< a caller holds the turn
        std::uint64_t turn = 0;  ///< the number of the last turn
        timestamp turn_since{};
    };

    CONNECTPSP_DECL void give_back(std::uint64_t turn) noexcept;

    connectpsp::environment environment_;
    connectpsp::credentials credentials_;
    std::chrono::seconds margin_;
    std::unique_ptr<shared> shared_;
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/flow/impl/session.ipp>
#endif

#endif
