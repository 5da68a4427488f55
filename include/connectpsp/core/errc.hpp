// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_ERRC_HPP
#define CONNECTPSP_CORE_ERRC_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/system/error_code.hpp>

#include <string_view>
#include <type_traits>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The errors that this library finds. The numbers are fixed: logs and other languages rely on
/// them.
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
    invalid_base_url = 11,     ///< not http(s)://host[:port][/prefix]
    insecure_base_url = 12,    ///< plain http to a host that is not loopback
    empty_secret = 13,         ///< a secret without a byte signs or proves nothing
    invalid_access_token = 14, ///< a token with characters that a header field cannot carry
    access_token_too_long = 15,
    wrong_length = 16,            ///< not as many characters as such a value has
    invalid_character = 17,       ///< a character that such a value cannot hold
    wrong_check_digits = 18,      ///< of a CPF or CNPJ
    repeated_digit = 19,          ///< a CPF or CNPJ of one digit alone
    invalid_email_key = 20,       ///< not a lower-case e-mail address of at most 77 characters
    invalid_phone_key = 21,       ///< not `+55` and a Brazilian number in E.164
    invalid_evp_key = 22,         ///< not a UUID in lower case
    invalid_end_to_end_id = 23,   ///< not `E` or `D`, ISPB, minute and eleven letters or digits
    empty_value = 24,             ///< a required value is empty
    text_too_long = 25,           ///< a text beyond its bound in limits.hpp
    control_character = 26,       ///< a text with a control character
    invalid_utf8 = 27,            ///< a text that is not UTF-8
    amount_not_positive = 28,     ///< zero or less where something has to move
    amount_too_large = 29,        ///< beyond limits::amount_centavos
    invalid_idempotency_key = 30, ///< not a UUID of version 4
    invalid_url = 31,             ///< not an absolute URL: its scheme, host or port is wrong
    url_user_info = 32,           ///< a URL with a user's name or password
    no_randomness = 33,           ///< the operating system gave no random bytes
    surrounding_space = 34,       ///< a value that begins or ends with white space
    url_character = 35,           ///< a URL with a character that stands percent-encoded in one
    insecure_url = 36,            ///< plain http to a host that is not loopback
    url_fragment = 37,            ///< a URL with a fragment, which is not sent
    unreadable_argument = 38,     ///< a value of another language that cannot be read as its type

    // A BR Code; error::offset() tells where.
    br_code_too_long = 40,
    br_code_incomplete = 41,      ///< a field ends behind the text
    br_code_syntax = 42,          ///< a tag or length that is not two digits
    br_code_without_crc = 43,     ///< the last eight characters are not `6304` and four digits
    br_code_wrong_crc = 44,       ///< the CRC is not that of the text
    br_code_duplicate_field = 45, ///< a tag appears twice in one template
    br_code_missing_field = 46,   ///< a mandatory field is not there
    br_code_invalid_value = 47,   ///< a field holds what it cannot
    br_code_not_pix = 48,         ///< no template of `br.gov.bcb.pix`

    // A body that is not the JSON it should be.
    json_syntax = 100,
    json_incomplete = 101,     ///< the body ends early
    json_trailing_bytes = 102, ///< something follows the document
    json_too_deep = 103,
    body_too_large = 104,
    too_many_elements = 105,
    wrong_type = 106,     ///< a member of another JSON type than documented
    missing_member = 107, ///< a required member is absent or null
    duplicate_member =
        108, ///< a known member, except an optional remark, appears twice in one object
    unknown_member = 109, ///< of an object that may have no other members than its own

    // An answer that is well-formed and cannot be right.
    unexpected_token_type = 120, ///< an access token that is not a Bearer token
    unexpected_currency = 121,   ///< amounts in anything but BRL
    payout_not_accepted = 122,   ///< a payout's receipt that says it failed or was taken back
    repeated_page = 123,         ///< a list whose next page was read before, so that it never ends

    // An answer about something else than was asked; error::mismatch() holds both values.
    mismatched_amount = 130,
    mismatched_reference = 131, ///< another external reference
    mismatched_payer = 132,
    mismatched_payee = 133,
    mismatched_id = 134,      ///< another transaction than was asked for, or not confirmed to be it
    mismatched_br_code = 135, ///< a copy-and-paste text that is damaged or for another amount
    mismatched_date = 136,    ///< a balance of another day, or of no stated day

    // The transport.
    not_sent = 200,        ///< the request certainly never left
    no_answer = 201,       ///< the request may have left and no answer came back
    cancelled = 202,       ///< given up by the caller
    outcome_unknown = 203, ///< money may have moved; error::cause() tells what was met with last

    // A webhook that must not be believed, or not any more.
    missing_signature = 300,   ///< no X-Connect-Signature
    malformed_signature = 301, ///< not 64 hexadecimal digits
    wrong_signature = 302,     ///< not made of this body with any of the CryptoTokens
    stale_event = 303,         ///< older than the caller's tolerance
    event_from_future = 304,   ///< ahead of the caller's clock by more than the tolerance

    // A saved attempt that cannot be taken up again. The operation in it may have been sent:
    // whoever gives it up finds out what happened first.
    malformed_attempt = 400,            ///< not what save_attempt() writes, or only a piece of it
    unknown_attempt_version = 401,      ///< of another format version: error::mismatch() holds both
    attempt_of_other_operation = 402,   ///< loaded as another operation than was saved
    attempt_mac_mismatch = 403,         ///< tampered with, or saved with another CryptoToken
    attempt_changed = 404,              ///< would not be sent as the bytes that were saved
    attempt_of_other_merchant = 405,    ///< belongs to another client id than the session's
    attempt_of_other_environment = 406, ///< belongs to another base URL than the session's
};

/// The errors that ConnectPSP, or a proxy in front of it, responds with. Known problem codes first,
/// then the HTTP status alone. The numbers are fixed. docs/protocol.md §3
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
    not_found = 103,             ///< 404 of ConnectPSP, not of a proxy
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
    unexpected_status = 114,     ///< not a success and not an error status
    declined = 115,              ///< a success status whose body says `"success": false`
    misdirected_request = 116,   ///< 421: this server does not answer for the host
    too_early = 117,             ///< 425: the server did not process a request sent so early
};

/// The conditions that a caller decides by. Codes of every category compare equal to the conditions
/// they meet.
enum class condition {
    invalid_argument = 1,   ///< refused before anything was sent
    invalid_response = 2,   ///< the answer cannot be understood
    authentication = 3,     ///< credentials, token, application token or signature
    rejected = 4,           ///< the request itself was refused, and nothing happened
    insufficient_funds = 5, ///< rejected, because the balance does not cover the amount
    already_done = 6,       ///< refused, because what was asked for has happened before
    not_found = 7,
    rate_limited = 8,
    unavailable = 9,      ///< the service, or the way to it, cannot answer now
    transport = 10,       ///< no answer arrived
    retryable = 11,       ///< the same request may succeed later
    outcome_unknown = 12, ///< money may have moved: errc::outcome_unknown alone
    mismatch = 13,        ///< the answer is about something else than was asked
    untrusted = 14,       ///< a webhook or saved attempt that must not be believed, or not any more
};

/// The next step after an error. The numbers are fixed.
enum class remedy {
    fix_request = 1,     ///< the request, the configuration or the code is wrong
    reauthenticate = 2,  ///< obtain a new token, then send again
    retry_same_key = 3,  ///< send the very same request with its idempotency key
    wait = 4,            ///< send again later: the very same operation
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

/// Returns the remedy of a code. An error knows more than its code: prefer error::remedy().
CONNECTPSP_DECL remedy remedy_of(boost::system::error_code const& code) noexcept;

/// Returns the name of a code of errc or api_errc, such as `insufficient_funds`, which is the same
/// in every language. Empty for a code of another category. Valid for ever.
CONNECTPSP_DECL std::string_view name_of(boost::system::error_code const& code) noexcept;

/// `fix_request`, `wait`, ...
CONNECTPSP_DECL std::string_view to_string(remedy value) noexcept;

/// The code that a problem's `code` member or, where that is absent or unknown, the HTTP status
/// stands for. An unknown text is not an error.  docs/protocol.md §3
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
#include <connectpsp/core/impl/errc.ipp>
#endif

#endif
