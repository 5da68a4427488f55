// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_FAKE_CLOCK_HPP
#define CONNECTPSP_TESTS_SUPPORT_FAKE_CLOCK_HPP

#include <connectpsp/core/timestamp.hpp>

#include <chrono>

namespace connectpsp::test {

/// A clock that stands until it is set. Hand it to a client as an lvalue.
class fake_clock {
public:
    timestamp operator()() const noexcept { return now_; }

    /// Sleeping takes no time but this clock's.
    void sleep_for(std::chrono::milliseconds delay) noexcept {
        now_ += delay;
        slept_ += delay;
    }

    /// How long was slept in all.
    std::chrono::milliseconds slept() const noexcept { return slept_; }

    /// Moves it on, or back.
    void advance(std::chrono::microseconds by) noexcept { now_ += by; }

private:
    timestamp now_ = std::chrono::sys_days{std::chrono::year{2026} / std::chrono::March / 10} +
                     std::chrono::hours{14};
    std::chrono::milliseconds slept_{0};
};

} // namespace connectpsp::test

#endif
