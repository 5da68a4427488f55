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
enum class stack { curl, beast, httplib, qt };

#if defined(CONNECTPSP_TEST_QT) // which has an executable of its own
inline constexpr std::array all_stacks{stack::qt};
inline constexpr std::array stacks_that_keep_connections{stack::qt};
inline constexpr std::array stacks_that_read_all{stack::qt};
#elif defined(CONNECTPSP_TEST_HTTPLIB)
inline constexpr std::array all_stacks{stack::curl, stack::beast, stack::httplib};
inline constexpr std::array stacks_that_keep_connections{stack::curl, stack::httplib};
inline constexpr std::array stacks_that_read_all{stack::curl, stack::beast};
#else
inline constexpr std::array all_stacks{stack::curl, stack::beast};
inline constexpr std::array stacks_that_keep_connections{stack::curl};
inline constexpr std::array stacks_that_read_all{stack::curl, stack::beast};
#endif

std::ostream& operator<<(std::ostream& out, stack which);

/// How a test wants its transport.
struct transport_settings {
    std::chrono::seconds timeout{30};
    std::string ca_file{}; ///< the certificates that are trusted; empty: the system's
};

any_transport make_curl_transport(transport_settings const& wanted);
any_transport make_beast_transport(transport_settings const& wanted);
any_transport make_httplib_transport(transport_settings const& wanted);
any_transport make_qt_transport(transport_settings const& wanted);
any_transport make_transport(stack which, transport_settings const& wanted = {});

inline any_transport make_transport(stack which, std::chrono::seconds timeout) {
    return make_transport(which, transport_settings{.timeout = timeout});
}

#endif
