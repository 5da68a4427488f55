#ifndef CONNECTPSP_FLOW_SESSION_HPP
#define CONNECTPSP_FLOW_SESSION_HPP

#include <connectpsp/api/auth.hpp>
#include <connectpsp/api/authorization.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <chrono>
#include <memory>
#include <mutex>

namespace connectpsp {

/// One integrator's authentication over time. Knows when a token has to be obtained and what to
/// send for it; sends nothing, reads no clock: `now` is the caller's, of one clock throughout.
/// May be shared by threads. Holds no global state: a process may have as many as it has merchants.
class session {
public:
    using authorization_ptr = std::shared_ptr<authorization const>;

    /// @param margin how long before its end a token is renewed; at most half its life is taken
    CONNECTPSP_DECL session(environment where, credentials who,
                            std::chrono::seconds margin = limits::token_refresh_margin);

    environment const& where() const noexcept { return where_; }

    /// The authorization to send with now, or null when there is none that lasts. A clock that
    /// stands before the moment the token was asked for has jumped: nothing it says about the
    /// token's end can be trusted, so there is none.
    CONNECTPSP_DECL authorization_ptr current(timestamp now) const;

    /// Whether it is time to obtain a token: there is none, or its end is near.
    CONNECTPSP_DECL bool refresh_due(timestamp now) const;

    /// The turn to obtain a token. Whoever holds it sends token_request() and hands the answer to
    /// accept(); the others go on with current(), or wait for the turn when that is null. Behind
    /// the lock refresh_due() has to be asked again.
    std::mutex& refresh_turn() const noexcept { return refresh_turn_; }

    /// The request for a token.
    CONNECTPSP_DECL result<request> token_request() const;

    /// Takes the answer to token_request(). The token's life is counted from when it was asked
    /// for, by the caller's clock, so that a slow answer shortens it. A failure leaves the token
    /// at hand as it is.
    /// Errors: those of parse<obtain_token>; empty_secret.
    CONNECTPSP_DECL result<authorization_ptr> accept(response_view const& answer,
                                                     timestamp asked_at);

    /// Drops an authorization that the server has refused. One that was replaced meanwhile drops
    /// nothing.
    CONNECTPSP_DECL void discard(authorization_ptr const& refused) noexcept;

private:
    struct grant {
        authorization_ptr authorization;
        timestamp from;
        timestamp refresh_at;
        timestamp until;
    };

    environment where_;
    credentials who_;
    std::chrono::seconds margin_;
    mutable std::mutex refresh_turn_;
    mutable std::mutex guard_; ///< of grant_
    grant grant_;
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/flow/session.ipp>
#endif

#endif
