// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <connectpsp/core/result.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>
#include <string>

namespace examples {

/// Carries requests with Boost.Beast over https or http. Each request has a connection of its own.
/// A request ends with its response or when the time is over. Resolving the host's name does not
/// count. Compile beast_transport.cpp once.
class beast_transport {
public:
    /// @param ca_file the certificates that are trusted; empty: the system's
    explicit beast_transport(std::chrono::seconds most = std::chrono::seconds{30},
                             std::string const& ca_file = {});

    /// Sends a request; many may run at once on one thread. The request must outlive the coroutine.
    boost::asio::awaitable<connectpsp::result<connectpsp::response>>
    async(connectpsp::request const& message);

    /// Sends a request, and blocks until it ends.
    connectpsp::result<connectpsp::response> operator()(connectpsp::request const& message);

private:
    std::chrono::seconds most_;
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
};

} // namespace examples
