// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_LOOPBACK_URL_HPP
#define CONNECTPSP_TESTS_SANDBOX_LOOPBACK_URL_HPP

#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// Where an `http://` URL on this machine leads.
struct loopback_url {
    boost::asio::ip::tcp::endpoint endpoint;
    std::string host;   ///< as written, with its port: the Host field
    std::string target; ///< path and query
};

/// Nothing unless the URL is `http://` and its host is 127.0.0.0/8, `[::1]` or `localhost`, read
/// without asking any name server: the sandbox never contacts another machine.
std::optional<loopback_url> read_loopback_url(std::string_view text);

} // namespace sandbox

#endif
