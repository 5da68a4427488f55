// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_OPERATIONS_FWD_HPP
#define CONNECTPSP_API_OPERATIONS_FWD_HPP

#include <connectpsp/core/version.hpp>

#include <boost/mp11/list.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

struct obtain_token;
struct get_balance;
struct rebalance;
struct create_cash_in;
struct get_cash_in;
struct refund_cash_in;
struct create_cash_out;
struct get_cash_out;

/// Every operation of the API. An operation that is added here is taken by the conformance tests,
/// the fuzz harness of responses and the table of the documentation.
using all_operations =
    boost::mp11::mp_list<obtain_token, get_balance, rebalance, create_cash_in, get_cash_in,
                         refund_cash_in, create_cash_out, get_cash_out>;

} // namespace connectpsp

#endif
