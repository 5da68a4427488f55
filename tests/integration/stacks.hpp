// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_STACKS_HPP
#define CONNECTPSP_TESTS_INTEGRATION_STACKS_HPP

#include <connectpsp/http/transport.hpp>

#include "catch.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <ostream>
#include <string>

/// A transport whose HTTP stack only one source file has to compile.
using any_transport =
    std::function<connectpsp::result<connectpsp::response>(connectpsp::request const&)>;

/// The example transports, each of which every test runs through.
enum class stack { curl, beast, httplib };

inline constexpr std::array all_stacks{stack::curl, stack::beast,
#if defined(CONNECTPSP_TEST_HTTPLIB)
                                       stack::httplib
#endif
};

std::ostream& operator<<(std::ostream& out, stack which);

/// How a test wants its transport.
struct transport_settings {
    std::chrono::seconds timeout{30};
    std::string ca_file{}; ///< the certificates that are trusted; empty: the system's
};

any_transport make_curl_transport(transport_settings const& wanted);
any_transport make_beast_transport(transport_settings const& wanted);
any_transport make_httplib_transport(transport_settings const& wanted);
any_transport make_transport(stack which, transport_settings const& wanted = {});

inline any_transport make_transport(stack which, std::chrono::seconds timeout) {
    return make_transport(which, transport_settings{.timeout = timeout});
}

#endif
