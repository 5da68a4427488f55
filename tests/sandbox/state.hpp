#ifndef CONNECTPSP_TESTS_SANDBOX_STATE_HPP
#define CONNECTPSP_TESTS_SANDBOX_STATE_HPP

#include "config.hpp"
#include "faults.hpp"
#include "ledger.hpp"
#include "tokens.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace sandbox {

/// What has happened so far.
struct tallies {
    /// Requests received, whether answered, refused or dropped, as `POST /auth/token`; what fits no
    /// endpoint counts as `other`. The sandbox's own controls are not counted.
    std::map<std::string, std::uint64_t> received = {};
    std::uint64_t tokens_issued = 0;
    std::uint64_t rebalances_executed = 0;
    std::uint64_t faults_served = 0;

    [[nodiscard]] std::uint64_t received_by(std::string const& endpoint) const {
        auto const found = received.find(endpoint);
        return found == received.end() ? 0 : found->second;
    }
};

/// Everything the endpoints share. `mutex` guards the three members after it; a handler runs with
/// it held, so that each answer tells of one moment.
struct state {
    explicit state(config c)
        : settings(std::move(c))
        , accounts(settings.transactional, settings.proprietary) {}

    config const settings;
    fault_plan faults; // guards itself

    mutable std::mutex mutex;
    ledger accounts;
    token_mint tokens;
    tallies counts;
};

} // namespace sandbox

#endif
