#ifndef CONNECTPSP_CORE_IMPL_ERRC_IPP
#define CONNECTPSP_CORE_IMPL_ERRC_IPP

#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <string>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

// The switches below have no default: an enumerator without its case is a warning here and a red
// test in tests/unit/core/errc.cpp.

constexpr char const* text_of(errc code) noexcept {
    switch (code) {
    case errc::invalid_number: return "not a number";
    case errc::not_whole_centavos: return "not a whole number of centavos";
    case errc::not_an_integer: return "not a whole number";
    case errc::out_of_range: return "out of range";
    case errc::negative_amount: return "an amount below zero";
    case errc::invalid_timestamp: return "not an RFC 3339 timestamp";
    case errc::invalid_date: return "not an RFC 3339 date";
    case errc::invalid_guid: return "not a GUID";
    case errc::invalid_client_id: return "not a client id: a decimal number is expected";
    case errc::invalid_ispb: return "not an ISPB: eight of 0-9A-Z are expected";
    case errc::invalid_base_url: return "not a base URL: https://host[:port][/prefix] is expected";
    case errc::insecure_base_url: return "plain http is for loopback hosts only";
    case errc::empty_secret: return "an empty secret";
    case errc::invalid_access_token: return "an access token that no header field can carry";
    case errc::access_token_too_long: return "an access token beyond the length limit";
    case errc::wrong_length: return "wrong length";
    case errc::invalid_character: return "invalid character";
    case errc::wrong_check_digits: return "the check digits are wrong";
    case errc::repeated_digit: return "one digit alone, repeated";
    case errc::invalid_email_key:
        return "not an e-mail key: at most 77 characters in lower case are expected";
    case errc::invalid_phone_key: return "not a phone key: +55 and a number are expected";
    case errc::invalid_evp_key: return "not an EVP key: a UUID in lower case is expected";
    case errc::invalid_end_to_end_id: return "not an end-to-end id";
    case errc::empty_value: return "a required value is empty";
    case errc::text_too_long: return "text too long";
    case errc::control_character: return "control character";
    case errc::invalid_utf8: return "not UTF-8";
    case errc::amount_not_positive: return "an amount that is not above zero";
    case errc::amount_too_large: return "an amount beyond the limit";
    case errc::invalid_idempotency_key: return "not an idempotency key: a UUID v4 is expected";
    case errc::invalid_url: return "not an absolute URL with a scheme, host and port that can be";
    case errc::url_user_info: return "a URL with user information";
    case errc::no_randomness: return "the operating system gave no random bytes";
    case errc::surrounding_space: return "white space around the value";
    case errc::url_character: return "a URL with a character that has to be percent-encoded";
    case errc::insecure_url: return "plain http to a host that is not loopback";
    case errc::url_fragment: return "a URL with a fragment";
    case errc::br_code_too_long: return "a BR Code beyond 512 characters";
    case errc::br_code_incomplete: return "a BR Code that ends inside a field";
    case errc::br_code_syntax: return "a BR Code whose tag or length is not two digits";
    case errc::br_code_without_crc: return "a BR Code that does not end with its CRC";
    case errc::br_code_wrong_crc: return "a BR Code whose CRC is wrong";
    case errc::br_code_duplicate_field: return "a BR Code with a field twice";
    case errc::br_code_missing_field: return "a BR Code without a mandatory field";
    case errc::br_code_invalid_value: return "a BR Code with a value that its field cannot hold";
    case errc::br_code_not_pix: return "a BR Code without a PIX template";
    case errc::json_syntax: return "invalid JSON";
    case errc::json_incomplete: return "the JSON document ends early";
    case errc::json_trailing_bytes: return "something follows the JSON document";
    case errc::json_too_deep: return "JSON nested beyond the limit";
    case errc::body_too_large: return "a body beyond the size limit";
    case errc::too_many_elements: return "an array beyond the element limit";
    case errc::wrong_type: return "a member of the wrong JSON type";
    case errc::missing_member: return "a required member is missing or null";
    case errc::duplicate_member: return "a member stands twice";
    case errc::unexpected_token_type: return "the token is not a Bearer token";
    case errc::unexpected_currency: return "amounts are not in BRL";
    case errc::payout_not_accepted: return "the payout's status says that it was not accepted";
    case errc::mismatched_amount: return "the answer is about another amount";
    case errc::mismatched_reference: return "the answer is about another external reference";
    case errc::mismatched_payer: return "the answer is about another payer";
    case errc::mismatched_payee: return "the answer is about another payee";
    case errc::mismatched_id: return "the answer is not confirmed to be about this transaction";
    case errc::mismatched_br_code: return "the answer's BR Code is damaged or for another amount";
    case errc::mismatched_date: return "the balance is not of the day that was asked for";
    case errc::not_sent: return "the request was not sent";
    case errc::no_answer: return "no answer arrived";
    case errc::cancelled: return "given up by the caller";
    case errc::outcome_unknown: return "the outcome is unknown, and money may have moved";
    case errc::missing_signature: return "the webhook is not signed";
    case errc::malformed_signature: return "the webhook's signature is not 64 hexadecimal digits";
    case errc::wrong_signature: return "the webhook's signature is wrong";
    case errc::stale_event: return "the event is too old";
    case errc::event_from_future: return "the event is ahead of the clock";
    case errc::malformed_attempt: return "not the record of a saved attempt, or not all of it";
    case errc::unknown_attempt_version: return "a saved attempt of another format version";
    case errc::attempt_of_other_operation: return "a saved attempt at another operation";
    case errc::attempt_mac_mismatch: return "the saved attempt's MAC is wrong";
    case errc::attempt_changed: return "the attempt would not be sent as it was saved";
    case errc::attempt_of_other_merchant: return "a saved attempt of another merchant";
    case errc::attempt_of_other_environment: return "a saved attempt of another environment";
    }
    return "unknown connectpsp error";
}

constexpr char const* text_of(api_errc code) noexcept {
    switch (code) {
    case api_errc::invalid_credentials: return "client id or client secret refused";
    case api_errc::token_expired: return "the access token has expired";
    case api_errc::invalid_application_token: return "the application token was refused";
    case api_errc::invalid_signature: return "the digital signature was refused";
    case api_errc::insufficient_funds: return "the funds do not cover the amount";
    case api_errc::cash_in_not_paid: return "the cash-in is not paid";
    case api_errc::cash_in_already_refunded: return "the cash-in is refunded already";
    case api_errc::cash_in_expired: return "the cash-in has expired";
    case api_errc::cash_in_cancelled: return "the cash-in was cancelled";
    case api_errc::missing_end_to_end_id: return "the cash-in has no end-to-end id";
    case api_errc::bad_request: return "the request is invalid";
    case api_errc::unauthorized: return "the token was refused";
    case api_errc::forbidden: return "the request is forbidden";
    case api_errc::not_found: return "no such resource";
    case api_errc::request_timeout: return "the server gave up waiting for the request";
    case api_errc::conflict: return "the request conflicts with an earlier one";
    case api_errc::unprocessable: return "refused by a business rule";
    case api_errc::too_many_requests: return "too many requests";
    case api_errc::other_client_error: return "the request was refused";
    case api_errc::internal_server_error: return "an unexpected error at the server";
    case api_errc::bad_gateway: return "a gateway got no valid answer";
    case api_errc::service_unavailable: return "the service is unavailable";
    case api_errc::gateway_timeout: return "a gateway got no answer in time";
    case api_errc::other_server_error: return "an error at the server";
    case api_errc::unexpected_status: return "an HTTP status that the API does not use";
    case api_errc::declined: return "the server says that it did not perform the request";
    case api_errc::misdirected_request: return "the request reached a server of another host";
    case api_errc::too_early: return "the request was sent too early";
    }
    return "unknown ConnectPSP error";
}

constexpr char const* text_of(condition code) noexcept {
    switch (code) {
    case condition::invalid_argument: return "invalid argument";
    case condition::invalid_response: return "invalid response";
    case condition::authentication: return "authentication failed";
    case condition::rejected: return "request rejected";
    case condition::insufficient_funds: return "insufficient funds";
    case condition::already_done: return "already done";
    case condition::not_found: return "not found";
    case condition::rate_limited: return "rate limited";
    case condition::unavailable: return "service unavailable";
    case condition::transport: return "transport failed";
    case condition::retryable: return "retryable";
    case condition::outcome_unknown: return "outcome unknown";
    case condition::mismatch: return "about something else than was asked";
    case condition::untrusted: return "not to be believed";
    }
    return "unknown connectpsp condition";
}

constexpr bool meets(errc code, condition wanted) noexcept {
    // It says nothing about what was asked for: any other condition may be false of it.
    if (code == errc::outcome_unknown) return wanted == condition::outcome_unknown;
    auto const number = static_cast<int>(code);
    switch (wanted) {
    case condition::invalid_argument:
        return number < 100 || code == errc::unknown_attempt_version ||
               code == errc::attempt_of_other_operation || code == errc::attempt_changed ||
               code == errc::attempt_of_other_merchant ||
               code == errc::attempt_of_other_environment;
    case condition::invalid_response: return number >= 100 && number < 200;
    case condition::mismatch: return number >= 130 && number < 140;
    case condition::transport:
    case condition::retryable: return number >= 200 && number < 300;
    case condition::untrusted:
        return (number >= 300 && number < 400) || code == errc::malformed_attempt ||
               code == errc::attempt_mac_mismatch;
    case condition::authentication:
    case condition::rejected:
    case condition::insufficient_funds:
    case condition::not_found:
    case condition::already_done:
    case condition::rate_limited:
    case condition::unavailable:
    case condition::outcome_unknown: break;
    }
    return false;
}

constexpr bool meets(api_errc code, condition wanted) noexcept {
    using enum api_errc;
    switch (code) {
    case invalid_credentials:
    case token_expired:
    case invalid_application_token:
    case invalid_signature:
    case unauthorized:
    case forbidden: return wanted == condition::authentication;
    case insufficient_funds: return wanted == condition::insufficient_funds;
    case cash_in_already_refunded: return wanted == condition::already_done;
    case cash_in_not_paid:
    case cash_in_expired:
    case cash_in_cancelled:
    case missing_end_to_end_id:
    case bad_request:
    case unprocessable:
    case other_client_error:
    case declined: return wanted == condition::rejected;
    case not_found: return wanted == condition::not_found;
    case conflict: return false; // what was asked for may be done, or be under way
    case too_many_requests:
        return wanted == condition::rate_limited || wanted == condition::retryable;
    case request_timeout:
    case bad_gateway:
    case service_unavailable:
    case gateway_timeout:
    case misdirected_request:
    case too_early: return wanted == condition::unavailable || wanted == condition::retryable;
    case internal_server_error:
    case other_server_error: return wanted == condition::unavailable;
    case unexpected_status: return wanted == condition::invalid_response;
    }
    return false;
}

constexpr remedy remedy_of(errc code) noexcept {
    auto const number = static_cast<int>(code);
    if (number < 100) return remedy::fix_request;
    if (code == errc::payout_not_accepted || code == errc::outcome_unknown)
        return remedy::reconcile;
    if (number < 200) return remedy::contact_support;
    if (number < 300) return remedy::wait;
    if (code == errc::attempt_of_other_operation || code == errc::attempt_of_other_merchant ||
        code == errc::attempt_of_other_environment)
        return remedy::fix_request;
    // What a forged or late webhook claims may be true all the same, and an attempt that cannot be
    // read may have been sent: read the transaction.
    return remedy::reconcile;
}

constexpr remedy remedy_of(api_errc code) noexcept {
    using enum api_errc;
    switch (code) {
    case token_expired:
    case unauthorized: return remedy::reauthenticate;
    case invalid_credentials:
    case invalid_application_token:
    case invalid_signature:
    case forbidden:
    case cash_in_not_paid:
    case cash_in_expired:
    case cash_in_cancelled:
    case bad_request:
    case not_found:
    case unprocessable:
    case other_client_error: return remedy::fix_request;
    case insufficient_funds:
    case too_many_requests:
    case request_timeout:
    case bad_gateway:
    case service_unavailable:
    case gateway_timeout:
    case misdirected_request:
    case too_early: return remedy::wait;
    case cash_in_already_refunded:
    case conflict:
    case declined: return remedy::reconcile;
    case missing_end_to_end_id:
    case internal_server_error:
    case other_server_error:
    case unexpected_status: return remedy::contact_support;
    }
    return remedy::contact_support;
}

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor" // Boost's base class, which is never deleted
#endif

template <class Enum>
class category final : public boost::system::error_category {
public:
    constexpr category(char const* name, std::uint64_t id) noexcept
        : boost::system::error_category(id)
        , name_(name) {}

    char const* name() const noexcept override { return name_; }
    std::string message(int code) const override { return text_of(static_cast<Enum>(code)); }
    char const* message(int code, char*, std::size_t) const noexcept override {
        return text_of(static_cast<Enum>(code));
    }

    bool equivalent(int code,
                    boost::system::error_condition const& wanted) const noexcept override {
        if constexpr (!std::is_same_v<Enum, condition>) {
            if (wanted.category() == condition_category())
                return meets(static_cast<Enum>(code), static_cast<condition>(wanted.value()));
        }
        return boost::system::error_category::equivalent(code, wanted);
    }

private:
    char const* name_;
};

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// Returns a fixed id, so that a category equals itself when a program holds two copies of one version.
/// Another version has other ids, because a number may mean something else there.
constexpr std::uint64_t category_id(std::uint64_t number) noexcept {
    constexpr std::uint64_t version = std::uint64_t{CONNECTPSP_VERSION_MAJOR} << 32U |
                                      std::uint64_t{CONNECTPSP_VERSION_MINOR} << 16U;
    return (0x9b6a1f0c52d84e30 ^ version) + number;
}

inline constinit category<errc> const core_category_instance{"connectpsp", category_id(1)};
inline constinit category<api_errc> const api_category_instance{"connectpsp.api", category_id(2)};
inline constinit category<condition> const condition_category_instance{"connectpsp.condition",
                                                                       category_id(3)};

} // namespace detail

CONNECTPSP_DECL boost::system::error_category const& core_category() noexcept {
    return detail::core_category_instance;
}

CONNECTPSP_DECL boost::system::error_category const& api_category() noexcept {
    return detail::api_category_instance;
}

CONNECTPSP_DECL boost::system::error_category const& condition_category() noexcept {
    return detail::condition_category_instance;
}

CONNECTPSP_DECL remedy remedy_of(boost::system::error_code const& code) noexcept {
    if (code.category() == core_category())
        return detail::remedy_of(static_cast<errc>(code.value()));
    if (code.category() == api_category())
        return detail::remedy_of(static_cast<api_errc>(code.value()));
    return remedy::wait; // a transport's own code
}

CONNECTPSP_DECL std::string_view to_string(remedy value) noexcept {
    switch (value) {
    case remedy::fix_request: return "fix_request";
    case remedy::reauthenticate: return "reauthenticate";
    case remedy::retry_same_key: return "retry_same_key";
    case remedy::wait: return "wait";
    case remedy::reconcile: return "reconcile";
    case remedy::contact_support: return "contact_support";
    }
    return "unknown";
}

CONNECTPSP_DECL api_errc to_api_errc(int status, std::string_view problem_code) noexcept {
    using enum api_errc;
    struct entry {
        std::string_view text;
        api_errc code;
    };
    static constexpr entry known[] = {
        {"INVALID_CREDENTIALS", invalid_credentials},
        {"TOKEN_EXPIRED", token_expired},
        {"INVALID_APPLICATION_TOKEN", invalid_application_token},
        {"INVALID_SIGNATURE", invalid_signature},
        {"INSUFFICIENT_FUNDS", insufficient_funds},
        {"CASH_IN_NOT_PAID", cash_in_not_paid},
        {"CASH_IN_ALREADY_REFUNDED", cash_in_already_refunded},
        {"CASH_IN_EXPIRED", cash_in_expired},
        {"CASH_IN_CANCELLED", cash_in_cancelled},
        {"MISSING_END_TO_END_ID", missing_end_to_end_id},
    };
    // Only a 4xx is ConnectPSP's considered refusal: a 5xx stays one, whatever its body says,
    // because nobody can know what had happened before it. So does a 408.
    if (status >= 400 && status < 500 && status != 408)
        for (auto const& each : known)
            if (each.text == problem_code) return each.code;
    switch (status) {
    case 400: return bad_request;
    case 401: return unauthorized;
    case 403: return forbidden;
    case 404: return not_found;
    case 408: return request_timeout;
    case 409: return conflict;
    case 421: return misdirected_request;
    case 422: return unprocessable;
    case 425: return too_early;
    case 429: return too_many_requests;
    case 500: return internal_server_error;
    case 502: return bad_gateway;
    case 503: return service_unavailable;
    case 504: return gateway_timeout;
    default: break;
    }
    return status >= 400 && status < 500   ? other_client_error
           : status >= 500 && status < 600 ? other_server_error
                                           : unexpected_status;
}

} // namespace connectpsp

#endif
