// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "store.hpp"

#include <connectpsp/flow/session.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ledger {

/// Each attempt is in the database before it is in the journal. So a journal that names an attempt
/// which the database does not have is the sign of a database that has lost commits: restored from a
/// backup, or failed over to a standby that was behind.
struct suspicion {
    std::int64_t forgotten_attempts = 0; ///< in the journal, and not in the database
    std::vector<std::string> suspects{}; ///< orders that may have been sent, by their reference
};
suspicion look_for_lost_commits(connection& database, psp::session const& session,
                                std::string const& journal_path);

/// Pauses the service where commits were lost, and says so. Returns whether it has.
bool pause_where_commits_were_lost(connection& database, psp::session const& session,
                                   std::string const& journal_path);

/// Puts back what the database forgot: attempts, whose orders are in doubt then, and webhooks. An
/// order that was handed in after the backup is made again from its attempt. Running it twice does no
/// harm.
struct replayed {
    std::int64_t attempts = 0, orders = 0, events = 0;
};
replayed replay_journal(connection& database, psp::session const& session,
                        psp::webhook_receiver const& hook, std::string const& journal_path);

} // namespace ledger
