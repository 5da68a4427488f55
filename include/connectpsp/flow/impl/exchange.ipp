#ifndef CONNECTPSP_FLOW_IMPL_EXCHANGE_IPP
#define CONNECTPSP_FLOW_IMPL_EXCHANGE_IPP

#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <utility>
#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL error unanswered(endpoint_spec const& endpoint, error const& reported) {
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

/// There was no token in time.
inline error no_token_in_time() {
    auto const late = make_error_code(boost::system::errc::timed_out);
    return {errc::not_sent, {.while_authorizing = true, .underlying = late}};
}

inline error of_token(error const& why) {
    return why.with([](error_context& context) { context.while_authorizing = true; });
}

CONNECTPSP_DECL void conversation::take_up(environment const& where, std::string_view client_id) {
    maybe_done_ = true;
    if (where != session_->where())
        misplaced_ = errc::attempt_of_other_environment;
    else if (client_id != session_->client_id())
        misplaced_ = errc::attempt_of_other_merchant;
}

CONNECTPSP_DECL bool conversation::start(timestamp now) {
    if (state_ != state::idle) return false;
    if (misplaced_) { // the attempt's own session finds out what became of it
        fail({*misplaced_, {.unknown_outcome = remedy::fix_request}});
        return true;
    }
    began_ = now;
    if (!random_) random_ = static_cast<std::uint64_t>(now.time_since_epoch().count());
    authorize(now);
    return true;
}

CONNECTPSP_DECL bool conversation::resume(timestamp now) {
    if (state_ != state::waiting) return false;
    authorize(now);
    return true;
}

/// Whether the deadline of the operation has passed, so that nothing may be sent any more. It begins
/// with the first attempt, or with the exchange where the operation grows old: what is repeated
/// without a key does, while a token is waited for as well.
inline bool conversation::too_late(timestamp now) const noexcept {
    bool const grows_old = endpoint_.has_effect() && endpoint_.repeat == repeat::safe;
    if (!grows_old && !was_sent_) return false;
    timestamp const since = grows_old ? began_ : sent_.started;
    if (!was_sent_ && now == since) return false;
    // By a clock that was set back the age is unknown.
    return has_passed(since, now) || (grows_old && now < since);
}

inline bool conversation::has_passed(timestamp since, timestamp now) const noexcept {
    return std::chrono::floor<std::chrono::milliseconds>(now - since) >= policy_.deadline;
}

/// Whether a token has been missing for longer than the deadline, by a driver that comes late.
inline bool conversation::token_too_late(timestamp now) const noexcept {
    return token_missing_since_ && now != *token_missing_since_ &&
           has_passed(*token_missing_since_, now);
}

/// Takes the current token, or asks for one, or waits for the caller that is asking.
inline void conversation::authorize(timestamp now) {
    if (too_late(now)) return fail(why_not_ ? *why_not_ : no_token_in_time());
    auto at_hand = session_->look(now);
    if (at_hand.authorization)
        token_missing_since_.reset();
    else if (!token_missing_since_)
        token_missing_since_ = now;
    else if (token_too_late(now))
        return fail(why_no_token_ ? *why_no_token_ : no_token_in_time());
    if (at_hand.refresh_due) turn_ = session_->take_refresh_turn(now);
    if (turn_) {
        auto message = session_->token_request();
        if (!message) return fail(of_token(message.error()));
        message_ = std::move(message).value();
        if (asked_.count++ == 0) asked_.started = now;
        asked_at_ = now;
        state_ = state::asking;
    } else if (at_hand.authorization) {
        auth_ = std::move(at_hand.authorization);
        state_ = state::ready;
    } else if (at_hand.refusal) {
        wait_for_turn(*at_hand.refusal, at_hand.refresh_at, now);
    } else if (waited_ >= policy_.deadline) {
        fail(no_token_in_time());
    } else {
        constexpr std::chrono::milliseconds soon{5};
        constexpr std::chrono::milliseconds longest{100};
        wait_for_token(std::clamp(waited_, soon, longest));
    }
}

/// Nobody may ask for a token before a moment. Where the server does not know who asks, or this
/// cannot wait so long, it ends like the request that was refused.
inline void conversation::wait_for_turn(error const& refusal, timestamp when, timestamp now) {
    auto const delay = std::chrono::ceil<std::chrono::milliseconds>(when - now);
    bool const too_long =
        waited_ >= policy_.deadline || delay >= policy_.deadline - waited_ ||
        (refusal.retry_after() && refusal.retry_after()->delay(now) > policy_.longest_retry_after);
    if (too_long || refusal == condition::authentication)
        fail(of_token(refusal));
    else
        wait_for_token(delay);
}

inline void conversation::wait_for_token(std::chrono::milliseconds delay) noexcept {
    waited_ += delay;
    wait(delay);
}

CONNECTPSP_DECL void conversation::take_token(response_view const& answer, timestamp now) {
    auto accepted = session_->accept(answer, asked_at_);
    if (!accepted) return no_token(accepted.error(), now);
    turn_ = {};
    asked_ = {};
    waited_ = {};
    token_missing_since_.reset();
    why_no_token_.reset();
    auth_ = std::move(accepted).value();
    state_ = state::ready;
}

CONNECTPSP_DECL void conversation::no_token(error const& why, timestamp now) {
    session_->postpone_refresh(why, now);
    turn_ = {};
    if (auto still_valid =
            session_->current(now)) { // an early renewal that failed costs nothing yet
        asked_ = {};
        token_missing_since_.reset();
        why_no_token_.reset();
        auth_ = std::move(still_valid);
        state_ = state::ready;
        return;
    }
    why_no_token_ = of_token(why);
    auto const delay = delay_after(obtain_token::endpoint, why, asked_, now);
    if (delay && !token_too_late(now) && !too_late(now))
        wait(*delay);
    else
        fail(*why_no_token_);
}

CONNECTPSP_DECL void conversation::send(request&& message, timestamp now) {
    if (too_late(now)) return fail(why_not_ ? *why_not_ : no_token_in_time());
    if (!std::exchange(was_sent_, true)) sent_.started = now;
    ++sent_.count;
    message_ = std::move(message);
    state_ = state::sent;
}

CONNECTPSP_DECL void conversation::refuse(error const& why, timestamp now) {
    maybe_done_ = maybe_done_ || why.outcome_unknown();
    why_not_ = why;
    bool const by_token = why.remedy() == remedy::reauthenticate;
    if (by_token) session_->discard(auth_, now);
    // Where the session keeps the token, the next login would bring no better one.
    if (by_token && !renewed_ && !(maybe_done_ && endpoint_.repeat == repeat::never) &&
        session_->current(now) != auth_) {
        renewed_ = true;
        --sent_.count; // a token that is refused is no attempt
        authorize(now);
    } else if (auto const delay = delay_after(endpoint_, why, sent_, now)) {
        wait(*delay);
    } else {
        fail(why);
    }
}

CONNECTPSP_DECL void conversation::finish() noexcept {
    state_ = state::done;
    why_not_.reset();
    auth_.reset();
    turn_ = {};
    message_ = {}; // a token, or a client secret
}

CONNECTPSP_DECL void conversation::fail(error const& why) {
    error end = as_end(why);
    finish();
    why_not_ = std::move(end);
}

CONNECTPSP_DECL error conversation::why_not() const {
    return state_ == state::done && why_not_ ? *why_not_ : as_end(given_up());
}

inline void conversation::wait(std::chrono::milliseconds delay) noexcept {
    delay_ = delay;
    state_ = state::waiting;
}

inline error conversation::given_up() const {
    error_context context;
    if (state_ == state::sent && endpoint_.has_effect())
        context.unknown_outcome = endpoint_.unknown_outcome();
    return error{errc::cancelled, std::move(context)};
}

/// What the last attempt met with says nothing about one before it that may have been carried out.
inline error conversation::as_end(error const& why) const {
    if (!maybe_done_ || why.outcome_unknown()) return why;
    bool const again = why.while_authorizing() || why == condition::retryable;
    return why.with([&](error_context& context) {
        context.unknown_outcome = again ? endpoint_.unknown_outcome() : remedy::reconcile;
    });
}

inline std::optional<std::chrono::milliseconds>
conversation::delay_after(endpoint_spec const& endpoint, error const& why, attempts_made& made,
                          timestamp now) {
    made.now = now;
    made.random = next_word(*random_);
    return delay_before_retry(policy_, endpoint, why, made);
}

} // namespace connectpsp::detail

#endif
