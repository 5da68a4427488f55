// expect: connectpsp: an observer is callable with an `attempt_report const&`
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/exchange.hpp>

struct deaf {};

connectpsp::exchange<connectpsp::get_balance, deaf> of(connectpsp::session& session) {
    return {session, {}};
}
