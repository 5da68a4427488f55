// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "sql.hpp"

#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/webhook.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ledger {

namespace psp = connectpsp;
using std::chrono::microseconds;

/// The schema that this program knows, and the oldest that it can work on.
inline constexpr std::int64_t schema_version = 2;
inline constexpr std::int64_t worker_version = 2;

/// Brings the schema up to a version: makes the tables where there are none, and runs each migration
/// that is missing in a transaction of its own. Two processes may do so at the same time. Returns
/// how many migrations it has run.
std::int64_t migrate(connection& database, std::int64_t to = schema_version);

/// @throws std::runtime_error when the schema is not one that this program can work on
void check_schema(connection& database);

/// The database's clock.
psp::timestamp now_in(connection& database);

// --- orders --------------------------------------------------------------------------------------

/// Where an order stands after it was handed in.
struct handed_in {
    bool is_new = false;
    std::string state{};
    std::string reference{};
};

/// Hands a payout in, as a part of the caller's transaction. Its reference is made of the caller's own
/// order id, never of a row's number, which a restored database would give again. An order that was
/// handed in before is left as it is.
/// @throws psp::failure for an order that cannot be a payout
handed_in enqueue(connection& database, std::string_view merchant, std::string const& order_id,
                  psp::money amount, psp::payee const& payee,
                  std::optional<std::string> webhook_url = {});

/// An order that this worker holds, with its open attempt.
struct claim {
    std::int64_t order = 0;
    std::int64_t fence = 0;
    std::int64_t attempt = 0;
    std::int64_t tries = 0;
    std::string claimed_from{};     ///< the state before
    std::string line{};             ///< the attempt's record
    bool doubtful = false;          ///< an earlier send may have been carried out
    psp::timestamp first_sent_at{}; ///< of the attempt; this and the next by the database's clock
    psp::timestamp claimed_at{};
    std::int64_t was_due_at = 0; ///< microseconds since 1970: its place in the queue
};

/// Makes a new attempt of an order: its idempotency key, and its record.
struct new_attempt {
    std::string idempotency_key;
    std::string line;
};
using attempt_maker = std::function<psp::result<new_attempt>(psp::create_cash_out)>;

struct claim_settings {
    std::string merchant{};
    std::string holder{}; ///< random, new at each start of a worker
    microseconds lease{};
    std::int64_t max_tries = 0;
    std::int64_t at_most = 0; ///< orders
    /// 0, or claim::was_due_at of the claim before: then only orders that were due at that time or
    /// later are looked for, and none whose holder is gone. Where a report keeps dead rows for an
    /// hour, a claim would read all of them.
    std::int64_t due_from = 0;
};

/// Takes due orders, and those whose holder is gone, each with an attempt that is stored before it is
/// sent. To be run in a transaction. An order whose tries are used up, or whose stored request cannot be
/// read, is held for a person.
std::vector<claim> claim_orders(connection& database, claim_settings const& settings,
                                attempt_maker const& make);

/// Renews this holder's leases that are not over, and returns their claims: for a holder that does not
/// know whether its COMMIT took place. To be run in a transaction.
std::vector<claim> renew_leases(connection& database, std::string_view merchant,
                                std::string_view holder, microseconds lease);

/// The state of an order after a try.
struct outcome {
    std::string to{};
    std::string attempt_state = "open"; ///< `open`, `receipt`, `refused`
    std::optional<std::string> transaction_id{};
    std::optional<std::string> gateway_status{};
    microseconds next_try{0}; ///< from now
    std::string code{};
    std::string remedy{};
    bool unknown = false;
    int http_status = 0;
    bool gives_try_back = false;
};

struct closing {
    claim held;
    outcome how;
};

/// Ends claims. Returns those that it could not end: an order may not be its claim's any more, because
/// another worker took it over, or a webhook has settled it. To be run in a transaction.
std::vector<claim> close_claims(connection& database, std::span<closing const> all,
                                std::string_view holder);

/// Whether the database still has the attempt of a claim that was committed. It has not after a
/// restore, or after a failover to a standby that was behind.
bool has_attempt(connection& database, claim const& held);

/// An order that is accepted and has not been settled, or whose outcome is unknown and has an id.
struct open_order {
    std::int64_t order = 0;
    std::string state{};
    std::string transaction_id{};
    std::string status{};
    psp::money amount{};
};

/// Orders to read because nothing was heard of them for so long.
std::vector<open_order> orders_to_read(connection& database, std::string_view merchant,
                                       microseconds quiet_for, std::int64_t at_most);

/// News of an order, from a webhook or a read.
struct news {
    std::string status{};
    std::string transaction_id{};
    std::optional<std::string> end_to_end_id{};
    std::optional<psp::money> amount{};
    std::string cause{}; ///< `webhook` or `read`
};

/// Applies news to an order. Returns the verdict: `advanced`, `duplicate`, `stale`, `conflicting`, or
/// `other_amount`. News that conflicts moves nothing. To be run in a transaction.
std::string apply_news(connection& database, std::int64_t order, news const& heard);

// --- webhooks ------------------------------------------------------------------------------------

/// Stores an event and its key. False when the key is there already.
bool take_in(connection& database, std::string_view merchant, psp::event const& told,
             std::string const& body);

/// Applies events that were stored. Returns how many. To be run in a transaction.
std::int64_t apply_events(connection& database, std::string_view merchant, std::int64_t at_most);

// --- operators -----------------------------------------------------------------------------------

/// Stops and resumes all claims. The reason is shown by `ledger status`.
void pause(connection& database, std::string const& because);
/// The same, for a database that has lost commits.
void suspect(connection& database, std::string const& because);
void resume(connection& database);
/// The reason, or nothing where claims go on.
std::optional<std::string> paused(connection& database);

/// Moves an order by hand: a guarded update, which one of two operators makes. `note` says why.
bool move_by_hand(connection& database, std::string_view merchant, std::string const& order_id,
                  std::initializer_list<std::string_view> from, std::string const& to,
                  std::string const& actor, std::string const& note,
                  std::optional<std::string> transaction_id = {});

/// Starts a new generation of an order that the gateway says it has not paid and never will: a new
/// reference, and later a new key. False for any other order.
bool new_generation(connection& database, std::string_view merchant, std::string const& order_id,
                    std::string const& actor, std::string const& note);

/// Writes what happened to an order.
void note_transition(connection& database, std::int64_t order, std::string_view from,
                     std::string_view to, std::string_view cause, std::string_view actor,
                     std::int64_t fence, std::string_view note);

} // namespace ledger
