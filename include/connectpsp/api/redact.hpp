// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_REDACT_HPP
#define CONNECTPSP_API_REDACT_HPP

#include <connectpsp/api/webhook.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <string>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Returns a described value as one line of JSON for a log, in printable ASCII. Amounts, times and
/// known enumerators are shown. A text is shown when its member is known to be harmless
/// (codec/detail/type_table.hpp) and it looks like what it should be (core/detail/log_text.hpp);
/// every other text is `***`. The line holds no token, secret, document, key or account number. It
/// holds no name of a person, except where a server sends one as the name of a bank.
/// docs/protocol.md §1 (LGPD)
template <described T>
std::string redact(T const& value) {
    detail::json_output out;
    detail::write_value(value, detail::writer{out, true});
    return std::move(out).take();
}

/// Returns an event as JSON for a log, under the same rules; what was delivered without being read
/// is left out.
CONNECTPSP_DECL std::string redact(event const& value);

/// Returns `POST https://host/path {Authorization: ***, ...} 27 bytes`: no value of a header field,
/// and nothing of the body, of a query or of a fragment. A part of the path is `***` unless it is a
/// fixed part of an operation of this library, or an id that redact(operation) shows.
CONNECTPSP_DECL std::string redact(request const& message);

/// Returns `HTTP 200 application/json 769 bytes`: a media type that is known, or `***`, and nothing
/// of the body.
CONNECTPSP_DECL std::string redact(response_view const& answer);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/redact.ipp>
#endif

#endif
