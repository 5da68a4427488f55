// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "rebalancer.hpp"

#include <stdexcept>
#include <utility>

namespace ledger {
namespace {

constexpr std::string_view job = "rebalance";

/// A text for a person, such as `20000.00 of 100000.00 a day`.
template <class... Parts>
std::string join(Parts const&... parts) {
    std::string made;
    auto const add = [&made](auto const& part) {
        if constexpr (std::is_same_v<std::decay_t<decltype(part)>, psp::money>)
            made += to_string(part);
        else if constexpr (std::is_arithmetic_v<std::decay_t<decltype(part)>>)
            made += std::to_string(part);
        else
            made += part;
    };
    (add(parts), ...);
    return made;
}

} // namespace

void state_user_balances(connection& database, std::string_view merchant, psp::money sum) {
    database.run(in_dialect(database,
                            "INSERT INTO user_balances (merchant, amount, as_of) VALUES ($1, $2, "
                            "NOW) ON CONFLICT (merchant) DO UPDATE SET amount = $2, as_of = NOW"),
                 {std::string{merchant}, sum.centavos()});
}

rebalancer::rebalancer(connection& database, psp::session& session, rebalance_settings settings)
    : database_(database)
    , session_(session)
    , settings_(std::move(settings))
    // The last request may begin just before the deadline, after the longest wait for a token.
    , longest_request_(settings_.policy.deadline +
                       std::chrono::seconds{settings_.request_timeout_seconds} * 2 +
                       std::chrono::seconds{5})
    , name_("rebalancer-" + std::string{psp::system_idempotency_key().value().text()})
    , send_(settings_.request_timeout_seconds) {
    if (settings_.lease < 2 * longest_request_)
        throw std::invalid_argument("the lease of a rebalance is too short: it reads and sends");
    if (settings_.every < settings_.lease)
        throw std::invalid_argument("the period of rebalances is shorter than their lease");
}

rebalance_run rebalancer::run() {
    if (settings_.dry_run) { // takes no slot, so that the run itself may follow
        rebalance_run planned = decide(0);
        if (planned.outcome.empty()) planned.outcome = "dry_run";
        return planned;
    }
    auto const asked_at = std::chrono::steady_clock::now();
    auto const slot = claim();
    if (!slot)
        return {.outcome = "taken", .note = "this period's run takes place, or has taken place"};
    settings_.passes("after_claim");
    rebalance_run made = decide(*slot);
    if (made.outcome.empty()) send(*slot, made, asked_at);
    database_.run(in_dialect(database_, "UPDATE slots SET ended_at = NOW, outcome = $3, note = $4 "
                                        "WHERE id = $1 AND holder = $2 AND ended_at IS NULL"),
                  {*slot, name_, made.outcome, made.note});
    if (database_.changed() != 1) made.note += " (another process has ended this run)";
    return made;
}

/// The row of the current period, where there is none, and where no run before it goes on.
std::optional<std::int64_t> rebalancer::claim() {
    std::string const merchant{session_.client_id()};
    return in_transaction(database_, [&]() -> std::optional<std::int64_t> {
        // A process that has gone may have sent its rebalance. The balance will tell.
        database_.run(
            in_dialect(database_,
                       "UPDATE slots SET ended_at = NOW, outcome = 'abandoned', note = 'its "
                       "process was gone' WHERE merchant = $1 AND job = $2 AND ended_at IS NULL "
                       "AND lease_until < NOW"),
            {merchant, std::string{job}});
        auto const made = database_.run(
            in_dialect(database_,
                       "INSERT INTO slots (merchant, job, planned_at, holder, lease_until) "
                       "VALUES ($1, $2, NOW / $3 * $3, $4, NOW + $5) ON CONFLICT DO NOTHING "
                       "RETURNING id"),
            {merchant, std::string{job}, microseconds{settings_.every}.count(), name_,
             microseconds{settings_.lease}.count()});
        if (made.empty()) return std::nullopt;
        return made[0].number(0);
    });
}

/// Reads and plans. The outcome stays empty where the rebalance is to be sent.
rebalance_run rebalancer::decide(std::int64_t slot) {
    rebalance_run made;
    auto const end = [&made](char const* outcome, std::string note) {
        made.outcome = outcome;
        made.note = std::move(note);
        return made;
    };
    if (auto const why = paused(database_))
        return end("not_allowed", "the service is paused: " + *why);
    auto const stated =
        database_.run(in_dialect(database_, "SELECT amount, NOW - as_of FROM user_balances WHERE "
                                            "merchant = $1"),
                      {std::string{session_.client_id()}});
    if (stated.empty()) return end("not_allowed", "the users' balances were never stated");
    auto const age = std::chrono::floor<std::chrono::seconds>(microseconds{stated[0].number(1)});
    if (age > settings_.valid_for || age < -settings_.valid_for)
        return end("not_allowed", join("the users' balances are ", age.count(), " s old"));
    auto const open = database_.run(
        "SELECT COALESCE(SUM(amount), 0) FROM orders WHERE merchant = $1 AND state IN ('due', "
        "'sending', 'unknown', 'held')",
        {std::string{session_.client_id()}});
    auto const exposure = psp::checked_add(psp::money::from_centavos(stated[0].number(0)),
                                           psp::money::from_centavos(open[0].number(0)));
    if (!exposure) return end("not_allowed", "the exposure is more than an amount can be");
    made.exposure = exposure.value();

    psp::client client{session_, send_, settings_.policy};
    auto const wallet = client(psp::get_balance{});
    if (!wallet) return end("refused", "the balance: " + to_string(wallet.error()));
    made.plan = psp::plan_rebalance(wallet.value(), made.exposure);
    database_.run("UPDATE slots SET exposure = $2, transactional = $3, direction = $4, amount = $5 "
                  "WHERE id = $1 AND ended_at IS NULL",
                  {slot, made.exposure.centavos(),
                   wallet.value().consolidated.transactional_balance.centavos(),
                   std::string{to_string(made.plan.direction)}, made.plan.amount.centavos()});
    if (made.plan.direction == psp::rebalance_direction::none || made.plan.amount < settings_.least)
        return end("nothing_to_do", "");
    if (auto why = obstacle(made); !why.empty()) return end("not_allowed", std::move(why));
    return made;
}

/// The guard rail that a plan breaks.
std::string rebalancer::obstacle(rebalance_run const& planned) {
    if (!planned.plan.covered) return join("not covered: ", planned.plan.shortfall, " missing");
    // A rebalance that is in doubt counts as one that took place.
    auto const before = database_.run(
        in_dialect(database_,
                   "SELECT COALESCE(SUM(CASE WHEN sent_at >= NOW - $3 THEN amount ELSE 0 END), 0), "
                   "COALESCE(NOW - MAX(sent_at), -1) FROM slots WHERE merchant = $1 AND job = $2 "
                   "AND sent_at IS NOT NULL AND COALESCE(outcome, 'unknown') <> 'refused'"),
        {std::string{session_.client_id()}, std::string{job},
         microseconds{std::chrono::hours{24}}.count()});
    auto const since = microseconds{before[0].number(1)};
    if (since >= microseconds{0} && since < settings_.least_between)
        return join("the last one was ", std::chrono::floor<std::chrono::seconds>(since).count(),
                    " s ago");
    auto const moved = psp::money::from_centavos(before[0].number(0));
    auto const all = psp::checked_add(moved, planned.plan.amount);
    if (!all || all.value() > settings_.most_a_day)
        return join(planned.plan.amount, " more would be beyond ", settings_.most_a_day,
                    " a day, of which ", moved, " have moved");
    return {};
}

/// A process that was stopped meanwhile finds by the database's clock and by its own that its turn is
/// over.
void rebalancer::send(std::int64_t slot, rebalance_run& made,
                      std::chrono::steady_clock::time_point asked_at) {
    settings_.passes("before_send");
    auto const until = asked_at + settings_.lease - longest_request_;
    database_.run(in_dialect(database_, "UPDATE slots SET sent_at = NOW WHERE id = $1 AND holder = "
                                        "$2 AND ended_at IS NULL AND lease_until >= NOW + $3"),
                  {slot, name_, microseconds{longest_request_}.count()});
    if (database_.changed() != 1 || std::chrono::steady_clock::now() > until) {
        made.outcome = "abandoned";
        made.note = "its turn was over before it was sent";
        return;
    }
    psp::client client{session_, send_, settings_.policy};
    auto const got = client(psp::rebalance{.target_amount = made.exposure});
    settings_.passes("after_send");
    if (got) {
        made.outcome = "done";
    } else {
        made.outcome = got.error().outcome_unknown() ? "unknown" : "refused";
        made.note = to_string(got.error());
    }
}

} // namespace ledger
