// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_ACCOUNT_IPP
#define CONNECTPSP_API_IMPL_ACCOUNT_IPP

#include <connectpsp/api/account.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL result<void> get_balance::check_match(balance const& answer) const {
    if (!date.has_value() || answer.reference_date == *date) return boost::outcome_v2::success();
    return error{
        errc::mismatched_date,
        {.pointer = "/referenceDate",
         .mismatch = value_mismatch{format_date(*date), answer.reference_date
                                                            ? format_date(*answer.reference_date)
                                                            : std::string{}}}};
}

} // namespace connectpsp

#endif
