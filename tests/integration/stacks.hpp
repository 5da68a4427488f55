// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_STACKS_HPP
#define CONNECTPSP_TESTS_INTEGRATION_STACKS_HPP

#include <connectpsp/http/transport.hpp>

#include "catch.hpp"

#include <chrono>
#include <functional>
#include <ostream>

/// A transport whose HTTP stack only one source file has to compile.
using any_transport =
    std::function<connectpsp::result<connectpsp::response>(connectpsp::request const&)>;

any_transport make_curl_transport(std::chrono::seconds timeout);
any_transport make_beast_transport(std::chrono::seconds timeout);

/// The example transports, each of which every test runs through.
enum class stack { curl, beast };

inline std::ostream& operator<<(std::ostream& out, stack which) {
    return out << (which == stack::curl ? "libcurl" : "Boost.Beast");
}

inline any_transport make_transport(stack which,
                                    std::chrono::seconds timeout = std::chrono::seconds{30}) {
    return which == stack::curl ? make_curl_transport(timeout) : make_beast_transport(timeout);
}

#endif
