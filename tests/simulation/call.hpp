// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_CALL_HPP
#define CONNECTPSP_TESTS_SIMULATION_CALL_HPP

#include "process.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/redact.hpp>

#include <boost/system/errc.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace simulation {

/// The effect that an operation must not have twice; empty for what may be repeated.
template <class Op>
std::string deed_of(Op const& op) {
    using namespace connectpsp;
    if constexpr (std::is_same_v<Op, create_cash_out>)
        return "payout " + std::string{op.external_reference.text()};
    else if constexpr (std::is_same_v<Op, create_cash_in>)
        return "charge " + std::string{op.external_reference.text()};
    else if constexpr (std::is_same_v<Op, refund_cash_in>)
        return "refund " + std::string{op.id.text()};
    else
        return {};
}

/// The limits that a policy sets for a conversation.
struct bounds {
    unsigned sends;
    duration time;

    /// An operation is sent as often as the policy says, and once more for a refused token; before
    /// each, a token may be asked for as often as the policy says.
    static bounds of(connectpsp::retry_policy const& policy, climate const& how) {
        unsigned const sends = (policy.max_attempts + 1) * (policy.max_attempts + 1);
        duration const deadline = policy.deadline;
        duration const timeout = how.transport_timeout;
        duration const waiting = deadline + 100ms;           // for a token of another conversation
        duration const token = waiting + deadline + timeout; // and for an own one
        // A token; a request that shows it refused; another; all attempts, and a token on the way.
        if (!how.clock_jumps) return {sends, token + timeout + token + deadline + token + timeout};
        return {sends, sends * (deadline + timeout) + (policy.max_attempts + 2) * waiting};
    }
};

/// Drives an exchange over the simulated network, and holds it to what can be seen from outside.
template <class Op, class Exchange>
class driven final : public call {
public:
    template <class... Arguments>
    driven(process& session, desk& at, std::uint64_t conversation,
           connectpsp::retry_policy const& policy, process::taker<Op> end, Arguments&&... arguments)
        : process_(session)
        , world_(session.world())
        , desk_(at)
        , conversation_(conversation)
        , deadline_(policy.deadline)
        , bounds_(bounds::of(policy, world_.how))
        , began_(world_.time.now())
        , began_by_clock_(session.clock())
        , end_(std::move(end))
        , exchange_(std::forward<Arguments>(arguments)...) {}

    void begin() override { go(exchange_.start(process_.clock())); }
    void woken() override { go(exchange_.resume(process_.clock())); }

    /// A request is handed out once, whatever a driver calls.
    void stale_timer() override {
        if (!out_) return;
        auto const now = process_.clock();
        auto const next = exchange_.resume(now);
        if (next.request() != nullptr || next.done())
            complain("hands out a request again, or ends, because of a stale timer");
    }

    void killed() override {
        hung_ = true;
        give_up();
    }

    void give_up() override {
        note("is cancelled");
        released();
        exchange_.cancel();
        go({});
    }

    void answered(network::answer got) override {
        auto const now = process_.clock();
        bool const token = asking_;
        auto const before = desk_.session.current(now);
        bool renewed = false;
        released();
        if (got) {
            connectpsp::response const& answer = got.value();
            world_.book.log(redact(static_cast<connectpsp::response_view>(answer)));
            if (token && answer.status == 200 && answer.body.starts_with("{\"accessToken\"") &&
                answer.body.ends_with('}')) {
                renewed = true;
                desk_.fresh_from = asked_at_;
                desk_.token_from = asked_at_;
                std::string_view const rest = std::string_view{answer.body}.substr(16);
                desk_.bad.came("Bearer " + std::string{rest.substr(0, rest.find('"'))});
                desk_.pause.end();
            }
            if (!token && answer.status == 401) {
                desk_.fresh_from.reset();
                desk_.pause.token_refused();
                desk_.bad.refuse(bearer_, desk_.token_from, now);
            }
        } else {
            world_.book.log(to_string(got.error()));
        }
        if (token && !renewed) pause(got ? &got.value() : nullptr, now, before != nullptr);
        auto const next =
            got ? exchange_.receive(std::move(got).value(), now) : exchange_.fail(got.error(), now);
        if (token && before && !renewed) check_failed_renewal(next, now);
        go(next);
    }

private:
    using timestamp = connectpsp::timestamp;
    static constexpr duration lease = 20s;

    /// After a request for a token that failed.
    void pause(connectpsp::response const* answer, connectpsp::timestamp now, bool token_at_hand) {
        // A token that has ended by this clock is given up, though the clock may be set back.
        if (!token_at_hand) desk_.fresh_from.reset();
        // A clock that has jumped back; or two failures at once, of which the first counts.
        if (asked_at_ < desk_.token_from || desk_.overlap) return desk_.pause.end();
        std::optional<connectpsp::timestamp> until;
        if (token_at_hand) until = desk_.token_from + world_.how.token_life;
        desk_.pause.begin(answer, asked_at_, now, until);
    }

    /// A token that lasts serves on, whatever becomes of its renewal.
    void check_failed_renewal(connectpsp::step const& next, connectpsp::timestamp now) {
        bool const waits = !next.done() && next.request() == nullptr;
        bool stopped = false;
        if (next.done()) {
            auto const ended = exchange_.result();
            stopped = !ended && ended.error().during_authentication() && !grown_old(now);
        }
        if (!desk_.session.current(now) || waits || stopped)
            complain("a renewal that failed costs the token that still lasts");
    }

    /// The exposure that a rebalance would set is of another time, or of an unknown time after the
    /// clock was set back.
    bool grown_old(connectpsp::timestamp now) const {
        return std::is_same_v<Op, connectpsp::rebalance> && now != began_by_clock_ &&
               (now < began_by_clock_ || now - began_by_clock_ >= deadline_);
    }

    void go(connectpsp::step next) {
        process& session = process_;
        if (session.crashes_here()) return;
        if (auto const* const message = next.request())
            transmit(*message);
        else if (next.done())
            return finish();
        else
            session.wake_later(conversation_, next.delay() + oversleep());
        session.crashes_here();
    }

    void transmit(connectpsp::request const& message) {
        auto const now = process_.clock();
        out_ = true;
        asking_ = message.target() == "/auth/token";
        if (first_sent_ && !jumps_ && now - *first_sent_ >= deadline_)
            complain("sends after its deadline");
        if (!asking_ && !first_sent_) first_sent_ = now;
        bearer_ = message.headers.find("Authorization");
        if (world_.random.chance(world_.how.stale))
            process_.disturb_later(conversation_, world_.random.between(1ms, 2s));
        if (++sends_ > bounds_.sends) complain("sends more often than its policy allows");
        if (asking_) {
            asked_at_ = now;
            for (auto const& [other, asked_at] : desk_.asking)
                if (now < asked_at + lease && now > asked_at - lease)
                    complain("two requests for a token at once");
            desk_.overlap = !desk_.asking.empty();
            desk_.asking.clear(); // whose turns are taken over
            desk_.asking[conversation_] = now;
            if (!jumps_ && now < desk_.token_from + world_.how.token_life && desk_.bad.forbids(now))
                complain("logs in for one bad token after the other");
            // After the clock was set back, the lifetime of a token is unknown.
            if (desk_.fresh_from && now < *desk_.fresh_from) desk_.fresh_from.reset();
            if (desk_.pause.forbids(now)) complain("asks for a token during a pause");
            if (desk_.fresh_from && now < *desk_.fresh_from + world_.how.token_life / 2)
                complain("asks for a token and has a fresh one");
        } else if (grown_old(now)) {
            complain("a rebalance is sent after its deadline");
        }
        world_.book.log(redact(message));
        if (world_.off == mutant::log_requests) world_.book.log(message.headers.text());
        process_.post(conversation_, message);
    }

    /// A conversation that waits in vain for a token waited for a request that was under way.
    void check_wait(connectpsp::error const& why) const {
        bool const in_vain = why.during_authentication() &&
                             why.cause() == connectpsp::errc::not_sent &&
                             why.underlying() == boost::system::errc::timed_out;
        if (!in_vain || std::is_same_v<Op, connectpsp::rebalance> || asked_at_ != timestamp{} ||
            overslept_ != 0s || jumps_)
            return;
        constexpr duration look = 200ms; // its own deadline may pass between two of them
        for (auto const& [other, asked_at] : desk_.asking)
            if (process_.clock() <= asked_at + lease + look) return;
        if (process_.clock() > desk_.answered_at + look)
            complain("waits for a login that nobody makes");
    }

    /// Drivers come late.
    duration oversleep() {
        if (!world_.random.chance(world_.how.oversleep)) return {};
        auto const more = world_.random.between(0s, 2 * deadline_);
        overslept_ += more;
        return more;
    }

    /// The request for a token is not under way any more.
    void released() {
        out_ = false;
        if (!std::exchange(asking_, false)) return;
        desk_.asking.erase(conversation_);
        desk_.answered_at = process_.clock();
    }

    void finish() {
        auto const self = process_.take(conversation_);
        if (!hung_ && world_.time.now() - began_ > bounds_.time + overslept_)
            complain("takes longer than its policy allows");
        auto const ended = exchange_.result();
        if (!ended) check_wait(ended.error());
        constexpr bool has_effect = Op::endpoint.has_effect();
        if (ended) {
            world_.book.log(connectpsp::redact(ended.value()));
            if constexpr (has_effect)
                world_.seen.told_done(conversation_, deed_of(exchange_.operation()),
                                      id_of(ended.value()));
        } else {
            world_.book.log(to_string(ended.error()));
            if (has_effect && !ended.error().outcome_unknown())
                world_.seen.told_not_done(conversation_);
        }
        note(ended ? "is done" : "ends: " + to_string(ended.error()));
        if (process_.crashes_here()) return; // before the merchant has written it down
        end_(ended);
        process_.crashes_here();
    }

    static std::string id_of(connectpsp::rebalance_receipt const&) { return {}; }
    template <class Receipt>
    static std::string id_of(Receipt const& receipt) {
        return receipt.transaction_id;
    }

    void complain(std::string const& what) const {
        world_.seen.complain("conversation " + std::to_string(conversation_) + ' ' + what);
    }
    void note(std::string const& what) const {
        if (world_.book.verbose())
            world_.book.trace("conversation " + std::to_string(conversation_), what);
    }

    process& process_;
    scene& world_;
    desk& desk_;
    std::uint64_t conversation_;
    duration deadline_;
    bounds bounds_;
    connectpsp::timestamp began_;
    connectpsp::timestamp began_by_clock_;
    process::taker<Op> end_;
    Exchange exchange_;
    bool asking_ = false;
    bool out_ = false; ///< a request
    bool hung_ = false;
    duration overslept_{0};
    std::string bearer_{};
    bool jumps_ = world_.how.clock_jumps; ///< the clock may, while this goes on
    std::optional<timestamp> first_sent_{};
    unsigned sends_ = 0;
    connectpsp::timestamp asked_at_{};
};

} // namespace simulation

#endif
