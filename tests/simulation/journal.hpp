// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_JOURNAL_HPP
#define CONNECTPSP_TESTS_SIMULATION_JOURNAL_HPP

#include "timeline.hpp"

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace simulation {

/// The merchant's log, in which no secret may stand, and the trace of a run for who replays it.
class journal {
public:
    journal(timeline const& time, bool verbose) noexcept : time_(time), verbose_(verbose) {}

    /// A line of the merchant's log.
    void log(std::string_view line) {
        log_.append(line).push_back('\n');
        if (verbose_) trace("log", line);
    }

    /// The texts that the log must not have.
    void keep_secret(std::string text) { secrets_.push_back(std::move(text)); }

    /// The first secret that does.
    std::string leak() const {
        for (auto const& each : secrets_)
            if (log_.find(each) != std::string::npos) return each;
        return {};
    }

    bool verbose() const noexcept { return verbose_; }

    /// A line of the trace. It may hold anything: nothing here is real.
    void trace(std::string_view who, std::string_view line) const {
        if (!verbose_) return;
        std::cout << connectpsp::format_timestamp(time_.now()).substr(11) << "  " << who << ": "
                  << line << '\n';
    }

private:
    timeline const& time_;
    bool verbose_;
    std::string log_;
    std::vector<std::string> secrets_;
};

} // namespace simulation

#endif
