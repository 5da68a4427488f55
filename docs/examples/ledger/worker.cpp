// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "worker.hpp"

#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/reconcile.hpp>

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <utility>

namespace ledger {
namespace {

constexpr seconds lease_margin{5};

std::string new_name() {
    auto const made = psp::system_idempotency_key();
    return "worker-" + std::string{made.value().text()};
}

psp::timestamp now() { return std::chrono::floor<microseconds>(std::chrono::system_clock::now()); }

/// Whether the configuration is wrong, and not the order: every order would meet the same error.
bool is_of_the_configuration(psp::error const& why) {
    auto const cause = why.cause();
    using psp::api_errc;
    if (cause == api_errc::invalid_credentials || cause == api_errc::invalid_application_token ||
        cause == api_errc::invalid_signature || cause == api_errc::forbidden)
        return true;
    bool const passes = why.status() == 408 || why.status() == 429;
    return why.during_authentication() && why.status() / 100 == 4 && !passes;
}

} // namespace

worker::worker(worker_settings settings, psp::session& session)
    : settings_(std::move(settings))
    , session_(session)
    , name_(new_name())
    , network_(settings_.request_timeout_seconds)
    , breaker_(settings_.at_once, settings_.breaker_pause)
    , pace_(settings_.most_a_second) {
    // The last request may begin just before the deadline, after the longest wait for a token.
    auto const needed =
        settings_.policy.deadline + seconds{settings_.request_timeout_seconds} * 2 + lease_margin;
    if (settings_.lease < needed)
        throw std::invalid_argument(
            "the lease is too short: it must last " +
            std::to_string(std::chrono::ceil<seconds>(needed).count()) +
            " seconds, which are the policy's deadline, two request timeouts and a margin");
    database();
    if (!settings_.journal_path.empty())
        journal_ = std::make_unique<journal>(settings_.journal_path);
}

worker::~worker() = default;

connection& worker::database() {
    if (database_) return *database_;
    database_ = connect(settings_.database);
    database_->count_in(&transitions_);
    try {
        check_schema(*database_);
        if (last_committed_) look_for(*last_committed_);
    } catch (...) { // and look again next time
        database_.reset();
        throw;
    }
    return *database_;
}

void worker::run(std::function<bool()> const& stop) {
    while (!stop())
        turn(true);
    auto const until = clock::now() + settings_.drain;
    while ((on_their_way_ != 0 || !closings_.empty()) && clock::now() < until)
        turn(false);
    network_.cancel(); // what is still on its way stays doubtful, and is replayed
    turn(false);
}

void worker::run_until_idle() {
    do {
        turn(true);
    } while (on_their_way_ != 0 || !closings_.empty() || commit_in_doubt_ ||
             next_claim_ <= clock::now());
}

worker_counts worker::counts() const {
    std::lock_guard const one_at_a_time{publishing_};
    return published_;
}

void worker::turn(bool claims) {
    carry_on(claims);
    std::lock_guard const one_at_a_time{publishing_};
    published_ = counts_;
}

void worker::carry_on(bool claims) {
    try {
        flush();
        auto const room = pace_.left(breaker_.allowed() - on_their_way_, clock::now());
        if (claims && room > 0 && next_claim_ <= clock::now() && may_claim() && !claim_some(room))
            next_claim_ = clock::now() + milliseconds{100 + static_cast<int>(random_() % 200)};
        if (network_.idle())
            std::this_thread::sleep_for(milliseconds{closings_.empty() ? 20 : 1});
        else
            network_.poll();
    } catch (sql_error const& why) {
        // Nothing new is sent until the database is back. Requests that are on their way are closed later.
        ++counts_.database_errors;
        std::cerr << "database: " << why.what() << '\n';
        commit_in_doubt_ = true;
        database_.reset();
        next_claim_ = clock::now() + milliseconds{500};
        network_.poll();
    }
}

bool worker::claim_some(std::int64_t at_most) {
    auto const asked_at = clock::now(); // the lease counts from here, by this machine's own clock
    if (next_full_claim_ <= asked_at) {
        check_schema(database()); // a migration may have left this program behind
        due_from_ = 0;
        next_full_claim_ = asked_at + seconds{5};
    }
    claim_settings const wanted{.merchant = session_.client_id(),
                                .holder = name_,
                                .lease = settings_.lease,
                                .max_tries = settings_.max_tries,
                                .at_most = at_most,
                                .due_from = due_from_};
    auto const make = [this](psp::create_cash_out payout) -> psp::result<new_attempt> {
        payout.idempotency_key = psp::system_idempotency_key().value();
        auto line = psp::save_attempt(payout, session_, now());
        if (!line) return line.error();
        return new_attempt{std::string{payout.idempotency_key.text()}, std::move(line).value()};
    };
    // After a COMMIT without an answer, the rows are read before anything is sent.
    if (commit_in_doubt_) {
        if (on_their_way_ != 0 || !closings_.empty()) return false;
        auto found = in_transaction(database(), [&] {
            return renew_leases(database(), wanted.merchant, name_, settings_.lease);
        });
        commit_in_doubt_ = false;
        if (!found.empty()) {
            send(std::move(found), asked_at);
            return true;
        }
    }
    auto claims = in_transaction(database(), [&] {
        auto made = claim_orders(database(), wanted, make);
        if (!made.empty()) settings_.passes("before_commit");
        return made;
    });
    if (claims.empty()) {
        next_full_claim_ = asked_at; // nothing behind, and perhaps something before
        return std::exchange(due_from_, 0) != 0;
    }
    pace_.take(static_cast<std::int64_t>(claims.size()), asked_at);
    for (claim const& each : claims)
        due_from_ = std::max(due_from_, each.was_due_at);
    last_committed_ = claims.front();
    settings_.passes("after_commit");
    send(std::move(claims), asked_at);
    return true;
}

void worker::send(std::vector<claim> claims, clock::time_point asked_at) {
    counts_.claimed += static_cast<std::int64_t>(claims.size());
    bool const stored = write_to_journal(claims);
    for (claim& each : claims) {
        if (!stored) {
            give_back(each, "the journal cannot be written");
            continue;
        }
        counts_.takeovers += each.claimed_from == "sending" ? 1 : 0;
        // A process that was stopped may come back after its lease.
        if (clock::now() - asked_at > lease_margin) {
            ++counts_.leases_lost;
            give_back(each, "the lease was nearly over");
        } else {
            begin(std::move(each));
        }
    }
}

/// Each send is written, because the worker before may have ended between its commit and the journal.
bool worker::write_to_journal(std::vector<claim> const& claims) {
    if (!journal_) return true;
    std::vector<std::string> lines;
    for (claim const& each : claims)
        lines.push_back(each.line);
    try {
        journal_->append("attempt", lines);
    } catch (std::exception const& why) {
        ++counts_.journal_errors;
        std::cerr << why.what() << '\n';
        next_claim_ = clock::now() + milliseconds{500};
        return false;
    }
    settings_.passes("after_journal");
    return true;
}

void worker::begin(claim held) {
    auto loaded =
        psp::load_attempt<psp::create_cash_out>(held.line, session_, settings_.older_crypto_tokens);
    if (!loaded) {
        closings_.push_back({std::move(held),
                             {.to = "held",
                              .code = "its record cannot be read: " + to_string(loaded.error()),
                              .unknown = true}});
        return;
    }
    if (held.claimed_from == "unknown" || held.claimed_from == "sending") {
        // The database's clock counts, because the worker before may have had a wrong one.
        auto const how = psp::reconcile(psp::create_cash_out::endpoint, nullptr, held.first_sent_at,
                                        held.claimed_at, settings_.key_retention);
        // Past the key's life a replay may be a second payout: only its reference would stop it.
        if (how.key_may_have_expired) {
            closings_.push_back(
                {std::move(held),
                 {.to = "held", .code = "the key may have expired", .unknown = true}});
            return;
        }
    }
    ++on_their_way_;
    bool const doubt = held.doubtful;
    auto const done = [this, held](psp::result<psp::cash_out_receipt> got) { ended(held, got); };
    if (doubt)
        network_.start(psp::exchange{session_, std::move(loaded).value(), settings_.policy,
                                     random_(), watch{this}},
                       done);
    else
        network_.start(psp::exchange{session_, std::move(loaded).value().operation,
                                     settings_.policy, random_(), watch{this}},
                       done);
}

void worker::ended(claim const& held, psp::result<psp::cash_out_receipt> const& got) {
    --on_their_way_;
    settings_.passes("after_send");
    note_health(got ? nullptr : &got.error());
    if (!got) {
        closings_.push_back({held, outcome_of(held, got.error())});
        return;
    }
    auto const& receipt = got.value();
    bool const completed = receipt.status && *receipt.status == psp::cash_out_status::completed;
    ++counts_.accepted;
    closings_.push_back(
        {held,
         {.to = completed ? "completed" : "accepted",
          .attempt_state = "receipt",
          .transaction_id = receipt.transaction_id,
          .gateway_status = receipt.status ? std::string{receipt.status->text()} : "PROCESSING",
          .code = "accepted"}});
}

outcome worker::outcome_of(claim const& held, psp::error const& why) {
    outcome how{.code = to_string(why),
                .remedy = std::string{to_string(why.remedy())},
                .unknown = why.outcome_unknown(),
                .http_status = why.status()};
    // The id of any other answer may be another order's.
    if (why.cause() == psp::errc::payout_not_accepted && !why.transaction_id().empty())
        how.transaction_id = why.transaction_id();
    auto const remedy = why.remedy();
    if (is_of_the_configuration(why)) {
        // One mistake must not refuse thousands of orders, and must not use up the tries of those in doubt.
        ++counts_.logins_refused;
        ++counts_.postponed;
        pause_because_ = "ConnectPSP rejects the configuration: " + to_string(why);
        how.to = how.unknown ? "unknown" : "due";
        how.gives_try_back = true;
        how.next_try = pause_after_try(held.tries);
        return how;
    }
    if (how.unknown) {
        ++counts_.unknown;
        // A refusal after a doubt is not repeated: only reads, events and people settle it.
        bool const replay = remedy == psp::remedy::retry_same_key;
        how.to = replay ? "unknown" : "held";
        ++(replay ? counts_.postponed : counts_.held);
        how.next_try = pause_after_try(held.tries);
        return how;
    }
    if (remedy == psp::remedy::wait || remedy == psp::remedy::reauthenticate) {
        ++counts_.postponed;
        how.to = "due";
        // A server may repeat a stored refusal under its key for ever. Nothing is in doubt, so that the
        // next try has a key of its own.
        if (why.status() == 422 && !why.during_authentication()) how.attempt_state = "refused";
        how.gives_try_back = why.during_authentication();
        how.next_try = why.retry_after() ? milliseconds{why.retry_after()->delay(now())}
                                         : pause_after_try(held.tries);
        return how;
    }
    ++counts_.refused;
    how.to = remedy == psp::remedy::fix_request ? "refused" : "held";
    how.attempt_state = how.to == "refused" ? "refused" : "open";
    return how;
}

void worker::give_back(claim const& held, std::string const& code) {
    closings_.push_back({held,
                         {.to = held.doubtful ? "unknown" : "due",
                          .code = code,
                          .unknown = held.doubtful,
                          .gives_try_back = true}});
}

void worker::flush() {
    if (!pause_because_.empty()) {
        pause(database(), pause_because_);
        pause_because_.clear();
    }
    if (closings_.empty()) return;
    settings_.passes("before_close");
    try {
        close_some(closings_); // in one transaction, because each commit waits for the disk
        closings_.clear();
    } catch (sql_error const& why) {
        if (why.of_commit()) throw;
        database().run("SELECT 1"); // throws where the database is away
        std::cerr << "closed one by one: " << why.what() << '\n';
        flush_one_by_one();
    }
}

void worker::close_some(std::span<closing const> these) {
    auto const lost =
        in_transaction(database(), [&] { return close_claims(database(), these, name_); });
    counts_.leases_lost += static_cast<std::int64_t>(lost.size());
    for (claim const& each : lost)
        look_for(each);
}

/// The attempts that this worker has committed must be there. Otherwise the database was restored, or a standby
/// that was behind has taken over, and may have forgotten other payouts too.
void worker::look_for(claim const& committed) {
    if (has_attempt(database(), committed)) return;
    suspect(database(), "the database has lost commits: attempts that were sent are not in it. Run "
                        "`ledger replay`, then resume");
}

/// An order whose end the database refuses is held for a person, so that it does not stop the others.
void worker::flush_one_by_one() {
    while (!closings_.empty()) {
        closing const& last = closings_.back();
        try {
            close_some({&last, 1});
        } catch (sql_error const& why) {
            if (why.of_commit()) throw;
            closing const instead{last.held,
                                  {.to = "held",
                                   .code = "its end cannot be stored (" + last.how.to + ", " +
                                           last.how.code + "): " + why.what(),
                                   .unknown = true}};
            close_some({&instead, 1});
            ++counts_.held;
        }
        closings_.pop_back();
    }
}

void worker::note_health(psp::error const* why) {
    breaker_.note(why, clock::now(), random_());
    counts_.breaker_open = breaker_.is_open();
}

bool worker::may_claim() {
    if (!breaker_.is_open()) return true;
    if (clock::now() < breaker_.asks_at() || on_their_way_ != 0) return false;
    // Half open: a read finds out whether the gateway is back, not a payout.
    ++on_their_way_;
    network_.start(psp::exchange{session_, psp::get_balance{}, psp::retry_policy::no_retry(),
                                 random_(), watch{this}},
                   [this](psp::result<psp::balance> got) {
                       --on_their_way_;
                       note_health(got ? nullptr : &got.error());
                   });
    return false;
}

milliseconds worker::pause_after_try(std::int64_t tries) {
    return pause_after(tries, settings_.first_pause, settings_.longest_pause, random_());
}

} // namespace ledger
