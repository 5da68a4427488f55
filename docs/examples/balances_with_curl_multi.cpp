// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Reads the wallet many times at once on one thread, with libcurl's multi interface.
//
//   balances_with_curl_multi COUNT
//
// A real program has a session for each of its merchants, and reads the wallet of each once. Who and
// where: environment_variables.hpp.

#include "curl_multi.hpp"
#include "environment_variables.hpp"

#include <charconv>
#include <iostream>
#include <string_view>

namespace psp = connectpsp;

int main(int count, char** arguments) {
    int many = 0;
    std::string_view const text{count == 2 ? arguments[1] : ""};
    std::from_chars(text.data(), text.data() + text.size(), many);
    auto const where = examples::place_from_environment();
    auto who = examples::credentials_from_environment();
    if (many < 1 || !where || !who) {
        std::cerr << "usage: " << arguments[0]
                  << " COUNT   (and the environment; see the source)\n";
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    psp::session session{where.value(), std::move(who).value()};
    examples::curl_multi http;

    int read = 0;
    for (int i = 0; i != many; ++i)
        http.start(psp::exchange{session, psp::get_balance{}},
                   [&](psp::result<psp::balance> const& wallet) {
                       if (wallet)
                           ++read;
                       else
                           std::cerr << wallet.error() << '\n';
                   });
    while (!http.idle())
        http.poll();

    std::cout << read << " of " << many << " read\n";
    return read == many ? 0 : 1;
}
