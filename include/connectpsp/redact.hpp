#ifndef CONNECTPSP_REDACT_HPP
#define CONNECTPSP_REDACT_HPP

#include <connectpsp/api/webhook.hpp>
#include <connectpsp/codec/json.hpp>
#include <connectpsp/http/request.hpp>
#include <connectpsp/http/response.hpp>

#include <string>

namespace connectpsp {

/// A described value as JSON for a log: amounts, times and known enumerators stand, every other
/// text is `***` unless its member is known to be harmless (detail/type_table.hpp). No token,
/// secret, name, document, key or account number leaves through here.  protocol.md §1 (LGPD)
template <described T>
std::string redact(T const& value) {
    std::string text;
    detail::write_value(value, detail::writer{text, true});
    return text;
}

/// An event as JSON for a log, under the same rules; what was delivered without being read is left
/// out.
CONNECTPSP_DECL std::string redact(event const& value);

/// `POST https://host/path {Authorization: ***, ...} 27 bytes`. No value of a header field and
/// nothing of the body.
CONNECTPSP_DECL std::string redact(request const& message);

/// `HTTP 200 application/json 769 bytes`. Nothing of the body.
CONNECTPSP_DECL std::string redact(response_view const& answer);

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/redact.ipp>
#endif

#endif
