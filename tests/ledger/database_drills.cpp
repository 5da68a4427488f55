// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The database itself fails, or is migrated, while payouts are due.

#include "shop.hpp"

#include "catch.hpp"

#include <pwd.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace connectpsp;
using namespace std::chrono_literals;

namespace {

/// A small file system in a folder, gone at its end.
class small_disk {
public:
    explicit small_disk(temporary_folder const& in) : path_(in.file("disk")) {
        std::filesystem::create_directory(path_);
        is_there_ = mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=16m,mode=0777") == 0;
        if (!is_there_) std::cout << "skipped: no file system may be mounted here\n";
    }
    small_disk(small_disk const&) = delete;
    small_disk& operator=(small_disk const&) = delete;
    ~small_disk() {
        if (is_there_) umount2(path_.c_str(), MNT_DETACH);
    }

    bool is_there() const noexcept { return is_there_; }
    std::string const& path() const noexcept { return path_; }
    void fill() const {
        std::ofstream out{path_ + "/filler"};
        std::string const page(4096, 'x');
        while (out.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
        }
    }
    void make_room() const { std::filesystem::remove(path_ + "/filler"); }

private:
    std::string path_;
    bool is_there_;
};

/// Standard error while it lives.
class heard_errors {
public:
    heard_errors() : before_(std::cerr.rdbuf(text_.rdbuf())) {}
    heard_errors(heard_errors const&) = delete;
    heard_errors& operator=(heard_errors const&) = delete;
    ~heard_errors() { std::cerr.rdbuf(before_); }
    std::string text() const { return text_.str(); }

private:
    std::ostringstream text_{};
    std::streambuf* before_;
};

/// The name of a shop's database in PostgreSQL.
std::string name_in_postgresql(shop const& of) {
    std::string name = of.database.substr(of.database.find('@') + 2);
    name.resize(name.find('?'));
    return name;
}

/// A connection to PostgreSQL without the pooler.
std::string without_pooler(std::string const& name) {
    std::string const server = std::getenv("LEDGER_TEST_POSTGRESQL");
    return std::string{server}.insert(server.find('?'), name);
}

void work_for(ledger::worker& worker, std::chrono::milliseconds time) {
    auto const until = std::chrono::steady_clock::now() + time;
    worker.run([&] { return std::chrono::steady_clock::now() > until; });
}

/// Nothing is sent while the database fails; the reason is told; all is paid once it works again.
void check_that_payouts_stop(shop& it, std::string const& reason, auto const& mend) {
    auto settings = it.settings();
    auto const sent = it.psp.counts().received_by("POST /cash-out");
    auto const paid = it.paid();
    {
        heard_errors told;
        ledger::worker worker{settings, it.session};
        work_for(worker, 1500ms);
        CHECK(worker.counts().database_errors > 0);
        CHECK_THAT(told.text(), Catch::Contains(reason));
    }
    CHECK(it.psp.counts().received_by("POST /cash-out") == sent);
    CHECK(it.paid() == paid);
    mend();
    it.work_until({"accepted"}, settings);
    CHECK(it.number("SELECT COUNT(*) FROM orders WHERE state <> 'accepted'") == 0);
    CHECK(it.paid() == static_cast<std::uint64_t>(it.count("accepted")));
}

} // namespace

TEST_CASE("a disk that is full stops payouts before they are sent", "[ledger][database]") {
    shop it;
    small_disk const disk{it.folder};
    if (!disk.is_there()) return;
    if (it.open->dialect() == "sqlite") {
        it.database = disk.path() + "/ledger.db";
        it.open = ledger::connect(it.database);
        ledger::migrate(*it.open);
        it.enqueue(200);
        disk.fill();
        check_that_payouts_stop(it, "database or disk is full", [&] { disk.make_room(); });
        return;
    }
    // The server's attempts are on the small disk.
    it.database = without_pooler(name_in_postgresql(it));
    it.open = ledger::connect(it.database);
    std::filesystem::permissions(it.folder.path, std::filesystem::perms::all);
    std::string const space = name_in_postgresql(it) + "_space";
    std::string const place = disk.path() + "/space";
    std::filesystem::create_directory(place);
    if (auto const* const user = getpwnam("postgres"); user != nullptr && geteuid() == 0)
        REQUIRE(chown(place.c_str(), user->pw_uid, user->pw_gid) == 0);
    it.open->run("CREATE TABLESPACE " + space + " LOCATION '" + place + "'");
    it.open->run("ALTER TABLE attempts SET TABLESPACE " + space);
    it.enqueue(200);
    disk.fill();
    check_that_payouts_stop(it, "No space left on device", [&] { disk.make_room(); });
    it.open->run("ALTER TABLE attempts SET TABLESPACE pg_default");
    it.open->run("DROP TABLESPACE " + space);
}

TEST_CASE("a database that is read-only stops payouts before they are sent", "[ledger][database]") {
    shop it;
    it.enqueue(20);
    if (it.open->dialect() == "sqlite") {
        std::string const place = it.folder.file("read-only");
        std::filesystem::create_directory(place);
        it.open.reset();
        if (mount(it.folder.path.c_str(), place.c_str(), nullptr, MS_BIND, nullptr) != 0) {
            std::cout << "skipped: no folder may be mounted here\n";
            return;
        }
        bool const is_read_only =
            mount(nullptr, place.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
        auto settings = it.settings();
        settings.database = place + "/ledger.db";
        CHECK(is_read_only);
        CHECK_THROWS_AS(ledger::worker(settings, it.session), ledger::sql_error);
        umount2(place.c_str(), MNT_DETACH);
        CHECK(it.psp.counts().received_by("POST /cash-out") == 0);
        it.open = ledger::connect(it.database);
        it.work();
        CHECK(it.count("accepted") == 20);
        return;
    }
    it.database = without_pooler(name_in_postgresql(it));
    auto const admin = ledger::connect(without_pooler("postgres"));
    std::string const alter = "ALTER DATABASE " + name_in_postgresql(it) + " ";
    admin->run(alter + "SET default_transaction_read_only = on");
    check_that_payouts_stop(it, "read-only transaction", [&] {
        admin->run(alter + "RESET default_transaction_read_only");
        it.open = ledger::connect(it.database);
    });
}

TEST_CASE("a database that is gone stops payouts, and they go on when it is back",
          "[ledger][database]") {
    shop it;
    if (it.open->dialect() == "sqlite") return; // the file is this machine's
    it.enqueue(40);
    it.database = without_pooler(name_in_postgresql(it));
    it.open = ledger::connect(it.database);
    auto const admin = ledger::connect(without_pooler("postgres"));
    std::string const name = name_in_postgresql(it);
    auto const allow = [&](char const* whether) {
        admin->run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + whether);
    };
    auto settings = it.settings();
    settings.at_once = 5;
    settings.drain = 1s;
    settings.passes = [&, left = 2](char const* where) mutable {
        if (std::string_view{"before_commit"} != where || --left != 0) return;
        allow("false");
        admin->run("SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = "
                   "$1",
                   {name});
    };
    ledger::worker worker{settings, it.session};
    work_for(worker, 1500ms);
    CHECK(worker.counts().database_errors > 1);
    CHECK(it.paid() == 5); // the first claim alone was committed
    allow("true");
    it.open = ledger::connect(it.database);
    work_for(worker, 100ms);
    it.open->run("UPDATE orders SET lease_until = 0 WHERE state = 'sending'");
    it.work();
    CHECK(it.count("accepted") == 40);
    CHECK(it.paid() == 40);
}

TEST_CASE(
    "a worker goes on after a migration that adds, and stops after one that needs a newer one",
    "[ledger][database]") {
    shop it;
    it.enqueue(5);
    ledger::worker worker{it.settings(), it.session};
    it.open->run("ALTER TABLE orders ADD COLUMN of_a_later_version INTEGER");
    it.open->run("UPDATE meta SET schema_version = schema_version + 1");
    work_for(worker, 700ms);
    CHECK(it.count("accepted") == 5);
    CHECK_NOTHROW(ledger::worker(it.settings(), it.session)); // nor does a new start refuse
    it.open->run("UPDATE meta SET least_worker_version = 99");
    CHECK_THROWS_WITH(work_for(worker, 10s), Catch::Contains("needs a newer program"));
    it.enqueue(5, "LATER-");
    CHECK_THROWS_WITH(ledger::worker(it.settings(), it.session),
                      Catch::Contains("needs a newer program"));
    CHECK(it.count("due") == 5);
    CHECK(it.paid() == 5);
}

TEST_CASE("a worker begins no more payouts a second than it is told", "[ledger]") {
    shop it;
    it.enqueue(40);
    auto settings = it.settings();
    settings.most_a_second = 20;
    ledger::worker worker{settings, it.session};
    auto const begun = std::chrono::steady_clock::now();
    work_for(worker, 1s);
    // The drain sends nothing new. 20 a second, and a tenth.
    CHECK(it.paid() <= 24);
    CHECK(it.paid() >= 5);
    worker.run_until_idle();
    CHECK(std::chrono::steady_clock::now() - begun >= 1800ms);
    CHECK(it.paid() == 40);
}
