// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_ACCOUNT_HPP
#define CONNECTPSP_API_ACCOUNT_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/received.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/pix/ispb.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

enum class currency : std::uint8_t { brl };

template <>
struct enum_names<currency> {
    static constexpr std::string_view names[] = {"BRL"};
};

/// The currency is read exactly, because an amount in another currency is another amount.
template <>
inline constexpr bool detail::is_exact<open_enum<currency>> = true;

/// One account at one bank.
struct account_balance {
    std::optional<std::string> branch{};
    std::optional<std::string> account{};
    money balance{};

    bool operator==(account_balance const&) const = default;
};

BOOST_DESCRIBE_STRUCT(account_balance, (), (branch, account, balance))

/// The two accounts an integrator has at a bank.
struct bank_accounts {
    std::optional<account_balance> transactional{}; ///< covers cash-outs
    std::optional<account_balance> proprietary{};   ///< the operator's reserve

    bool operator==(bank_accounts const&) const = default;
};

BOOST_DESCRIBE_STRUCT(bank_accounts, (), (transactional, proprietary))

/// The accounts at one banking partner.
struct bank_balance {
    std::optional<received<connectpsp::ispb>> ispb{};
    std::optional<std::string> bank{}; ///< the bank's name
    std::optional<bank_accounts> accounts{};

    bool operator==(bank_balance const&) const = default;
};

BOOST_DESCRIBE_STRUCT(bank_balance, (), (ispb, bank, accounts))

/// The sums over all banks.
struct consolidated_balance {
    money total_balance{};         ///< of all transactional and proprietary balances
    money transactional_balance{}; ///< covers cash-outs; mirrors the exposure to the users
    money proprietary_balance{};   ///< the reserve

    bool operator==(consolidated_balance const&) const = default;
};

BOOST_DESCRIBE_STRUCT(consolidated_balance, (),
                      (total_balance, transactional_balance, proprietary_balance))

/// The wallet across all banking partners at one moment.  docs/protocol.md §2, GET /account/balance
struct balance {
    std::optional<open_enum<connectpsp::currency>> currency{}; ///< always BRL
    std::optional<date> reference_date{};
    consolidated_balance consolidated{};
    std::vector<bank_balance> banks{}; ///< empty when the server lists none
    std::optional<timestamp> updated_at{};

    bool operator==(balance const&) const = default;
};

BOOST_DESCRIBE_STRUCT(balance, (), (currency, reference_date, consolidated, banks, updated_at))

/// Reads the wallet.  GET /account/balance, docs/protocol.md §2
///
/// Answers: 401, 422; unexpected_currency when the amounts are not in reais; mismatched_date when
/// a day was asked for and the balance is not of that day.
struct get_balance {
    using result_type = balance;
    static constexpr endpoint_spec endpoint{http_method::get, "/account/balance", auth::bearer,
                                            effect::none, idempotency::inherent};

    /// The day whose closing balance is asked for. Documented by ConnectPSP as currently not
    /// available: until it is, a balance of another day comes back, which is an error here.
    in_query<std::optional<connectpsp::date>> date{};

    /// Errors: unexpected_currency.
    static result<void> check_response(balance const& answer) {
        if (answer.currency && *answer.currency != currency::brl)
            return error{errc::unexpected_currency, {.pointer = "/currency"}};
        return boost::outcome_v2::success();
    }

    /// Errors: mismatched_date.
    CONNECTPSP_DECL result<void> check_match(balance const& answer) const;
};

BOOST_DESCRIBE_STRUCT(get_balance, (), (date))

/// The server's response to a rebalance. A rebalance that was not performed is an error and not a
/// receipt.
struct rebalance_receipt {
    bool success = false;                 ///< always true here
    std::optional<std::string> message{}; ///< the server's words

    bool operator==(rebalance_receipt const&) const = default;
};

BOOST_DESCRIBE_STRUCT(rebalance_receipt, (), (success, message))

/// Synchronizes the transactional account to the platform's exposure: tops it up from the
/// proprietary account, or sweeps what is too much back. POST /account/rebalance, docs/protocol.md
/// §2
///
/// Answers: 401; 422 api_errc::insufficient_funds, invalid_signature; api_errc::declined for
/// `"success": false`. Sending it twice leaves the same balance as sending it once.
struct rebalance {
    using result_type = rebalance_receipt;
    static constexpr endpoint_spec endpoint{http_method::post, "/account/rebalance",
                                            auth::bearer_and_signature, effect::moves_money,
                                            idempotency::inherent};

    money target_amount{}; ///< what all users hold and all operations in flight, BRL, >= 0

    /// Errors: negative_amount.
    result<void> validate() const {
        if (target_amount < money{})
            return error{errc::negative_amount, {.pointer = "/targetAmount"}};
        return boost::outcome_v2::success();
    }

    static result<void> check_response(rebalance_receipt const& answer) {
        if (!answer.success)
            return error{api_errc::declined,
                         {.pointer = "/success", .problem = problem{.detail = answer.message}}};
        return boost::outcome_v2::success();
    }
};

BOOST_DESCRIBE_STRUCT(rebalance, (), (target_amount))

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/api/impl/account.ipp>
#endif

#endif
