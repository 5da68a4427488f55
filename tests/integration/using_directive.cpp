// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// A file that names everything of the library without a prefix must still compile with Asio: a
// name such as `query` at namespace scope hides Asio's own function of that name.
#include <connectpsp/connectpsp.hpp>

using namespace connectpsp;

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include "catch.hpp"

TEST_CASE("Asio compiles after a using directive for the library", "[integration]") {
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor const acceptor(
        context, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
    bool ran = false;
    boost::asio::post(context, [&ran] { ran = true; });
    context.run();
    CHECK(ran);
    CHECK(acceptor.local_endpoint().port() != 0);
}
