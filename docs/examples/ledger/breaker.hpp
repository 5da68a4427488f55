// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/error.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace ledger {

/// Returns whether an error is the gateway's or the network's, as in an outage.
inline bool is_outage(connectpsp::error const& why) {
    auto const cause = why.cause();
    return cause == connectpsp::errc::not_sent || cause == connectpsp::errc::no_answer ||
           why.status() >= 500 || why.status() == 429;
}

/// The payouts that a worker may have on their way: none while the gateway is taken to be away, few
/// after an outage. Reads no clock.
class breaker {
public:
    using time_point = std::chrono::steady_clock::time_point;
    static constexpr std::int64_t failures_that_open = 8;

    /// @param at_once payouts on their way where all is well
    /// @param pause   until a read finds out whether the gateway is back
    breaker(std::int64_t at_once, std::chrono::milliseconds pause)
        : at_once_(at_once)
        , pause_(pause)
        , allowed_(at_once) {}

    /// Takes the end of an exchange; `why` is null after a success.
    /// @param random a word of the caller's generator: workers that fail together ask at different times
    void note(connectpsp::error const* why, time_point now, std::uint64_t random) {
        if (why == nullptr || !is_outage(*why)) {
            failures_ = 0;
            allowed_ = std::min(at_once_, allowed_ + 1); // doubles with each round of answers
            is_open_ = false;
        } else if (++failures_ >= failures_that_open) {
            is_open_ = true;
            allowed_ = 1;
            auto const half = std::chrono::microseconds{pause_} / 2;
            asks_at_ = now + half +
                       std::chrono::microseconds{static_cast<std::int64_t>(
                           random % static_cast<std::uint64_t>(2 * half.count() + 1))};
        }
    }

    bool is_open() const noexcept { return is_open_; }
    std::int64_t allowed() const noexcept { return allowed_; }

    /// When a read is due, while it is open. A payout is not what finds out.
    time_point asks_at() const noexcept { return asks_at_; }

private:
    std::int64_t at_once_;
    std::chrono::milliseconds pause_;
    std::int64_t failures_ = 0; ///< one after another
    std::int64_t allowed_;
    bool is_open_ = false;
    time_point asks_at_{};
};

/// The payouts that a worker may begin now, where so many a second are the most. Reads no clock.
class pace {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// @param most_a_second 0 for no limit. A pause is made up for by a tenth of a second at most, so that
    /// no second has more than that and a tenth.
    explicit pace(std::int64_t most_a_second)
        : gap_(most_a_second == 0 ? 0 : 1'000'000 / most_a_second)
        , burst_(std::max<std::int64_t>(most_a_second / 10, 1)) {}

    /// Returns how many may begin now, `wanted` at most.
    std::int64_t left(std::int64_t wanted, time_point now) const noexcept {
        if (gap_.count() == 0) return wanted;
        if (now < next_) return 0;
        return std::min({wanted, burst_, (now - next_) / gap_ + 1});
    }

    /// Takes so many.
    void take(std::int64_t count, time_point now) noexcept {
        next_ = std::max(next_, now - (burst_ - 1) * gap_) + count * gap_;
    }

    /// When the next may begin.
    time_point next() const noexcept { return next_; }

private:
    std::chrono::microseconds gap_;
    std::int64_t burst_;
    time_point next_{};
};

/// Returns the time until an order's next try: doubles, with jitter.
inline std::chrono::milliseconds pause_after(std::int64_t tries, std::chrono::milliseconds first,
                                             std::chrono::milliseconds longest,
                                             std::uint64_t random) {
    auto bound = first;
    for (std::int64_t i = 1; i < tries && bound < longest; ++i)
        bound *= 2;
    bound = std::min(bound, longest);
    return std::chrono::milliseconds{
        bound.count() / 2 +
        static_cast<std::int64_t>(random % static_cast<std::uint64_t>(bound.count() / 2 + 1))};
}

} // namespace ledger
