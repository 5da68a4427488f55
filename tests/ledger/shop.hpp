// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_LEDGER_SHOP_HPP
#define CONNECTPSP_TESTS_LEDGER_SHOP_HPP

#include "../sandbox/server.hpp"
#include "support/sample_payments.hpp"

#include "inbox.hpp"
#include "reconciler.hpp"
#include "restore.hpp"
#include "worker.hpp"

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A folder that is gone at its end.
struct temporary_folder {
    std::filesystem::path path;

    temporary_folder();
    temporary_folder(temporary_folder const&) = delete;
    temporary_folder& operator=(temporary_folder const&) = delete;
    ~temporary_folder() { std::filesystem::remove_all(path); }
    std::string file(char const* name) const { return (path / name).string(); }
};

/// A database with the schema and nothing in it: SQLite's, or PostgreSQL's behind a pooler where
/// LEDGER_TEST_POSTGRESQL names a server.
std::string new_database(temporary_folder const& folder);

/// A merchant with a sandbox, a database and a journal.
struct shop {
    explicit shop(sandbox::config settings = {});

    connectpsp::credentials credentials() const;

    /// Hands in orders `ORDER-0`, `ORDER-1`, ... of R$ 1.00 each.
    void enqueue(int count, std::string const& prefix = "ORDER-");

    ledger::worker_settings settings() const;

    /// Works until every order is in one of these states, a minute at most. Returns what the last
    /// worker counted.
    ledger::worker_counts work_until(std::initializer_list<std::string_view> states,
                                     ledger::worker_settings const& how);
    ledger::worker_counts work() {
        return work_until({"accepted", "completed", "held", "refused"}, settings());
    }

    std::int64_t count(std::string_view state);
    std::string state(std::string const& order_id);
    std::string column(std::string const& order_id, char const* name);
    std::int64_t number(std::string const& sql);
    std::uint64_t paid() const { return psp.counts().cash_outs_created; }

    /// A webhook of a payout, signed.
    struct delivery {
        std::string body, signature;
    };
    delivery webhook(std::string const& type, std::string const& status, std::string const& id,
                     std::string const& reference, std::string const& amount = "1.00") const;

    /// The variables for the program, `NAME=value`.
    std::vector<std::string> variables() const;

    temporary_folder folder;
    sandbox::server psp;
    std::string database = new_database(folder);
    std::string journal = folder.file("journal");
    connectpsp::session session{connectpsp::environment::parse(psp.base_url()).value(),
                                credentials()};
    std::unique_ptr<ledger::connection> open = ledger::connect(database);
};

/// Ends every connection of a PostgreSQL to the shop's database, as a restart does. Nothing with SQLite.
void cut_connections(shop& of);

/// A run of the program.
class process {
public:
    process(shop const& of, std::vector<std::string> words, std::vector<std::string> more = {});
    process(process const&) = delete;
    process& operator=(process const&) = delete;
    ~process();

    int pid() const noexcept { return pid_; }
    void signal(int number) const;
    /// Waits until it ends. Its exit status, or minus the signal that ended it.
    int wait();
    /// Waits until it is stopped by a signal, ten seconds at most.
    bool wait_for_stop();

private:
    int pid_;
    bool ended_ = false;
};

#endif
