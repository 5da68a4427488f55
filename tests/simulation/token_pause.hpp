// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_TOKEN_PAUSE_HPP
#define CONNECTPSP_TESTS_SIMULATION_TOKEN_PAUSE_HPP

#include "fault_profile.hpp"
#include "wire.hpp"

#include <algorithm>
#include <optional>

namespace simulation {

/// How long a session has to leave the server alone after a request for a token that failed: made
/// of the answers alone, by the merchant's clock.
class token_pause {
public:
    using timestamp = connectpsp::timestamp;

    /// @param answer null when none came
    /// @param until  the end of the current token, where there is one
    void begin(connectpsp::response const* answer, timestamp asked_at, timestamp now,
               std::optional<timestamp> until) {
        // It was asked by another clock than the failure before, or than its answer came by.
        if (asked_at < since_ || now < asked_at) return end();
        auto const asked =
            answer ? pause_asked_for(answer->retry_after, now) : std::optional<duration>{};
        bool const goes_on = without_token_ && now < since_ + length_ + longest;
        if (asked)
            length_ = std::clamp<duration>(*asked, shortest, 1h);
        else if (until)
            length_ = std::clamp<duration>(*until - now, shortest, longest);
        else if (refuses_who_asks(answer))
            length_ = longest;
        else
            length_ = goes_on ? std::min(2 * length_, longest) : shortest;
        by_server_ = asked.has_value();
        without_token_ = !until;
        since_ = now;
    }

    /// A token came, or the begin of the pause is unknown.
    void end() { *this = {}; }

    /// A token was refused. The pause that the server asked for still counts.
    void token_refused() {
        if (!by_server_) end();
    }

    /// A clock that stands before the failure has jumped: the time since then is unknown.
    bool forbids(timestamp now) const { return now >= since_ && now < since_ + length_; }

private:
    static constexpr duration shortest = 100ms;
    static constexpr duration longest = 10s;

    static bool refuses_who_asks(connectpsp::response const* answer) {
        return answer != nullptr && (answer->status == 401 || answer->status == 403);
    }

    timestamp since_{};
    duration length_{};
    bool by_server_ = false;
    bool without_token_ = false;
};

} // namespace simulation

#endif
