// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "sql.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace ledger {

/// The rows of one statement that inserts or changes many: a round trip and a plan for all of them.
class batch {
public:
    /// @param columns the type of each: `BIGINT`, `TEXT`
    explicit batch(std::vector<std::string_view> columns) : columns_(std::move(columns)) {}

    void add(std::initializer_list<parameter> row) {
        rows_ += rows_.empty() ? "(" : ", (";
        std::size_t column = 0;
        for (parameter const& each : row) {
            parameters_.push_back(each);
            rows_ += column == 0 ? "CAST($" : ", CAST($";
            rows_.append(std::to_string(parameters_.size())).append(" AS ");
            rows_.append(columns_.at(column++)).append(")");
        }
        rows_ += ')';
    }

    bool empty() const noexcept { return parameters_.empty(); }

    /// Runs a statement of the dialect with `VALUES ROWS` in it, whose columns are `column1`,
    /// `column2`, ... Without rows it runs nothing.
    rows run(connection& database, std::string_view sql) const {
        if (empty()) return {};
        std::string text = in_dialect(database, sql);
        text.replace(text.find("ROWS"), 4, rows_);
        return database.run(text, parameters_);
    }

private:
    std::vector<std::string_view> columns_;
    std::string rows_{};
    std::vector<parameter> parameters_{};
};

} // namespace ledger
