// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "connections.hpp"

#include <sqlite3.h>

#include <map>

namespace ledger {
namespace {

using statement = std::unique_ptr<sqlite3_stmt, ended_by<sqlite3_finalize>>;

class sqlite_connection final : public connection {
public:
    explicit sqlite_connection(std::string const& path) {
        sqlite3* opened = nullptr;
        int const code = sqlite3_open_v2(
            path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
            nullptr);
        database_.reset(opened);
        if (code != SQLITE_OK) fail("opening " + path);
        sqlite3_busy_timeout(opened, 10'000);
        // A commit is on the disk when it returns: a payout must not outlive its record.
        script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    }

    using connection::run;
    rows run(std::string_view sql, std::span<parameter const> parameters) override {
        sqlite3_stmt* const prepared = prepare(sql);
        struct reset {
            sqlite3_stmt* of;
            ~reset() {
                sqlite3_reset(of);
                sqlite3_clear_bindings(of);
            }
        } const after{prepared};
        int number = 0;
        for (parameter const& each : parameters)
            bind(prepared, "$" + std::to_string(++number), each);
        rows made;
        int code = 0;
        while ((code = sqlite3_step(prepared)) == SQLITE_ROW)
            made.push_back(read(prepared));
        if (code != SQLITE_DONE) fail(std::string{sql.substr(0, 60)});
        return made;
    }

    void script(std::string const& sql) override {
        if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail("a script");
    }

    std::int64_t changed() const override { return sqlite3_changes64(database_.get()); }

    // The write lock from the start: a read that turns into a write would fail at once.
    void begin() override { run("BEGIN IMMEDIATE"); }
    void commit() override {
        if (sqlite3_exec(database_.get(), "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK)
            fail("COMMIT", true);
    }
    void rollback() noexcept override {
        if (sqlite3_get_autocommit(database_.get()) == 0)
            sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

    std::string_view clock() const noexcept override {
        return "(CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER) * 1000)";
    }
    std::string_view skip_locked() const noexcept override { return ""; } // the write lock queues
    std::string_view dialect() const noexcept override { return "sqlite"; }

private:
    [[noreturn]] void fail(std::string const& what, bool of_commit = false) const {
        throw sql_error{what + ": " + sqlite3_errmsg(database_.get()), of_commit};
    }

    sqlite3_stmt* prepare(std::string_view sql) {
        auto const known = prepared_.find(sql);
        if (known != prepared_.end()) return known->second.get();
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &made,
                               nullptr) != SQLITE_OK)
            fail(std::string{sql.substr(0, 60)});
        return prepared_.emplace(std::string{sql}, statement{made}).first->second.get();
    }

    void bind(sqlite3_stmt* to, std::string const& name, parameter const& given) const {
        int const at = sqlite3_bind_parameter_index(to, name.c_str());
        if (at == 0) return; // a parameter that this dialect's statement does not use
        if (auto const* number = std::get_if<std::int64_t>(&given))
            sqlite3_bind_int64(to, at, *number);
        else if (auto const* text = std::get_if<std::string>(&given))
            sqlite3_bind_text(to, at, text->data(), static_cast<int>(text->size()),
                              SQLITE_TRANSIENT);
        else
            sqlite3_bind_null(to, at);
    }

    static row read(sqlite3_stmt* from) {
        std::vector<std::optional<std::string>> columns;
        int const count = sqlite3_column_count(from);
        for (int i = 0; i != count; ++i) {
            auto const* const text = reinterpret_cast<char const*>(sqlite3_column_text(from, i));
            if (text == nullptr)
                columns.emplace_back();
            else
                columns.emplace_back(
                    std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(from, i))));
        }
        return row{std::move(columns)};
    }

    std::unique_ptr<sqlite3, ended_by<sqlite3_close_v2>> database_;
    std::map<std::string, statement, std::less<>> prepared_;
};

} // namespace

std::unique_ptr<connection> open_sqlite(std::string const& path) {
    return std::make_unique<sqlite_connection>(path);
}

} // namespace ledger
