// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_NETWORK_HPP
#define CONNECTPSP_TESTS_SIMULATION_NETWORK_HPP

#include "gateway.hpp"

#include <connectpsp/core/result.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace simulation {

/// Between the merchant and the gateway: loses, delays, copies, turns away and spoils. Its
/// statement about a request that it did not deliver is true: errc::not_sent means that it never
/// will be, and a 4xx of its own stands for a request that it kept.
class network {
public:
    using answer = connectpsp::result<connectpsp::response>;
    using taker = std::function<void(answer)>;

    network(timeline& time, random_source& random, journal& book, climate const& how, gateway& to)
        : time_(time)
        , random_(random)
        , journal_(book)
        , climate_(how)
        , gateway_(to) {}

    /// Carries a request; `take` is called once, at the transport's timeout at the latest.
    void send(connectpsp::request const& message, std::uint64_t conversation, taker take);

    /// Carries a webhook to its receiver and the acknowledgement back, or loses either.
    void carry(webhook const& what, std::function<bool(webhook const&)> receive,
               std::function<void(bool)> acknowledge);

private:
    struct waiting;

    void travel(std::shared_ptr<connectpsp::request const> message, origin from,
                std::shared_ptr<waiting> back);
    void give(waiting& to, answer what);
    duration way();
    connectpsp::response turned_away();
    connectpsp::response spoiled(connectpsp::response right);
    std::string retry_after();

    timeline& time_;
    random_source& random_;
    journal& journal_;
    climate const& climate_;
    gateway& gateway_;
    std::unordered_map<std::string, connectpsp::response> last_done_; ///< by target
};

} // namespace simulation

#endif
