// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The database is restored from a backup. SQLite alone: its backup is a file.

#include "shop.hpp"

#include "catch.hpp"

#include <fstream>

using namespace connectpsp;

namespace {

bool is_sqlite(shop const& it) { return it.open->dialect() == "sqlite"; }

void copy_database(shop& it, std::string const& to) { it.open->run("VACUUM INTO '" + to + "'"); }

void restore_database(shop& it, std::string const& from) {
    it.open.reset();
    for (char const* const part : {"", "-wal", "-shm"})
        std::filesystem::remove(it.database + part);
    std::filesystem::copy_file(from, it.database);
    it.open = ledger::connect(it.database);
}

} // namespace

TEST_CASE("a restored database starts paused, and the journal gives back what it forgot",
          "[ledger][restore]") {
    shop it;
    if (!is_sqlite(it)) return;
    it.enqueue(5);
    it.enqueue(5, "DUE-");
    it.work_until({"accepted"}, it.settings());
    REQUIRE(it.paid() == 10);
    it.enqueue(3, "OPEN-");
    std::string const backup = it.folder.file("backup.db");
    copy_database(it, backup);
    it.enqueue(4, "AFTER-");
    it.work();
    REQUIRE(it.paid() == 17);
    auto const told = it.webhook("CASHOUT_COMPLETED", "COMPLETED",
                                 it.column("AFTER-0", "transaction_id"), "AFTER-0");
    {
        ledger::inbox door{it.database,
                           it.session.client_id(),
                           {secret{it.psp.settings().crypto_token}},
                           it.journal};
        REQUIRE(door.take(told.body, told.signature, "") == 200);
    }
    restore_database(it, backup);

    // Started again, it pays nothing.
    process worker{it, {"work"}, {"LEDGER_UNTIL_IDLE=1"}};
    CHECK(worker.wait() == 0);
    REQUIRE(ledger::paused(*it.open));
    CHECK(it.paid() == 17);
    auto const suspects = ledger::look_for_lost_commits(*it.open, it.session, it.journal).suspects;
    CHECK(suspects.size() == 7);

    auto const hook =
        webhook_receiver::make(std::array{secret{it.psp.settings().crypto_token}}).value();
    auto const put = ledger::replay_journal(*it.open, it.session, hook, it.journal);
    CHECK(put.attempts == 7);
    CHECK(put.orders == 4);
    CHECK(put.events == 1);
    auto const again = ledger::replay_journal(*it.open, it.session, hook, it.journal);
    CHECK(again.attempts + again.orders + again.events == 0);
    ledger::resume(*it.open);
    it.work();
    CHECK(it.count("accepted") == 17);
    CHECK(it.paid() == 17);
    CHECK(it.number("SELECT SUM(amount) FROM orders") == 17 * 100);
}

TEST_CASE("a line of the journal that a crash cut short is left out", "[ledger][restore]") {
    shop it;
    it.enqueue(2);
    it.work();
    std::ofstream{it.journal, std::ios::app} << "attempt {\"version\":2,\"environ";
    CHECK(ledger::journal::read(it.journal).size() == 2);
    CHECK(ledger::look_for_lost_commits(*it.open, it.session, it.journal).forgotten_attempts == 0);
}
