// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "restore.hpp"

#include "journal.hpp"

#include <connectpsp/codec/json.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <iostream>
#include <set>

namespace ledger {
namespace {

using loaded = psp::loaded_attempt<psp::create_cash_out>;

bool is_known(connection& database, psp::create_cash_out const& payout) {
    return !database
                .run("SELECT 1 FROM attempts WHERE idempotency_key = $1",
                     {std::string{payout.idempotency_key.text()}})
                .empty();
}

/// The attempts of this merchant that the database does not have, in their order.
std::vector<std::pair<std::string, loaded>>
forgotten(connection& database, psp::session const& session, std::string const& journal_path) {
    std::vector<std::pair<std::string, loaded>> made;
    std::set<std::string, std::less<>> keys; // an attempt is there once for each send
    for (auto const& each : journal::read(journal_path)) {
        if (each.kind != "attempt") continue;
        auto attempt = psp::load_attempt<psp::create_cash_out>(each.text, session);
        if (!attempt) {
            if (attempt.error() != psp::errc::attempt_of_other_merchant)
                std::cerr << "journal: " << attempt.error() << '\n';
            continue;
        }
        psp::create_cash_out const& payout = attempt.value().operation;
        if (keys.emplace(payout.idempotency_key.text()).second && !is_known(database, payout))
            made.emplace_back(each.text, std::move(attempt).value());
    }
    return made;
}

} // namespace

suspicion look_for_lost_commits(connection& database, psp::session const& session,
                                std::string const& journal_path) {
    suspicion made;
    for (auto const& [line, attempt] : forgotten(database, session, journal_path)) {
        ++made.forgotten_attempts;
        made.suspects.emplace_back(attempt.operation.external_reference.text());
    }
    return made;
}

bool pause_where_commits_were_lost(connection& database, psp::session const& session,
                                   std::string const& journal_path) {
    auto const found = look_for_lost_commits(database, session, journal_path);
    if (found.forgotten_attempts == 0) return false;
    suspect(database, "the database has lost commits: the journal names " +
                          std::to_string(found.forgotten_attempts) +
                          " attempts that it does not have. Run `ledger replay`, then resume");
    return true;
}

replayed replay_journal(connection& database, psp::session const& session,
                        psp::webhook_receiver const& hook, std::string const& journal_path) {
    replayed made;
    std::string const merchant = session.client_id();
    for (auto const& [line, attempt] : forgotten(database, session, journal_path)) {
        in_transaction(database, [&, &line = line, &attempt = attempt] {
            psp::create_cash_out const& payout = attempt.operation;
            std::string const reference{payout.external_reference.text()};
            auto order = database.run(
                "SELECT id, state, fence FROM orders WHERE merchant = $1 AND reference = $2",
                {merchant, reference});
            if (order.empty()) {
                ++made.orders;
                order = database.run(
                    "INSERT INTO orders (merchant, order_id, amount, request, reference, state, "
                    "next_try, created_at) VALUES ($1, $2, $3, $4, $2, 'due', 0, " +
                        std::string{database.clock()} + ") RETURNING id, state, fence",
                    {merchant, reference, payout.amount.centavos(), psp::encode(payout)});
            }
            std::int64_t const id = order[0].number(0), fence = order[0].number(2) + 1;
            std::string const state = order[0].text(1);
            bool const settled = state == "completed" || state == "failed" ||
                                 state == "cancelled" || state == "refunded" || state == "accepted";
            // Two attempts of one order under two keys: a person decides.
            bool const two = !database
                                  .run("SELECT 1 FROM attempts WHERE order_row = $1 AND state = "
                                       "'open'",
                                       {id})
                                  .empty();
            database.run("INSERT INTO attempts (order_row, number, idempotency_key, line, state, "
                         "sends, outcome_unknown, first_sent_at) SELECT $1, COALESCE(MAX(number), "
                         "0) + 1, $2, $3, $4, 1, 1, $5 FROM attempts WHERE order_row = $1",
                         {id, std::string{payout.idempotency_key.text()}, line,
                          std::string{two || settled ? "superseded" : "open"},
                          std::int64_t{attempt.made_at.time_since_epoch().count()}});
            std::string const to = settled ? state : two ? "held" : "unknown";
            database.run("UPDATE orders SET state = $2, fence = $3, tries = 0, next_try = 0, "
                         "held_because = CASE WHEN $2 = 'held' THEN 'two attempts may have been "
                         "sent' ELSE held_because END WHERE id = $1",
                         {id, to, fence});
            note_transition(database, id, state, to, "replay", "", fence,
                            "its attempt stands in the journal");
            ++made.attempts;
        });
    }
    for (auto const& each : journal::read(journal_path)) {
        if (each.kind != "event") continue;
        // Verified again: a file can be changed.
        std::size_t const space = each.text.find(' ');
        std::string const body = each.text.substr(space == each.text.npos ? 0 : space + 1);
        auto const told = hook.receive(body, each.text.substr(0, space));
        if (told && in_transaction(database,
                                   [&] { return take_in(database, merchant, told.value(), body); }))
            ++made.events;
    }
    return made;
}

} // namespace ledger
