// expect: no match for .operator=|no viable overloaded
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
// A payout goes to a PIX key or to an account: a mix of both cannot be written.
#include <connectpsp/api/cash_out.hpp>

int main() {
    connectpsp::payee to;
    to.destination = {.type = connectpsp::destination_type::pix,
                      .pix_key = connectpsp::pix_key{},
                      .bank_account = connectpsp::bank_account{}};
}
