// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The balance of all banks, decoded. The bounds are tiny here, so that small inputs cross them.

#include "decoder_oracle.hpp"

#include <connectpsp/api/account.hpp>

#include <cstdint>

namespace fuzz {

// The amount and its kind: passed over, an account would count as one that holds nothing, and an
// amount in another currency as one in reais.
template <>
inline constexpr bool holds_money<connectpsp::account_balance> = true;
template <>
inline constexpr bool holds_money<connectpsp::bank_accounts> = true;
template <>
inline constexpr bool holds_money<connectpsp::open_enum<connectpsp::currency>> = true;

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::account_balance& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "branch", out.branch);
    from.optional(value, at, "account", out.account);
    from.required(value, at, "balance", out.balance);
}

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::bank_accounts& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "transactional", out.transactional);
    from.optional(value, at, "proprietary", out.proprietary);
}

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::bank_balance& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "ispb", out.ispb);
    from.optional(value, at, "bank", out.bank);
    from.optional(value, at, "accounts", out.accounts);
}

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::consolidated_balance& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "totalBalance", out.total_balance);
    from.required(value, at, "transactionalBalance", out.transactional_balance);
    from.required(value, at, "proprietaryBalance", out.proprietary_balance);
}

void expect(extraction& from, json const& value, std::string const& at, connectpsp::balance& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "currency", out.currency);
    from.optional(value, at, "referenceDate", out.reference_date);
    from.required(value, at, "consolidated", out.consolidated);
    from.list(value, at, "banks", out.banks);
    from.optional(value, at, "updatedAt", out.updated_at);
}

template <>
struct subject<connectpsp::balance> {
    static constexpr std::string_view names[] = {"currency",
                                                 "referenceDate",
                                                 "consolidated",
                                                 "totalBalance",
                                                 "transactionalBalance",
                                                 "proprietaryBalance",
                                                 "banks",
                                                 "ispb",
                                                 "bank",
                                                 "accounts",
                                                 "transactional",
                                                 "proprietary",
                                                 "branch",
                                                 "account",
                                                 "balance",
                                                 "updatedAt"};

    static bool equal(connectpsp::balance const& left, connectpsp::balance const& right) {
        return left == right;
    }

    /// The bank's name and ISPB are public.
    static void replace_texts(connectpsp::balance& value) {
        replace_text(value.currency);
        for (auto& bank : value.banks) {
            if (!bank.accounts) continue;
            for (auto* account : {&bank.accounts->transactional, &bank.accounts->proprietary}) {
                if (!*account) continue;
                replace_text((*account)->branch);
                replace_text((*account)->account);
            }
        }
    }
};

} // namespace fuzz

namespace fuzz_balance {

CONNECTPSP_FUZZ_HARNESS(balance) {
    fuzz::check_decoder<connectpsp::balance>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_balance
