// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_IMPL_PAGED_IPP
#define CONNECTPSP_FLOW_IMPL_PAGED_IPP

#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/paged.hpp>

#include <boost/system/errc.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL error no_page_in_time() {
    return {errc::not_sent, {.underlying = make_error_code(boost::system::errc::timed_out)}};
}

} // namespace connectpsp::detail

#endif
