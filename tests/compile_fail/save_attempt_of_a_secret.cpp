// expect: this operation holds a secret, which does not belong into a record
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    connectpsp::session session{connectpsp::environment::staging(),
                                connectpsp::credentials::make({}).value()};
    return connectpsp::load_attempt<connectpsp::obtain_token>("", session).has_value();
}
