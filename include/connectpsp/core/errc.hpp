#ifndef CONNECTPSP_CORE_ERRC_HPP
#define CONNECTPSP_CORE_ERRC_HPP

#include <connectpsp/detail/config.hpp>

#include <boost/system/error_code.hpp>

#include <string_view>
#include <type_traits>

namespace connectpsp {

/// What this library finds wrong. The numbers are fixed: logs and other languages rely on them.
enum class errc {
    // A value that cannot be what it claims to be.
    invalid_number = 1,        ///< not a JSON number
    not_whole_centavos = 2,    ///< an amount with a fraction of a centavo
    not_an_integer = 3,        ///< a whole number was required
    out_of_range = 4,          ///< a number or time beyond what its type can hold or its use allows
    negative_amount = 5,       ///< an amount below zero where none can be
    invalid_timestamp = 6,     ///< not an RFC 3339 date-time
    invalid_date = 7,          ///< not an RFC 3339 full-date
    invalid_guid = 8,          ///< not 8-4-4-4-12 hexadecimal digits
    invalid_client_id = 9,     ///< not a decimal number
    invalid_ispb = 10,         ///< not eight of 0-9A-Z
    invalid_base_url = 11,     ///< not http(s)://host[:port] without a path
    insecure_base_url = 12,    ///< plain http to a host that is not loopback
    empty_secret = 13,         ///< a secret without a byte signs or proves nothing
    invalid_access_token = 14, ///< a token with characters that a header field cannot carry
    access_token_too_long = 15,

    // A body that is not the JSON it should be.
    json_syntax = 100,
    json_incomplete = 101,     ///< the body ends early
    json_trailing_bytes = 102, ///< something follows the document
    json_too_deep = 103,
    body_too_large = 104,
    too_many_elements = 105,
    wrong_type = 106,       ///< a member of another JSON type than documented
    missing_member = 107,   ///< a required member is absent or null
    duplicate_member = 108, ///< a known member stands twice in one object

    // An answer that is well-formed and cannot be right.
    unexpected_token_type = 120, ///< an access token that is not a Bearer token
    unexpected_currency = 121,   ///< amounts in anything but BRL

    // The transport.
    not_sent = 200,  ///< the request certainly never left
    no_answer = 201, ///< the request may have left and no answer came back
};

/// What ConnectPSP, or what stands before it, answered. Known problem codes first, then the
/// HTTP status alone. The numbers are fixed.  protocol.md §3
enum class api_errc {
    invalid_credentials = 1,
    token_expired = 2,
    invalid_application_token = 3,
    invalid_signature = 4,
    insufficient_funds = 5,
    cash_in_not_paid = 6,
    cash_in_already_refunded = 7,
    cash_in_expired = 8,
    cash_in_cancelled = 9,
    missing_end_to_end_id = 10,

    bad_request = 100,           ///< 400
    unauthorized = 101,          ///< 401
    forbidden = 102,             ///< 403
    not_found = 103,             ///< 404
    request_timeout = 104,       ///< 408
    conflict = 105,              ///< 409
    unprocessable = 106,         ///< 422
    too_many_requests = 107,     ///< 429
    other_client_error = 108,    ///< any other 4xx
    internal_server_error = 109, ///< 500
    bad_gateway = 110,           ///< 502
    service_unavailable = 111,   ///< 503
    gateway_timeout = 112,       ///< 504
    other_server_error = 113,    ///< any other 5xx
    unexpected_status = 114,     ///< neither success nor an error status
    not_performed = 115,         ///< a success status whose body says `"success": false`
};

/// What a caller decides on. Codes of every category compare equal to the conditions they meet.
enum class condition {
    invalid_argument = 1, ///< refused before anything was sent
    invalid_response = 2, ///< the answer cannot be understood
    authentication = 3,   ///< credentials, token, application token or signature
    rejected = 4,         ///< the request itself was refused
    insufficient_funds = 5,
    already_done = 6, ///< what was asked for has happened before
    not_found = 7,
    rate_limited = 8,
    unavailable = 9,      ///< the service, or the way to it, cannot answer now
    transport = 10,       ///< no answer arrived
    retryable = 11,       ///< the same request may succeed later
    outcome_unknown = 12, ///< money may have moved: see error::outcome_unknown()
};

/// What to do about an error. The numbers are fixed.
enum class remedy {
    fix_request = 1,     ///< the request, the configuration or the code is wrong
    reauthenticate = 2,  ///< obtain a new token, then send again
    retry_same_key = 3,  ///< send the very same request with its idempotency key
    wait = 4,            ///< send again later
    reconcile = 5,       ///< find out what happened before doing anything else
    contact_support = 6, ///< nothing the caller can change
};

/// The category of errc, named "connectpsp".
CONNECTPSP_DECL boost::system::error_category const& core_category() noexcept;
/// The category of api_errc, named "connectpsp.api".
CONNECTPSP_DECL boost::system::error_category const& api_category() noexcept;
/// The category of condition, named "connectpsp.condition".
CONNECTPSP_DECL boost::system::error_category const& condition_category() noexcept;

inline boost::system::error_code make_error_code(errc code) noexcept {
    return {static_cast<int>(code), core_category()};
}

inline boost::system::error_code make_error_code(api_errc code) noexcept {
    return {static_cast<int>(code), api_category()};
}

inline boost::system::error_condition make_error_condition(condition code) noexcept {
    return {static_cast<int>(code), condition_category()};
}

/// What a code alone asks for. An error knows more than its code: prefer error::remedy().
CONNECTPSP_DECL remedy remedy_of(boost::system::error_code const& code) noexcept;

/// `fix_request`, `wait`, ...
CONNECTPSP_DECL std::string_view to_string(remedy value) noexcept;

/// The code that a problem's `code` member or, where that is absent or unknown, the HTTP status
/// stands for. Unknown texts are no error of their own.  protocol.md §3
CONNECTPSP_DECL api_errc to_api_errc(int status, std::string_view problem_code) noexcept;

} // namespace connectpsp

namespace boost::system {
template <>
struct is_error_code_enum<connectpsp::errc> : std::true_type {};
template <>
struct is_error_code_enum<connectpsp::api_errc> : std::true_type {};
template <>
struct is_error_condition_enum<connectpsp::condition> : std::true_type {};
} // namespace boost::system

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/impl/core/errc.ipp>
#endif

#endif
