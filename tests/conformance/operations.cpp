// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "operations.hpp"

#include <connectpsp/core/credentials.hpp>

#include <optional>
#include <string>
#include <utility>

namespace connectpsp::test {
namespace {

/// A value, or an empty one for an empty text.
template <class Value>
Value take_value(strict_object& from, std::string_view key) {
    std::string const text = from.take_text(key);
    return text.empty() ? Value{} : Value::parse(text).value();
}

money take_amount(strict_object& from, std::string_view key) {
    return money::from_centavos(from.take_int64(key));
}

std::optional<std::string> take_optional_text(strict_object& from, std::string_view key) {
    if (!from.has(key)) return std::nullopt;
    return from.take_body(key);
}

template <class Enum>
Enum take_enum(strict_object& from, std::string_view key) {
    std::string const name = from.take_text(key);
    auto const known = open_enum<Enum>{name}.known();
    if (!known) throw bad_fixture("no " + std::string{key} + ": " + name);
    return *known;
}

template <class Enum>
std::optional<Enum> take_optional_enum(strict_object& from, std::string_view key) {
    if (!from.has(key)) return std::nullopt;
    return take_enum<Enum>(from, key);
}

payer take_payer(strict_object& asked) {
    strict_object stated = asked.take_object("payer");
    payer const who{.name = stated.take_body("name"),
                    .document = take_value<document>(stated, "document")};
    stated.finish();
    return who;
}

bank_account take_account(strict_object& from) {
    strict_object stated = from.take_object("bank_account");
    bank_account const account{.ispb = take_value<ispb>(stated, "ispb"),
                               .branch = take_value<branch>(stated, "branch"),
                               .account = take_value<account_number>(stated, "account"),
                               .account_type =
                                   take_optional_enum<account_type>(stated, "account_type")};
    stated.finish();
    return account;
}

pix_key take_key(strict_object& from) {
    auto const type = take_enum<pix_key_type>(from, "pix_key_type");
    std::string const text = from.take_text("pix_key");
    return text.empty() ? pix_key{} : pix_key::parse(type, text).value();
}

payee take_payee(strict_object& asked) {
    strict_object stated = asked.take_object("payee");
    payee who{.name = stated.take_body("name"),
              .document = take_value<document>(stated, "document")};
    strict_object to = stated.take_object("destination");
    if (to.has("bank_account"))
        who.destination = take_account(to);
    else
        who.destination = take_key(to);
    to.finish();
    stated.finish();
    return who;
}

} // namespace

template <>
obtain_token stated_operation(strict_object asked) {
    obtain_token op{asked.take_text("client_id"), secret{asked.take_text("client_secret")}};
    asked.finish();
    return op;
}

template <>
get_balance stated_operation(strict_object asked) {
    get_balance op;
    if (auto const day = take_optional_text(asked, "date")) op.date = parse_date(*day).value();
    asked.finish();
    return op;
}

template <>
rebalance stated_operation(strict_object asked) {
    rebalance const op{.target_amount = take_amount(asked, "target_amount")};
    asked.finish();
    return op;
}

template <>
create_cash_in stated_operation(strict_object asked) {
    create_cash_in op{.idempotency_key = take_value<idempotency_key>(asked, "idempotency_key"),
                      .amount = take_amount(asked, "amount"),
                      .external_reference =
                          take_value<external_reference>(asked, "external_reference"),
                      .webhook_url = take_optional_text(asked, "webhook_url"),
                      .payer = take_payer(asked)};
    if (asked.has("expiration_in_minutes"))
        op.expiration_in_minutes = asked.take_int64("expiration_in_minutes");
    if (asked.has("open_finance")) {
        strict_object link = asked.take_object("open_finance");
        op.open_finance = open_finance{link.take_body("redirect_url")};
        link.finish();
    }
    asked.finish();
    return op;
}

template <>
get_cash_in stated_operation(strict_object asked) {
    get_cash_in op{take_value<lookup_id>(asked, "id")};
    asked.finish();
    return op;
}

template <>
refund_cash_in stated_operation(strict_object asked) {
    refund_cash_in op{.idempotency_key = take_value<idempotency_key>(asked, "idempotency_key"),
                      .id = take_value<lookup_id>(asked, "id"),
                      .reason = take_optional_enum<refund_reason>(asked, "reason"),
                      .description = take_optional_text(asked, "description")};
    asked.finish();
    return op;
}

template <>
create_cash_out stated_operation(strict_object asked) {
    create_cash_out op{.idempotency_key = take_value<idempotency_key>(asked, "idempotency_key"),
                       .amount = take_amount(asked, "amount"),
                       .external_reference =
                           take_value<external_reference>(asked, "external_reference"),
                       .description = take_optional_text(asked, "description"),
                       .webhook_url = take_optional_text(asked, "webhook_url"),
                       .payee = take_payee(asked)};
    asked.finish();
    return op;
}

template <>
get_cash_out stated_operation(strict_object asked) {
    get_cash_out op{take_value<lookup_id>(asked, "id")};
    asked.finish();
    return op;
}

environment stated_environment(strict_object& fixture) {
    std::string const name = fixture.take_text("environment");
    if (name == "staging") return environment::staging();
    if (name == "production") return environment::production();
    return environment::parse(name).value();
}

authorization stated_authorization(strict_object& fixture) {
    strict_object with = fixture.take_object("authorization");
    auto const key = signer::make(secret{with.take_text("crypto_token")}).value();
    secret const application_token{with.take_text("application_token")};
    secret const access_token{with.take_text("access_token")};
    with.finish();
    return authorization::make(stated_environment(fixture), application_token, key, access_token)
        .value();
}

} // namespace connectpsp::test
