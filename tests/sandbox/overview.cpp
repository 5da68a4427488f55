// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "overview.hpp"

#include "br_code.hpp"
#include "crypto.hpp"
#include "handlers.hpp"
#include "json.hpp"
#include "path_pattern.hpp"
#include "settlement.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace sandbox {
namespace {

struct overview_query {
    std::string kind;   ///< empty: both
    std::string search; ///< lower case
    std::string id;     ///< of one payment, whether it is listed or not
    std::size_t offset = 0;
    std::size_t limit = 20;
    std::size_t events_offset = 0;
    std::size_t events_limit = 10;
};

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

bool read_count(std::string_view text, std::size_t most, std::size_t& into) {
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, into);
    return error == std::errc{} && stopped == end && into <= most;
}

bool read_parameter(std::string_view name, std::string const& value, overview_query& into) {
    constexpr std::size_t most_at_once = 100;
    constexpr std::size_t farthest = 1'000'000'000;
    if (name == "kind") {
        into.kind = value;
        return value == "cash-in" || value == "cash-out";
    }
    if (name == "search") {
        into.search = lower_case(value);
        return true;
    }
    if (name == "id") {
        into.id = value;
        return true;
    }
    if (name == "offset") return read_count(value, farthest, into.offset);
    if (name == "limit") return read_count(value, most_at_once, into.limit);
    if (name == "events_offset") return read_count(value, farthest, into.events_offset);
    if (name == "events_limit") return read_count(value, most_at_once, into.events_limit);
    return false;
}

/// Nothing for a parameter that is unknown or has a wrong value.
std::optional<overview_query> read_query(std::string_view text) {
    overview_query read;
    while (!text.empty()) {
        auto const one = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        auto const equals = one.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        auto const value = percent_decoded(one.substr(equals + 1));
        if (!value || !read_parameter(one.substr(0, equals), *value, read)) return std::nullopt;
    }
    return read;
}

std::string const& name_in(cash_in const& one) { return one.payer_name; }
std::string const& name_in(cash_out const& one) { return one.payee_name; }

template <class Transaction>
bool is_found(Transaction const& one, std::string const& search) {
    auto const holds = [&](std::string const& text) {
        return lower_case(text).find(search) != std::string::npos;
    };
    return search.empty() || holds(one.external_reference) || holds(one.transaction_id) ||
           holds(one.internal_code) || holds(one.end_to_end_id.value_or("")) ||
           holds(one.original_end_to_end_id.value_or("")) || holds(name_in(one));
}

using names = std::vector<std::string_view>;

/// The last segments of the control paths that the status allows.
names actions_of(cash_in const& one) {
    if (one.status == cash_in_status::awaiting_payment) return {"pay", "expire", "cancel"};
    if (one.status != cash_in_status::paid || !one.end_to_end_id) return {};
    return {"refund", "forget-end-to-end-id"};
}

names actions_of(cash_out const& one) {
    if (one.status == cash_out_status::processing) return {"complete", "fail", "cancel"};
    if (one.status == cash_out_status::completed) return {"refund"};
    return {};
}

template <class Transaction>
object_writer payment_json(std::string_view kind, Transaction const& one) {
    std::vector<std::string> actions;
    for (auto const each : actions_of(one))
        actions.push_back(quote(each));
    object_writer body;
    body.text("kind", kind)
        .text("name", name_in(one))
        .text("money", format_money(one.amount)) // as text, because scripts read doubles
        .raw("actions", join_array(actions))
        .text("webhookUrl", one.webhook_url)
        .raw("transaction", to_json(one));
    return body;
}

std::string row_of(state& world, cash_in const& listed) {
    auto const& one = *find_cash_in(world, listed.transaction_id); // expired when it is time
    auto row = payment_json("cash-in", one);
    row.text("expiresAt", format_timestamp(one.expires_at));
    if (!one.open_finance)
        row.text("copyAndPaste", dynamic_br_code(one.transaction_id, one.amount));
    return row.str();
}

std::string row_of(state& /*world*/, cash_out const& one) {
    return payment_json("cash-out", one).str();
}

/// The wanted payments, the last one first. Both books are in the order of creation.
std::string payments_json(state& world, overview_query const& query) {
    auto const& ins = world.cash_ins.all();
    auto const& outs = world.cash_outs.all();
    std::vector<std::string> rows;
    std::size_t matching = 0;
    auto const meet = [&](auto const& one, std::string_view kind) {
        if ((!query.kind.empty() && query.kind != kind) || !is_found(one, query.search)) return;
        if (matching >= query.offset && rows.size() < query.limit)
            rows.push_back(row_of(world, one));
        ++matching;
    };
    auto in = ins.rbegin();
    auto out = outs.rbegin();
    while (in != ins.rend() || out != outs.rend()) {
        if (out == outs.rend() || (in != ins.rend() && in->requested_at >= out->requested_at)) {
            meet(*in++, "cash-in");
        } else {
            meet(*out++, "cash-out");
        }
    }
    return object_writer{}
        .raw("total", std::to_string(ins.size() + outs.size()))
        .raw("matching", std::to_string(matching))
        .raw("rows", join_array(rows))
        .str();
}

/// The payment of that id, or null.
std::string one_payment_json(state& world, std::string const& id) {
    if (auto const* in = world.cash_ins.find(id)) return row_of(world, *in);
    auto const* out = world.cash_outs.find(id);
    return out == nullptr ? "null" : row_of(world, *out);
}

std::string wallet_json(ledger const& accounts) {
    std::vector<std::string> banks;
    for (auto const& each : accounts.banks())
        banks.push_back(object_writer{}
                            .text("name", each.name)
                            .text("ispb", each.ispb)
                            .text("transactional", format_money(each.transactional.balance))
                            .text("proprietary", format_money(each.proprietary.balance))
                            .str());
    return object_writer{}
        .text("transactional", format_money(accounts.transactional_total()))
        .text("proprietary", format_money(accounts.proprietary_total()))
        .text("reserved", format_money(accounts.reserved()))
        .raw("banks", join_array(banks))
        .str();
}

std::string webhooks_json(webhook_events_page const& page) {
    std::vector<std::string> events;
    events.reserve(page.events.size());
    for (auto const& each : page.events)
        events.push_back(to_json(each));
    return object_writer{}
        .raw("total", std::to_string(page.total))
        .raw("held", page.held ? "true" : "false")
        .raw("events", join_array(events))
        .str();
}

std::string faults_json(std::vector<fault> const& faults) {
    std::vector<std::string> waiting;
    waiting.reserve(faults.size());
    for (auto const& each : faults)
        waiting.push_back(object_writer{}
                              .raw("id", std::to_string(each.id))
                              .text("kind", name_of(each.kind))
                              .text("path", each.path)
                              .raw("times", std::to_string(each.times))
                              .raw("status", std::to_string(each.status))
                              .raw("milliseconds", std::to_string(each.wait.count()))
                              .str());
    return join_array(waiting);
}

std::string received_json(tallies const& counts) {
    object_writer received;
    for (auto const& [endpoint, count] : counts.received)
        received.raw(endpoint, std::to_string(count));
    return received.str();
}

} // namespace

reply show_overview(state& world, request const& req) {
    auto const query = read_query(req.query);
    if (!query) return invalid_request("The query has an unknown parameter or a wrong value.");
    reply answer;
    {
        std::lock_guard const lock{world.mutex};
        answer.body = object_writer{}
                          .raw("wallet", wallet_json(world.accounts))
                          .raw("payments", payments_json(world, *query))
                          .raw("payment", one_payment_json(world, query->id))
                          .raw("webhooks", webhooks_json(world.webhooks.recent(
                                               query->events_offset, query->events_limit)))
                          .raw("faults", faults_json(world.faults.list()))
                          .raw("faultsServed", std::to_string(world.counts.faults_served))
                          .raw("received", received_json(world.counts))
                          .raw("clockAheadSeconds", std::to_string(world.clock_ahead.count()))
                          .str();
    }
    // Made of the content, so that no change can be missed.
    auto const tag = '"' + to_hex(hmac_sha256("overview", answer.body)).substr(0, 32) + '"';
    if (req.field("If-None-Match") == tag) answer = {304, {}, {}};
    answer.fields.emplace_back("ETag", tag);
    return answer;
}

} // namespace sandbox
