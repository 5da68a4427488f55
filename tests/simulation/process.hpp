// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_PROCESS_HPP
#define CONNECTPSP_TESTS_SIMULATION_PROCESS_HPP

#include "careless_exchange.hpp"
#include "network.hpp"
#include "token_pause.hpp"

#include <connectpsp/api/webhook.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulation {

/// The state that all processes of a world share.
struct scene {
    timeline& time;
    random_source& random;
    journal& book;
    audit& seen;
    climate& how;
    network& wire;
    mutant off;
    duration clock_offset{0}; ///< of the merchant's clock
};

/// Tokens that the gateway gives and refuses at once: how long a session keeps the last of them
/// before it asks for another, made of the answers alone.
struct bad_tokens {
    std::string current{}; ///< as requests carry it
    bool refused = false;
    int in_a_row = 0;
    connectpsp::timestamp at{};

    void came(std::string bearer) {
        current = std::move(bearer);
        refused = false;
    }
    void refuse(std::string_view bearer, connectpsp::timestamp made, connectpsp::timestamp now) {
        if (bearer != current || std::exchange(refused, true)) return;
        in_a_row = now >= made + 30s ? 0 : now < at + 40s ? in_a_row + 1 : 1;
        at = now;
    }
    bool forbids(connectpsp::timestamp now) const {
        if (!refused || in_a_row < 2) return false;
        duration const pause =
            in_a_row > 8 ? 10s : std::min<duration>(10s, 100ms * (1 << (in_a_row - 2)));
        return now >= at && now < at + pause; // by a clock that was set back it is unknown
    }
};

/// One application in a process: its session, and what is seen of its tokens from outside.
struct desk {
    desk(onboarding const& who, std::chrono::seconds margin);

    connectpsp::session session;
    connectpsp::webhook_receiver hook;
    std::map<std::uint64_t, connectpsp::timestamp> asking{}; ///< requests for a token under way
    bool overlap = false; ///< a request for a token was taken over, and may end as well
    connectpsp::timestamp answered_at{};               ///< when the last of them ended
    bad_tokens bad{};                                  ///< before it, when tokens are refused
    bool login_under_way = false;                      ///< for a mutant
    std::optional<connectpsp::timestamp> fresh_from{}; ///< of a token that came and was not refused
    connectpsp::timestamp token_from{};                ///< when the last that came was asked for
    token_pause pause{};                               ///< before the next request for a token
};

/// An exchange under way.
class call {
public:
    virtual ~call() = default;
    virtual void begin() = 0;
    virtual void answered(network::answer got) = 0;
    virtual void woken() = 0;
    virtual void give_up() = 0;
    virtual void stale_timer() = 0;
    virtual void killed() = 0; ///< long after a call of the transport that never returned
};

/// A process of the merchant: sessions and exchanges. All of it is gone with a crash.
class process : public std::enable_shared_from_this<process> {
public:
    process(scene& session, std::vector<onboarding> const& who);

    template <class Op>
    using taker = std::function<void(connectpsp::result<typename Op::result_type> const&)>;

    /// Carries an operation out over the simulated network.
    template <class Op>
    void carry_out(std::size_t application, Op op, taker<Op> end);

    /// The same with what came back from its record.
    template <class Op>
    void carry_out(std::size_t application, connectpsp::loaded_attempt<Op> attempt, taker<Op> end);

    /// The merchant's clock, which may jump.
    connectpsp::timestamp clock() const noexcept { return scene_.time.now() + scene_.clock_offset; }

    /// A place where it may crash; true when it has, and then nothing may be done any more.
    bool crashes_here();
    bool dead() const noexcept { return dead_; }
    std::function<void()> on_crash{};

    /// The process goes on as its own child: with its sessions, and without what was under way.
    void fork();

    desk& at(std::size_t application) noexcept { return desks_[application]; }
    bool idle() const noexcept { return calls_.empty(); }

    // For the calls.
    scene& world() noexcept { return scene_; }
    void post(std::uint64_t conversation, connectpsp::request const& message);
    void wake_later(std::uint64_t conversation, duration delay);
    void disturb_later(std::uint64_t conversation, duration delay);
    std::unique_ptr<call> take(std::uint64_t conversation);
    connectpsp::retry_policy policy();

private:
    template <class Op, class Attempt>
    void drive(std::size_t application, Op const& op, Attempt attempt, taker<Op> end);
    void add(std::uint64_t conversation, std::unique_ptr<call> made);
    void with(std::uint64_t conversation, std::function<void(call&)> const& what);

    scene& scene_;
    bool dead_ = false;
    std::deque<desk> desks_;
    std::map<std::uint64_t, std::unique_ptr<call>> calls_; ///< behind the sessions they refer to
    std::vector<std::unique_ptr<call>> of_parent_;         ///< which a child does not go on with
};

} // namespace simulation

#endif
