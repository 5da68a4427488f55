// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Prints the webhooks of ConnectPSP as they come, without personal data.
//
//   webhook_server PORT      who signs: CONNECTPSP_CRYPTO_TOKEN
#include "environment_variables.hpp"
#include "webhook_listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <connectpsp/api/redact.hpp>

#include <cstdlib>
#include <iostream>

int main(int count, char** arguments) {
    using namespace examples;
    namespace asio = boost::asio;
    using asio::ip::tcp;
    auto const who = credentials_from_environment();
    if (count != 2 || !who) {
        std::cerr << "usage: " << arguments[0] << " PORT\n" << (who ? "" : to_string(who.error()));
        return 2;
    }
    auto const port = static_cast<asio::ip::port_type>(std::atoi(arguments[1]));
    webhook_listener hooks{
        .hook = connectpsp::webhook_receiver{who.value().crypto_token()},
        .work = [](auto const& event) { std::cout << connectpsp::redact(event) << std::endl; }};
    asio::io_context loop{1};
    tcp::acceptor door{loop, {asio::ip::address_v4::loopback(), port}};
    std::cout << "listening on http://" << door.local_endpoint() << "/webhooks" << std::endl;
    co_spawn(loop, hooks.listen(door), asio::detached);
    loop.run();
}
