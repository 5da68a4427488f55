// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The memory of many payouts at once on one thread, each waiting for its response: the exchanges
// alone, without what an HTTP stack keeps for a connection.
//
//   benchmark-exchange-memory [COUNT]       10000 unless given

#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <string>

using namespace connectpsp;

namespace {

/// How much of this process is in memory, in bytes.
std::size_t resident_bytes() {
    std::size_t all = 0, resident = 0;
    std::ifstream{"/proc/self/statm"} >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

credentials made_up_credentials() {
    return credentials::make({.client_id = "4711",
                              .client_secret = secret{"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e"},
                              .application_token = secret{"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"},
                              .crypto_token = secret{"c0ffee00-1234-4abc-9def-0123456789ab"}})
        .value();
}

/// A token as long as real ones are.
response token() {
    return {.status = 200,
            .content_type = "application/json",
            .body = R"({"accessToken":")" + std::string(700, 'a') +
                    R"(","tokenType":"Bearer","expiresIn":3600})"};
}

create_cash_out payout(int number) {
    return {
        .idempotency_key = idempotency_key::parse("7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f").value(),
        .amount = money::from_centavos(15050),
        .external_reference =
            external_reference::parse("PAYOUT-2026-" + std::to_string(number)).value(),
        .webhook_url = "https://shop.example.com/hooks/pix",
        .payee = {.name = "Maria da Silva",
                  .document = document::parse("52998224725").value(),
                  .destination = pix_key::parse(pix_key_type::email, "maria@example.com").value()}};
}

} // namespace

int main(int count, char** arguments) {
    int const many = count > 1 ? std::atoi(arguments[1]) : 10'000;
    timestamp const now{std::chrono::hours{500'000}};
    session session{environment::staging(), made_up_credentials()};
    if (!session.on_token(token(), now)) return 1;

    std::size_t const before = resident_bytes();
    std::deque<exchange<create_cash_out>> talks;
    int sent = 0;
    for (int i = 0; i != many; ++i) {
        talks.emplace_back(session, payout(i));
        if (talks.back().start(now).request() != nullptr) ++sent;
    }
    std::size_t const grown = resident_bytes() - before;
    std::cout << sent << " of " << many << " exchanges with their requests out: " << grown / 1'000
              << " kB, " << grown / static_cast<std::size_t>(many) << " bytes each, of which "
              << sizeof(exchange<create_cash_out>) << " are the exchange itself\n";
    return sent == many ? 0 : 1;
}
