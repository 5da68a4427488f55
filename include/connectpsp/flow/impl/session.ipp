// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_IMPL_SESSION_IPP
#define CONNECTPSP_FLOW_IMPL_SESSION_IPP

#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/session.hpp>

#include <algorithm>
#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Tokens differ, and so do their signatures: in a fleet each has its own part of a time span.
inline std::chrono::microseconds part_of(std::chrono::microseconds span,
                                         authorization const& own) noexcept {
    std::uint32_t mixed = 0;
    for (char const c : own.signed_fields()) // whose end is the signature
        mixed = mixed * 31 + static_cast<unsigned char>(c);
    return span * static_cast<std::int64_t>(mixed % 1024) / 1024;
}

} // namespace detail

CONNECTPSP_DECL session::session(connectpsp::environment environment,
                                 connectpsp::credentials credentials, std::chrono::seconds margin)
    : environment_(std::move(environment))
    , credentials_(std::move(credentials))
    , margin_(std::clamp(margin, std::chrono::seconds{0}, limits::token_lifetime))
    , shared_(std::make_unique<shared>()) {}

CONNECTPSP_DECL session::token_state session::state(timestamp now) const noexcept {
    std::lock_guard const lock{shared_->guard};
    grant const& known = shared_->current;
    bool const in_backoff = known.in_backoff(now);
    token_state found{.refresh_due = known.due(now),
                      .refresh_at = in_backoff ? known.backoff_until : known.refresh_at};
    if (known.lasts(now))
        found.authorization = known.authorization;
    else if (in_backoff)
        found.last_error = known.last_error;
    return found;
}

CONNECTPSP_DECL session::refresh_lock session::try_lock_refresh(timestamp now) noexcept {
    std::lock_guard const lock{shared_->guard};
    constexpr auto lease = limits::token_refresh_lease;
    // After the clock was set back, the holder's time is unknown.
    bool const others = shared_->refreshing && now < shared_->turn_since + lease &&
                        now > shared_->turn_since - lease;
    if (others || !shared_->current.due(now)) return {};
    shared_->refreshing = true;
    shared_->turn_since = now;
    return {*this, ++shared_->turn};
}

CONNECTPSP_DECL void session::give_back(std::uint64_t turn) noexcept {
    std::lock_guard const lock{shared_->guard};
    if (shared_->turn == turn) shared_->refreshing = false;
}

CONNECTPSP_DECL void session::after_fork() {
    if (shared_->guard.try_lock()) {
        shared_->refreshing = false;
        shared_->guard.unlock();
        return;
    }
    // A thread that does not exist here holds the lock for ever, and may have been writing: the
    // data that it guards is not read and not destroyed. Turns go on being counted, so that a turn
    // of before does not end a later one.
    auto fresh = std::make_unique<shared>();
    fresh->turn = shared_->turn;
    [[maybe_unused]] shared* const lost = shared_.release();
    shared_ = std::move(fresh);
}

CONNECTPSP_DECL result<request> session::token_request() const {
    return build(obtain_token{credentials_.client_id(), credentials_.client_secret()},
                 environment_);
}

CONNECTPSP_DECL result<session::authorization_ptr> session::on_token(response_view const& answer,
                                                                     timestamp asked_at) {
    using std::chrono::microseconds;
    auto parsed = parse<obtain_token>(answer);
    if (!parsed) return parsed.error();
    access_grant const& granted = parsed.value();
    auto made = authorization::make(environment_, credentials_, granted.access_token);
    if (!made) return made.error();
    auto const ready = std::make_shared<authorization const>(std::move(made).value());
    auto const life = granted.lifetime();
    auto const margin = (std::min<microseconds>)(margin_, microseconds{life} / 3);

    grant next{.authorization = ready,
               .from = asked_at,
               .refresh_at = asked_at + life - margin - detail::part_of(margin / 2, *ready),
               .until = asked_at + life};
    std::lock_guard const lock{shared_->guard};
    grant& known = shared_->current;
    next.refused_at_once = known.refused_at_once;
    next.refused_at = known.refused_at;
    std::swap(known, next); // the old token is wiped behind the lock
    return ready;
}

inline std::chrono::microseconds session::grant::backoff_after(error const& why,
                                                               timestamp now) const {
    using std::chrono::microseconds;
    microseconds wanted = limits::token_backoff;
    if (why.retry_after()) {
        wanted = (std::min)(why.retry_after()->delay(now), limits::token_max_backoff);
    } else if (lasts(now)) {
        wanted = (std::min<microseconds>)(wanted, until - now);
    } else if (!(why == condition::authentication)) {
        bool const goes_on = last_error.code().failed() && without_token && now >= backoff_until &&
                             now < backoff_until + limits::token_backoff;
        wanted = (std::min)(wanted, goes_on ? 2 * backoff : limits::token_initial_backoff);
    }
    return (std::max<microseconds>)(wanted, limits::token_initial_backoff);
}

CONNECTPSP_DECL void session::on_token_error(error why, timestamp now) {
    std::lock_guard const lock{shared_->guard};
    grant known = shared_->current; // what throws leaves the session as it is
    if (!known.due(now)) return;
    known.backoff = known.backoff_after(why, now);
    known.backoff_until = now + known.backoff;
    known.without_token = !known.lasts(now);
    // When a clock that was set back is right again, so is the token: it is kept.
    if (known.authorization && now >= known.until) known.forget_token();
    known.last_error = std::move(why);
    if (known.last_error.retry_after()) {
        retry_after const moment{std::chrono::ceil<std::chrono::seconds>(known.backoff_until)};
        known.last_error =
            known.last_error.with([&](error_context& context) { context.retry_after = moment; });
    }
    shared_->current = std::move(known);
}

/// Drops the token, and its pause unless the server has asked for that.
inline void session::grant::drop_token() noexcept {
    forget_token();
    if (last_error.retry_after()) return;
    last_error = error{boost::system::error_code{}};
    backoff_until = {};
}

/// Counts a token that was refused. Returns whether it is to be kept until a pause is over.
inline bool session::grant::reject_at_once(timestamp now) noexcept {
    if (condemned) return true;
    bool const at_once = now < from + limits::token_probation;
    // A clock that was set back ends no sequence.
    bool const goes_on = now < refused_at + limits::token_probation + limits::token_backoff;
    refused_at_once = !at_once ? 0 : goes_on ? refused_at_once + 1 : 1;
    refused_at = now;
    if (refused_at_once < 2) return false;
    std::chrono::microseconds wait = limits::token_initial_backoff;
    for (unsigned i = 2; i != refused_at_once && wait < limits::token_backoff; ++i)
        wait *= 2;
    wait = (std::min<std::chrono::microseconds>)(wait, limits::token_backoff);
    refresh_at = (std::min)(until, now + wait); // even where it was due before
    return condemned = true;
}

CONNECTPSP_DECL void session::invalidate(authorization_ptr const& refused) noexcept {
    std::lock_guard const lock{shared_->guard};
    grant& known = shared_->current;
    if (refused && known.authorization == refused) known.drop_token();
}

CONNECTPSP_DECL void session::invalidate(authorization_ptr const& refused, timestamp now) noexcept {
    std::lock_guard const lock{shared_->guard};
    grant& known = shared_->current;
    if (!refused || known.authorization != refused) return;
    if (!known.reject_at_once(now)) known.drop_token();
}

} // namespace connectpsp

#endif
