// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_CODE_TABLE_HPP
#define CONNECTPSP_CORE_DETAIL_CODE_TABLE_HPP

#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>

// All error codes: one row each, with everything that the library knows about the code.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// A set of conditions: one bit each.
using condition_set = std::uint32_t;

constexpr condition_set set_of(std::initializer_list<condition> conditions) noexcept {
    condition_set set = 0;
    for (condition const each : conditions)
        set |= condition_set{1} << static_cast<unsigned>(each);
    return set;
}

/// Everything that the library knows about a code. A code of the API has the HTTP status or the
/// `code` of a problem that it stands for; `""` and 0 where it stands for none.
struct code_row {
    int number;
    char const* name;
    char const* text;
    condition_set conditions;
    remedy asks_for;
    int status = 0;
    std::string_view problem_code{};
};

template <class Code>
constexpr code_row row(Code code, char const* name, char const* text, condition_set conditions,
                       remedy asks_for) noexcept {
    return {static_cast<int>(code), name, text, conditions, asks_for};
}

constexpr code_row row(api_errc code, char const* name, int status, char const* text,
                       condition_set conditions, remedy asks_for) noexcept {
    return {static_cast<int>(code), name, text, conditions, asks_for, status};
}

constexpr code_row row(api_errc code, char const* name, std::string_view problem_code,
                       char const* text, condition_set conditions, remedy asks_for) noexcept {
    return {static_cast<int>(code), name, text, conditions, asks_for, 0, problem_code};
}

namespace sets {

inline constexpr condition_set no_condition = 0;
inline constexpr condition_set argument = set_of({condition::invalid_argument});
inline constexpr condition_set unusable = set_of({condition::invalid_response});
inline constexpr condition_set other_answer =
    set_of({condition::invalid_response, condition::mismatch});
inline constexpr condition_set in_transport = set_of({condition::transport, condition::retryable});
inline constexpr condition_set not_trusted = set_of({condition::untrusted});
inline constexpr condition_set not_authenticated = set_of({condition::authentication});
inline constexpr condition_set refused = set_of({condition::rejected});
inline constexpr condition_set out_of_service = set_of({condition::unavailable});
inline constexpr condition_set out_of_service_now =
    set_of({condition::unavailable, condition::retryable});

} // namespace sets

// One row a code, in the order of errc.hpp. tests/unit/core/errc.cpp finds an enumerator without
// its row.

// clang-format off
inline constexpr code_row core_rows[] = {
    row(errc::invalid_number, "invalid_number", "not a number",
        sets::argument, remedy::fix_request),
    row(errc::not_whole_centavos, "not_whole_centavos", "not a whole number of centavos",
        sets::argument, remedy::fix_request),
    row(errc::not_an_integer, "not_an_integer", "not a whole number",
        sets::argument, remedy::fix_request),
    row(errc::out_of_range, "out_of_range", "out of range",
        sets::argument, remedy::fix_request),
    row(errc::negative_amount, "negative_amount", "an amount below zero",
        sets::argument, remedy::fix_request),
    row(errc::invalid_timestamp, "invalid_timestamp", "not an RFC 3339 timestamp",
        sets::argument, remedy::fix_request),
    row(errc::invalid_date, "invalid_date", "not an RFC 3339 date",
        sets::argument, remedy::fix_request),
    row(errc::invalid_guid, "invalid_guid", "not a GUID",
        sets::argument, remedy::fix_request),
    row(errc::invalid_client_id, "invalid_client_id", "not a client id: a decimal number is expected",
        sets::argument, remedy::fix_request),
    row(errc::invalid_ispb, "invalid_ispb", "not an ISPB: eight of 0-9A-Z are expected",
        sets::argument, remedy::fix_request),
    row(errc::invalid_base_url, "invalid_base_url", "not a base URL: https://host[:port][/prefix] is expected",
        sets::argument, remedy::fix_request),
    row(errc::insecure_base_url, "insecure_base_url", "plain http is for loopback hosts only",
        sets::argument, remedy::fix_request),
    row(errc::empty_secret, "empty_secret", "an empty secret",
        sets::argument, remedy::fix_request),
    row(errc::invalid_access_token, "invalid_access_token", "an access token that no header field can carry",
        sets::argument, remedy::fix_request),
    row(errc::access_token_too_long, "access_token_too_long", "an access token beyond the length limit",
        sets::argument, remedy::fix_request),
    row(errc::wrong_length, "wrong_length", "wrong length",
        sets::argument, remedy::fix_request),
    row(errc::invalid_character, "invalid_character", "invalid character",
        sets::argument, remedy::fix_request),
    row(errc::wrong_check_digits, "wrong_check_digits", "the check digits are wrong",
        sets::argument, remedy::fix_request),
    row(errc::repeated_digit, "repeated_digit", "one digit alone, repeated",
        sets::argument, remedy::fix_request),
    row(errc::invalid_email_key, "invalid_email_key", "not an e-mail key: at most 77 characters in lower case are expected",
        sets::argument, remedy::fix_request),
    row(errc::invalid_phone_key, "invalid_phone_key", "not a phone key: +55 and a number are expected",
        sets::argument, remedy::fix_request),
    row(errc::invalid_evp_key, "invalid_evp_key", "not an EVP key: a UUID in lower case is expected",
        sets::argument, remedy::fix_request),
    row(errc::invalid_end_to_end_id, "invalid_end_to_end_id", "not an end-to-end id",
        sets::argument, remedy::fix_request),
    row(errc::empty_value, "empty_value", "a required value is empty",
        sets::argument, remedy::fix_request),
    row(errc::text_too_long, "text_too_long", "text too long",
        sets::argument, remedy::fix_request),
    row(errc::control_character, "control_character", "control character",
        sets::argument, remedy::fix_request),
    row(errc::invalid_utf8, "invalid_utf8", "not UTF-8",
        sets::argument, remedy::fix_request),
    row(errc::amount_not_positive, "amount_not_positive", "an amount that is not above zero",
        sets::argument, remedy::fix_request),
    row(errc::amount_too_large, "amount_too_large", "an amount beyond the limit",
        sets::argument, remedy::fix_request),
    row(errc::invalid_idempotency_key, "invalid_idempotency_key", "not an idempotency key: a UUID v4 is expected",
        sets::argument, remedy::fix_request),
    row(errc::invalid_url, "invalid_url", "not an absolute URL with a valid scheme, host and port",
        sets::argument, remedy::fix_request),
    row(errc::url_user_info, "url_user_info", "a URL with user information",
        sets::argument, remedy::fix_request),
    row(errc::no_randomness, "no_randomness", "the operating system gave no random bytes",
        sets::argument, remedy::fix_request),
    row(errc::surrounding_space, "surrounding_space", "white space around the value",
        sets::argument, remedy::fix_request),
    row(errc::url_character, "url_character", "a URL with a character that must be percent-encoded",
        sets::argument, remedy::fix_request),
    row(errc::insecure_url, "insecure_url", "plain http to a host that is not loopback",
        sets::argument, remedy::fix_request),
    row(errc::url_fragment, "url_fragment", "a URL with a fragment",
        sets::argument, remedy::fix_request),
    row(errc::unreadable_argument, "unreadable_argument", "the value cannot be read as its type",
        sets::argument, remedy::fix_request),
    row(errc::br_code_too_long, "br_code_too_long", "the BR Code is longer than 512 characters",
        sets::argument, remedy::fix_request),
    row(errc::br_code_incomplete, "br_code_incomplete", "the BR Code ends inside a field",
        sets::argument, remedy::fix_request),
    row(errc::br_code_syntax, "br_code_syntax", "the BR Code has a tag or length that is not two digits",
        sets::argument, remedy::fix_request),
    row(errc::br_code_without_crc, "br_code_without_crc", "the BR Code does not end with its CRC",
        sets::argument, remedy::fix_request),
    row(errc::br_code_wrong_crc, "br_code_wrong_crc", "the BR Code has a wrong CRC",
        sets::argument, remedy::fix_request),
    row(errc::br_code_duplicate_field, "br_code_duplicate_field", "the BR Code has a field twice",
        sets::argument, remedy::fix_request),
    row(errc::br_code_missing_field, "br_code_missing_field", "the BR Code lacks a mandatory field",
        sets::argument, remedy::fix_request),
    row(errc::br_code_invalid_value, "br_code_invalid_value", "the BR Code has a value that its field cannot hold",
        sets::argument, remedy::fix_request),
    row(errc::br_code_not_pix, "br_code_not_pix", "the BR Code has no PIX template",
        sets::argument, remedy::fix_request),
    row(errc::json_syntax, "json_syntax", "the body is not JSON",
        sets::unusable, remedy::contact_support),
    row(errc::json_incomplete, "json_incomplete", "the JSON document ends early",
        sets::unusable, remedy::contact_support),
    row(errc::json_trailing_bytes, "json_trailing_bytes", "the JSON document is followed by other bytes",
        sets::unusable, remedy::contact_support),
    row(errc::json_too_deep, "json_too_deep", "the JSON document is nested deeper than the limit",
        sets::unusable, remedy::contact_support),
    row(errc::body_too_large, "body_too_large", "the body is larger than the limit",
        sets::unusable, remedy::contact_support),
    row(errc::too_many_elements, "too_many_elements", "the array has more elements than the limit",
        sets::unusable, remedy::contact_support),
    row(errc::wrong_type, "wrong_type", "the member has the wrong JSON type",
        sets::unusable, remedy::contact_support),
    row(errc::missing_member, "missing_member", "the required member is missing or null",
        sets::unusable, remedy::contact_support),
    row(errc::duplicate_member, "duplicate_member", "the member appears twice",
        sets::unusable, remedy::contact_support),
    row(errc::unknown_member, "unknown_member", "the object has a member that its type does not have",
        sets::unusable, remedy::contact_support),
    row(errc::unexpected_token_type, "unexpected_token_type", "the token is not a Bearer token",
        sets::unusable, remedy::contact_support),
    row(errc::unexpected_currency, "unexpected_currency", "the amounts are not in BRL",
        sets::unusable, remedy::contact_support),
    row(errc::payout_not_accepted, "payout_not_accepted", "the payout's status says that it was not accepted",
        sets::unusable, remedy::reconcile),
    row(errc::repeated_page, "repeated_page", "the next page was read before",
        sets::unusable, remedy::contact_support),
    row(errc::mismatched_amount, "mismatched_amount", "the response is about another amount",
        sets::other_answer, remedy::contact_support),
    row(errc::mismatched_reference, "mismatched_reference", "the response is about another external reference",
        sets::other_answer, remedy::contact_support),
    row(errc::mismatched_payer, "mismatched_payer", "the response is about another payer",
        sets::other_answer, remedy::contact_support),
    row(errc::mismatched_payee, "mismatched_payee", "the response is about another payee",
        sets::other_answer, remedy::contact_support),
    row(errc::mismatched_id, "mismatched_id", "the response does not confirm that it is about this transaction",
        sets::other_answer, remedy::contact_support),
    row(errc::mismatched_br_code, "mismatched_br_code", "the response's BR Code is damaged or for another amount",
        sets::other_answer, remedy::contact_support),
    row(errc::mismatched_date, "mismatched_date", "the balance is of another day than the requested one",
        sets::other_answer, remedy::contact_support),
    row(errc::not_sent, "not_sent", "the request was not sent",
        sets::in_transport, remedy::wait),
    row(errc::no_answer, "no_answer", "no response arrived",
        sets::in_transport, remedy::wait),
    row(errc::cancelled, "cancelled", "the caller cancelled the operation",
        sets::in_transport, remedy::wait),
    row(errc::outcome_unknown, "outcome_unknown", "the outcome is unknown, and money may have moved",
        set_of({condition::outcome_unknown}), remedy::reconcile),
    row(errc::missing_signature, "missing_signature", "the webhook has no signature",
        sets::not_trusted, remedy::reconcile),
    row(errc::malformed_signature, "malformed_signature", "the webhook's signature is not 64 hexadecimal digits",
        sets::not_trusted, remedy::reconcile),
    row(errc::wrong_signature, "wrong_signature", "the webhook's signature is wrong",
        sets::not_trusted, remedy::reconcile),
    row(errc::stale_event, "stale_event", "the event is older than the tolerance",
        sets::not_trusted, remedy::reconcile),
    row(errc::event_from_future, "event_from_future", "the event is ahead of the clock",
        sets::not_trusted, remedy::reconcile),
    row(errc::malformed_attempt, "malformed_attempt", "the text is not the whole record of a saved attempt",
        sets::not_trusted, remedy::reconcile),
    row(errc::unknown_attempt_version, "unknown_attempt_version", "the saved attempt has another format version",
        sets::argument, remedy::reconcile),
    row(errc::attempt_of_other_operation, "attempt_of_other_operation", "the saved attempt is of another operation",
        sets::argument, remedy::fix_request),
    row(errc::attempt_mac_mismatch, "attempt_mac_mismatch", "the saved attempt has a wrong MAC",
        sets::not_trusted, remedy::reconcile),
    row(errc::attempt_changed, "attempt_changed", "the saved attempt would be sent with other bytes",
        sets::argument, remedy::reconcile),
    row(errc::attempt_of_other_merchant, "attempt_of_other_merchant", "the saved attempt belongs to another merchant",
        sets::argument, remedy::fix_request),
    row(errc::attempt_of_other_environment, "attempt_of_other_environment", "the saved attempt belongs to another environment",
        sets::argument, remedy::fix_request),
};

inline constexpr code_row api_rows[] = {
    row(api_errc::invalid_credentials, "invalid_credentials", "INVALID_CREDENTIALS", "the client id or client secret was rejected",
        sets::not_authenticated, remedy::fix_request),
    row(api_errc::token_expired, "token_expired", "TOKEN_EXPIRED", "the access token has expired",
        sets::not_authenticated, remedy::reauthenticate),
    row(api_errc::invalid_application_token, "invalid_application_token", "INVALID_APPLICATION_TOKEN", "the application token was rejected",
        sets::not_authenticated, remedy::fix_request),
    row(api_errc::invalid_signature, "invalid_signature", "INVALID_SIGNATURE", "the digital signature was rejected",
        sets::not_authenticated, remedy::fix_request),
    row(api_errc::insufficient_funds, "insufficient_funds", "INSUFFICIENT_FUNDS", "the balance does not cover the amount",
        set_of({condition::insufficient_funds, condition::rejected}), remedy::wait),
    row(api_errc::cash_in_not_paid, "cash_in_not_paid", "CASH_IN_NOT_PAID", "the cash-in is not paid",
        sets::refused, remedy::fix_request),
    row(api_errc::cash_in_already_refunded, "cash_in_already_refunded", "CASH_IN_ALREADY_REFUNDED", "the cash-in is already refunded",
        set_of({condition::already_done}), remedy::reconcile),
    row(api_errc::cash_in_expired, "cash_in_expired", "CASH_IN_EXPIRED", "the cash-in has expired",
        sets::refused, remedy::fix_request),
    row(api_errc::cash_in_cancelled, "cash_in_cancelled", "CASH_IN_CANCELLED", "the cash-in was cancelled",
        sets::refused, remedy::fix_request),
    row(api_errc::missing_end_to_end_id, "missing_end_to_end_id", "MISSING_END_TO_END_ID", "the cash-in has no end-to-end id",
        sets::refused, remedy::contact_support),
    row(api_errc::bad_request, "bad_request", 400, "the request is invalid",
        sets::refused, remedy::fix_request),
    row(api_errc::unauthorized, "unauthorized", 401, "the token was rejected",
        sets::not_authenticated, remedy::reauthenticate),
    row(api_errc::forbidden, "forbidden", 403, "the request is forbidden",
        sets::not_authenticated, remedy::fix_request),
    row(api_errc::not_found, "not_found", 404, "the resource was not found",
        set_of({condition::not_found}), remedy::fix_request),
    row(api_errc::request_timeout, "request_timeout", 408, "the server timed out waiting for the request",
        sets::out_of_service_now, remedy::wait),
    row(api_errc::conflict, "conflict", 409, "the request conflicts with an earlier one",
        sets::no_condition, remedy::reconcile),
    row(api_errc::unprocessable, "unprocessable", 422, "a business rule rejected the request",
        sets::refused, remedy::fix_request),
    row(api_errc::too_many_requests, "too_many_requests", 429, "too many requests were sent",
        set_of({condition::rate_limited, condition::retryable}), remedy::wait),
    row(api_errc::other_client_error, "other_client_error", 0, "the request was rejected",
        sets::refused, remedy::fix_request),
    row(api_errc::internal_server_error, "internal_server_error", 500, "the server met an unexpected error",
        sets::out_of_service, remedy::contact_support),
    row(api_errc::bad_gateway, "bad_gateway", 502, "a gateway received no valid response",
        sets::out_of_service_now, remedy::wait),
    row(api_errc::service_unavailable, "service_unavailable", 503, "the service is unavailable",
        sets::out_of_service_now, remedy::wait),
    row(api_errc::gateway_timeout, "gateway_timeout", 504, "a gateway received no response in time",
        sets::out_of_service_now, remedy::wait),
    row(api_errc::other_server_error, "other_server_error", 0, "the server met an error",
        sets::out_of_service, remedy::contact_support),
    row(api_errc::unexpected_status, "unexpected_status", 0, "the HTTP status is none that the API uses",
        sets::unusable, remedy::contact_support),
    row(api_errc::declined, "declined", 0, "the server says that it did not perform the request",
        sets::refused, remedy::reconcile),
    row(api_errc::misdirected_request, "misdirected_request", 421, "the request reached a server of another host",
        sets::out_of_service_now, remedy::wait),
    row(api_errc::too_early, "too_early", 425, "the server did not process a request sent so early",
        sets::out_of_service_now, remedy::wait),
};

inline constexpr code_row condition_rows[] = {
    row(condition::invalid_argument, "invalid_argument", "invalid argument", sets::no_condition, remedy::wait),
    row(condition::invalid_response, "invalid_response", "invalid response", sets::no_condition, remedy::wait),
    row(condition::authentication, "authentication", "authentication failed", sets::no_condition, remedy::wait),
    row(condition::rejected, "rejected", "request rejected", sets::no_condition, remedy::wait),
    row(condition::insufficient_funds, "insufficient_funds", "insufficient funds", sets::no_condition, remedy::wait),
    row(condition::already_done, "already_done", "already done", sets::no_condition, remedy::wait),
    row(condition::not_found, "not_found", "not found", sets::no_condition, remedy::wait),
    row(condition::rate_limited, "rate_limited", "rate limited", sets::no_condition, remedy::wait),
    row(condition::unavailable, "unavailable", "service unavailable", sets::no_condition, remedy::wait),
    row(condition::transport, "transport", "transport failed", sets::no_condition, remedy::wait),
    row(condition::retryable, "retryable", "retryable", sets::no_condition, remedy::wait),
    row(condition::outcome_unknown, "outcome_unknown", "outcome unknown", sets::no_condition, remedy::wait),
    row(condition::mismatch, "mismatch", "the response is about something else", sets::no_condition, remedy::wait),
    row(condition::untrusted, "untrusted", "not trusted", sets::no_condition, remedy::wait),
};
// clang-format on

template <class Code>
constexpr std::span<code_row const> rows_of() noexcept {
    if constexpr (std::is_same_v<Code, errc>)
        return core_rows;
    else if constexpr (std::is_same_v<Code, api_errc>)
        return api_rows;
    else
        return condition_rows;
}

/// Returns the row of a code; null for a number that is not a code.
template <class Code>
constexpr code_row const* find_row(int number) noexcept {
    for (code_row const& each : rows_of<Code>())
        if (each.number == number) return &each;
    return nullptr;
}

} // namespace connectpsp::detail

#endif
