// expect: this operation only reads, so that there is nothing to save
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    connectpsp::session session{connectpsp::environment::staging(),
                                connectpsp::credentials::make({}).value()};
    return connectpsp::save_attempt(connectpsp::get_balance{}, session, {}).has_value();
}
