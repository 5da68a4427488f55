// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "../curl_transport.hpp"
#include "store.hpp"

#include <connectpsp/flow/client.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ledger {

/// A finding of a comparison with the gateway.
struct difference {
    std::string order_id;
    std::string kind; ///< `status`, `amount`, `missing`
    std::string note;
};

/// Finds out what no webhook has told: reads orders that are accepted and have been quiet for a while, and
/// those in doubt whose id is known. A webhook may never come.
class reconciler {
public:
    reconciler(connection& database, psp::session& session)
        : database_(database)
        , session_(session) {}

    /// Reads orders of which nothing was heard for so long. Returns how many were read.
    std::int64_t read_quiet_orders(microseconds quiet_for, std::int64_t at_most = 100);

    /// Compares every order of the last days, settled or not, with the gateway. Changes nothing that
    /// conflicts. The window overlaps the one before, and is in UTC.
    std::vector<difference> compare(microseconds window);

private:
    connection& database_;
    psp::session& session_;
    examples::curl_transport send_{10};
};

} // namespace ledger
