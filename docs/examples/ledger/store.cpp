// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "store.hpp"

#include "batch.hpp"
#include "schema.hpp"

#include <connectpsp/codec/json.hpp>

#include <map>
#include <set>
#include <stdexcept>

namespace ledger {
namespace {

std::string state_of(std::string_view status) {
    if (status == "COMPLETED") return "completed";
    if (status == "FAILED") return "failed";
    if (status == "CANCELLED") return "cancelled";
    if (status == "REFUNDED") return "refunded";
    return "accepted";
}

bool is_settled(std::string_view state) {
    return state == "completed" || state == "failed" || state == "cancelled" || state == "refunded";
}

} // namespace

std::int64_t migrate(connection& database, std::int64_t to) {
    bool const sqlite = database.dialect() == "sqlite";
    std::int64_t made = 0;
    for (bool goes_on = true; goes_on;)
        goes_on = in_transaction(database, [&] {
            // A second process waits here, and then sees what the first has done.
            if (!sqlite) database.run("SELECT pg_advisory_xact_lock(1279870279)");
            auto const there = database.run(
                sqlite ? "SELECT 1 FROM sqlite_master WHERE name = 'meta'"
                       : "SELECT 1 FROM pg_tables WHERE tablename = 'meta' AND schemaname = ANY "
                         "(current_schemas(false))");
            std::int64_t version = 0;
            if (!there.empty())
                version = database.run("SELECT schema_version FROM meta").at(0).number(0);
            if (version >= to) return false;
            auto const at = static_cast<std::size_t>(version);
            database.script(sqlite ? sqlite_migrations[at] : postgresql_migrations[at]);
            database.run("UPDATE meta SET schema_version = $1", {version + 1});
            ++made;
            return true;
        });
    return made;
}

void check_schema(connection& database) {
    auto const found = database.run("SELECT schema_version, least_worker_version FROM meta");
    if (found.empty() || found[0].number(0) < schema_version)
        throw std::runtime_error("the schema is older than this program: run `ledger init`");
    if (found[0].number(1) > worker_version)
        throw std::runtime_error("the schema needs a newer program than this one");
}

psp::timestamp now_in(connection& database) {
    auto const got = database.run(in_dialect(database, "SELECT NOW"));
    return psp::timestamp{microseconds{got.at(0).number(0)}};
}

void note_transition(connection& database, std::int64_t order, std::string_view from,
                     std::string_view to, std::string_view cause, std::string_view actor,
                     std::int64_t fence, std::string_view note) {
    database.run(
        in_dialect(database,
                   "INSERT INTO transitions (order_row, at, from_state, to_state, cause, actor, "
                   "fence, note) VALUES ($1, NOW, $2, $3, $4, $5, $6, $7)"),
        {order, std::string{from}, std::string{to}, std::string{cause}, std::string{actor}, fence,
         std::string{note}});
    database.note(from, to, cause);
}

handed_in enqueue(connection& database, std::string_view merchant, std::string const& order_id,
                  psp::money amount, psp::payee const& payee,
                  std::optional<std::string> webhook_url) {
    psp::create_cash_out const payout{.amount = amount,
                                      .external_reference =
                                          psp::external_reference::parse(order_id).value(),
                                      .webhook_url = std::move(webhook_url),
                                      .payee = payee};
    payout.validate().value();
    auto const made = database.run(
        in_dialect(
            database,
            "INSERT INTO orders (merchant, order_id, amount, request, reference, state, next_try, "
            "created_at) VALUES ($1, $2, $3, $4, $2, 'due', NOW, NOW) "
            "ON CONFLICT DO NOTHING RETURNING id"),
        {std::string{merchant}, order_id, amount.centavos(), psp::encode(payout)});
    if (!made.empty()) {
        note_transition(database, made[0].number(0), "new", "due", "caller", "enqueue", 0, "");
        return {true, "due", order_id};
    }
    auto const old =
        database.run("SELECT state, reference FROM orders WHERE merchant = $1 AND order_id = $2 "
                     "ORDER BY generation DESC LIMIT 1",
                     {std::string{merchant}, order_id});
    if (old.empty()) throw std::runtime_error("the reference " + order_id + " is another order's");
    return {false, old[0].text(0), old[0].text(1)};
}

// --- claims --------------------------------------------------------------------------------------

namespace {

/// An order that was taken, and what becomes of it.
struct taken_order {
    claim held;
    std::string request;
    std::string idempotency_key{}; ///< of a new attempt
    std::string obstacle{};        ///< why it cannot be sent
};

/// Stores the attempts of claims. From the commit on they count as sent, because a crash behind it
/// leaves no other trace.
void store_attempts(connection& database, std::vector<taken_order>& all,
                    attempt_maker const& make) {
    std::map<std::int64_t, taken_order*> by_order;
    batch orders{{"BIGINT"}};
    for (taken_order& each : all) {
        if (!each.obstacle.empty()) continue;
        by_order.emplace(each.held.order, &each);
        orders.add({each.held.order});
    }
    // Not `state = 'open'`, because the planner would then read the whole index of open attempts, with
    // the dead rows that a long report keeps there, instead of each order's attempts.
    for (row const& open : orders.run(
             database, "UPDATE attempts SET sends = sends + 1, last_sent_at = NOW WHERE order_row "
                       "IN (VALUES ROWS) AND state || '' = 'open' RETURNING order_row, id, line, "
                       "COALESCE(first_sent_at, 0), NOW")) {
        claim& held = by_order.at(open.number(0))->held;
        held.attempt = open.number(1);
        held.line = open.text(2);
        held.first_sent_at = psp::timestamp{microseconds{open.number(3)}};
        held.claimed_at = psp::timestamp{microseconds{open.number(4)}};
        // An order that is due again was certainly not paid by what was sent before.
        held.doubtful = held.claimed_from != "due";
    }
    batch made{{"BIGINT", "TEXT", "TEXT"}};
    for (auto const& [order, each] : by_order) {
        if (!each->held.line.empty()) continue;
        auto payout = psp::decode<psp::create_cash_out>(each->request);
        if (!payout) {
            each->obstacle = "its request cannot be read: " + to_string(payout.error());
            continue;
        }
        auto attempt = make(std::move(payout).value());
        if (!attempt) {
            each->obstacle = "it cannot be sent: " + to_string(attempt.error());
            continue;
        }
        each->held.line = std::move(attempt.value().line);
        made.add({order, attempt.value().idempotency_key, each->held.line});
    }
    for (row const& stored : made.run(
             database,
             "INSERT INTO attempts (order_row, number, idempotency_key, line, state, sends, "
             "first_sent_at, last_sent_at) SELECT column1, (SELECT COALESCE(MAX(number), 0) + 1 "
             "FROM attempts WHERE order_row = column1), column2, column3, 'open', 1, NOW, NOW "
             "FROM (VALUES ROWS) AS made RETURNING order_row, id"))
        by_order.at(stored.number(0))->held.attempt = stored.number(1);
}

/// Transitions of one cause and actor.
class history {
public:
    history(std::string_view cause, std::string_view actor) : cause_(cause), actor_(actor) {}
    void add(std::int64_t order, std::string_view from, std::string_view to, std::int64_t fence,
             std::string_view note) {
        steps_.emplace_back(from, to);
        made_.add(
            {order, std::string{from}, std::string{to}, cause_, actor_, fence, std::string{note}});
    }
    void write(connection& database) const {
        made_.run(database, "INSERT INTO transitions (order_row, at, from_state, to_state, cause, "
                            "actor, fence, note) SELECT column1, NOW, column2, column3, column4, "
                            "column5, column6, column7 FROM (VALUES ROWS) AS made");
        for (auto const& [from, to] : steps_)
            database.note(from, to, cause_);
    }

private:
    std::string cause_, actor_;
    std::vector<std::pair<std::string, std::string>> steps_{};
    batch made_{{"BIGINT", "TEXT", "TEXT", "TEXT", "TEXT", "BIGINT", "TEXT"}};
};

} // namespace

std::vector<claim> claim_orders(connection& database, claim_settings const& settings,
                                attempt_maker const& make) {
    auto const found = database.run(
        in_dialect(
            database,
            // Two ways into the table, each along its own index. With OR between them the
            // planner would read and sort every due order.
            "WITH gone AS MATERIALIZED (SELECT id FROM orders WHERE merchant = $1 AND "
            "state = 'sending' AND lease_until < (SELECT NOW) AND CAST($5 AS BIGINT) = 0 ORDER BY "
            "lease_until LIMIT $2 "
            "SKIPLOCKED), "
            "due AS MATERIALIZED (SELECT id FROM orders WHERE merchant = $1 AND "
            "state IN ('due', 'unknown') AND next_try >= $5 AND next_try <= (SELECT NOW) ORDER BY "
            "next_try LIMIT $2 "
            "SKIPLOCKED) "
            "UPDATE orders SET claimed_from = state, state = 'sending', fence = fence + 1, "
            "tries = tries + 1, holder = $3, lease_until = NOW + $4 "
            "WHERE id IN (SELECT id FROM gone UNION ALL SELECT id FROM due LIMIT $2) "
            "AND NOT EXISTS (SELECT 1 FROM meta WHERE paused <> 0) "
            "RETURNING id, fence, tries, claimed_from, request, next_try"),
        {settings.merchant, settings.at_most, settings.holder, settings.lease.count(),
         settings.due_from});
    std::vector<taken_order> taken;
    for (row const& each : found) {
        claim const held{.order = each.number(0),
                         .fence = each.number(1),
                         .tries = each.number(2),
                         .claimed_from = each.text(3),
                         .was_due_at = each.number(5)};
        taken.push_back({held, each.text(4)});
        if (held.tries > settings.max_tries) taken.back().obstacle = "its tries are used up";
    }
    store_attempts(database, taken, make);
    std::vector<claim> made;
    history told{"worker", settings.holder};
    for (taken_order& each : taken) {
        claim& held = each.held;
        if (each.obstacle.empty()) {
            told.add(held.order, held.claimed_from, "sending", held.fence,
                     held.claimed_from == "sending" ? "taken over" : "");
            made.push_back(std::move(held));
            continue;
        }
        // Doubt is not failure: a person decides.
        database.run("UPDATE orders SET state = 'held', held_because = $3 WHERE id = $1 AND fence "
                     "= $2",
                     {held.order, held.fence, each.obstacle});
        told.add(held.order, held.claimed_from, "held", held.fence, each.obstacle);
    }
    told.write(database);
    return made;
}

std::vector<claim> renew_leases(connection& database, std::string_view merchant,
                                std::string_view holder, microseconds lease) {
    database.run(in_dialect(database,
                            "UPDATE orders SET lease_until = NOW + $3 WHERE merchant = $1 AND "
                            "state = 'sending' AND holder = $2 AND lease_until >= NOW"),
                 {std::string{merchant}, std::string{holder}, lease.count()});
    auto const found = database.run(
        in_dialect(database,
                   "SELECT o.id, o.fence, a.id, o.tries, o.claimed_from, a.line, a.sends, "
                   "COALESCE(a.first_sent_at, 0), NOW "
                   "FROM orders o JOIN attempts a ON a.order_row = o.id AND a.state = 'open' "
                   "WHERE o.merchant = $1 AND o.state = 'sending' AND o.holder = $2 AND "
                   "o.lease_until >= NOW"),
        {std::string{merchant}, std::string{holder}});
    std::vector<claim> made;
    for (row const& each : found)
        made.push_back({.order = each.number(0),
                        .fence = each.number(1),
                        .attempt = each.number(2),
                        .tries = each.number(3),
                        .claimed_from = each.text(4),
                        .line = each.text(5),
                        .doubtful = each.text(4) != "due" && each.number(6) > 1,
                        .first_sent_at = psp::timestamp{microseconds{each.number(7)}},
                        .claimed_at = psp::timestamp{microseconds{each.number(8)}}});
    return made;
}

std::vector<claim> close_claims(connection& database, std::span<closing const> all,
                                std::string_view holder) {
    batch ends{{"BIGINT", "BIGINT", "TEXT", "BIGINT", "TEXT", "TEXT", "TEXT", "BIGINT", "BIGINT"}};
    for (auto const& [held, how] : all)
        ends.add({held.order, held.fence, how.to, how.next_try.count(),
                  how.to == "held" ? parameter{how.code} : parameter{nullptr},
                  optional_parameter(how.transaction_id), optional_parameter(how.gateway_status),
                  std::int64_t{how.gives_try_back}, std::int64_t{is_settled(how.to)}});
    std::set<std::int64_t> closed;
    for (row const& each : ends.run(
             database,
             "UPDATE orders SET state = column3, fence = fence + 1, next_try = NOW + column4, "
             "held_because = column5, "
             "transaction_id = COALESCE(column6, transaction_id), gateway_status = "
             "COALESCE(column7, gateway_status), tries = tries - column8, settled_at = CASE WHEN "
             "column9 = 1 THEN NOW ELSE settled_at END FROM (VALUES ROWS) AS ended WHERE id = "
             "column1 AND fence = column2 RETURNING id"))
        closed.insert(each.number(0));
    batch attempts{{"BIGINT", "TEXT", "TEXT", "TEXT", "BIGINT", "BIGINT"}};
    history told{"worker", holder};
    std::vector<claim> lost;
    for (auto const& [held, how] : all) {
        if (!closed.contains(held.order)) {
            lost.push_back(held);
            continue;
        }
        attempts.add({held.attempt, how.attempt_state, how.code, how.remedy,
                      std::int64_t{how.unknown}, std::int64_t{how.http_status}});
        told.add(held.order, "sending", how.to, held.fence, how.code);
    }
    attempts.run(database,
                 "UPDATE attempts SET state = column2, last_code = column3, remedy = column4, "
                 "outcome_unknown = column5, http_status = column6 FROM (VALUES ROWS) AS ended "
                 "WHERE id = column1");
    told.write(database);
    return lost;
}

bool has_attempt(connection& database, claim const& held) {
    return !database
                .run("SELECT 1 FROM attempts WHERE id = $1 AND order_row = $2 AND line = $3",
                     {held.attempt, held.order, held.line})
                .empty();
}

std::vector<open_order> orders_to_read(connection& database, std::string_view merchant,
                                       microseconds quiet_for, std::int64_t at_most) {
    auto const found = database.run(
        in_dialect(
            database,
            "SELECT o.id, o.state, o.transaction_id, o.gateway_status, o.amount FROM orders o "
            "WHERE o.merchant = $1 AND o.state IN ('accepted', 'unknown', 'held') "
            "AND o.transaction_id IS NOT NULL AND o.created_at <= NOW - $2 "
            "AND NOT EXISTS (SELECT 1 FROM reads r WHERE r.order_row = o.id AND r.at > NOW - $2) "
            "ORDER BY o.created_at LIMIT $3"),
        {std::string{merchant}, quiet_for.count(), at_most});
    std::vector<open_order> made;
    for (row const& each : found)
        made.push_back({each.number(0), each.text(1), each.text(2), each.text(3),
                        psp::money::from_centavos(each.number(4))});
    return made;
}

std::string apply_news(connection& database, std::int64_t order, news const& heard) {
    auto const found = database.run(
        "SELECT state, gateway_status, amount, fence FROM orders WHERE id = $1", {order});
    if (found.empty()) throw std::runtime_error("there is no such order");
    std::string const state = found[0].text(0), known = found[0].text(1);
    std::int64_t const fence = found[0].number(3);
    if (heard.amount && heard.amount->centavos() != found[0].number(2)) {
        note_transition(database, order, state, state, heard.cause, "", fence,
                        "conflict: the gateway states another amount");
        return "other_amount";
    }
    using status = psp::open_enum<psp::cash_out_status>;
    // An order that a person or a refusal has ended has no status of the gateway. It is one-way too.
    bool const is_ended = is_settled(state) || state == "refused";
    auto const change = !known.empty() ? psp::compare_status(status{known}, status{heard.status})
                        : !is_ended    ? psp::status_change::advanced
                        : state_of(heard.status) == state ? psp::status_change::duplicate
                                                          : psp::status_change::conflicting;
    if (change == psp::status_change::conflicting) {
        note_transition(database, order, state, state, heard.cause, "", fence,
                        "conflict: " + heard.status + " after " + (known.empty() ? state : known));
        return "conflicting";
    }
    bool const undecided =
        state == "sending" || state == "unknown" || state == "held" || state == "due";
    if (change != psp::status_change::advanced && !undecided) return std::string{to_string(change)};
    // A stale status of an order in doubt still says that it was accepted.
    std::string const now = change == psp::status_change::stale ? known : heard.status;
    std::string const to = state_of(now);
    database.run(
        in_dialect(
            database,
            "UPDATE orders SET state = $3, gateway_status = $4, transaction_id = $5, "
            "end_to_end_id = COALESCE($6, end_to_end_id), held_because = NULL, fence = fence + 1, "
            "settled_at = CASE WHEN $7 = 1 THEN NOW ELSE settled_at END "
            "WHERE id = $1 AND fence = $2"),
        {order, fence, to, now, heard.transaction_id, optional_parameter(heard.end_to_end_id),
         std::int64_t{is_settled(to)}});
    if (database.changed() != 1) throw std::runtime_error("the order was moved meanwhile");
    database.run("UPDATE attempts SET state = 'receipt' WHERE order_row = $1 AND state = 'open'",
                 {order});
    note_transition(database, order, state, to, heard.cause, "", fence + 1, now);
    return std::string{to_string(change)};
}

// --- webhooks ------------------------------------------------------------------------------------

bool take_in(connection& database, std::string_view merchant, psp::event const& told,
             std::string const& body) {
    auto const* payout = std::get_if<psp::cash_out>(&told.data);
    parameter const nothing = nullptr;
    bool const has_reference = payout != nullptr && payout->external_reference.has_value();
    database.run(
        in_dialect(database,
                   "INSERT INTO events (merchant, dedupe_key, type, event_time, received_at, "
                   "delivery_id, transaction_id, reference, status, amount, body) "
                   "VALUES ($1, $2, $3, $4, NOW, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING"),
        {std::string{merchant}, told.dedupe_key(), std::string{told.type.text()},
         told.time ? parameter{std::int64_t{told.time->time_since_epoch().count()}} : nothing,
         told.delivery_id, payout != nullptr ? parameter{payout->transaction_id} : nothing,
         has_reference ? parameter{*payout->external_reference} : nothing,
         payout != nullptr ? parameter{std::string{payout->status.text()}} : nothing,
         payout != nullptr ? parameter{payout->amount.centavos()} : nothing, body});
    return database.changed() == 1;
}

std::int64_t apply_events(connection& database, std::string_view merchant, std::int64_t at_most) {
    auto const found = database.run(
        in_dialect(database,
                   "SELECT id, transaction_id, reference, status, amount FROM events "
                   "WHERE merchant = $1 AND applied_at IS NULL ORDER BY id LIMIT $2 SKIPLOCKED"),
        {std::string{merchant}, at_most});
    for (row const& each : found) {
        std::string verdict = "of no order";
        auto const order = database.run(
            "SELECT id FROM orders WHERE merchant = $1 AND (transaction_id = $2 OR "
            "(transaction_id IS NULL AND reference = $3)) ORDER BY transaction_id IS NULL LIMIT 1",
            {std::string{merchant}, optional_parameter(each.maybe(1)),
             optional_parameter(each.maybe(2))});
        if (!order.empty() && !each.is_null(3))
            verdict = apply_news(database, order[0].number(0),
                                 {.status = each.text(3),
                                  .transaction_id = each.text(1),
                                  .amount = psp::money::from_centavos(each.number(4)),
                                  .cause = "webhook"});
        database.run(in_dialect(database, "UPDATE events SET applied_at = NOW, verdict = $2 "
                                          "WHERE id = $1 AND applied_at IS NULL"),
                     {each.number(0), verdict});
    }
    return static_cast<std::int64_t>(found.size());
}

// --- operators -----------------------------------------------------------------------------------

void pause(connection& database, std::string const& because) {
    database.run("UPDATE meta SET paused = 1, paused_because = $1", {because});
}

void suspect(connection& database, std::string const& because) {
    pause(database, because);
    database.run(
        in_dialect(database, "UPDATE meta SET suspect_since = COALESCE(suspect_since, NOW)"));
}

void resume(connection& database) {
    database.run("UPDATE meta SET paused = 0, paused_because = NULL, suspect_since = NULL");
}

std::optional<std::string> paused(connection& database) {
    auto const found = database.run("SELECT paused_because FROM meta WHERE paused <> 0");
    if (found.empty()) return std::nullopt;
    return found[0].text(0);
}

bool move_by_hand(connection& database, std::string_view merchant, std::string const& order_id,
                  std::initializer_list<std::string_view> from, std::string const& to,
                  std::string const& actor, std::string const& note,
                  std::optional<std::string> transaction_id) {
    auto const found =
        database.run("SELECT id, state, fence FROM orders WHERE merchant = $1 AND order_id = $2 "
                     "ORDER BY generation DESC LIMIT 1",
                     {std::string{merchant}, order_id});
    if (found.empty()) return false;
    std::string const state = found[0].text(1);
    bool allowed = false;
    for (std::string_view const each : from)
        allowed = allowed || each == state;
    if (!allowed) return false;
    database.run(
        in_dialect(database,
                   "UPDATE orders SET state = $3, fence = fence + 1, next_try = NOW, tries = 0, "
                   "transaction_id = COALESCE($4, transaction_id), "
                   "held_because = CASE WHEN $3 = 'held' THEN $5 ELSE NULL END, "
                   "settled_at = CASE WHEN $6 = 1 THEN NOW ELSE settled_at END "
                   "WHERE id = $1 AND fence = $2"),
        {found[0].number(0), found[0].number(2), to, optional_parameter(transaction_id), note,
         std::int64_t{is_settled(to)}});
    if (database.changed() != 1) return false;
    note_transition(database, found[0].number(0), state, to, "operator", actor,
                    found[0].number(2) + 1, note);
    return true;
}

bool new_generation(connection& database, std::string_view merchant, std::string const& order_id,
                    std::string const& actor, std::string const& note) {
    auto const found =
        database.run("SELECT id, state, generation, amount, request, gateway_status FROM orders "
                     "WHERE merchant = $1 AND order_id = $2 ORDER BY generation DESC LIMIT 1",
                     {std::string{merchant}, order_id});
    if (found.empty()) return false;
    std::string const state = found[0].text(1);
    // `refused`: nothing of it was ever in doubt. The others by the gateway's own word.
    if (state != "failed" && state != "cancelled" && state != "refused") return false;
    std::int64_t const generation = found[0].number(2) + 1;
    auto payout = psp::decode<psp::create_cash_out>(found[0].text(4)).value();
    std::string const reference = order_id + ".g" + std::to_string(generation);
    payout.external_reference = psp::external_reference::parse(reference).value();
    auto const made = database.run(
        in_dialect(
            database,
            "INSERT INTO orders (merchant, order_id, amount, request, reference, generation, "
            "state, next_try, created_at) VALUES ($1, $2, $3, $4, $5, $6, 'due', NOW, NOW) "
            "ON CONFLICT DO NOTHING RETURNING id"),
        {std::string{merchant}, order_id, found[0].number(3), psp::encode(payout), reference,
         generation});
    if (made.empty()) return false;
    note_transition(database, made[0].number(0), "new", "due", "operator", actor, 0, note);
    return true;
}

} // namespace ledger
