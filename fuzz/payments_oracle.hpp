// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_PAYMENTS_ORACLE_HPP
#define CONNECTPSP_FUZZ_PAYMENTS_ORACLE_HPP

#include "decoder_oracle.hpp"

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>

#include <optional>
#include <string>
#include <string_view>

// The members of what is received about payments, named by hand once more. They are templates, so
// that more than one kind of JSON value can be taken apart by them.

namespace fuzz {

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at, connectpsp::payer_bank& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "ispb", out.ispb);
    from.optional(value, at, "bank", out.bank);
    from.optional(value, at, "branch", out.branch);
    from.optional(value, at, "account", out.account);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::received_payer& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "name", out.name);
    from.optional(value, at, "document", out.document);
    from.optional(value, at, "bankData", out.bank_data);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at, connectpsp::pix_data& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "copyAndPaste", out.copy_and_paste);
    from.optional(value, at, "qrCodeImageBase64", out.qr_code_image_base64);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::open_finance_link& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "paymentUrl", out.payment_url);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::cash_in_charge& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "transactionId", out.transaction_id);
    from.optional(value, at, "internalCode", out.internal_code);
    from.optional(value, at, "externalReference", out.external_reference);
    from.optional(value, at, "status", out.status);
    from.optional(value, at, "amount", out.amount);
    from.optional(value, at, "payer", out.payer);
    from.optional(value, at, "pixData", out.pix_data);
    from.optional(value, at, "paymentUrl", out.payment_url);
    from.optional(value, at, "openFinance", out.open_finance);
    from.optional(value, at, "requestedAt", out.requested_at);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at, connectpsp::cash_in& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "transactionId", out.transaction_id);
    from.optional(value, at, "internalCode", out.internal_code);
    from.optional(value, at, "externalReference", out.external_reference);
    from.optional(value, at, "endToEndId", out.end_to_end_id);
    from.optional(value, at, "originalEndToEndId", out.original_end_to_end_id);
    from.required(value, at, "status", out.status);
    from.required(value, at, "amount", out.amount);
    from.optional(value, at, "payer", out.payer);
    from.optional(value, at, "requestedAt", out.requested_at);
    from.optional(value, at, "paidAt", out.paid_at);
    from.optional(value, at, "refundedAt", out.refunded_at);
    from.optional(value, at, "expiredAt", out.expired_at);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::refund_receipt& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "transactionId", out.transaction_id);
    from.optional(value, at, "internalCode", out.internal_code);
    from.optional(value, at, "externalReference", out.external_reference);
    from.optional(value, at, "endToEndId", out.end_to_end_id);
    from.optional(value, at, "originalEndToEndId", out.original_end_to_end_id);
    from.optional(value, at, "status", out.status);
    from.optional(value, at, "amount", out.amount);
    from.optional(value, at, "refundedAt", out.refunded_at);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::received_bank_account& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "ispb", out.ispb);
    from.optional(value, at, "branch", out.branch);
    from.optional(value, at, "account", out.account);
    from.optional(value, at, "accountType", out.account_type);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::received_destination& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "type", out.type);
    from.optional(value, at, "pixKeyType", out.pix_key_type);
    from.optional(value, at, "pixKey", out.pix_key);
    from.optional(value, at, "bankAccount", out.bank_account);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::received_payee& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "name", out.name);
    from.optional(value, at, "document", out.document);
    from.optional(value, at, "destination", out.destination);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::cash_out_receipt& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "transactionId", out.transaction_id);
    from.optional(value, at, "internalCode", out.internal_code);
    from.optional(value, at, "externalReference", out.external_reference);
    from.optional(value, at, "status", out.status);
    from.optional(value, at, "amount", out.amount);
    from.optional(value, at, "payee", out.payee);
    from.optional(value, at, "requestedAt", out.requested_at);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at,
            connectpsp::cash_out_failure& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "code", out.code);
    from.optional(value, at, "message", out.message);
}

template <class From, class Value>
void expect(From& from, Value const& value, std::string const& at, connectpsp::cash_out& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "transactionId", out.transaction_id);
    from.optional(value, at, "internalCode", out.internal_code);
    from.optional(value, at, "externalReference", out.external_reference);
    from.optional(value, at, "endToEndId", out.end_to_end_id);
    from.optional(value, at, "originalEndToEndId", out.original_end_to_end_id);
    from.required(value, at, "status", out.status);
    from.required(value, at, "amount", out.amount);
    from.optional(value, at, "failure", out.failure);
    from.optional(value, at, "payee", out.payee);
    from.optional(value, at, "requestedAt", out.requested_at);
    from.optional(value, at, "completedAt", out.completed_at);
    from.optional(value, at, "failedAt", out.failed_at);
    from.optional(value, at, "refundedAt", out.refunded_at);
}

// The texts that a log must not show: everything but amounts, times, known enumerators and the
// members transactionId, internalCode, endToEndId, originalEndToEndId, ispb and bank.

template <class Enum>
void replace_text(connectpsp::open_enum<Enum>& value) {
    std::optional<connectpsp::open_enum<Enum>> replaced{value};
    replace_text(replaced);
    value = *replaced;
}

/// Text of a value that has a form, but whose member is not public.
template <class Value>
void replace_text(std::optional<connectpsp::received<Value>>& text) {
    if (text) text.emplace("another text");
}

/// Text of a public member: it is hidden when it is not what it should be.
template <class Value>
void replace_irregular(std::optional<connectpsp::received<Value>>& text) {
    if (text && !Value::parse(text->text())) text.emplace("another text");
}

inline void replace_texts(connectpsp::received_payer& payer) {
    replace_text(payer.name);
    replace_text(payer.document);
    if (!payer.bank_data) return;
    replace_irregular(payer.bank_data->ispb);
    replace_text(payer.bank_data->branch);
    replace_text(payer.bank_data->account);
}

inline void replace_texts(connectpsp::received_payee& payee) {
    replace_text(payee.name);
    replace_text(payee.document);
    if (!payee.destination) return;
    replace_text(payee.destination->type);
    replace_text(payee.destination->pix_key_type);
    replace_text(payee.destination->pix_key);
    if (!payee.destination->bank_account) return;
    auto& account = *payee.destination->bank_account;
    replace_irregular(account.ispb);
    replace_text(account.branch);
    replace_text(account.account);
    replace_text(account.account_type);
}

inline void replace_texts(connectpsp::cash_in_charge& value) {
    replace_text(value.external_reference);
    replace_text(value.status);
    if (value.payer) replace_texts(*value.payer);
    if (value.pix_data) {
        replace_text(value.pix_data->copy_and_paste);
        replace_text(value.pix_data->qr_code_image_base64);
    }
    replace_text(value.payment_url);
    if (value.open_finance) replace_text(value.open_finance->payment_url);
}

inline void replace_texts(connectpsp::cash_in& value) {
    replace_text(value.external_reference);
    replace_irregular(value.end_to_end_id);
    replace_irregular(value.original_end_to_end_id);
    replace_text(value.status);
    if (value.payer) replace_texts(*value.payer);
}

inline void replace_texts(connectpsp::refund_receipt& value) {
    replace_text(value.external_reference);
    replace_irregular(value.end_to_end_id);
    replace_irregular(value.original_end_to_end_id);
    replace_text(value.status);
}

inline void replace_texts(connectpsp::cash_out_receipt& value) {
    replace_text(value.external_reference);
    replace_text(value.status);
    if (value.payee) replace_texts(*value.payee);
}

inline void replace_texts(connectpsp::cash_out& value) {
    replace_text(value.external_reference);
    replace_irregular(value.end_to_end_id);
    replace_irregular(value.original_end_to_end_id);
    replace_text(value.status);
    if (value.failure) {
        replace_text(value.failure->code);
        replace_text(value.failure->message);
    }
    if (value.payee) replace_texts(*value.payee);
}

/// The requirements of check_decoder for each of these types, without the names that a pointer may
/// have.
template <class T>
struct payment_subject {
    static bool equal(T const& left, T const& right) { return left == right; }
    static void replace_texts(T& value) { fuzz::replace_texts(value); }
};

} // namespace fuzz

#endif
