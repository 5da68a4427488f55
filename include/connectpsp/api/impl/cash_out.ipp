// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_CASH_OUT_IPP
#define CONNECTPSP_API_IMPL_CASH_OUT_IPP

#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/detail/checks.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Makes a destination of its members.
/// @param wrong the member that an error is about
inline errc make_destination(destination_fields& from, field const*& wrong) {
    auto const* const members = table_of<destination_fields>::fields.data();
    field const *const type = members, *const key_type = members + 1, *const key = members + 2,
                       *const account = members + 3;
    wrong = type;
    if (!from.type) return errc::missing_member;
    if (*from.type == destination_type::bank_account) {
        wrong = account;
        if (!from.bank_account) return errc::missing_member;
        wrong = from.pix_key ? key : key_type;
        if (from.pix_key || from.pix_key_type) return errc::duplicate_member;
        *from.target = *std::move(from.bank_account);
        return no_error;
    }
    wrong = key;
    if (!from.pix_key) return errc::missing_member;
    wrong = key_type;
    if (!from.pix_key_type) return errc::missing_member;
    wrong = account;
    if (from.bank_account) return errc::duplicate_member;
    wrong = key;
    if (from.pix_key->empty()) return errc::empty_value;
    auto made = pix_key::parse(*from.pix_key_type, *from.pix_key);
    if (!made) return static_cast<errc>(made.error().code().value());
    *from.target = std::move(made).value();
    return no_error;
}

CONNECTPSP_DECL errc finish_destination(void* fields, field const*& wrong) {
    return make_destination(*static_cast<destination_fields*>(fields), wrong);
}

CONNECTPSP_DECL void discard_destination(void* fields) noexcept {
    delete static_cast<destination_fields*>(fields);
}

CONNECTPSP_DECL errc read_value(destination& out, json_token const& read,
                                container_target& inside) {
    return read_converted<table_of>(out, read, inside);
}

inline result<void> check_destination(destination const& to) {
    if (auto const* key = std::get_if<pix_key>(&to))
        return first_error({{require_nonempty(*key), "/payee/destination/pixKey"}});
    auto const& account = std::get<bank_account>(to);
    return first_error({
        {require_nonempty(account.ispb), "/payee/destination/bankAccount/ispb"},
        {require_nonempty(account.branch), "/payee/destination/bankAccount/branch"},
        {require_nonempty(account.account), "/payee/destination/bankAccount/account"},
        {check_given(account.account_type), "/payee/destination/bankAccount/accountType"},
    });
}

/// Whether two open enumerations say different things, which one that is unknown does not.
template <class Enum>
result<void> compare_kind(char const* pointer, Enum asked,
                          std::optional<open_enum<Enum>> const& answered) {
    if (!answered || !answered->known() || *answered == asked) return boost::outcome_v2::success();
    return differs(errc::mismatched_payee, pointer, std::string{open_enum<Enum>{asked}.text()},
                   std::string{answered->text()});
}

/// Returns why a text is another key. E-mail addresses differ by their punctuation; a phone may be
/// spelled without its country.
inline result<void> compare_key(pix_key const& asked, std::string_view answered) {
    constexpr char pointer[] = "/payee/destination/pixKey";
    bool const is_email = asked.type() == pix_key_type::email;
    auto const how = is_email ? spelling::exact : spelling::punctuated;
    if (answered.empty() || is_echo(asked.text(), answered, how))
        return boost::outcome_v2::success();
    constexpr std::string_view country = "+55";
    if (asked.type() == pix_key_type::phone &&
        is_echo(asked.text().substr(country.size()), answered, how))
        return boost::outcome_v2::success();
    return mismatch_hidden(errc::mismatched_payee, pointer, asked.text(), answered);
}

/// Whether a destination says a PIX key, or what kind of key it is.
inline bool holds_key(received_destination const& to) noexcept {
    return !text_of(to.pix_key).empty() || (to.pix_key_type && to.pix_key_type->known());
}

inline bool holds_account(received_destination const& to) noexcept {
    return to.bank_account &&
           !(text_of(to.bank_account->ispb).empty() && text_of(to.bank_account->branch).empty() &&
             text_of(to.bank_account->account).empty());
}

inline result<void> compare_destination(destination const& asked,
                                        received_destination const& answered) {
    constexpr errc other = errc::mismatched_payee;
    auto const wanted = std::holds_alternative<pix_key>(asked) ? destination_type::pix
                                                               : destination_type::bank_account;
    if (auto same = compare_kind("/payee/destination/type", wanted, answered.type); !same)
        return same;
    // Its members show its type as well as `type` does. The account of a key may be sent with the
    // key.
    if (auto const* key = std::get_if<pix_key>(&asked)) {
        if (auto same =
                compare_kind("/payee/destination/pixKeyType", key->type(), answered.pix_key_type);
            !same)
            return same;
        if (holds_account(answered) && text_of(answered.pix_key).empty())
            return differs(other, "/payee/destination/bankAccount", "PIX", "BANK_ACCOUNT");
        return compare_key(*key, text_of(answered.pix_key));
    }
    if (holds_key(answered) && !holds_account(answered))
        return differs(other, "/payee/destination/pixKey", "BANK_ACCOUNT", "PIX");
    if (!answered.bank_account) return boost::outcome_v2::success();
    auto const& from = std::get<bank_account>(asked);
    auto const& to = *answered.bank_account;
    if (auto same = compare(other, "/payee/destination/bankAccount/ispb", from.ispb, to.ispb);
        !same)
        return same;
    if (auto same =
            compare_number(other, "/payee/destination/bankAccount/branch", from.branch, to.branch);
        !same)
        return same;
    if (auto same = compare_number(other, "/payee/destination/bankAccount/account", from.account,
                                   to.account);
        !same)
        return same;
    return from.account_type ? compare_kind("/payee/destination/bankAccount/accountType",
                                            *from.account_type, to.account_type)
                             : boost::outcome_v2::success();
}

} // namespace detail

CONNECTPSP_DECL result<void> create_cash_out::validate() const {
    using namespace detail;
    if (auto same = first_error({
            {check_amount(amount), "/amount"},
            {require_nonempty(external_reference), "/externalReference"},
            {check_if_given(description, check_text), "/description"},
            {check_if_given(webhook_url, check_callback_url), "/webhookUrl"},
            {check_text(payee.name), "/payee/name"},
            {require_nonempty(payee.document), "/payee/document"},
        });
        !same)
        return same;
    return check_destination(payee.destination);
}

CONNECTPSP_DECL result<void> create_cash_out::check_response(cash_out_receipt const& answer) {
    if (auto same = detail::check_transaction_id(answer.transaction_id); !same) return same;
    auto const status = answer.status ? answer.status->known() : std::nullopt;
    if (!status) return boost::outcome_v2::success();
    switch (*status) {
    case cash_out_status::processing:
    case cash_out_status::completed: return boost::outcome_v2::success();
    case cash_out_status::failed:
    case cash_out_status::refunded:
    case cash_out_status::cancelled: break;
    }
    return error{errc::payout_not_accepted,
                 {.pointer = "/status", .transaction_id = answer.transaction_id}};
}

CONNECTPSP_DECL result<void> create_cash_out::check_match(cash_out_receipt const& answer) const {
    using namespace detail;
    if (auto same = compare(errc::mismatched_amount, "/amount", amount, answer.amount); !same)
        return same;
    if (auto same = compare(errc::mismatched_reference, "/externalReference",
                            external_reference.text(), answer.external_reference);
        !same)
        return same;
    if (!answer.payee) return boost::outcome_v2::success();
    if (auto same = compare_number(errc::mismatched_payee, "/payee/document", payee.document,
                                   answer.payee->document);
        !same)
        return same;
    if (!answer.payee->destination) return boost::outcome_v2::success();
    return compare_destination(payee.destination, *answer.payee->destination);
}

CONNECTPSP_DECL result<void> get_cash_out::check_response(cash_out const& answer) {
    return detail::check_payment(answer.transaction_id, answer.amount);
}

CONNECTPSP_DECL result<void> get_cash_out::check_match(cash_out const& answer) const {
    return detail::compare_ids(id.text(), detail::ids_of(answer));
}

} // namespace connectpsp

#endif
