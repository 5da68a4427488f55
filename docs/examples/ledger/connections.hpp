// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "sql.hpp"

namespace ledger {

template <auto End>
struct ended_by {
    void operator()(auto* it) const { End(it); }
};

std::unique_ptr<connection> open_sqlite(std::string const& path);
std::unique_ptr<connection> open_postgresql(std::string const& uri);

} // namespace ledger
