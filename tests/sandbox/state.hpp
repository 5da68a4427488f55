// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_STATE_HPP
#define CONNECTPSP_TESTS_SANDBOX_STATE_HPP

#include "config.hpp"
#include "faults.hpp"
#include "idempotency.hpp"
#include "ledger.hpp"
#include "tokens.hpp"
#include "transaction.hpp"
#include "transaction_book.hpp"
#include "webhook_sender.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace sandbox {

/// The history so far.
struct tallies {
    /// Requests received, whether answered, refused or dropped, as `POST /auth/token` or
    /// `GET /cash-in/{id}`; what fits no endpoint counts as `other`. The sandbox's own controls are
    /// not counted.
    std::map<std::string, std::uint64_t> received = {};
    std::uint64_t tokens_issued = 0;
    std::uint64_t rebalances_executed = 0;
    std::uint64_t cash_ins_created = 0;
    std::uint64_t cash_outs_created = 0;
    std::uint64_t refunds_executed = 0; ///< of cash-ins
    std::uint64_t faults_served = 0;

    [[nodiscard]] std::uint64_t received_by(std::string const& endpoint) const {
        auto const found = received.find(endpoint);
        return found == received.end() ? 0 : found->second;
    }
};

/// Where an OpenFinance cash-in names its payment link, which ConnectPSP's pages leave open.
enum class payment_url_place { top_level, nested };

/// A transaction that settles by itself.
struct waiting_settlement {
    std::chrono::steady_clock::time_point due;
    std::string transaction_id;
};

/// Everything the endpoints share. `mutex` guards the members after it; a handler runs with it
/// held, so that each answer tells of one moment.
struct state {
    explicit state(config c)
        : settings(std::move(c))
        , webhooks(settings.crypto_token, settings.webhooks)
        , accounts(settings.transactional, settings.proprietary) {}

    config const settings;
    fault_plan faults;       // guards itself
    webhook_sender webhooks; // guards itself

    mutable std::mutex mutex;
    ledger accounts;
    token_mint tokens;
    tallies counts;
    transaction_book<cash_in> cash_ins;
    transaction_book<cash_out> cash_outs;
    idempotency_store remembered;
    std::deque<waiting_settlement> unsettled;
    payment_url_place payment_url = payment_url_place::top_level;
    std::chrono::seconds clock_ahead{0};

    /// The time by the sandbox's clock, which a test may put forward.
    [[nodiscard]] wall_clock::time_point now() const { return wall_clock::now() + clock_ahead; }
};

} // namespace sandbox

#endif
