// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "transaction.hpp"

#include "json.hpp"

namespace sandbox {
namespace {

std::optional<std::string> text_of(moment const& when) {
    return when ? std::optional{format_timestamp(*when)} : std::nullopt;
}

object_writer common_members(transaction const& from, std::string_view status) {
    object_writer body;
    body.text("transactionId", from.transaction_id)
        .text("internalCode", from.internal_code)
        .text("externalReference", from.external_reference)
        .text_or_null("endToEndId", from.end_to_end_id)
        .text_or_null("originalEndToEndId", from.original_end_to_end_id)
        .text("status", status)
        .raw("amount", format_money(from.amount));
    return body;
}

/// Whose bank paid is known once it did.
std::string bank_data_json(cash_in const& from) {
    if (!from.paid_at) return "null";
    return object_writer{}
        .text("ispb", "00000000")
        .text("bank", "BCO DO BRASIL S.A.")
        .text("branch", "0001")
        .text("account", "1234567")
        .str();
}

} // namespace

std::string_view name_of(cash_in_status status) {
    switch (status) {
    case cash_in_status::awaiting_payment: return "AWAITING_PAYMENT";
    case cash_in_status::paid: return "PAID";
    case cash_in_status::expired: return "EXPIRED";
    case cash_in_status::refunded: return "REFUNDED";
    case cash_in_status::cancelled: return "CANCELLED";
    }
    return {};
}

std::string_view name_of(cash_out_status status) {
    switch (status) {
    case cash_out_status::processing: return "PROCESSING";
    case cash_out_status::completed: return "COMPLETED";
    case cash_out_status::failed: return "FAILED";
    case cash_out_status::refunded: return "REFUNDED";
    case cash_out_status::cancelled: return "CANCELLED";
    }
    return {};
}

std::string to_json(cash_in const& from) {
    auto const payer = object_writer{}
                           .text("name", from.payer_name)
                           .text("document", from.payer_document)
                           .raw("bankData", bank_data_json(from))
                           .str();
    return common_members(from, name_of(from.status))
        .raw("payer", payer)
        .text("requestedAt", format_timestamp(from.requested_at))
        .text_or_null("paidAt", text_of(from.paid_at))
        .text_or_null("refundedAt", text_of(from.refunded_at))
        .text_or_null("expiredAt", text_of(from.expired_at))
        .str();
}

std::string to_json(cash_out const& from) {
    auto body = common_members(from, name_of(from.status));
    if (from.status == cash_out_status::failed)
        body.raw("failure", object_writer{}
                                .text("code", from.failed_with.code)
                                .text("message", from.failed_with.message)
                                .str());
    return body.raw("payee", from.payee_json)
        .text("requestedAt", format_timestamp(from.requested_at))
        .text_or_null("completedAt", text_of(from.completed_at))
        .text_or_null("failedAt", text_of(from.failed_at))
        .text_or_null("refundedAt", text_of(from.refunded_at))
        .str();
}

} // namespace sandbox
