// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_IDENTIFIERS_HPP
#define CONNECTPSP_TESTS_SANDBOX_IDENTIFIERS_HPP

#include "clock_text.hpp"

#include <string>
#include <string_view>

namespace sandbox {

/// A TxId as the central bank defines it: here 32 of `0-9a-f`.
std::string random_tx_id();

/// 32 characters: `prefix` (`E` for a payment, `D` for a devolution), the ISPB of the bank that
/// pays, `yyyyMMddHHmm` in UTC, 11 random ones of `0-9A-Za-z`.
std::string make_end_to_end_id(char prefix, std::string_view ispb, wall_clock::time_point when);

} // namespace sandbox

#endif
