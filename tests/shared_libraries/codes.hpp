// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SHARED_LIBRARIES_CODES_HPP
#define CONNECTPSP_TESTS_SHARED_LIBRARIES_CODES_HPP

#include <boost/system/error_code.hpp>

#include <system_error>

#define CONNECTPSP_TEST_EXPORT __attribute__((visibility("default")))

/// The values that a shared library with a hidden copy of connectpsp returns.
struct handed_out {
    boost::system::error_code code;     ///< errc::not_sent
    boost::system::error_code api_code; ///< api_errc::insufficient_funds
    std::error_code standard;           ///< errc::not_sent
    boost::system::error_category const* category;
};

CONNECTPSP_TEST_EXPORT handed_out first_codes();
CONNECTPSP_TEST_EXPORT handed_out second_codes();

#endif
