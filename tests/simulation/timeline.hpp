// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_TIMELINE_HPP
#define CONNECTPSP_TESTS_SIMULATION_TIMELINE_HPP

#include "random.hpp"

#include <connectpsp/core/timestamp.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace simulation {

/// Virtual time: what is to happen, in its order. Events of the same moment happen in the order in
/// which they were scheduled.
class timeline {
public:
    using action = std::function<void()>;

    connectpsp::timestamp now() const noexcept { return now_; }

    void at(connectpsp::timestamp when, action what) {
        queue_.push_back({std::max(when, now_), next_++, std::move(what)});
        std::push_heap(queue_.begin(), queue_.end(), later);
    }
    void after(duration delay, action what) { at(now_ + delay, std::move(what)); }

    /// Lets the next thing happen; false when nothing is left.
    bool step() {
        if (queue_.empty()) return false;
        std::pop_heap(queue_.begin(), queue_.end(), later);
        entry const due = std::move(queue_.back());
        queue_.pop_back();
        now_ = due.when;
        due.what();
        return true;
    }

private:
    struct entry {
        connectpsp::timestamp when;
        std::uint64_t number;
        action what;
    };

    static bool later(entry const& left, entry const& right) noexcept {
        return left.when != right.when ? left.when > right.when : left.number > right.number;
    }

    connectpsp::timestamp now_ = std::chrono::sys_days{std::chrono::year{2026} / 3 / 10};
    std::uint64_t next_ = 0;
    std::vector<entry> queue_;
};

} // namespace simulation

#endif
