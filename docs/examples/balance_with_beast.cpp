// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Reads the wallet over Boost.Beast and prints it without accounts.
//
//   balance_with_beast
//
// Who and where: environment_variables.hpp.

#include "beast_transport.hpp"
#include "environment_variables.hpp"

#include <connectpsp/connectpsp.hpp>

#include <iostream>

namespace psp = connectpsp;

int main() {
    auto const where = examples::place_from_environment();
    auto who = examples::credentials_from_environment();
    if (!where || !who) {
        std::cerr << (where ? who.error() : where.error()) << '\n';
        return 2;
    }
    psp::session session{where.value(), std::move(who).value()};
    psp::client client{session, examples::beast_transport{}};

    auto const wallet = client(psp::get_balance{});
    if (!wallet) {
        std::cerr << wallet.error() << '\n';
        return 1;
    }
    std::cout << psp::redact(wallet.value()) << '\n';
    return 0;
}
