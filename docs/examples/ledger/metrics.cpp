// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "metrics.hpp"

#include <cstdio>

namespace ledger {
namespace {

void add(std::string& out, std::string_view name, std::string_view labels, double value) {
    char number[40];
    std::snprintf(number, sizeof number, "%.15g", value);
    out.append(name).append(labels).append(" ").append(number).append("\n");
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n");
    out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

std::string label(std::string_view name, std::string_view value) {
    return "{" + std::string{name} + "=\"" + std::string{value} + "\"}";
}

} // namespace

std::string metrics_of(connection& database, std::string_view merchant) {
    std::string out;
    std::string const clock{database.clock()};
    auto const states = database.run(
        "SELECT state, COUNT(*), MIN(created_at), " + clock +
            " FROM orders WHERE merchant = $1 AND state IN ('due', 'sending', 'unknown', "
            "'accepted', 'held') GROUP BY state ORDER BY state",
        {std::string{merchant}});
    head(out, "ledger_orders", "gauge", "Orders that are not settled, by state.");
    for (row const& each : states)
        add(out, "ledger_orders", label("state", each.text(0)),
            static_cast<double>(each.number(1)));
    head(out, "ledger_order_oldest_age_seconds", "gauge", "Age of the oldest order in a state.");
    for (row const& each : states)
        add(out, "ledger_order_oldest_age_seconds", label("state", each.text(0)),
            static_cast<double>(each.number(3) - each.number(2)) / 1e6);
    auto const waiting = database.run("SELECT COUNT(*), MIN(received_at), " + clock +
                                          " FROM events WHERE merchant = $1 AND applied_at IS NULL",
                                      {std::string{merchant}});
    head(out, "ledger_webhook_backlog", "gauge", "Events that are stored and not applied.");
    add(out, "ledger_webhook_backlog", "", static_cast<double>(waiting[0].number(0)));
    head(out, "ledger_rebalance_runs_total", "counter", "Runs of the rebalancer.");
    for (row const& each : database.run(
             "SELECT COALESCE(direction, 'none'), outcome, COUNT(*) FROM slots WHERE merchant = $1 "
             "AND ended_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
             {std::string{merchant}}))
        add(out, "ledger_rebalance_runs_total",
            "{direction=\"" + each.text(0) + "\",outcome=\"" + each.text(1) + "\"}",
            static_cast<double>(each.number(2)));
    auto const here =
        std::chrono::floor<microseconds>(std::chrono::system_clock::now()).time_since_epoch();
    head(out, "ledger_clock_offset_seconds", "gauge", "The database's clock less this machine's.");
    add(out, "ledger_clock_offset_seconds", "",
        static_cast<double>((now_in(database).time_since_epoch() - here).count()) / 1e6);
    head(out, "ledger_paused", "gauge", "1 while no order is claimed.");
    add(out, "ledger_paused", "", paused(database) ? 1 : 0);
    head(out, "ledger_build_info", "gauge", "The schema and the dialect.");
    add(out, "ledger_build_info",
        "{schema_version=\"" + std::to_string(schema_version) + "\",dialect=\"" +
            std::string{database.dialect()} + "\"}",
        1);
    return out;
}

std::string metrics_of(worker_counts const& counts) {
    std::string out;
    auto const counter = [&](std::string_view name, std::string_view help, std::int64_t value) {
        head(out, name, "counter", help);
        add(out, name, "", static_cast<double>(value));
    };
    counter("ledger_claims_total", "Orders that were claimed.", counts.claimed);
    counter("ledger_lease_takeovers_total", "Orders taken over from a worker that is gone.",
            counts.takeovers);
    counter("ledger_lease_lost_total", "Claims that were another's when they were closed.",
            counts.leases_lost);
    counter("ledger_db_errors_total", "Statements that failed.", counts.database_errors);
    counter("ledger_journal_errors_total", "Writes of the journal that failed.",
            counts.journal_errors);
    head(out, "ledger_tries_total", "counter", "Tries of orders by their end.");
    add(out, "ledger_tries_total", label("outcome", "accepted"),
        static_cast<double>(counts.accepted));
    add(out, "ledger_tries_total", label("outcome", "refused"),
        static_cast<double>(counts.refused));
    add(out, "ledger_tries_total", label("outcome", "unknown"),
        static_cast<double>(counts.unknown));
    head(out, "ledger_breaker_open", "gauge", "1 while the gateway is taken to be away.");
    add(out, "ledger_breaker_open", "", counts.breaker_open ? 1 : 0);
    return out;
}

std::string metrics_of(transition_counts const& counts) {
    std::string out;
    head(out, "ledger_transitions_total", "counter", "Transitions of orders that were committed.");
    for (auto const& [which, count] : counts.all())
        add(out, "ledger_transitions_total",
            "{from=\"" + which[0] + "\",to=\"" + which[1] + "\",cause=\"" + which[2] + "\"}",
            static_cast<double>(count));
    return out;
}

std::string metrics_of(inbox const& of) {
    std::string out;
    head(out, "ledger_webhooks_received_total", "counter", "Deliveries by verdict.");
    for (auto const& [verdict, count] : of.received())
        add(out, "ledger_webhooks_received_total", label("verdict", verdict),
            static_cast<double>(count));
    return out;
}

} // namespace ledger
