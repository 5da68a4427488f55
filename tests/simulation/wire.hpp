// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_WIRE_HPP
#define CONNECTPSP_TESTS_SIMULATION_WIRE_HPP

#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/http/response.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The model's own writer and reader.

namespace simulation {

struct transaction;

connectpsp::response json(int status, std::string body);

/// A problem document; without a code when that is empty.
connectpsp::response problem(int status, std::string_view code);

/// The response of a proxy.
connectpsp::response page(int status);

/// As GET answers, and webhooks tell.
std::string to_json(transaction const& what);

/// `2026-03-10T14:35:00Z`.
std::string time_text(connectpsp::timestamp at);

/// `Tue, 10 Mar 2026 14:35:00 GMT`.  RFC 9110 §5.6.7
std::string http_date(connectpsp::timestamp at);

/// How long a Retry-After asks to wait; empty for nonsense.  RFC 9110 §10.2.3
std::optional<std::chrono::seconds> pause_asked_for(std::string const& retry_after,
                                                    connectpsp::timestamp now);

std::string money_text(std::int64_t centavos);

/// A member in centavos; -1 when it is not an amount.
std::int64_t centavos(boost::json::object const& session, std::string_view name);

} // namespace simulation

#endif
