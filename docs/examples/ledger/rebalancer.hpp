// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "../curl_transport.hpp"
#include "store.hpp"

#include <connectpsp/api/rebalance_plan.hpp>
#include <connectpsp/flow/client.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ledger {

struct rebalance_settings {
    std::chrono::seconds every{900}; ///< one run in each such period, by the database's clock
    std::chrono::seconds least_between{600}; ///< two rebalances
    psp::money most_a_day{};                 ///< that may move within 24 hours, in both directions
    psp::money least{};                      ///< a smaller difference is left as it is
    std::chrono::seconds valid_for{300};     ///< how old the users' balances may be
    bool dry_run = false;                    ///< plans, and stores and sends nothing
    std::chrono::seconds lease{90};          ///< of a run
    long request_timeout_seconds = 10;
    psp::retry_policy policy{.max_attempts = 2, .deadline = std::chrono::milliseconds{15'000}};
    /// Called at `after_claim`, `before_send` and `after_send`: tests stop a run there.
    std::function<void(char const*)> passes = [](char const*) {};
};

/// The end of a run.
struct rebalance_run {
    /// `done`, `nothing_to_do`, `dry_run`, `not_allowed`, `refused`, `unknown`, `abandoned`; or
    /// `taken` where another process has this run, or has had it.
    std::string outcome{};
    std::string note{}; ///< why
    psp::money exposure{};
    psp::rebalance_plan plan{};
};

/// States the sum of all users' balances, after the orders that were handed in were taken from it.
void state_user_balances(connection& database, std::string_view merchant, psp::money sum);

/// Makes the transactional balance equal to what the users may take out: their balances and the
/// orders that have not left the wallet. Any number of processes may run it at the same time: a run
/// is one row of `slots`, and a process that has lost it sends nothing.
///
/// A rebalance has no idempotency key. Where its outcome is unknown, the next run reads the balance
/// and plans again. An old target is never sent again.
class rebalancer {
public:
    /// @throws std::invalid_argument when a lease could end while its rebalance is on its way
    rebalancer(connection& database, psp::session& session, rebalance_settings settings);

    /// Runs the current period's rebalance, where no process has.
    rebalance_run run();

private:
    std::optional<std::int64_t> claim();
    rebalance_run decide(std::int64_t slot);
    void send(std::int64_t slot, rebalance_run& planned,
              std::chrono::steady_clock::time_point asked_at);
    std::string obstacle(rebalance_run const& planned);

    connection& database_;
    psp::session& session_;
    rebalance_settings settings_;
    std::chrono::milliseconds longest_request_; ///< with its retries
    std::string name_;
    examples::curl_transport send_;
};

} // namespace ledger
