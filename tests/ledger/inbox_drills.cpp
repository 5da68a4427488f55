// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Webhooks that come twice, late, out of order, forged or never.

#include "shop.hpp"

#include "catch.hpp"

using namespace connectpsp;

namespace {

constexpr char const* completed = "CASHOUT_COMPLETED";

struct door_of : ledger::inbox {
    explicit door_of(shop const& it)
        : inbox(it.database, it.session.client_id(), {secret{it.psp.settings().crypto_token}},
                it.journal) {}
    int take(shop::delivery const& each, char const* delivery_id = "") {
        return inbox::take(each.body, each.signature, delivery_id);
    }
};

} // namespace

TEST_CASE("an event is taken in once, whoever delivers it how often", "[ledger][webhook]") {
    shop it;
    it.enqueue(1);
    it.work();
    std::string const id = it.column("ORDER-0", "transaction_id");
    auto const event = it.webhook(completed, "COMPLETED", id, "ORDER-0");
    door_of first{it}, second{it};
    CHECK(first.take(event, "0e0b6c4e-0b0a-4f6e-9d3c-1a2b3c4d5e6f") == 200);
    CHECK(second.take(event, "1e0b6c4e-0b0a-4f6e-9d3c-1a2b3c4d5e6f") == 200);
    CHECK(first.take(event) == 200);
    CHECK(it.number("SELECT COUNT(*) FROM events") == 1);
    CHECK(first.received().at("stored") == 1);
    CHECK(first.received().at("duplicate") == 1);
    CHECK(first.apply() == 1);
    CHECK(second.apply() == 0);
    CHECK(it.state("ORDER-0") == "completed");
}

TEST_CASE("events in any order end at the same state", "[ledger][webhook]") {
    bool const reversed = GENERATE(true, false);
    CAPTURE(reversed);
    shop it;
    it.enqueue(1);
    it.work();
    std::string const id = it.column("ORDER-0", "transaction_id");
    auto const paid = it.webhook(completed, "COMPLETED", id, "ORDER-0");
    auto const back = it.webhook("CASHOUT_REFUNDED", "REFUNDED", id, "ORDER-0");
    door_of door{it};
    CHECK(door.take(reversed ? back : paid) == 200);
    CHECK(door.take(reversed ? paid : back) == 200);
    CHECK(door.apply() == 2);
    CHECK(it.state("ORDER-0") == "refunded");
}

TEST_CASE("an event whose receipt was lost settles the order without a replay",
          "[ledger][webhook]") {
    shop it;
    it.enqueue(1);
    it.psp.faults().add(
        {.kind = sandbox::fault_kind::drop_answer, .path = "/cash-out", .times = 9});
    auto settings = it.settings();
    settings.policy = retry_policy::no_retry();
    settings.first_pause = std::chrono::hours{1};
    settings.longest_pause = std::chrono::hours{1};
    it.work_until({"unknown"}, settings);
    door_of door{it};
    CHECK(door.take(it.webhook(completed, "COMPLETED", "id-1", "ORDER-0")) == 200);
    CHECK(door.apply() == 1);
    CHECK(it.state("ORDER-0") == "completed");
    CHECK(it.number("SELECT COUNT(*) FROM attempts WHERE state = 'open'") == 0);
    CHECK(it.paid() == 1);
}

TEST_CASE("what conflicts moves nothing and is written down", "[ledger][webhook]") {
    shop it;
    it.enqueue(2);
    it.work();
    door_of door{it};
    std::string const id = it.column("ORDER-0", "transaction_id");
    CHECK(door.take(it.webhook("CASHOUT_FAILED", "FAILED", id, "ORDER-0")) == 200);
    CHECK(door.apply() == 1);
    REQUIRE(it.state("ORDER-0") == "failed");
    CHECK(door.take(it.webhook(completed, "COMPLETED", id, "ORDER-0")) == 200);
    CHECK(door.apply() == 1);
    CHECK(it.state("ORDER-0") == "failed");
    CHECK(it.number("SELECT COUNT(*) FROM transitions WHERE note LIKE 'conflict%'") == 1);
    // Another amount is an incident, not a settlement.
    CHECK(door.take(it.webhook(completed, "COMPLETED", it.column("ORDER-1", "transaction_id"),
                               "ORDER-1", "1.01")) == 200);
    CHECK(door.apply() == 1);
    CHECK(it.state("ORDER-1") == "accepted");
    CHECK(it.number("SELECT COUNT(*) FROM transitions WHERE note LIKE 'conflict%'") == 2);
}

TEST_CASE("an end that a person or a refusal has set is one-way", "[ledger][webhook]") {
    shop it;
    it.enqueue(2);
    it.psp.faults().add(
        {.kind = sandbox::fault_kind::status, .path = "/cash-out", .times = 2, .status = 400});
    it.work();
    REQUIRE(it.count("refused") == 2);
    it.open->run("UPDATE orders SET state = 'failed' WHERE order_id = 'ORDER-1'");
    door_of door{it};
    CHECK(door.take(it.webhook(completed, "COMPLETED", "id-0", "ORDER-0")) == 200);
    CHECK(door.take(it.webhook(completed, "COMPLETED", "id-1", "ORDER-1")) == 200);
    CHECK(door.take(it.webhook("CASHOUT_FAILED", "FAILED", "id-1", "ORDER-1")) == 200);
    CHECK(door.apply() == 3);
    CHECK(it.state("ORDER-0") == "refused");
    CHECK(it.state("ORDER-1") == "failed");
    CHECK(it.number("SELECT COUNT(*) FROM events WHERE verdict = 'conflicting'") == 2);
    CHECK(it.number("SELECT COUNT(*) FROM events WHERE verdict = 'duplicate'") == 1);
}

TEST_CASE("a delivery that the journal cannot keep comes again", "[ledger][webhook]") {
    shop it;
    auto const event = it.webhook(completed, "COMPLETED", "id", "ORDER-0");
    auto const keys = std::vector<secret>{secret{it.psp.settings().crypto_token}};
    ledger::inbox full{it.database, it.session.client_id(), keys, "/dev/full"};
    CHECK(full.take(event.body, event.signature, "") == 503);
    CHECK(it.number("SELECT COUNT(*) FROM events") == 0);
    CHECK(door_of{it}.take(event) == 200);
    CHECK(ledger::journal::read(it.journal).size() == 1);
}

TEST_CASE("what is forged, cut or too large is not stored", "[ledger][webhook]") {
    shop it;
    door_of door{it};
    auto event = it.webhook(completed, "COMPLETED", "id", "ORDER-0");
    auto const good = event;
    event.body.back() = ' ';
    CHECK(door.take(event) == 401);
    event.signature.clear();
    CHECK(door.take(event) == 401);
    event = good;
    event.body.append(limits::webhook_body_bytes, ' ');
    CHECK(door.take(event) == 413);
    auto const unreadable = it.webhook(completed, "COMPLETED", "", "ORDER-0");
    CHECK(door.take(unreadable) == 400);
    CHECK(it.number("SELECT COUNT(*) FROM events") == 0);
    // A type of tomorrow is kept for a person to look at.
    CHECK(door.take(it.webhook("WALLET_MOVED", "COMPLETED", "id", "ORDER-0")) == 200);
    CHECK(door.apply() == 1);
    CHECK(it.number("SELECT COUNT(*) FROM events WHERE verdict = 'of no order'") == 1);
}

TEST_CASE("a database that is away is answered with 503, so that the event comes again",
          "[ledger][webhook]") {
    shop it;
    ledger::inbox door{
        "/nowhere/at/all.db", it.session.client_id(), {secret{it.psp.settings().crypto_token}}, ""};
    auto const event = it.webhook(completed, "COMPLETED", "id", "ORDER-0");
    CHECK(door.take(event.body, event.signature, "") == 503);
    CHECK(door.received().at("unstored") == 1);
}

TEST_CASE("an order of which no webhook ever tells is settled by a read", "[ledger]") {
    shop it;
    it.enqueue(3);
    it.work();
    REQUIRE(it.psp.complete(it.column("ORDER-0", "transaction_id")));
    REQUIRE(it.psp.fail(it.column("ORDER-1", "transaction_id")));
    ledger::reconciler reads{*it.open, it.session};
    CHECK(reads.read_quiet_orders(ledger::microseconds{0}) == 3);
    CHECK(it.state("ORDER-0") == "completed");
    CHECK(it.column("ORDER-0", "end_to_end_id").starts_with("E"));
    CHECK(it.state("ORDER-1") == "failed");
    CHECK(it.state("ORDER-2") == "accepted");
    CHECK(it.number("SELECT COUNT(*) FROM reads") == 3);
    CHECK(reads.read_quiet_orders(std::chrono::hours{1}) == 0);
}

TEST_CASE("comparisons of two days, one a day, see each order twice whatever day it is there",
          "[ledger]") {
    shop it;
    it.enqueue(3);
    it.work();
    // Settled in the first hour of a day in São Paulo, an hour before it, and before the window.
    auto const settle = [&](char const* order, std::int64_t hours) {
        it.open->run("UPDATE orders SET state = 'completed', gateway_status = 'COMPLETED', "
                     "settled_at = " +
                         std::string{it.open->clock()} + " - $2 WHERE order_id = $1",
                     {std::string{order}, hours * 3'600'000'000});
        it.psp.complete(it.column(order, "transaction_id"));
    };
    settle("ORDER-0", 25);
    settle("ORDER-1", 47);
    settle("ORDER-2", 49);
    it.open->run("UPDATE orders SET amount = 99");
    ledger::reconciler reads{*it.open, it.session};
    auto const found = reads.compare(std::chrono::hours{48});
    REQUIRE(found.size() == 2);
    CHECK(found[0].order_id == "ORDER-0");
    CHECK(found[1].order_id == "ORDER-1");
    CHECK(reads.compare(std::chrono::hours{72}).size() == 3);
}

TEST_CASE("the comparison with the gateway finds what differs", "[ledger]") {
    shop it;
    it.enqueue(4);
    it.work();
    ledger::reconciler reads{*it.open, it.session};
    CHECK(reads.compare(std::chrono::hours{48}).empty());
    it.open->run("UPDATE orders SET amount = 99 WHERE order_id = 'ORDER-1'");
    it.open->run("UPDATE orders SET transaction_id = 'of-nobody' WHERE order_id = 'ORDER-2'");
    it.open->run("UPDATE orders SET gateway_status = 'FAILED', state = 'failed' "
                 "WHERE order_id = 'ORDER-3'");
    REQUIRE(it.psp.complete(it.column("ORDER-3", "transaction_id")));
    auto const found = reads.compare(std::chrono::hours{48});
    REQUIRE(found.size() == 3);
    CHECK(found[0].kind == "amount");
    CHECK(found[1].kind == "missing");
    CHECK(found[2].kind == "status");
    CHECK(it.state("ORDER-3") == "failed");
}
