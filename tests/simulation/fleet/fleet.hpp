// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_FLEET_FLEET_HPP
#define CONNECTPSP_TESTS_SIMULATION_FLEET_FLEET_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace fleet {

using std::chrono::seconds;

/// How the gateway is away.
enum class outage : std::uint8_t {
    refuses, ///< no connection is made
    silent,  ///< no answer comes, and each request waits for its timeout
    answers, ///< 503, at once
};

/// Many workers of the ledger, without its database.
struct plan {
    std::size_t workers = 1'000;
    bool one_merchant = true; ///< with one queue; else each worker has a merchant and a queue
    std::int64_t at_once = 32;
    std::int64_t most_a_second = 0; ///< of each worker; 0 for no limit
    std::size_t orders_a_second = 100;
    seconds start_over{0}; ///< the workers begin within this time
    outage kind = outage::silent;
    seconds before{600}; ///< the gateway goes away after that
    seconds away{3'600};
    seconds after{600}; ///< orders come until then
    seconds key_retention{600};
    std::chrono::milliseconds breaker_pause{5'000};
    std::uint64_t seed = 1;
};

/// The most in one second.
struct worst {
    std::uint32_t logins = 0, requests = 0;
};

struct figures {
    worst start{}; ///< in the first minute
    worst away{};
    worst steady{};             ///< in the second half of the outage
    worst back{};               ///< from the outage's end on
    std::uint32_t typical = 0;  ///< requests in the last second before the outage
    double backlog_seconds = 0; ///< from the outage's end until each older order has ended
    std::uint64_t orders = 0, paid = 0, held = 0, refused = 0, paid_twice = 0;
    std::uint64_t backlog = 0; ///< orders that had not ended at the outage's end
};

/// Lives through it. The same seed gives the same figures.
figures live_through(plan const& how);

/// The heap that a merchant takes, with its session, a token and a breaker, in bytes. 0 where the
/// allocator does not tell.
std::size_t bytes_for_a_merchant(std::size_t merchants);

} // namespace fleet

#endif
