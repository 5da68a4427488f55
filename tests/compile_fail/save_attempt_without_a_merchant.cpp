// expect: no matching function for call to .*save_attempt
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    auto const key = connectpsp::signer::make(connectpsp::secret{"key"}).value();
    return connectpsp::save_attempt(connectpsp::create_cash_out{}, {}, key).has_value();
}
