// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_IMPL_EXCHANGE_IPP
#define CONNECTPSP_FLOW_IMPL_EXCHANGE_IPP

#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL error transport_error(endpoint_spec const& endpoint, error const& reported) {
    bool const never_left = reported == errc::not_sent;
    error_context context;
    context.underlying =
        reported.cause().category() == core_category() ? reported.underlying() : reported.cause();
    if (!never_left && endpoint.has_effect()) context.unknown_outcome = endpoint.unknown_outcome();
    return error{never_left ? errc::not_sent : errc::no_answer, std::move(context)};
}

/// The next word of a sequence that its first word determines (SplitMix64).
inline std::uint64_t next_word(std::uint64_t& at) noexcept {
    std::uint64_t mixed = at += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

/// Returns the error of an exchange that got no token in time.
inline error no_token_in_time() {
    auto const late = make_error_code(boost::system::errc::timed_out);
    return {errc::not_sent, {.during_authentication = true, .underlying = late}};
}

inline error during_authentication(error const& why) {
    return why.with([](error_context& context) { context.during_authentication = true; });
}

CONNECTPSP_DECL void
exchange_base::mark_possibly_executed(connectpsp::environment const& environment,
                                      std::string_view client_id) {
    possibly_executed_ = true;
    if (environment != session_->environment())
        misplaced_ = errc::attempt_of_other_environment;
    else if (client_id != session_->client_id())
        misplaced_ = errc::attempt_of_other_merchant;
}

CONNECTPSP_DECL void exchange_base::start(timestamp now) {
    if (misplaced_) // the attempt's own session finds out what became of it
        return fail({*misplaced_, {.unknown_outcome = remedy::fix_request}});
    began_ = now;
    if (!random_) random_ = static_cast<std::uint64_t>(now.time_since_epoch().count());
    authorize(now);
}

CONNECTPSP_DECL bool exchange_base::resume(timestamp now) {
    if (state_ != state::waiting) return false;
    authorize(now);
    return true;
}

/// Whether the deadline of the operation has passed, so that nothing may be sent any more. It
/// begins with the first attempt, or with the exchange where the operation grows old: what is
/// repeated without a key does, while a token is waited for as well.
inline bool exchange_base::too_late(timestamp now) const noexcept {
    bool const stale = endpoint_.becomes_stale();
    if (!stale && !was_sent_) return false;
    timestamp const since = stale ? began_ : sent_.started;
    if (!was_sent_ && now == since) return false;
    // After the clock was set back, the age is unknown.
    return has_passed(since, now) || (stale && now < since);
}

inline bool exchange_base::has_passed(timestamp since, timestamp now) const noexcept {
    return std::chrono::floor<std::chrono::milliseconds>(now - since) >= policy_.deadline;
}

/// Whether a token has been missing for longer than the deadline, by a driver that comes late.
inline bool exchange_base::token_too_late(timestamp now) const noexcept {
    return token_missing_since_ && now != *token_missing_since_ &&
           has_passed(*token_missing_since_, now);
}

/// Takes the current token, or asks for one, or waits for the caller that is asking.
inline void exchange_base::authorize(timestamp now) {
    if (too_late(now)) return fail(last_error_ ? *last_error_ : no_token_in_time());
    auto at_hand = session_->state(now);
    if (at_hand.authorization)
        token_missing_since_.reset();
    else if (!token_missing_since_)
        token_missing_since_ = now;
    else if (token_too_late(now))
        return fail(token_error_ ? *token_error_ : no_token_in_time());
    // Where memory is short, the turn is given back, and the same call may be made again.
    session::refresh_lock turn{};
    if (at_hand.refresh_due) turn = session_->try_lock_refresh(now);
    if (turn) {
        auto message = session_->token_request();
        if (!message) return fail(during_authentication(message.error()));
        turn_ = std::move(turn);
        message_ = std::move(message).value();
        if (asked_.count++ == 0) asked_.started = now;
        asked_at_ = now;
        state_ = state::awaiting_token;
    } else if (at_hand.authorization) {
        auth_ = std::move(at_hand.authorization);
        state_ = state::ready_to_send;
    } else if (at_hand.last_error) {
        wait_for_turn(*at_hand.last_error, at_hand.refresh_at, now);
    } else if (waited_ >= policy_.deadline) {
        fail(no_token_in_time());
    } else {
        constexpr std::chrono::milliseconds soon{5};
        constexpr std::chrono::milliseconds longest{100};
        wait_for_token(std::clamp(waited_, soon, longest));
    }
}

/// No caller may ask for a token before `when`. Where the server rejected the credentials, or this
/// exchange cannot wait so long, it ends like the request that was refused.
inline void exchange_base::wait_for_turn(error const& refusal, timestamp when, timestamp now) {
    auto const delay = std::chrono::ceil<std::chrono::milliseconds>(when - now);
    bool const too_long =
        waited_ >= policy_.deadline || delay >= policy_.deadline - waited_ ||
        too_late(now + delay) ||
        (refusal.retry_after() && refusal.retry_after()->delay(now) > policy_.max_retry_after);
    if (too_long || refusal == condition::authentication)
        fail(during_authentication(refusal));
    else
        wait_for_token(delay);
}

inline void exchange_base::wait_for_token(std::chrono::milliseconds delay) noexcept {
    waited_ += delay;
    wait(delay);
}

CONNECTPSP_DECL std::optional<error> exchange_base::on_token(response_view const& answer,
                                                             timestamp now) {
    auto accepted = session_->on_token(answer, asked_at_);
    if (!accepted) {
        on_token_error(accepted.error(), now);
        return std::move(accepted).error();
    }
    turn_ = {};
    asked_ = {};
    waited_ = {};
    token_missing_since_.reset();
    token_error_.reset();
    auth_ = std::move(accepted).value();
    state_ = state::ready_to_send;
    return std::nullopt;
}

CONNECTPSP_DECL void exchange_base::on_token_error(error const& why, timestamp now) {
    session_->on_token_error(why, now);
    turn_ = {};
    if (auto still_valid =
            session_->current(now)) { // an early renewal that failed costs nothing yet
        asked_ = {};
        token_missing_since_.reset();
        token_error_.reset();
        auth_ = std::move(still_valid);
        state_ = state::ready_to_send;
        return;
    }
    token_error_ = during_authentication(why);
    auto const delay = delay_after(obtain_token::endpoint, why, asked_, now);
    if (delay && !token_too_late(now + *delay) && !too_late(now + *delay))
        wait(*delay);
    else
        fail(*token_error_);
}

CONNECTPSP_DECL void exchange_base::send(request&& message, timestamp now) {
    if (too_late(now)) return fail(last_error_ ? *last_error_ : no_token_in_time());
    if (!std::exchange(was_sent_, true)) sent_.started = now;
    ++sent_.count;
    message_ = std::move(message);
    state_ = state::awaiting_response;
}

CONNECTPSP_DECL void exchange_base::on_error(error const& why, timestamp now) {
    possibly_executed_ = possibly_executed_ || why.outcome_unknown();
    last_error_ = why;
    bool const by_token = why.remedy() == remedy::reauthenticate;
    if (by_token) session_->invalidate(auth_, now);
    // Where the session keeps the token, the next login would bring no better one.
    if (by_token && !renewed_ &&
        !(possibly_executed_ && endpoint_.idempotency == idempotency::none) &&
        session_->current(now) != auth_) {
        authorize(now);
        renewed_ = true;
        --sent_.count; // a refused token does not count as an attempt
    } else if (auto const delay = delay_after(endpoint_, why, sent_, now);
               delay && !too_late(now + *delay)) {
        wait(*delay);
    } else {
        fail(why);
    }
}

CONNECTPSP_DECL void exchange_base::finish() noexcept {
    state_ = state::done;
    last_error_.reset();
    auth_.reset();
    turn_ = {};
    message_ = {}; // a token, or a client secret
}

CONNECTPSP_DECL void exchange_base::fail(error const& why) {
    error end = with_unknown_outcome(why);
    finish();
    last_error_ = std::move(end);
}

CONNECTPSP_DECL error exchange_base::final_error() const {
    return state_ == state::done && last_error_ ? *last_error_
                                                : with_unknown_outcome(cancelled_error());
}

inline void exchange_base::wait(std::chrono::milliseconds delay) noexcept {
    delay_ = delay;
    state_ = state::waiting;
}

inline error exchange_base::cancelled_error() const {
    error_context context;
    if (state_ == state::awaiting_response && endpoint_.has_effect())
        context.unknown_outcome = endpoint_.unknown_outcome();
    return error{errc::cancelled, std::move(context)};
}

/// The error of the last attempt says nothing about an earlier one that may have been carried out.
inline error exchange_base::with_unknown_outcome(error const& why) const {
    if (!possibly_executed_ || why.outcome_unknown()) return why;
    bool const again = why.during_authentication() || why == condition::retryable;
    return why.with([&](error_context& context) {
        context.unknown_outcome = again ? endpoint_.unknown_outcome() : remedy::reconcile;
    });
}

inline std::optional<std::chrono::milliseconds>
exchange_base::delay_after(endpoint_spec const& endpoint, error const& why, retry_state& made,
                           timestamp now) {
    made.now = now;
    made.random = next_word(*random_);
    return delay_before_retry(policy_, endpoint, why, made);
}

} // namespace connectpsp::detail

#endif
