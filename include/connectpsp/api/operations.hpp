// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_OPERATIONS_HPP
#define CONNECTPSP_API_OPERATIONS_HPP

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/api/operation.hpp>
#include <connectpsp/api/operations_fwd.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

template <class... Op>
constexpr bool are_operations(boost::mp11::mp_list<Op...>) noexcept {
    return (operation<Op> && ...);
}

static_assert(are_operations(all_operations{}));

} // namespace connectpsp::detail

#endif
