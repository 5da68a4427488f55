// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_TWO_VERSIONS_PART_HPP
#define CONNECTPSP_TESTS_TWO_VERSIONS_PART_HPP

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string>

/// The statements of a part of the program, which is compiled with one version of the headers.
struct told {
    std::size_t size_of_context = 0;      ///< of error_context
    bool context_is_whole = false;        ///< its members hold what they were given
    bool paid = false;                    ///< a payout was accepted
    std::string refusal{};                ///< how another one's error is printed
    std::string pointer{};                ///< where a malformed answer is wrong
    boost::system::error_code code{};     ///< errc::not_sent
    boost::system::error_code api_code{}; ///< api_errc::insufficient_funds
    bool codes_are_known = false;         ///< both meet their conditions in their own version
};

told first_part();
told other_part();

#endif
