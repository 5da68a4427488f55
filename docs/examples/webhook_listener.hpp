// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <connectpsp/api/webhook.hpp>
#include <functional>
#include <set>
#include <string>

namespace examples {

/// Receives webhooks, many at once, and answers each at once. A thread of its own does the work on
/// the events, one after another. Stands behind a proxy that terminates TLS. Compile
/// webhook_listener.cpp once.
struct webhook_listener {
    connectpsp::webhook_receiver hook;
    std::function<void(connectpsp::event const&)> work; ///< called once for each event
    std::set<std::string> taken{};
    boost::asio::thread_pool worker{1};

    boost::asio::awaitable<void> listen(boost::asio::ip::tcp::acceptor& door);
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);
};

} // namespace examples
