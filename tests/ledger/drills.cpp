// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Payouts while something breaks, each with its expected end.

#include "shop.hpp"

#include "catch.hpp"

#include <signal.h>

#include <fstream>
#include <thread>

using namespace connectpsp;
using namespace std::chrono_literals;
using sandbox::fault_kind;

namespace {

bool has_faketime() { return std::string_view{LEDGER_FAKETIME}.size() != 0; }

} // namespace

TEST_CASE("orders are paid once each and their history tells how", "[ledger]") {
    shop it;
    it.enqueue(20);
    it.enqueue(20); // handed in again: nothing new
    CHECK(it.work().accepted == 20);
    CHECK(it.count("accepted") == 20);
    CHECK(it.paid() == 20);
    CHECK(it.psp.accounts().available() == it.psp.accounts().transactional_total() - 20 * 100);
    CHECK(it.number("SELECT COUNT(*) FROM transitions") == 60);
    CHECK(it.number("SELECT COUNT(*) FROM attempts WHERE state = 'receipt'") == 20);
}

TEST_CASE("a worker that is killed at any step leaves orders that are paid once", "[ledger]") {
    std::string const at =
        GENERATE("before_commit", "after_commit", "after_journal", "after_send", "before_close");
    CAPTURE(at);
    shop it;
    it.enqueue(10);
    process doomed{it, {"work"}, {"LEDGER_STOP_AT=" + at + ":1"}};
    CHECK(doomed.wait() == -SIGKILL);
    // Its lease is over.
    it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    it.work();
    CHECK(it.count("accepted") == 10);
    CHECK(it.paid() == 10);
}

TEST_CASE("a worker that slept past its lease changes nothing when it wakes", "[ledger]") {
    std::string const at = GENERATE("after_commit", "before_close");
    CAPTURE(at);
    shop it;
    it.enqueue(5);
    process sleeper{it, {"work"}, {"LEDGER_STOP_AT=" + at + ":1:stop", "LEDGER_UNTIL_IDLE=1"}};
    REQUIRE(sleeper.wait_for_stop());
    it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    auto const counts = it.work();
    CHECK(counts.takeovers == 5);
    auto const before = it.number("SELECT MAX(id) FROM transitions");
    if (at == "after_commit") std::this_thread::sleep_for(5100ms); // by its own clock it is late
    sleeper.signal(SIGCONT);
    CHECK(sleeper.wait() == 0);
    CHECK(it.count("accepted") == 5);
    CHECK(it.paid() == 5);
    CHECK(it.number("SELECT MAX(id) FROM transitions") == before);
}

TEST_CASE("a claim whose COMMIT was cut is read back before anything is sent", "[ledger]") {
    shop it;
    it.enqueue(30);
    auto settings = it.settings();
    settings.at_once = 5;
    settings.passes = [&, left = 3](char const* name) mutable {
        if (std::string_view{"before_commit"} == name && --left >= 0) cut_connections(it);
    };
    auto const counts = it.work_until({"accepted"}, settings);
    CHECK(it.count("accepted") == 30);
    CHECK(it.paid() == 30);
    CHECK((counts.database_errors > 0 || it.open->dialect() == "sqlite"));
}

TEST_CASE("lost and late answers end as accepted and none as failed", "[ledger]") {
    shop it;
    it.enqueue(60);
    for (int i = 0; i != 6; ++i) {
        it.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out", .times = 2});
        it.psp.faults().add({.kind = fault_kind::drop_request, .path = "/cash-out"});
        it.psp.faults().add({.kind = fault_kind::truncated, .path = "/cash-out"});
        it.psp.faults().add({.kind = fault_kind::delay, .path = "/cash-out", .wait = 50ms});
        it.psp.faults().add({.kind = fault_kind::html, .path = "/cash-out", .processed = true});
    }
    it.work();
    CHECK(it.count("accepted") == 60);
    CHECK(it.paid() == 60);
}

TEST_CASE("a refusal that comes after a doubt is held for a person", "[ledger]") {
    shop it;
    it.enqueue(1);
    it.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out", .times = 4});
    auto settings = it.settings();
    settings.policy = retry_policy::no_retry();
    it.work_until({"unknown"}, settings);
    REQUIRE(it.state("ORDER-0") == "unknown");
    it.psp.faults().clear();
    it.psp.faults().add({.kind = fault_kind::status, .path = "/cash-out", .status = 409});
    it.work();
    CHECK(it.state("ORDER-0") == "held");
    CHECK(it.paid() == 1);
    // The evidence of a webhook settles it.
    auto const told = it.webhook("CASHOUT_COMPLETED", "COMPLETED", "id-of-the-gateway", "ORDER-0");
    ledger::inbox door{
        it.database, it.session.client_id(), {secret{it.psp.settings().crypto_token}}, ""};
    CHECK(door.take(told.body, told.signature, "") == 200);
    CHECK(door.apply() == 1);
    CHECK(it.state("ORDER-0") == "completed");
    CHECK(it.column("ORDER-0", "transaction_id") == "id-of-the-gateway");
}

TEST_CASE("an attempt whose key may be forgotten is not sent again", "[ledger]") {
    shop it;
    it.enqueue(2);
    it.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out", .times = 100});
    auto settings = it.settings();
    settings.policy = retry_policy::no_retry();
    settings.key_retention = 0s;
    it.work_until({"held"}, settings);
    auto const sent = it.psp.counts().received_by("POST /cash-out");
    CHECK(it.count("held") == 2);
    CHECK(it.column("ORDER-0", "held_because") == "the key may have expired");
    it.psp.faults().clear();
    it.work_until({"held"}, settings);
    CHECK(it.psp.counts().received_by("POST /cash-out") == sent);
    CHECK(it.paid() == 2);
}

TEST_CASE("an order whose answer is an error for ever is held, and the others go on", "[ledger]") {
    shop it;
    it.enqueue(1, "SICK-");
    it.psp.faults().add({.kind = fault_kind::server_error, .path = "/cash-out", .times = 100});
    auto settings = it.settings();
    settings.max_tries = 3;
    it.work_until({"held"}, settings);
    CHECK(it.state("SICK-0") == "held");
    CHECK(it.column("SICK-0", "held_because") == "its tries are used up");
    it.psp.faults().clear();
    it.enqueue(5);
    it.work();
    CHECK(it.count("accepted") == 5);
    CHECK(it.number("SELECT outcome_unknown FROM attempts WHERE state = 'open'") == 1);
}

TEST_CASE("an order that kills its worker each time is held after its tries", "[ledger]") {
    shop it;
    it.enqueue(1);
    for (int i = 0; i != 3; ++i) {
        process doomed{it, {"work"}, {"LEDGER_STOP_AT=after_commit:1", "LEDGER_MAX_TRIES=3"}};
        CHECK(doomed.wait() == -SIGKILL);
        it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    }
    auto settings = it.settings();
    settings.max_tries = 3;
    it.work_until({"held"}, settings);
    CHECK(it.state("ORDER-0") == "held");
    CHECK(it.paid() == 0);
}

TEST_CASE("refused orders end, and only what is certainly not paid has a next generation",
          "[ledger]") {
    shop it;
    it.enqueue(1);
    it.psp.faults().add(
        {.kind = fault_kind::status, .path = "/cash-out", .status = 400, .code = "INVALID_BODY"});
    it.work();
    CHECK(it.state("ORDER-0") == "refused");
    auto const again = [&](char const* order) {
        return ledger::in_transaction(*it.open, [&] {
            return ledger::new_generation(*it.open, it.session.client_id(), order, "test",
                                          "mended");
        });
    };
    CHECK(again("ORDER-0"));
    CHECK_FALSE(again("ORDER-0")); // the new one is due
    it.work();
    CHECK(it.state("ORDER-0") == "accepted");
    CHECK(it.column("ORDER-0", "reference") == "ORDER-0.g2");
    CHECK_FALSE(again("ORDER-0"));
    CHECK(it.paid() == 1);
}

TEST_CASE("funds that are missing postpone an order, and never refuse it", "[ledger]") {
    shop it{{.transactional = 150}};
    it.enqueue(2);
    auto settings = it.settings();
    settings.max_tries = 1000;
    auto const until = std::chrono::steady_clock::now() + 1s;
    ledger::worker worker{settings, it.session};
    worker.run([&] { return std::chrono::steady_clock::now() > until; });
    CHECK(it.count("accepted") == 1);
    CHECK(it.count("due") == 1);
    CHECK(it.number("SELECT MAX(tries) FROM orders") > 2);
    CHECK(it.paid() == 1);
}

TEST_CASE("a refusal for want of funds is tried again under a new key", "[ledger]") {
    shop it;
    it.enqueue(1);
    it.psp.faults().add({.kind = fault_kind::status,
                         .path = "/cash-out",
                         .status = 422,
                         .code = "INSUFFICIENT_FUNDS"});
    it.work_until({"accepted"}, it.settings());
    CHECK(it.state("ORDER-0") == "accepted");
    CHECK(it.paid() == 1);
    CHECK(it.number("SELECT COUNT(DISTINCT idempotency_key) FROM attempts") == 2);
    CHECK(it.number("SELECT COUNT(*) FROM attempts WHERE state = 'refused'") == 1);
    // An order whose answer was lost keeps its key.
    it.enqueue(1, "LOST-");
    it.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out", .times = 9});
    auto settings = it.settings();
    settings.policy = retry_policy::no_retry();
    it.work_until({"accepted"}, settings);
    CHECK(it.paid() == 2);
    CHECK(it.number("SELECT COUNT(DISTINCT idempotency_key) FROM attempts") == 3);
}

TEST_CASE("an outage opens the breaker, and a read closes it", "[ledger]") {
    shop it;
    it.enqueue(1, "BEFORE-");
    it.work();
    it.enqueue(40);
    it.psp.faults().add({.kind = fault_kind::html, .path = "*", .times = 1'000'000, .status = 503});
    auto settings = it.settings();
    settings.policy = retry_policy::no_retry();
    settings.at_once = 8;
    settings.breaker_pause = 50ms;
    ledger::worker worker{settings, it.session};
    auto const until = std::chrono::steady_clock::now() + 1s;
    worker.run([&] { return std::chrono::steady_clock::now() > until; });
    CHECK(worker.counts().breaker_open);
    // Two rounds of eight at most went out before it opened. Then only reads ask.
    CHECK(it.psp.counts().received_by("POST /cash-out") <= 1 + 16);
    CHECK(it.psp.counts().received_by("GET /account/balance") > 2);
    it.psp.faults().clear();
    it.work_until({"accepted"}, settings);
    CHECK(it.count("accepted") == 41);
    CHECK(it.paid() == 41);
}

TEST_CASE("a revoked token costs one login, and no order a try", "[ledger]") {
    shop it;
    it.enqueue(10);
    it.work();
    it.psp.revoke_tokens();
    it.enqueue(20);
    it.work();
    CHECK(it.count("accepted") == 20);
    CHECK(it.psp.counts().received_by("POST /auth/token") == 2);
    CHECK(it.number("SELECT MAX(tries) FROM orders") == 1);
}

TEST_CASE("credentials that are rejected pause the service and refuse no order", "[ledger]") {
    shop it;
    it.enqueue(10);
    it.psp.faults().add({.kind = fault_kind::status,
                         .path = "/auth/token",
                         .times = 100,
                         .status = 401,
                         .code = "INVALID_CREDENTIALS"});
    ledger::worker worker{it.settings(), it.session};
    auto const until = std::chrono::steady_clock::now() + 10s;
    worker.run(
        [&] { return ledger::paused(*it.open) || std::chrono::steady_clock::now() > until; });
    REQUIRE(ledger::paused(*it.open));
    CHECK(it.count("due") == 10);
    CHECK(it.number("SELECT MAX(tries) FROM orders") == 0);
    // The configuration is mended, and the workers are started again.
    it.psp.faults().clear();
    ledger::resume(*it.open);
    session mended{it.session.environment(), it.credentials()};
    ledger::worker next{it.settings(), mended};
    next.run(
        [&] { return it.count("accepted") == 10 || std::chrono::steady_clock::now() > until; });
    CHECK(it.count("accepted") == 10);
    CHECK(it.paid() == 10);
}

TEST_CASE("credentials that are rejected leave an order in doubt as it is", "[ledger]") {
    shop it;
    it.enqueue(1);
    it.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out", .times = 9});
    auto settings = it.settings();
    settings.policy = retry_policy::no_retry();
    it.work_until({"unknown"}, settings);
    REQUIRE(it.state("ORDER-0") == "unknown");
    auto const tries = it.number("SELECT tries FROM orders");
    it.psp.faults().clear();
    SECTION("by the login") {
        it.psp.revoke_tokens();
        it.psp.faults().add({.kind = fault_kind::status,
                             .path = "/auth/token",
                             .times = 100,
                             .status = 401,
                             .code = "INVALID_CREDENTIALS"});
    }
    SECTION("by the payout") {
        it.psp.faults().add({.kind = fault_kind::status,
                             .path = "/cash-out",
                             .times = 100,
                             .status = 403,
                             .code = "FORBIDDEN"});
    }
    {
        ledger::worker worker{settings, it.session};
        auto const until = std::chrono::steady_clock::now() + 10s;
        worker.run(
            [&] { return ledger::paused(*it.open) || std::chrono::steady_clock::now() > until; });
    }
    REQUIRE(ledger::paused(*it.open));
    CHECK(it.state("ORDER-0") == "unknown");
    CHECK(it.number("SELECT tries FROM orders") == tries);
    it.psp.faults().clear();
    ledger::resume(*it.open);
    session mended{it.session.environment(), it.credentials()};
    ledger::worker next{settings, mended};
    auto const until = std::chrono::steady_clock::now() + 10s;
    next.run([&] { return it.count("accepted") == 1 || std::chrono::steady_clock::now() > until; });
    CHECK(it.state("ORDER-0") == "accepted");
    CHECK(it.paid() == 1);
}

namespace {

/// The receipt of ORDER-<number>, under the transaction id of ORDER-0.
sandbox::fault receipt_under_the_id_of_order_0(shop& it, std::string const& reference) {
    return {.kind = fault_kind::raw,
            .path = "/cash-out",
            .processed = true,
            .status = 202,
            .body = R"({"transactionId":")" + it.column("ORDER-0", "transaction_id") +
                    R"(","externalReference":")" + reference +
                    R"(","status":"PROCESSING","amount":1.00})"};
}

} // namespace

TEST_CASE("an answer about another order holds one order and no other", "[ledger]") {
    shop it;
    it.enqueue(1);
    it.work();
    // The receipt names another order's reference, or this one's with the id of another.
    std::string const reference = GENERATE("ORDER-0", "SICK-0");
    CAPTURE(reference);
    it.enqueue(1, "SICK-");
    it.psp.faults().add(receipt_under_the_id_of_order_0(it, reference));
    it.work();
    it.enqueue(5);
    it.work();
    CHECK(it.state("SICK-0") == "held");
    CHECK(it.column("SICK-0", "transaction_id").empty());
    CHECK(it.count("accepted") == 5);
    CHECK(it.paid() == 6);
}

TEST_CASE("an order whose request cannot be read is held, and the others go on", "[ledger]") {
    shop it;
    it.enqueue(3);
    it.open->run("UPDATE orders SET request = '{}' WHERE order_id = 'ORDER-1'");
    it.work();
    CHECK(it.state("ORDER-1") == "held");
    CHECK(it.column("ORDER-1", "held_because").starts_with("its request cannot be read"));
    CHECK(it.count("accepted") == 2);
}

TEST_CASE("a journal that cannot be written stops payouts before they are sent", "[ledger]") {
    shop it;
    it.enqueue(3);
    auto settings = it.settings();
    settings.journal_path = "/dev/full";
    ledger::worker worker{settings, it.session};
    auto const until = std::chrono::steady_clock::now() + 1s;
    worker.run([&] { return std::chrono::steady_clock::now() > until; });
    CHECK(worker.counts().journal_errors > 0);
    CHECK(it.psp.counts().received_by("POST /cash-out") == 0);
    // Its orders are another worker's at once, and in that one's journal.
    CHECK(it.count("due") == 3);
    CHECK(it.number("SELECT MAX(tries) FROM orders") == 0);
    it.work();
    CHECK(it.count("accepted") == 3);
    CHECK(it.paid() == 3);
    CHECK(ledger::journal::read(it.journal).size() == 3);
}

TEST_CASE("an attempt of a worker that ended before its journal is in the journal when it is sent",
          "[ledger]") {
    shop it;
    it.enqueue(2);
    process doomed{it, {"work"}, {"LEDGER_STOP_AT=after_commit:1"}};
    CHECK(doomed.wait() == -SIGKILL);
    REQUIRE(ledger::journal::read(it.journal).empty());
    it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    it.work();
    CHECK(it.paid() == 2);
    CHECK(ledger::journal::read(it.journal).size() == 2);
}

TEST_CASE("a standby that was behind is noticed when it takes over, and the service pauses",
          "[ledger]") {
    shop it;
    it.enqueue(6);
    auto settings = it.settings();
    settings.at_once = 3;
    bool is_while_sending = GENERATE(true, false);
    settings.passes = [&, left = 2](char const* name) mutable {
        // The standby has the orders, and not the last second.
        if (std::string_view{is_while_sending ? "before_close" : "before_commit"} != name ||
            --left != 0)
            return;
        auto const standby = ledger::connect(it.database);
        if (standby->dialect() == "sqlite" && !is_while_sending) return; // holds the write lock
        if (!is_while_sending) cut_connections(it);
        standby->script(
            "DELETE FROM attempts; DELETE FROM transitions; UPDATE orders SET state = "
            "'due', tries = 0, fence = 0, transaction_id = NULL, gateway_status = NULL");
    };
    if (it.open->dialect() == "sqlite" && !is_while_sending) return;
    ledger::worker worker{settings, it.session};
    auto const until = std::chrono::steady_clock::now() + 10s;
    worker.run(
        [&] { return ledger::paused(*it.open) || std::chrono::steady_clock::now() > until; });
    REQUIRE(ledger::paused(*it.open));
    CHECK_THAT(*ledger::paused(*it.open), Catch::Contains("lost commits"));
    CHECK(it.number("SELECT COUNT(*) FROM meta WHERE suspect_since > 0") == 1);
    // The way back.
    auto const keys = std::vector<secret>{secret{it.psp.settings().crypto_token}};
    auto const hook = webhook_receiver::make(keys).value();
    ledger::replay_journal(*it.open, it.session, hook, it.journal);
    ledger::resume(*it.open);
    it.work();
    CHECK(it.count("accepted") == 6);
    CHECK(it.paid() == 6);
}

TEST_CASE("a worker whose clock is an hour off pays once and takes nothing over early",
          "[ledger]") {
    shop it;
    // SQLite reads the clock of its process.
    if (it.open->dialect() == "sqlite" || !has_faketime()) return;
    std::string const offset = GENERATE("+1h", "-1h");
    CAPTURE(offset);
    it.enqueue(5);
    process wrong{it,
                  {"work"},
                  {"LD_PRELOAD=" LEDGER_FAKETIME, "FAKETIME=" + offset,
                   "FAKETIME_DONT_FAKE_MONOTONIC=1", "LEDGER_STOP_AT=after_commit:1:stop"}};
    REQUIRE(wrong.wait_for_stop());
    // Neither does it look abandoned to one whose clock is right,
    auto const until = std::chrono::steady_clock::now() + 500ms;
    ledger::worker right{it.settings(), it.session};
    right.run([&] { return std::chrono::steady_clock::now() > until; });
    CHECK(it.count("sending") == 5);
    // and its attempts do not look too old or too young to be sent again.
    wrong.signal(SIGKILL);
    wrong.wait();
    it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    it.work();
    CHECK(it.count("accepted") == 5);
    CHECK(it.paid() == 5);
    // A worker with a wrong clock pays as well.
    it.enqueue(5, "MORE-");
    process alone{it,
                  {"work"},
                  {"LD_PRELOAD=" LEDGER_FAKETIME, "FAKETIME=" + offset,
                   "FAKETIME_DONT_FAKE_MONOTONIC=1", "LEDGER_UNTIL_IDLE=1"}};
    CHECK(alone.wait() == 0);
    CHECK(it.paid() == 10);
}

TEST_CASE("each commit of SQLite is on the disk when it returns", "[ledger]") {
    shop it;
    if (it.open->dialect() != "sqlite") return;
    CHECK(it.open->run("PRAGMA journal_mode").at(0).text(0) == "wal");
    CHECK(it.number("PRAGMA synchronous") == 2); // FULL
}

TEST_CASE("a paused service claims nothing, and a held order waits for a person", "[ledger]") {
    shop it;
    it.enqueue(2);
    ledger::pause(*it.open, "maintenance");
    ledger::worker worker{it.settings(), it.session};
    worker.run_until_idle();
    CHECK(it.count("due") == 2);
    auto const move = [&](std::initializer_list<std::string_view> from, char const* to) {
        return ledger::in_transaction(*it.open, [&] {
            return ledger::move_by_hand(*it.open, it.session.client_id(), "ORDER-0", from, to,
                                        "test", "why");
        });
    };
    CHECK(move({"due", "unknown"}, "held"));
    CHECK_FALSE(move({"due", "unknown"}, "held")); // a second operator
    ledger::resume(*it.open);
    it.work();
    CHECK(it.state("ORDER-0") == "held");
    CHECK(it.state("ORDER-1") == "accepted");
    CHECK(move({"held"}, "unknown"));
    it.work();
    CHECK(it.state("ORDER-0") == "accepted");
    CHECK(it.paid() == 2);
}

TEST_CASE("an attempt that an older CryptoToken sealed is sent all the same", "[ledger]") {
    shop it;
    it.enqueue(3);
    process doomed{it,
                   {"work"},
                   {"LEDGER_STOP_AT=after_commit:1", "CONNECTPSP_CRYPTO_TOKEN=the-token-before"}};
    CHECK(doomed.wait() == -SIGKILL);
    it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    auto settings = it.settings();
    SECTION("kept") {
        settings.older_crypto_tokens = {secret{"the-token-before"}};
        it.work_until({"accepted"}, settings);
        CHECK(it.count("accepted") == 3);
        CHECK(it.paid() == 3);
    }
    SECTION("forgotten: a person has to look") {
        it.work_until({"held"}, settings);
        CHECK(it.count("held") == 3);
        CHECK(it.paid() == 0);
    }
}

TEST_CASE("SIGTERM lets what is on its way end, and leaves no lease", "[ledger]") {
    shop it;
    it.enqueue(100);
    it.psp.faults().add(
        {.kind = fault_kind::delay, .path = "/cash-out", .times = 100, .wait = 100ms});
    process worker{it, {"work"}, {"LEDGER_AT_ONCE=10"}};
    while (it.paid() < 5)
        std::this_thread::sleep_for(10ms);
    worker.signal(SIGTERM);
    CHECK(worker.wait() == 0);
    CHECK(it.count("sending") == 0);
    CHECK(it.count("due") > 0);
    CHECK(it.paid() == static_cast<std::uint64_t>(it.count("accepted")));
}

TEST_CASE("a worker tells what it does while it works", "[ledger]") {
    shop it;
    it.enqueue(3);
    std::string const port_file = it.folder.file("port"), log = it.folder.file("requests");
    process worker{
        it,
        {"work"},
        {"LEDGER_METRICS_PORT=0", "LEDGER_PORT_FILE=" + port_file, "LEDGER_REQUEST_LOG=" + log}};
    auto const until = std::chrono::steady_clock::now() + 10s;
    while ((!std::filesystem::exists(port_file) || it.count("accepted") < 3) &&
           std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(10ms);
    std::string port, text;
    std::ifstream{port_file} >> port;
    examples::curl_transport send{5};
    request ask;
    ask.url = "http://127.0.0.1:" + port + "/metrics";
    while (std::chrono::steady_clock::now() < until) {
        auto const got = send(ask);
        REQUIRE(got);
        text = got.value().body;
        if (text.find("ledger_tries_total{outcome=\"accepted\"} 3\n") != text.npos) break;
        std::this_thread::sleep_for(50ms);
    }
    INFO(text);
    CHECK(text.find("ledger_tries_total{outcome=\"accepted\"} 3\n") != text.npos);
    CHECK(text.find("ledger_transitions_total{from=\"due\",to=\"sending\",cause=\"worker\"} 3\n") !=
          text.npos);
    CHECK(text.find(
              "ledger_transitions_total{from=\"sending\",to=\"accepted\",cause=\"worker\"} 3\n") !=
          text.npos);
    CHECK(text.find("ledger_breaker_open 0\n") != text.npos);
    CHECK(text.find("connectpsp_operation_duration_seconds_count{operation=\"POST /cash-out\","
                    "outcome=\"done\"} 3\n") != text.npos);
    worker.signal(SIGTERM);
    CHECK(worker.wait() == 0);
    std::ifstream lines{log};
    std::string line;
    int count = 0;
    while (std::getline(lines, line))
        count += line.find("\"path\":\"/cash-out\"") != line.npos ? 1 : 0;
    CHECK(count == 6); // a request and an end each
}

TEST_CASE("a lease that could end before its payout is refused at the start", "[ledger]") {
    shop it;
    auto settings = it.settings();
    settings.lease = 10s;
    CHECK_THROWS_WITH(ledger::worker(settings, it.session), Catch::Contains("lease is too short"));
}

TEST_CASE("a schema of another version is refused at the start", "[ledger]") {
    shop it;
    it.open->run("UPDATE meta SET least_worker_version = 99");
    CHECK_THROWS_WITH(ledger::worker(it.settings(), it.session),
                      Catch::Contains("needs a newer program"));
    it.open->run("UPDATE meta SET least_worker_version = 1, schema_version = 0");
    CHECK_THROWS_WITH(ledger::worker(it.settings(), it.session), Catch::Contains("older"));
}

TEST_CASE("an order that cannot be a payout is refused as it is handed in", "[ledger]") {
    shop it;
    auto const enqueue = [&](std::string const& id, std::int64_t centavos, payee const& to) {
        return ledger::in_transaction(*it.open, [&] {
            return ledger::enqueue(*it.open, it.session.client_id(), id,
                                   money::from_centavos(centavos), to);
        });
    };
    auto const good = test::sample_payout().payee;
    CHECK_THROWS_AS(enqueue("ORDER", 0, good), connectpsp::failure);
    CHECK_THROWS_AS(enqueue("", 100, good), connectpsp::failure);
    payee nobody = good;
    nobody.name.clear();
    CHECK_THROWS_AS(enqueue("ORDER", 100, nobody), connectpsp::failure);
    CHECK(it.number("SELECT COUNT(*) FROM orders") == 0);
    CHECK(enqueue("ORDER", 100, good).is_new);
    CHECK_FALSE(enqueue("ORDER", 200, good).is_new);
    CHECK(it.number("SELECT amount FROM orders") == 100);
}
