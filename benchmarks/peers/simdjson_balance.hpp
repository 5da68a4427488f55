// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_PEERS_SIMDJSON_BALANCE_HPP
#define CONNECTPSP_BENCHMARKS_PEERS_SIMDJSON_BALANCE_HPP

#include "simdjson_fields.hpp"
#include "values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/core/limits.hpp>

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench::peers {

/// The balance of all banks with the library's rules.
class simdjson_checked : simdjson_fields<simdjson_checked> {
public:
    std::optional<connectpsp::balance> operator()(simdjson::padded_string_view text) {
        return read_document<connectpsp::balance>(text);
    }

private:
    friend simdjson_fields<simdjson_checked>;

    static bool read(connectpsp::account_balance& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b100,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.branch, inside);
                case 1: return read_text(out.account, inside);
                default: return read_amount(out.balance, inside);
                }
            },
            "branch"sv, "account"sv, "balance"sv);
    }

    static bool read(connectpsp::bank_accounts& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                return read_object<about::money>(place == 0 ? out.transactional : out.proprietary,
                                                 inside);
            },
            "transactional"sv, "proprietary"sv);
    }

    static bool read(connectpsp::bank_balance& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text(out.ispb, inside);
                case 1: return read_text(out.bank, inside);
                default: return read_object<about::money>(out.accounts, inside);
                }
            },
            "ispb"sv, "bank"sv, "accounts"sv);
    }

    static bool read(connectpsp::consolidated_balance& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b111,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_amount(out.total_balance, inside);
                case 1: return read_amount(out.transactional_balance, inside);
                default: return read_amount(out.proprietary_balance, inside);
                }
            },
            "totalBalance"sv, "transactionalBalance"sv, "proprietaryBalance"sv);
    }

    static bool read(std::vector<connectpsp::bank_balance>& out, value& from) {
        array banks;
        if (auto const why = from.get_array().get(banks)) return is_absent<about::money>(why, from);
        out.reserve(3);
        for (auto each : banks) {
            object bank;
            if (out.size() == connectpsp::limits::array_elements ||
                std::move(each).get_object().get(bank) || !read(out.emplace_back(), bank))
                return false;
        }
        return true;
    }

    static bool read(connectpsp::balance& out, object from) {
        using namespace std::string_view_literals;
        return members(
            from, 0b100,
            [&](std::size_t place, value& inside) {
                switch (place) {
                case 0: return read_text<about::money>(out.currency, inside);
                case 1: return read_parsed(out.reference_date, inside, read_date);
                case 2: {
                    object sums;
                    return !inside.get_object().get(sums) && read(out.consolidated, sums);
                }
                case 3: return read(out.banks, inside);
                default: return read_parsed(out.updated_at, inside, read_timestamp);
                }
            },
            "currency"sv, "referenceDate"sv, "consolidated"sv, "banks"sv, "updatedAt"sv);
    }
};

/// simdjson On-Demand as one writes it by hand for answers that are as expected: exact money, and
/// no other check. `in_order` expects the keys in the documented order, which is the fastest.
template <bool in_order>
class simdjson_by_hand {
public:
    connectpsp::balance operator()(simdjson::padded_string_view text) {
        connectpsp::balance made;
        simdjson::ondemand::document document = parser_.iterate(text);
        object root = document.get_object();
        made.currency.emplace(get(root, "currency").get_string());
        made.reference_date = read_date(get(root, "referenceDate").get_string());
        object sums = get(root, "consolidated");
        made.consolidated.total_balance = amount(sums, "totalBalance");
        made.consolidated.transactional_balance = amount(sums, "transactionalBalance");
        made.consolidated.proprietary_balance = amount(sums, "proprietaryBalance");
        made.banks.reserve(3);
        for (object each : get(root, "banks").get_array()) {
            connectpsp::bank_balance& bank = made.banks.emplace_back();
            bank.ispb.emplace(std::string_view{get(each, "ispb")});
            bank.bank.emplace(std::string_view{get(each, "bank")});
            object accounts = get(each, "accounts");
            bank.accounts.emplace();
            read(bank.accounts->transactional.emplace(), get(accounts, "transactional"));
            read(bank.accounts->proprietary.emplace(), get(accounts, "proprietary"));
        }
        made.updated_at = read_timestamp(get(root, "updatedAt").get_string());
        return made;
    }

private:
    using object = simdjson::ondemand::object;

    static auto get(object& from, std::string_view key) {
        if constexpr (in_order)
            return from.find_field(key);
        else
            return from.find_field_unordered(key);
    }

    static connectpsp::money amount(object& from, std::string_view key) {
        return read_money(get(from, key).raw_json_token()).value();
    }

    static void read(connectpsp::account_balance& out, object from) {
        out.branch.emplace(std::string_view{get(from, "branch")});
        out.account.emplace(std::string_view{get(from, "account")});
        out.balance = amount(from, "balance");
    }

    simdjson::ondemand::parser parser_;
};

} // namespace bench::peers

#endif
