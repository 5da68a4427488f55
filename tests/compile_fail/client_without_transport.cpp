// expect: connectpsp: a transport is callable with a `request const&` and gives back `result<response>`
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include <string>

struct fetcher {
    std::string operator()(connectpsp::request const&) { return {}; }
};

connectpsp::client<fetcher> over(connectpsp::session& session) { return {session, fetcher{}}; }
