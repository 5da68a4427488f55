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

std::string in_dialect(connection const& database, std::string_view sql) {
    std::string made;
    for (std::size_t at = 0; at != sql.size();) {
        if (sql.substr(at).starts_with("NOW")) {
            made += database.clock();
            at += 3;
        } else if (sql.substr(at).starts_with("SKIPLOCKED")) {
            made += database.skip_locked();
            at += 10;
        } else {
            made += sql[at++];
        }
    }
    return made;
}

} // namespace ledger
