// expect: connectpsp: this is no operation
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include <boost/describe/class.hpp>

struct ping {
    static constexpr connectpsp::endpoint_spec endpoint{
        connectpsp::http_method::get, "/ping", connectpsp::auth::bearer, connectpsp::effect::none,
        connectpsp::idempotency::inherent};
};

BOOST_DESCRIBE_STRUCT(ping, (), ())

auto message(connectpsp::authorization const& auth) { return connectpsp::build(ping{}, auth); }
