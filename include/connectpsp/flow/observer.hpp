// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FLOW_OBSERVER_HPP
#define CONNECTPSP_FLOW_OBSERVER_HPP

#include <connectpsp/api/endpoint.hpp>
#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <concepts>
#include <exception>
#include <optional>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// One request that an exchange has sent, and its end. It holds no secret and names no person: all
/// of it may go into a log. Only the endpoint, the status and the codes may be labels of a metric,
/// because the others have too many values. Its views last until the call returns.
struct attempt_report {
    endpoint_spec endpoint; ///< the operation's, or that of obtain_token
    unsigned number = 1;    ///< among the exchange's requests to this endpoint, from 1 on
    timestamp sent_at{};
    std::chrono::microseconds duration{}; ///< by the clock that drives the exchange
    int status = 0;                       ///< the HTTP status; 0 without an answer
    boost::system::error_code code{};     ///< error::cause(); success where the request succeeded
    std::optional<connectpsp::remedy> remedy{}; ///< nothing where the request succeeded
    bool outcome_unknown = false; ///< this request may have been executed, and no answer says so
    /// How long until the exchange sends again. Nothing where it is done.
    std::optional<std::chrono::milliseconds> next_in{};
    std::string_view idempotency_key{}; ///< empty where the endpoint has none
};

/// The end of an exchange: its only report where nothing was sent. The rules of attempt_report hold.
struct operation_report {
    endpoint_spec endpoint;
    unsigned attempts = 0;       ///< requests of the operation itself
    unsigned token_requests = 0; ///< requests for a token, by this exchange
    timestamp began_at{};
    std::chrono::microseconds duration{};       ///< until the last call that had the time
    int status = 0;                             ///< of the last answer; 0 without one
    boost::system::error_code code{};           ///< error::code(), or success
    boost::system::error_code cause{};          ///< error::cause(), or success
    std::optional<connectpsp::remedy> remedy{}; ///< nothing where the operation succeeded
    bool outcome_unknown = false;               ///< of all attempts together
    std::string_view idempotency_key{};
};

/// A callable that is told of each request once it has ended, and, where it can be called with an
/// operation_report, of the end of each exchange. An exchange that is destroyed before it is done
/// tells nothing more.
///
/// It is called within the call of the exchange that the report is about, on that thread, and must
/// not call that exchange. A std::exception that it throws is dropped, because a payment must not
/// depend on its log.
template <class T>
concept observer = requires(T& told, attempt_report const& attempt) { told(attempt); };

/// Observes nothing and costs nothing.
struct no_observer {
    void operator()(attempt_report const&) const noexcept {}
};

namespace detail {

template <class Observer, class Report>
void tell(Observer& told, Report const& report) {
    CONNECTPSP_TRY { told(report); }
    CONNECTPSP_CATCH(std::exception const&) {}
}

/// The notes of an exchange for its observer.
struct observed {
    timestamp began_at{};
    timestamp sent_at{};
    timestamp last_call{};
    unsigned attempts = 0;
    unsigned token_requests = 0;
    int status = 0; ///< of the last answer
    bool has_ended = false;
};

struct not_observed {};

} // namespace detail

} // namespace connectpsp

#endif
