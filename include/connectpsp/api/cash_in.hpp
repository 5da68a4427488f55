// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_CASH_IN_HPP
#define CONNECTPSP_API_CASH_IN_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/api/status.hpp>
#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/document.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>
#include <connectpsp/pix/external_reference.hpp>
#include <connectpsp/pix/ispb.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The person or company that is asked to pay.
struct payer {
    std::string name{}; ///< at most limits::text_characters
    connectpsp::document document{};

    bool operator==(payer const&) const = default;
};

BOOST_DESCRIBE_STRUCT(payer, (), (name, document))

/// Asks for a payment link of OpenFinance instead of a QR code.
struct open_finance {
    /// The address that the payer's bank redirects to: a URL, or the scheme of an app.
    /// docs/protocol.md §2 [I]
    std::string redirect_url{};

    bool operator==(open_finance const&) const = default;
};

BOOST_DESCRIBE_STRUCT(open_finance, (), (redirect_url))

/// Where a payer's money came from; known once a cash-in is paid.
struct payer_bank {
    std::optional<received<connectpsp::ispb>> ispb{};
    std::optional<std::string> bank{}; ///< the bank's name
    std::optional<std::string> branch{};
    std::optional<std::string> account{};

    bool operator==(payer_bank const&) const = default;
};

BOOST_DESCRIBE_STRUCT(payer_bank, (), (ispb, bank, branch, account))

/// The payer, as the server states it.
struct received_payer {
    std::optional<std::string> name{};
    std::optional<received<connectpsp::document>> document{};
    std::optional<payer_bank> bank_data{};

    bool operator==(received_payer const&) const = default;
};

BOOST_DESCRIBE_STRUCT(received_payer, (), (name, document, bank_data))

/// The payment data for the payer's bank app.
struct pix_data {
    std::optional<std::string> copy_and_paste{};       ///< the BR Code's text: br_code::parse
    std::optional<std::string> qr_code_image_base64{}; ///< a PNG of the same

    bool operator==(pix_data const&) const = default;
};

BOOST_DESCRIBE_STRUCT(pix_data, (), (copy_and_paste, qr_code_image_base64))

struct open_finance_link {
    std::optional<std::string> payment_url{};

    bool operator==(open_finance_link const&) const = default;
};

BOOST_DESCRIBE_STRUCT(open_finance_link, (), (payment_url))

/// A charge that waits for its payment.  docs/protocol.md §2, POST /cash-in
struct cash_in_charge {
    std::string transaction_id{};
    std::optional<std::string> internal_code{};
    std::optional<std::string> external_reference{};
    std::optional<open_enum<cash_in_status>> status{}; ///< awaiting_payment
    std::optional<money> amount{};
    std::optional<received_payer> payer{};
    std::optional<connectpsp::pix_data> pix_data{};  ///< of a QR charge
    std::optional<std::string> payment_url{};        ///< see payment_link()
    std::optional<open_finance_link> open_finance{}; ///< see payment_link()
    std::optional<timestamp> requested_at{};

    /// The text that the payer copies, empty for a charge by OpenFinance. Valid as long as this is.
    std::string_view copy_and_paste() const& noexcept {
        return pix_data && pix_data->copy_and_paste ? std::string_view{*pix_data->copy_and_paste}
                                                    : std::string_view{};
    }
    detail::owned_text copy_and_paste() const&& { return detail::owned_text{copy_and_paste()}; }

    /// Returns the URL to redirect the payer to; empty for a QR charge. ConnectPSP sends it in one
    /// of two members. Valid as long as this object is.  docs/protocol.md §2 [I]
    std::string_view payment_link() const& noexcept {
        if (payment_url) return *payment_url;
        return open_finance && open_finance->payment_url
                   ? std::string_view{*open_finance->payment_url}
                   : std::string_view{};
    }
    detail::owned_text payment_link() const&& { return detail::owned_text{payment_link()}; }

    bool operator==(cash_in_charge const&) const = default;
};

BOOST_DESCRIBE_STRUCT(cash_in_charge, (),
                      (transaction_id, internal_code, external_reference, status, amount, payer,
                       pix_data, payment_url, open_finance, requested_at))

/// Creates a charge that is paid by QR code, or by OpenFinance.  POST /cash-in, docs/protocol.md §2
///
/// Errors before sending, with a pointer: amount_not_positive, amount_too_large, empty_value,
/// text_too_long, control_character, invalid_utf8, out_of_range; of a URL invalid_url,
/// url_user_info, url_character, insecure_url, url_fragment.
/// Answers: 400, 401, 422; empty_value for a charge without an id; mismatched_amount, _reference,
/// _payer, _br_code. The payer's name is not compared: banks write names in their own ways.
struct create_cash_in {
    using result_type = cash_in_charge;
    static constexpr endpoint_spec endpoint{http_method::post, "/cash-in", auth::bearer,
                                            effect::creates_charge, idempotency::by_key};

    in_header<connectpsp::idempotency_key> idempotency_key{}; ///< one for this charge
    money amount{};                                      ///< BRL, > 0, <= limits::amount_centavos
    connectpsp::external_reference external_reference{}; ///< unique per application
    std::optional<std::int64_t> expiration_in_minutes{}; ///< 1440 unless given
    std::optional<std::string> webhook_url{};
    connectpsp::payer payer{};
    std::optional<connectpsp::open_finance> open_finance{};

    CONNECTPSP_DECL result<void> validate() const;
    CONNECTPSP_DECL static result<void> check_response(cash_in_charge const& answer);
    CONNECTPSP_DECL result<void> check_match(cash_in_charge const& answer) const;
};

BOOST_DESCRIBE_STRUCT(create_cash_in, (),
                      (idempotency_key, amount, external_reference, expiration_in_minutes,
                       webhook_url, payer, open_finance))

/// A payment that is received, or awaited.  docs/protocol.md §2, GET /cash-in/{id}
struct cash_in {
    std::string transaction_id{};
    std::optional<std::string> internal_code{};
    std::optional<std::string> external_reference{};
    std::optional<received<connectpsp::end_to_end_id>> end_to_end_id{}; ///< `E`; refunded: `D`
    std::optional<received<connectpsp::end_to_end_id>> original_end_to_end_id{}; ///< when refunded
    open_enum<cash_in_status> status{};
    money amount{};
    std::optional<received_payer> payer{};
    std::optional<timestamp> requested_at{};
    std::optional<timestamp> paid_at{};
    std::optional<timestamp> refunded_at{};
    std::optional<timestamp> expired_at{};

    bool operator==(cash_in const&) const = default;
};

BOOST_DESCRIBE_STRUCT(cash_in, (),
                      (transaction_id, internal_code, external_reference, end_to_end_id,
                       original_end_to_end_id, status, amount, payer, requested_at, paid_at,
                       refunded_at, expired_at))

/// Reads a cash-in by its transaction id, internal code or end-to-end id.
/// GET /cash-in/{id}, docs/protocol.md §2
///
/// Errors before sending: empty_value. Answers: 401, 404; empty_value for a cash-in without an id;
/// amount_not_positive; mismatched_id.
struct get_cash_in {
    using result_type = cash_in;
    static constexpr endpoint_spec endpoint{http_method::get, "/cash-in/{id}", auth::bearer,
                                            effect::none, idempotency::inherent};

    in_path<lookup_id> id{};

    CONNECTPSP_DECL static result<void> check_response(cash_in const& answer);
    CONNECTPSP_DECL result<void> check_match(cash_in const& answer) const;
};

BOOST_DESCRIBE_STRUCT(get_cash_in, (), (id))

/// Why a payment is given back.  docs/protocol.md §2
enum class refund_reason : std::uint8_t {
    fraud,
    duplicated_payment,
    customer_request,
    merchant_error,
};

template <>
struct enum_names<refund_reason> {
    static constexpr std::string_view names[] = {"FRAUD", "DUPLICATED_PAYMENT", "CUSTOMER_REQUEST",
                                                 "MERCHANT_ERROR"};
};

/// A refund that was accepted.  docs/protocol.md §2, POST /cash-in/{id}/refund
struct refund_receipt {
    std::string transaction_id{};
    std::optional<std::string> internal_code{};
    std::optional<std::string> external_reference{};
    std::optional<received<connectpsp::end_to_end_id>> end_to_end_id{}; ///< the refund's own, `D`
    std::optional<received<connectpsp::end_to_end_id>> original_end_to_end_id{};
    std::optional<open_enum<cash_in_status>> status{};
    std::optional<money> amount{};
    std::optional<timestamp> refunded_at{};

    bool operator==(refund_receipt const&) const = default;
};

BOOST_DESCRIBE_STRUCT(refund_receipt, (),
                      (transaction_id, internal_code, external_reference, end_to_end_id,
                       original_end_to_end_id, status, amount, refunded_at))

/// Gives a paid cash-in back, in full.  POST /cash-in/{id}/refund, docs/protocol.md §2
///
/// Errors before sending: empty_value, text_too_long, control_character, invalid_utf8.
/// Answers: 401, 404; 422 api_errc::cash_in_not_paid, cash_in_already_refunded, cash_in_expired,
/// cash_in_cancelled, missing_end_to_end_id, invalid_signature; mismatched_id.
struct refund_cash_in {
    using result_type = refund_receipt;
    static constexpr endpoint_spec endpoint{http_method::post, "/cash-in/{id}/refund",
                                            auth::bearer_and_signature, effect::moves_money,
                                            idempotency::by_key};

    in_header<connectpsp::idempotency_key> idempotency_key{};
    in_path<lookup_id> id{};
    std::optional<refund_reason> reason{};    ///< required: there is no default
    std::optional<std::string> description{}; ///< at most limits::text_characters

    CONNECTPSP_DECL result<void> validate() const;
    CONNECTPSP_DECL static result<void> check_response(refund_receipt const& answer);
    CONNECTPSP_DECL result<void> check_match(refund_receipt const& answer) const;
};

BOOST_DESCRIBE_STRUCT(refund_cash_in, (), (idempotency_key, id, reason, description))

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/cash_in.ipp>
#endif

#endif
