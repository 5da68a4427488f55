// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ledger {

/// A parameter of a statement.
using parameter = std::variant<std::nullptr_t, std::int64_t, std::string>;

inline parameter optional_parameter(std::optional<std::string> const& text) {
    return text ? parameter{*text} : parameter{nullptr};
}

/// A row of an answer.
class row {
public:
    explicit row(std::vector<std::optional<std::string>> columns) : columns_(std::move(columns)) {}

    bool is_null(std::size_t at) const { return !columns_.at(at); }
    std::string text(std::size_t at) const { return columns_.at(at).value_or(std::string{}); }
    std::int64_t number(std::size_t at) const {
        return columns_.at(at) ? std::stoll(*columns_.at(at)) : 0;
    }
    std::optional<std::string> maybe(std::size_t at) const { return columns_.at(at); }

private:
    std::vector<std::optional<std::string>> columns_;
};

using rows = std::vector<row>;

/// A statement that failed. After a failed COMMIT it is unknown whether the transaction took place.
class sql_error : public std::runtime_error {
public:
    sql_error(std::string const& what, bool of_commit)
        : std::runtime_error(what)
        , of_commit_(of_commit) {}
    bool of_commit() const noexcept { return of_commit_; }

private:
    bool of_commit_;
};

/// A connection to SQLite or PostgreSQL. Statements name their parameters `$1`, `$2`, ... in both.
/// One thread at a time. Every statement stands alone, so that a pooler of transactions may be
/// between.
class connection {
public:
    virtual ~connection() = default;

    /// Runs one statement. @throws sql_error
    virtual rows run(std::string_view sql, std::span<parameter const> parameters) = 0;
    rows run(std::string_view sql, std::initializer_list<parameter> parameters = {}) {
        return run(sql, std::span<parameter const>{parameters.begin(), parameters.size()});
    }

    /// Runs a script of statements without parameters. @throws sql_error
    virtual void script(std::string const& sql) = 0;

    /// The rows that the last statement changed.
    virtual std::int64_t changed() const = 0;

    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;

    /// The database's clock in microseconds since 1970, as an expression of SQL.
    virtual std::string_view clock() const noexcept = 0;

    /// Returns the words that a claim adds to its SELECT, so that workers do not wait for each other.
    virtual std::string_view skip_locked() const noexcept = 0;

    /// `sqlite` or `postgresql`.
    virtual std::string_view dialect() const noexcept = 0;
};

/// Connects to `postgresql://...` (libpq's connection URI), or opens a file of SQLite.
/// @throws sql_error
std::unique_ptr<connection> connect(std::string const& database);

/// A statement with the dialect's own words: the database's clock in place of `NOW`, and what skips
/// locked rows in place of `SKIPLOCKED`.
std::string in_dialect(connection const& database, std::string_view sql);

/// Runs something in a transaction: committed where it returns, rolled back where it throws.
template <class Work>
auto in_transaction(connection& database, Work work) {
    struct undo {
        connection& of;
        bool needed = true;
        ~undo() {
            if (needed) of.rollback();
        }
    } undo{database};
    database.begin();
    if constexpr (std::is_void_v<decltype(work())>) {
        work();
        database.commit();
        undo.needed = false;
    } else {
        auto got = work();
        database.commit();
        undo.needed = false;
        return got;
    }
}

} // namespace ledger
