// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_CROWDS_HPP
#define CONNECTPSP_TESTS_INTEGRATION_CROWDS_HPP

#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/flow/session.hpp>

#include "stacks.hpp"

#include <functional>
#include <memory>

/// Many payouts at once on one thread, by one of the examples' ways: Boost.Beast's transport awaited
/// by co_run(), or libcurl's multi interface without coroutines. Its destruction abandons what is
/// not done.
class crowd {
public:
    using tell = std::function<void(connectpsp::result<connectpsp::cash_out_receipt> const&)>;

    crowd() = default;
    crowd(crowd const&) = delete;
    crowd& operator=(crowd const&) = delete;
    virtual ~crowd() = default;

    virtual void pay(connectpsp::session& session, connectpsp::create_cash_out order,
                     tell done) = 0;

    /// Goes on until all are done, or `enough` says so.
    virtual void run(std::function<bool()> const& enough = [] { return false; }) = 0;

    /// Gives up all that are not done, and has them say so.
    virtual void cancel() = 0;
};

std::unique_ptr<crowd> make_curl_crowd();
std::unique_ptr<crowd> make_asio_crowd();

inline std::unique_ptr<crowd> make_crowd(stack over) {
    return over == stack::curl ? make_curl_crowd() : make_asio_crowd();
}

#endif
