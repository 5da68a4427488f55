// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_CARELESS_EXCHANGE_HPP
#define CONNECTPSP_TESTS_SIMULATION_CARELESS_EXCHANGE_HPP

#include "mutant.hpp"
#include "random.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace simulation {

/// A careless replacement of connectpsp::exchange, with the same interface: right with
/// every guard on, and with one switch for each guard.
template <class Op>
class careless_exchange {
public:
    using result_type = typename Op::result_type;
    using timestamp = connectpsp::timestamp;
    using error = connectpsp::error;
    using step = connectpsp::step;

    /// @param login_under_way the state that all conversations of a session see
    careless_exchange(connectpsp::session& session, Op op, connectpsp::retry_policy const& policy,
                      mutant off, random_source& random, bool& login_under_way)
        : session_(session)
        , op_(std::move(op))
        , policy_(policy)
        , off_(off)
        , random_(random)
        , login_under_way_(login_under_way) {}

    careless_exchange(connectpsp::session& session, connectpsp::loaded_attempt<Op> attempt,
                      connectpsp::retry_policy const& policy, mutant off, random_source& random,
                      bool& login_under_way)
        : careless_exchange(session, std::move(attempt.operation), policy, off, random,
                            login_under_way) {
        possibly_executed_ = true;
        if (off != mutant::ignore_environment && attempt.environment != session.environment())
            misplaced_ = connectpsp::errc::attempt_of_other_environment;
        else if (off != mutant::ignore_merchant && attempt.client_id != session.client_id())
            misplaced_ = connectpsp::errc::attempt_of_other_merchant;
    }

    step start(timestamp now) {
        if (misplaced_)
            return end({*misplaced_, {.unknown_outcome = connectpsp::remedy::fix_request}});
        began_ = now;
        return authorize(now);
    }
    step resume(timestamp now) {
        if (!asking_ && !sent_now_) return authorize(now);
        return off_ == mutant::hand_out_again ? step{message_}
                                              : step{std::chrono::milliseconds{100}};
    }

    step receive(connectpsp::response const& answer, timestamp now) {
        if (asking_) login_under_way_ = false;
        if (asking_) {
            auto accepted = session_.on_token(answer, asked_at_);
            if (!accepted) return no_token(accepted.error(), now);
            turn_ = {};
            auth_ = accepted.value();
            asked_ = {};
            waited_ = {};
            if (off_ == mutant::forget_token) session_.invalidate(auth_);
            return send(now);
        }
        auto parsed = parse(op_, answer);
        if (!parsed) return refuse(parsed.error(), now);
        value_ = std::move(parsed).value();
        return finish();
    }

    step fail(error const& why, timestamp now) {
        if (asking_) login_under_way_ = false;
        if (asking_)
            return no_token(
                connectpsp::detail::transport_error(connectpsp::obtain_token::endpoint, why), now);
        return refuse(connectpsp::detail::transport_error(Op::endpoint, why), now);
    }

    void cancel() {
        error why{connectpsp::errc::cancelled};
        if (sent_now_ && Op::endpoint.has_effect()) why = open(why);
        end(why);
    }

    connectpsp::result<result_type> result() const {
        if (value_) return *value_;
        return *last_error_;
    }

    Op const& operation() const noexcept { return op_; }

private:
    step authorize(timestamp now) {
        if (too_late(now) && off_ != mutant::late_login)
            return end(last_error_ ? *last_error_ : of_token(error{connectpsp::errc::not_sent}));
        auto const at_hand = session_.state(now);
        bool const others = off_ == mutant::hold_turn && login_under_way_;
        if (at_hand.refresh_due && !others) turn_ = session_.try_lock_refresh(now);
        if (turn_ || (at_hand.refresh_due && off_ == mutant::refresh_together)) {
            message_ = session_.token_request().value();
            if (asked_.count++ == 0) asked_.started = now;
            asked_at_ = now;
            asking_ = login_under_way_ = true;
            return step{message_};
        }
        if (at_hand.authorization) {
            auth_ = at_hand.authorization;
            return send(now);
        }
        if (at_hand.last_error) { // nobody may ask
            auto const& why = *at_hand.last_error;
            auto const delay =
                std::chrono::ceil<std::chrono::milliseconds>(at_hand.refresh_at - now);
            bool const in_time = delay < policy_.deadline - waited_;
            return in_time && why == connectpsp::condition::retryable ? wait_for_token(delay)
                                                                      : end(of_token(why));
        }
        if (waited_ >= policy_.deadline) {
            auto const late = make_error_code(boost::system::errc::timed_out);
            return end(
                {connectpsp::errc::not_sent, {.during_authentication = true, .underlying = late}});
        }
        return wait_for_token(
            std::clamp(waited_, std::chrono::milliseconds{5}, std::chrono::milliseconds{100}));
    }

    step wait_for_token(std::chrono::milliseconds delay) {
        waited_ += delay;
        return step{delay};
    }

    step no_token(error const& why, timestamp now) {
        asking_ = false;
        if (off_ != mutant::ignore_token_backoff) session_.on_token_error(why, now);
        turn_ = {};
        if (off_ == mutant::drop_token) session_.invalidate(session_.current(now));
        if (auto still = session_.current(now)) {
            asked_ = {};
            auth_ = still;
            return send(now);
        }
        if (auto const delay = delay_after(connectpsp::obtain_token::endpoint, why, asked_, now))
            return step{*delay};
        return end(of_token(why));
    }

    step send(timestamp now) {
        asking_ = false;
        if (too_late(now))
            return end(last_error_ ? *last_error_ : of_token(error{connectpsp::errc::not_sent}));
        if (!std::exchange(was_sent_, true)) sent_.started = now;
        ++sent_.count;
        auto message = build(op_, *auth_);
        if (!message) return end(message.error());
        message_ = std::move(message).value();
        sent_now_ = true;
        return step{message_};
    }

    step refuse(error const& why, timestamp now) {
        sent_now_ = false;
        possibly_executed_ = possibly_executed_ || why.outcome_unknown();
        last_error_ = why;
        if (why.remedy() == connectpsp::remedy::reauthenticate) {
            if (off_ == mutant::login_storm)
                session_.invalidate(auth_);
            else
                session_.invalidate(auth_, now);
            if (session_.current(now) == auth_) return end(why);
            if (!std::exchange(renewed_, true)) {
                --sent_.count;
                return authorize(now);
            }
        }
        if (off_ == mutant::repeat_anything && sent_.count < policy_.max_attempts) {
            new_key();
            return step{policy_.initial_delay};
        }
        auto made = sent_;
        if (careless_of_time()) made.started = now;
        if (off_ == mutant::endless) made.count = 1;
        auto const delay = delay_after(Op::endpoint, why, made, now);
        if (!delay) return end(why);
        if (off_ == mutant::fresh_key) new_key();
        return step{*delay};
    }

    bool too_late(timestamp now) const noexcept {
        constexpr bool grows_old = std::is_same_v<Op, connectpsp::rebalance>;
        if (careless_of_time() || (!grows_old && !was_sent_)) return false;
        timestamp const since = grows_old ? began_ : sent_.started;
        return now != since && (now - since >= policy_.deadline || (grows_old && now < since));
    }

    bool careless_of_time() const noexcept {
        return off_ == mutant::endless || off_ == mutant::stale_rebalance;
    }

    void new_key() {
        if constexpr (connectpsp::detail::has_idempotency_key<Op>)
            op_.idempotency_key = connectpsp::idempotency_key::generate(random_);
    }

    auto delay_after(connectpsp::endpoint_spec const& endpoint, error const& why,
                     connectpsp::retry_state& made, timestamp now) {
        made.now = now;
        made.random = random_();
        return delay_before_retry(policy_, endpoint, why, made);
    }

    static error of_token(error const& why) {
        return why.with(
            [](connectpsp::error_context& context) { context.during_authentication = true; });
    }

    /// A refusal would only come again: another part has to find out.
    static error open(error const& why) {
        bool const again = why.during_authentication() || why == connectpsp::condition::retryable ||
                           why == connectpsp::errc::cancelled;
        return why.with([=](connectpsp::error_context& context) {
            context.unknown_outcome =
                again ? Op::endpoint.unknown_outcome() : connectpsp::remedy::reconcile;
        });
    }

    step end(error const& why) {
        last_error_ = possibly_executed_ && !why.outcome_unknown() && off_ != mutant::forget_unknown
                          ? open(why)
                          : why;
        return finish();
    }

    step finish() {
        if (asking_) login_under_way_ = false;
        turn_ = {};
        asking_ = sent_now_ = false;
        return {};
    }

    connectpsp::session& session_;
    Op op_;
    connectpsp::retry_policy policy_;
    mutant off_;
    random_source& random_;
    bool& login_under_way_;
    connectpsp::session::authorization_ptr auth_{};
    connectpsp::session::refresh_lock turn_{};
    bool asking_ = false;
    bool sent_now_ = false;
    bool renewed_ = false;
    bool possibly_executed_ = false;
    bool was_sent_ = false;
    std::optional<connectpsp::errc> misplaced_{};
    timestamp began_{};
    timestamp asked_at_{};
    connectpsp::retry_state asked_{};
    connectpsp::retry_state sent_{};
    std::chrono::milliseconds waited_{0};
    connectpsp::request message_{};
    std::optional<error> last_error_{};
    std::optional<result_type> value_{};
};

} // namespace simulation

#endif
