// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "inbox.hpp"
#include "worker.hpp"

#include <string>

namespace ledger {

/// The state of the orders as Prometheus text: what to alert on is an age, not a count. No label names
/// an order, a person or a worker.
std::string metrics_of(connection& database, std::string_view merchant);

/// The counts of one worker, in the same form.
std::string metrics_of(worker_counts const& counts);

/// The transitions that a process has committed, in the same form.
std::string metrics_of(transition_counts const& counts);

/// The deliveries of an inbox, in the same form.
std::string metrics_of(inbox const& of);

} // namespace ledger
