// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
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

/// The transitions of orders that this process has committed, by state before, state after and cause.
/// Threads may share it.
class transition_counts {
public:
    using key = std::array<std::string, 3>;
    using counts = std::map<key, std::int64_t>;

    void add(counts const& more) {
        std::lock_guard const one_at_a_time{guard_};
        for (auto const& [which, count] : more)
            counts_[which] += count;
    }
    counts all() const {
        std::lock_guard const one_at_a_time{guard_};
        return counts_;
    }

private:
    mutable std::mutex guard_;
    counts counts_{};
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

    /// Where committed transitions are counted; null for nowhere. It must outlive the connection.
    void count_in(transition_counts* counts) noexcept { counts_ = counts; }

    /// Notes a transition of the current transaction, which counts where that is committed.
    void note(std::string_view from, std::string_view to, std::string_view cause) {
        ++noted_[{std::string{from}, std::string{to}, std::string{cause}}];
    }

    /// Counts what the transaction noted, or forgets it.
    void end_of_transaction(bool is_committed) {
        if (is_committed && counts_ != nullptr) counts_->add(noted_);
        noted_.clear();
    }

private:
    transition_counts* counts_ = nullptr;
    transition_counts::counts noted_{};
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
            if (!needed) return;
            of.rollback();
            of.end_of_transaction(false);
        }
    } undo{database};
    database.begin();
    if constexpr (std::is_void_v<decltype(work())>) {
        work();
        database.commit();
        undo.needed = false;
        database.end_of_transaction(true);
    } else {
        auto got = work();
        database.commit();
        undo.needed = false;
        database.end_of_transaction(true);
        return got;
    }
}

} // namespace ledger
