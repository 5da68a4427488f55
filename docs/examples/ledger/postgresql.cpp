// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "connections.hpp"

#include <libpq-fe.h>

#include <cstdlib>

namespace ledger {
namespace {

using result = std::unique_ptr<PGresult, ended_by<PQclear>>;

class postgresql_connection final : public connection {
public:
    explicit postgresql_connection(std::string const& uri) : database_(PQconnectdb(uri.c_str())) {
        if (PQstatus(database_.get()) != CONNECTION_OK) fail("connecting", nullptr, false);
        PQsetNoticeProcessor(database_.get(), [](void*, char const*) {}, nullptr);
    }

    using connection::run;
    rows run(std::string_view sql, std::span<parameter const> parameters) override {
        std::vector<std::string> texts;
        std::vector<char const*> pointers;
        texts.reserve(parameters.size());
        for (parameter const& each : parameters) {
            if (std::holds_alternative<std::nullptr_t>(each)) {
                pointers.push_back(nullptr);
                continue;
            }
            auto const* number = std::get_if<std::int64_t>(&each);
            texts.push_back(number != nullptr ? std::to_string(*number)
                                              : std::get<std::string>(each));
            pointers.push_back(texts.back().c_str());
        }
        std::string const text{sql};
        // Unnamed and once: what a pooler of transactions can carry.
        result const got{PQexecParams(database_.get(), text.c_str(),
                                      static_cast<int>(pointers.size()), nullptr, pointers.data(),
                                      nullptr, nullptr, 0)};
        auto const status = PQresultStatus(got.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            fail(text.substr(0, 60), got.get(), text == "COMMIT");
        // A COMMIT of a transaction that had failed rolls it back and says so.
        if (text == "COMMIT" && std::string_view{PQcmdStatus(got.get())} != "COMMIT")
            fail("COMMIT was a ROLLBACK", got.get(), true);
        changed_ = std::atoll(PQcmdTuples(got.get()));
        rows made;
        int const count = PQntuples(got.get()), width = PQnfields(got.get());
        for (int i = 0; i != count; ++i) {
            std::vector<std::optional<std::string>> columns;
            for (int j = 0; j != width; ++j) {
                if (PQgetisnull(got.get(), i, j) != 0)
                    columns.emplace_back();
                else
                    columns.emplace_back(PQgetvalue(got.get(), i, j));
            }
            made.emplace_back(std::move(columns));
        }
        return made;
    }

    void script(std::string const& sql) override {
        result const got{PQexec(database_.get(), sql.c_str())};
        auto const status = PQresultStatus(got.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            fail("a script", got.get(), false);
    }

    std::int64_t changed() const override { return changed_; }
    void begin() override { run("BEGIN"); }
    void commit() override { run("COMMIT"); }
    void rollback() noexcept override { result{PQexec(database_.get(), "ROLLBACK")}; }

    std::string_view clock() const noexcept override {
        return "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    }
    std::string_view skip_locked() const noexcept override { return " FOR UPDATE SKIP LOCKED"; }
    std::string_view dialect() const noexcept override { return "postgresql"; }

private:
    [[noreturn]] void fail(std::string const& what, PGresult const* got, bool of_commit) const {
        char const* const why =
            got != nullptr ? PQresultErrorMessage(got) : PQerrorMessage(database_.get());
        throw sql_error{what + ": " + why, of_commit};
    }

    std::unique_ptr<PGconn, ended_by<PQfinish>> database_;
    std::int64_t changed_ = 0;
};

} // namespace

std::unique_ptr<connection> open_postgresql(std::string const& uri) {
    return std::make_unique<postgresql_connection>(uri);
}

} // namespace ledger
