// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_VIEWS_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_VIEWS_HPP

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/http/request.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <vector>

// The library's result, as the JSON that a fixture states. Written by hand, member by member,
// so that a mistake in the library's own encoder cannot hide one in its decoder.

namespace connectpsp::test {

boost::json::value view_of(access_grant const& value);
boost::json::value view_of(balance const& value);
boost::json::value view_of(rebalance_receipt const& value);
boost::json::value view_of(cash_in_charge const& value);
boost::json::value view_of(cash_in const& value);
boost::json::value view_of(refund_receipt const& value);
boost::json::value view_of(cash_out_receipt const& value);
boost::json::value view_of(cash_out const& value);
boost::json::value view_of(event const& value);
boost::json::value view_of(error const& value);
boost::json::value view_of(request const& value);

/// The names of all codes that an error's view can have.
std::vector<std::string> names_of_codes();

} // namespace connectpsp::test

#endif
