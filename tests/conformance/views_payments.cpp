// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "view_parts.hpp"
#include "views.hpp"

#include <connectpsp/api/webhook.hpp>

#include <variant>

namespace connectpsp::test {
namespace {

namespace json = boost::json;

constexpr named<cash_in_status> cash_in_statuses[] = {
    {cash_in_status::awaiting_payment, "AWAITING_PAYMENT"},
    {cash_in_status::paid, "PAID"},
    {cash_in_status::expired, "EXPIRED"},
    {cash_in_status::refunded, "REFUNDED"},
    {cash_in_status::cancelled, "CANCELLED"},
};

constexpr named<cash_out_status> cash_out_statuses[] = {
    {cash_out_status::processing, "PROCESSING"}, {cash_out_status::completed, "COMPLETED"},
    {cash_out_status::failed, "FAILED"},         {cash_out_status::refunded, "REFUNDED"},
    {cash_out_status::cancelled, "CANCELLED"},
};

constexpr named<cash_out_failure_code> failure_codes[] = {
    {cash_out_failure_code::pix_key_not_found, "PIX_KEY_NOT_FOUND"},
};

constexpr named<destination_type> destination_types[] = {
    {destination_type::pix, "PIX"},
    {destination_type::bank_account, "BANK_ACCOUNT"},
};

constexpr named<pix_key_type> pix_key_types[] = {
    {pix_key_type::cpf, "CPF"},     {pix_key_type::cnpj, "CNPJ"}, {pix_key_type::email, "EMAIL"},
    {pix_key_type::phone, "PHONE"}, {pix_key_type::evp, "EVP"},
};

constexpr named<account_type> account_types[] = {
    {account_type::checking, "CHECKING"},
    {account_type::savings, "SAVINGS"},
    {account_type::payment, "PAYMENT"},
};

constexpr named<event_type> event_types[] = {
    {event_type::cash_in_paid, "CASHIN_PAID"},
    {event_type::cash_in_refunded, "CASHIN_REFUNDED"},
    {event_type::cash_out_completed, "CASHOUT_COMPLETED"},
    {event_type::cash_out_failed, "CASHOUT_FAILED"},
    {event_type::cash_out_refunded, "CASHOUT_REFUNDED"},
};

json::value centavos_or_null(std::optional<money> const& value) {
    return view_or_null(value, [](money amount) { return amount.centavos(); });
}

json::value view_of_payer(received_payer const& value) {
    return {{"name", text_or_null(value.name)},
            {"document", received_or_null(value.document)},
            {"bank_data", view_or_null(value.bank_data, [](payer_bank const& from) {
                 return json::value{{"ispb", received_or_null(from.ispb)},
                                    {"bank", text_or_null(from.bank)},
                                    {"branch", text_or_null(from.branch)},
                                    {"account", text_or_null(from.account)}};
             })}};
}

json::value view_of_account(received_bank_account const& value) {
    return {{"ispb", received_or_null(value.ispb)},
            {"branch", received_or_null(value.branch)},
            {"account", received_or_null(value.account)},
            {"account_type", enum_or_null(value.account_type, account_types)}};
}

json::value view_of_destination(received_destination const& value) {
    return {{"type", enum_or_null(value.type, destination_types)},
            {"pix_key_type", enum_or_null(value.pix_key_type, pix_key_types)},
            {"pix_key", text_or_null(value.pix_key)},
            {"bank_account", view_or_null(value.bank_account, view_of_account)}};
}

json::value view_of_payee(received_payee const& value) {
    return {{"name", text_or_null(value.name)},
            {"document", received_or_null(value.document)},
            {"destination", view_or_null(value.destination, view_of_destination)}};
}

json::value view_of_data(event const& value) {
    if (auto const* const in = std::get_if<cash_in>(&value.data))
        return {{"cash_in", view_of(*in)}};
    if (auto const* const out = std::get_if<cash_out>(&value.data))
        return {{"cash_out", view_of(*out)}};
    return {};
}

} // namespace

json::value view_of(cash_in_charge const& value) {
    return {{"transaction_id", view_of_text(value.transaction_id)},
            {"internal_code", text_or_null(value.internal_code)},
            {"external_reference", text_or_null(value.external_reference)},
            {"status", enum_or_null(value.status, cash_in_statuses)},
            {"amount", centavos_or_null(value.amount)},
            {"payer", view_or_null(value.payer, view_of_payer)},
            {"pix_data", view_or_null(value.pix_data,
                                      [](pix_data const& code) {
                                          return json::value{
                                              {"copy_and_paste", text_or_null(code.copy_and_paste)},
                                              {"qr_code_image_base64",
                                               text_or_null(code.qr_code_image_base64)}};
                                      })},
            {"payment_link", view_of_text(value.payment_link())},
            {"requested_at_us", microseconds_or_null(value.requested_at)}};
}

json::value view_of(cash_in const& value) {
    return {{"transaction_id", view_of_text(value.transaction_id)},
            {"internal_code", text_or_null(value.internal_code)},
            {"external_reference", text_or_null(value.external_reference)},
            {"end_to_end_id", received_or_null(value.end_to_end_id)},
            {"original_end_to_end_id", received_or_null(value.original_end_to_end_id)},
            {"status", view_of_enum(value.status, cash_in_statuses)},
            {"amount", value.amount.centavos()},
            {"payer", view_or_null(value.payer, view_of_payer)},
            {"requested_at_us", microseconds_or_null(value.requested_at)},
            {"paid_at_us", microseconds_or_null(value.paid_at)},
            {"refunded_at_us", microseconds_or_null(value.refunded_at)},
            {"expired_at_us", microseconds_or_null(value.expired_at)}};
}

json::value view_of(refund_receipt const& value) {
    return {{"transaction_id", view_of_text(value.transaction_id)},
            {"internal_code", text_or_null(value.internal_code)},
            {"external_reference", text_or_null(value.external_reference)},
            {"end_to_end_id", received_or_null(value.end_to_end_id)},
            {"original_end_to_end_id", received_or_null(value.original_end_to_end_id)},
            {"status", enum_or_null(value.status, cash_in_statuses)},
            {"amount", centavos_or_null(value.amount)},
            {"refunded_at_us", microseconds_or_null(value.refunded_at)}};
}

json::value view_of(cash_out_receipt const& value) {
    return {{"transaction_id", view_of_text(value.transaction_id)},
            {"internal_code", text_or_null(value.internal_code)},
            {"external_reference", text_or_null(value.external_reference)},
            {"status", enum_or_null(value.status, cash_out_statuses)},
            {"amount", centavos_or_null(value.amount)},
            {"payee", view_or_null(value.payee, view_of_payee)},
            {"requested_at_us", microseconds_or_null(value.requested_at)}};
}

json::value view_of(cash_out const& value) {
    return {{"transaction_id", view_of_text(value.transaction_id)},
            {"internal_code", text_or_null(value.internal_code)},
            {"external_reference", text_or_null(value.external_reference)},
            {"end_to_end_id", received_or_null(value.end_to_end_id)},
            {"original_end_to_end_id", received_or_null(value.original_end_to_end_id)},
            {"status", view_of_enum(value.status, cash_out_statuses)},
            {"amount", value.amount.centavos()},
            {"failure", view_or_null(value.failure,
                                     [](cash_out_failure const& why) {
                                         return json::value{
                                             {"code", enum_or_null(why.code, failure_codes)},
                                             {"message", text_or_null(why.message)}};
                                     })},
            {"payee", view_or_null(value.payee, view_of_payee)},
            {"requested_at_us", microseconds_or_null(value.requested_at)},
            {"completed_at_us", microseconds_or_null(value.completed_at)},
            {"failed_at_us", microseconds_or_null(value.failed_at)},
            {"refunded_at_us", microseconds_or_null(value.refunded_at)}};
}

json::value view_of(event const& value) {
    return {{"type", view_of_enum(value.type, event_types)},
            {"time_us", microseconds_or_null(value.time)},
            {"data", view_of_data(value)},
            {"delivery_id", view_of_text(value.delivery_id)},
            {"dedupe_key", view_of_text(value.dedupe_key())}};
}

} // namespace connectpsp::test
