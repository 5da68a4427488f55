// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_CASH_IN_IPP
#define CONNECTPSP_API_IMPL_CASH_IN_IPP

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/detail/checks.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/detail/br_code_values.hpp>

#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Compares every amount (tag 54) that the fields state. Sets `whole` where they end with the text.
inline result<void> compare_stated_amounts(char const* pointer, money asked,
                                           std::string_view fields, br_code_unit counted,
                                           bool& whole) {
    constexpr unsigned amount_tag = 54;
    br_code_field field;
    while (!take_field(fields, field, counted)) {
        if (field.tag != amount_tag) continue;
        std::int64_t centavos = 0;
        if (!read_br_code_amount(field.value, centavos))
            return error{errc::mismatched_br_code,
                         {.pointer = pointer, .underlying = errc::br_code_invalid_value}};
        auto const stated = money::from_centavos(centavos);
        if (centavos == 0) continue; // which states none
        if (auto same = compare(errc::mismatched_br_code, pointer, asked, std::optional{stated});
            !same)
            return same;
    }
    whole = fields.empty();
    return boost::outcome_v2::success();
}

/// Compares the amounts of a code that is irregular in some way, by the count that reads it whole.
/// A code that neither does states nothing that can be compared, and no bank can read it.
inline result<void> compare_irregular_br_code(char const* pointer, money asked,
                                              std::string_view text, error const& why) {
    std::string_view const fields = text.substr(0, text.size() - br_code_crc_size);
    bool whole = false;
    for (br_code_unit const counted : {br_code_unit::bytes, br_code_unit::characters}) {
        if (auto same = compare_stated_amounts(pointer, asked, fields, counted, whole); !same)
            return same;
        if (whole) return boost::outcome_v2::success();
    }
    return error{errc::mismatched_br_code,
                 {.pointer = pointer, .offset = why.offset(), .underlying = why.code()}};
}

/// Compares the amount that the text which the payer is to copy asks for. The text has to be whole.
/// Anything else that is irregular in it is for the payer's bank to judge.
inline result<void> compare_br_code(money asked, cash_in_charge const& answer) {
    constexpr char pointer[] = "/pixData/copyAndPaste";
    std::string_view text = answer.copy_and_paste();
    while (text.ends_with('\n') || text.ends_with('\r') || text.ends_with(' '))
        text.remove_suffix(1); // harmless: nobody pastes it
    if (text.empty()) return boost::outcome_v2::success();
    auto const read = br_code::parse(text);
    if (read) return compare(errc::mismatched_br_code, pointer, asked, read.value().amount());
    error const& why = read.error();
    if (auto const damage = find_crc_fault(text)) // of a text that is too long as well
        return error{errc::mismatched_br_code,
                     {.pointer = pointer, .offset = why.offset(), .underlying = *damage}};
    return compare_irregular_br_code(pointer, asked, text, why);
}

inline errc check_expiration(std::int64_t minutes) noexcept {
    return minutes >= 1 && minutes <= limits::expiration_minutes ? no_error : errc::out_of_range;
}

} // namespace detail

CONNECTPSP_DECL result<void> create_cash_in::validate() const {
    using namespace detail;
    return first_error({
        {check_amount(amount), "/amount"},
        {require_nonempty(external_reference), "/externalReference"},
        {check_if_given(expiration_in_minutes, check_expiration), "/expirationInMinutes"},
        {check_if_given(webhook_url, check_callback_url), "/webhookUrl"},
        {check_text(payer.name), "/payer/name"},
        {require_nonempty(payer.document), "/payer/document"},
        {check_if_given(open_finance,
                        [](auto const& link) { return check_redirect_url(link.redirect_url); }),
         "/openFinance/redirectUrl"},
    });
}

CONNECTPSP_DECL result<void> create_cash_in::check_response(cash_in_charge const& answer) {
    return detail::check_transaction_id(answer.transaction_id);
}

CONNECTPSP_DECL result<void> create_cash_in::check_match(cash_in_charge const& answer) const {
    using namespace detail;
    if (auto same = compare(errc::mismatched_amount, "/amount", amount, answer.amount); !same)
        return same;
    if (auto same = compare(errc::mismatched_reference, "/externalReference",
                            external_reference.text(), answer.external_reference);
        !same)
        return same;
    if (answer.payer)
        if (auto same = compare_number(errc::mismatched_payer, "/payer/document", payer.document,
                                       answer.payer->document);
            !same)
            return same;
    return compare_br_code(amount, answer);
}

CONNECTPSP_DECL result<void> get_cash_in::check_response(cash_in const& answer) {
    return detail::check_payment(answer.transaction_id, answer.amount);
}

CONNECTPSP_DECL result<void> get_cash_in::check_match(cash_in const& answer) const {
    return detail::compare_ids(id.text(), detail::ids_of(answer));
}

CONNECTPSP_DECL result<void> refund_cash_in::validate() const {
    using namespace detail;
    return first_error({
        {check_given(reason), "/reason"},
        {check_if_given(description, check_text), "/description"},
    });
}

CONNECTPSP_DECL result<void> refund_cash_in::check_response(refund_receipt const& answer) {
    return detail::check_transaction_id(answer.transaction_id);
}

CONNECTPSP_DECL result<void> refund_cash_in::check_match(refund_receipt const& answer) const {
    return detail::compare_ids(id.text(), detail::ids_of(answer));
}

} // namespace connectpsp

#endif
