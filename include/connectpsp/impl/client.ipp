#ifndef CONNECTPSP_IMPL_CLIENT_IPP
#define CONNECTPSP_IMPL_CLIENT_IPP

#include <connectpsp/client.hpp>

namespace connectpsp::detail {

CONNECTPSP_DECL error unanswered(endpoint_spec const& endpoint, error const& reported) {
    bool const never_left = reported == errc::not_sent;
    error_context context;
    context.cause =
        reported.code().category() == core_category() ? reported.cause() : reported.code();
    if (!never_left && endpoint.has_effect()) context.unknown_outcome = endpoint.unknown_outcome();
    return error{never_left ? errc::not_sent : errc::no_answer, std::move(context)};
}

} // namespace connectpsp::detail

#endif
