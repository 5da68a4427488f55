// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "../curl_multi.hpp"
#include "../json_lines.hpp"
#include "../prometheus.hpp"
#include "breaker.hpp"
#include "journal.hpp"
#include "store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace ledger {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct worker_settings {
    std::string database{};         ///< of connect()
    std::string journal_path{};     ///< empty: no journal
    std::int64_t at_once = 32;      ///< payouts on their way
    std::int64_t most_a_second = 0; ///< orders that are claimed; 0 for no limit
    seconds lease{60};              ///< of a claim
    std::int64_t max_tries = 12;    ///< of an order, until it is held
    seconds key_retention{600};     ///< how long ConnectPSP is trusted to remember a key
    long request_timeout_seconds = 10;
    psp::retry_policy policy{
        .max_attempts = 3, .deadline = milliseconds{15'000}, .max_retry_after = seconds{5}};
    milliseconds first_pause{500}; ///< before an order's next try; doubles
    milliseconds longest_pause{300'000};
    /// Until a read finds out whether the gateway is back, with jitter of a half.
    milliseconds breaker_pause{5'000};
    seconds drain{20};
    /// CryptoTokens of before, as long as a stored attempt is sealed with one.
    std::vector<psp::secret> older_crypto_tokens{};
    /// Gets a line of JSON for each request; null for none. It must outlive the worker.
    examples::json_lines* request_log = nullptr;
    /// Called at `before_commit`, `after_commit`, `after_journal`, `after_send` and `before_close`:
    /// tests end the process there.
    std::function<void(char const*)> passes = [](char const*) {};
};

/// The counts of a worker since it began.
struct worker_counts {
    std::int64_t claimed = 0, accepted = 0, refused = 0, unknown = 0, postponed = 0, held = 0;
    std::int64_t takeovers = 0, leases_lost = 0, logins_refused = 0, database_errors = 0,
                 journal_errors = 0;
    bool breaker_open = false;
};

/// Pays due orders, many at once on one thread. Any number of workers may run, on any number of
/// machines: two that hold one order are harmless, because both send the same bytes under the same
/// key, and only the holder of the last fence number can close it.
class worker {
public:
    /// @throws std::invalid_argument when a lease could end while its payout is on its way
    worker(worker_settings settings, psp::session& session);
    ~worker();

    /// Works until `stop` returns true, then drains: claims nothing, and waits for what is on its way.
    /// @throws std::runtime_error after a migration to a schema that this program cannot work on. It
    /// writes nothing then: its leases end, and a newer worker sends the same attempts again.
    void run(std::function<bool()> const& stop);

    /// Works until nothing is due and nothing is on its way.
    void run_until_idle();

    /// Returns the counts until the last turn. Any thread may ask.
    worker_counts counts() const;

    /// The transitions that it has committed. Any thread may ask.
    transition_counts const& transitions() const noexcept { return transitions_; }

    /// Its requests to ConnectPSP, in the text format of Prometheus. Any thread may ask.
    std::string request_metrics() const { return requests_.text(); }
    std::string const& name() const noexcept { return name_; }

private:
    using clock = std::chrono::steady_clock;
    struct watch { ///< the observer of every exchange
        worker* of;
        void operator()(auto const& told) const {
            of->requests_(told);
            if (of->settings_.request_log != nullptr) (*of->settings_.request_log)(told);
        }
    };

    void turn(bool claims);
    void carry_on(bool claims);
    bool claim_some(std::int64_t at_most);
    void send(std::vector<claim> claims, clock::time_point asked_at);
    bool write_to_journal(std::vector<claim> const& claims);
    void begin(claim held);
    void ended(claim const& held, psp::result<psp::cash_out_receipt> const& got);
    outcome outcome_of(claim const& held, psp::error const& why);
    void give_back(claim const& held, std::string const& code);
    void flush();
    void close_some(std::span<closing const> these);
    void flush_one_by_one();
    void look_for(claim const& committed);
    void note_health(psp::error const* why);
    bool may_claim();
    milliseconds pause_after_try(std::int64_t tries);
    connection& database();

    worker_settings settings_;
    psp::session& session_;
    std::string name_;
    transition_counts transitions_;
    std::unique_ptr<connection> database_;
    std::unique_ptr<journal> journal_;
    examples::curl_multi network_;
    std::vector<closing> closings_;
    std::string pause_because_; ///< stops all claims at the next flush
    std::int64_t on_their_way_ = 0;
    bool commit_in_doubt_ = false;
    std::optional<claim> last_committed_{};
    clock::time_point next_claim_{};
    clock::time_point next_full_claim_{};
    std::int64_t due_from_ = 0; ///< of claim_settings
    std::mt19937_64 random_{std::random_device{}()};
    breaker breaker_;
    pace pace_;
    worker_counts counts_;
    examples::prometheus requests_;
    mutable std::mutex publishing_;
    worker_counts published_; ///< behind publishing_
};

} // namespace ledger
