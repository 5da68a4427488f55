// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_CASH_OUT_HPP
#define CONNECTPSP_API_CASH_OUT_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/api/status.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/account_number.hpp>
#include <connectpsp/pix/document.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>
#include <connectpsp/pix/external_reference.hpp>
#include <connectpsp/pix/ispb.hpp>
#include <connectpsp/pix/pix_key.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// An account at a bank, to pay into.
struct bank_account {
    connectpsp::ispb ispb{};
    connectpsp::branch branch{};
    connectpsp::account_number account{};
    std::optional<connectpsp::account_type> account_type{}; ///< required: there is no default

    bool operator==(bank_account const&) const = default;
};

BOOST_DESCRIBE_STRUCT(bank_account, (), (ispb, branch, account, account_type))

/// Where a payout goes: to a PIX key, or to an account. It is one of the two and never both.
using destination = std::variant<pix_key, bank_account>;

/// Who is paid.
struct payee {
    std::string name{}; ///< at most limits::text_characters
    connectpsp::document document{};
    connectpsp::destination destination{};

    bool operator==(payee const&) const = default;
};

BOOST_DESCRIBE_STRUCT(payee, (), (name, document, destination))

enum class destination_type : std::uint8_t { pix, bank_account };

template <>
struct enum_names<destination_type> {
    static constexpr std::string_view names[] = {"PIX", "BANK_ACCOUNT"};
};

/// An account as the server says it.
struct received_bank_account {
    std::optional<received<connectpsp::ispb>> ispb{};
    std::optional<received<connectpsp::branch>> branch{};
    std::optional<received<connectpsp::account_number>> account{};
    std::optional<open_enum<connectpsp::account_type>> account_type{};

    bool operator==(received_bank_account const&) const = default;
};

BOOST_DESCRIBE_STRUCT(received_bank_account, (), (ispb, branch, account, account_type))

/// A destination as the server says it.
struct received_destination {
    std::optional<open_enum<destination_type>> type{};
    std::optional<open_enum<connectpsp::pix_key_type>> pix_key_type{};
    std::optional<std::string> pix_key{};
    std::optional<received_bank_account> bank_account{};

    bool operator==(received_destination const&) const = default;
};

BOOST_DESCRIBE_STRUCT(received_destination, (), (type, pix_key_type, pix_key, bank_account))

/// The payee, as the server states it.
struct received_payee {
    std::optional<std::string> name{};
    std::optional<received<connectpsp::document>> document{};
    std::optional<received_destination> destination{};

    bool operator==(received_payee const&) const = default;
};

BOOST_DESCRIBE_STRUCT(received_payee, (), (name, document, destination))

/// A payout that was accepted, which does not mean that it is paid. docs/protocol.md §2, POST
/// /cash-out
struct cash_out_receipt {
    std::string transaction_id{};
    std::optional<std::string> internal_code{};
    std::optional<std::string> external_reference{};
    std::optional<open_enum<cash_out_status>> status{}; ///< processing, or completed already
    std::optional<money> amount{};
    std::optional<received_payee> payee{};
    std::optional<timestamp> requested_at{};

    bool operator==(cash_out_receipt const&) const = default;
};

BOOST_DESCRIBE_STRUCT(cash_out_receipt, (),
                      (transaction_id, internal_code, external_reference, status, amount, payee,
                       requested_at))

/// Pays out to a PIX key or a bank account.  POST /cash-out, docs/protocol.md §2
///
/// Errors before sending, with a pointer: amount_not_positive, amount_too_large, empty_value,
/// text_too_long, control_character, invalid_utf8; of a URL invalid_url, url_user_info,
/// url_character, insecure_url, url_fragment.
/// Answers: 400, 401; 409 api_errc::conflict for an external reference that was used before; 422
/// insufficient_funds, invalid_signature; empty_value for a payout without an id;
/// payout_not_accepted, with the transaction id, for one that is said to be failed, cancelled or
/// refunded; mismatched_amount, _reference, _payee. The payee's name is not compared.
struct create_cash_out {
    using result_type = cash_out_receipt;
    static constexpr endpoint_spec endpoint{http_method::post, "/cash-out",
                                            auth::bearer_and_signature, effect::moves_money,
                                            idempotency::by_key};

    in_header<connectpsp::idempotency_key> idempotency_key{}; ///< one for this payout
    money amount{};                                      ///< BRL, > 0, <= limits::amount_centavos
    connectpsp::external_reference external_reference{}; ///< unique per application
    std::optional<std::string> description{};            ///< at most limits::text_characters
    std::optional<std::string> webhook_url{};
    connectpsp::payee payee{};

    CONNECTPSP_DECL result<void> validate() const;
    CONNECTPSP_DECL static result<void> check_response(cash_out_receipt const& answer);
    CONNECTPSP_DECL result<void> check_match(cash_out_receipt const& answer) const;
};

BOOST_DESCRIBE_STRUCT(create_cash_out, (),
                      (idempotency_key, amount, external_reference, description, webhook_url,
                       payee))

/// Why a payout failed. The list is open.
enum class cash_out_failure_code : std::uint8_t { pix_key_not_found };

template <>
struct enum_names<cash_out_failure_code> {
    static constexpr std::string_view names[] = {"PIX_KEY_NOT_FOUND"};
};

struct cash_out_failure {
    std::optional<open_enum<cash_out_failure_code>> code{};
    std::optional<std::string> message{}; ///< the server's words

    bool operator==(cash_out_failure const&) const = default;
};

BOOST_DESCRIBE_STRUCT(cash_out_failure, (), (code, message))

/// A payout and its status.  docs/protocol.md §2, GET /cash-out/{id}
struct cash_out {
    std::string transaction_id{};
    std::optional<std::string> internal_code{};
    std::optional<std::string> external_reference{};
    /// Completed: `E`; refunded: `D`; failed: none.
    std::optional<received<connectpsp::end_to_end_id>> end_to_end_id{};
    std::optional<received<connectpsp::end_to_end_id>> original_end_to_end_id{}; ///< when refunded
    open_enum<cash_out_status> status{};
    money amount{};
    std::optional<cash_out_failure> failure{}; ///< when failed
    std::optional<received_payee> payee{};
    std::optional<timestamp> requested_at{};
    std::optional<timestamp> completed_at{};
    std::optional<timestamp> failed_at{};
    std::optional<timestamp> refunded_at{};

    bool operator==(cash_out const&) const = default;
};

BOOST_DESCRIBE_STRUCT(cash_out, (),
                      (transaction_id, internal_code, external_reference, end_to_end_id,
                       original_end_to_end_id, status, amount, failure, payee, requested_at,
                       completed_at, failed_at, refunded_at))

/// Reads a payout by its transaction id, internal code or end-to-end id.
/// GET /cash-out/{id}, docs/protocol.md §2
///
/// Errors before sending: empty_value. Answers: 401, 404; empty_value for a payout without an id;
/// amount_not_positive; mismatched_id.
struct get_cash_out {
    using result_type = cash_out;
    static constexpr endpoint_spec endpoint{http_method::get, "/cash-out/{id}", auth::bearer,
                                            effect::none, idempotency::inherent};

    in_path<lookup_id> id{};

    CONNECTPSP_DECL static result<void> check_response(cash_out const& answer);
    CONNECTPSP_DECL result<void> check_match(cash_out const& answer) const;
};

BOOST_DESCRIBE_STRUCT(get_cash_out, (), (id))

namespace detail {

/// A destination in JSON has a `type` and the members of that type.
struct pix_destination {
    destination_type type = destination_type::pix;
    connectpsp::pix_key_type pix_key_type{};
    connectpsp::pix_key pix_key{};
};

BOOST_DESCRIBE_STRUCT(pix_destination, (), (type, pix_key_type, pix_key))

struct bank_destination {
    destination_type type = destination_type::bank_account;
    connectpsp::bank_account bank_account{};
};

BOOST_DESCRIBE_STRUCT(bank_destination, (), (type, bank_account))

inline bool write_value(destination const& value, writer const& to) {
    if (auto const* key = std::get_if<pix_key>(&value))
        return write_value(pix_destination{.pix_key_type = key->type(), .pix_key = *key}, to);
    return write_value(bank_destination{.bank_account = std::get<bank_account>(value)}, to);
}

/// The members of a destination while it is decoded. They may come in any order, and become a
/// destination at their end, because only then both the key and its type are known.
struct destination_fields {
    std::optional<destination_type> type{};
    std::optional<connectpsp::pix_key_type> pix_key_type{};
    std::optional<std::string> pix_key{};
    std::optional<connectpsp::bank_account> bank_account{};

    /// Where the destination goes.
    destination* target = nullptr;
};

BOOST_DESCRIBE_STRUCT(destination_fields, (), (type, pix_key_type, pix_key, bank_account))

// They are the caller's own: no member counts as absent because it cannot be read.
template <>
inline constexpr bool is_sent<destination_fields> = true;
template <>
inline constexpr bool is_sent<bank_account> = true;

/// Makes a destination of its members at the end of the object.
/// Errors: missing_member for a member that the type requires, duplicate_member for one of the other
/// type, empty_value for a key without a character, and those of pix_key::parse.
CONNECTPSP_DECL errc finish_destination(void* fields, field const*& wrong);
CONNECTPSP_DECL void discard_destination(void* fields) noexcept;

inline constexpr conversion destination_conversion{finish_destination, discard_destination};

/// Reads a destination by the tables of a form: those of the wire, or of the binding form.
/// Errors: wrong_type; at the end of the object those of finish_destination().
template <template <class> class Table>
errc read_converted(destination& out, json_token const& read, container_target& inside) {
    static constexpr type_table members{.fields = Table<destination_fields>::fields.data(),
                                        .conversion = &destination_conversion,
                                        .shape = shape::object,
                                        .closed = Table<destination_fields>::value.closed};
    if (read.kind != token_kind::object) return errc::wrong_type;
    auto* const fields = new destination_fields;
    fields->target = &out;
    inside = {fields, &members};
    return no_error;
}

CONNECTPSP_DECL errc read_value(destination& out, json_token const& read, container_target& inside);

} // namespace detail
} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/cash_out.ipp>
#endif

#endif
