// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "codes.hpp"

#include <connectpsp/core/errc.hpp>

handed_out second_codes() {
    boost::system::error_code const code = connectpsp::errc::not_sent;
    return {code, connectpsp::api_errc::insufficient_funds, static_cast<std::error_code>(code),
            &connectpsp::core_category()};
}
