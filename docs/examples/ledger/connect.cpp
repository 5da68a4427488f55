// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "connections.hpp"

namespace ledger {

std::unique_ptr<connection> connect(std::string const& database) {
    if (!database.starts_with("postgresql://") && !database.starts_with("postgres://"))
        return open_sqlite(database);
#if defined(LEDGER_WITH_POSTGRESQL)
    return open_postgresql(database);
#else
    throw sql_error{"this build has no PostgreSQL (Debian and Ubuntu: libpq-dev)", false};
#endif
}

} // namespace ledger
