// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "views.hpp"
#include "view_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

namespace connectpsp::test {
namespace {

namespace json = boost::json;

json::value view_of_date(date day) {
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return json::string(text);
}

json::value view_of_account(account_balance const& value) {
    return {{"branch", text_or_null(value.branch)},
            {"account", text_or_null(value.account)},
            {"balance", value.balance.centavos()}};
}

json::value view_of_bank(bank_balance const& value) {
    return {{"ispb", view_or_null(value.ispb,
                                  [](received<ispb> const& code) {
                                      return json::string_view{code.text()};
                                  })},
            {"ispb_is_regular", value.ispb && value.ispb->is_regular()},
            {"bank", text_or_null(value.bank)},
            {"accounts", view_or_null(value.accounts, [](bank_accounts const& accounts) {
                 return json::value{
                     {"transactional", view_or_null(accounts.transactional, view_of_account)},
                     {"proprietary", view_or_null(accounts.proprietary, view_of_account)}};
             })}};
}

} // namespace

json::value view_of(access_grant const& value) {
    return {{"access_token", json::string_view{value.access_token.reveal()}},
            {"token_type", view_or_null(value.token_type,
                                        [](open_enum<token_type> const& type) {
                                            return json::string_view{type.text()};
                                        })},
            {"expires_in", value.expires_in},
            {"issued_at_us", microseconds_or_null(value.issued_at)}};
}

json::value view_of(balance const& value) {
    json::array banks;
    for (bank_balance const& each : value.banks)
        banks.push_back(view_of_bank(each));
    return {{"currency", view_or_null(value.currency,
                                      [](open_enum<currency> const& text) {
                                          return json::string_view{text.text()};
                                      })},
            {"reference_date", view_or_null(value.reference_date, view_of_date)},
            {"consolidated",
             {{"total_balance", value.consolidated.total_balance.centavos()},
              {"transactional_balance", value.consolidated.transactional_balance.centavos()},
              {"proprietary_balance", value.consolidated.proprietary_balance.centavos()}}},
            {"banks", std::move(banks)},
            {"updated_at_us", microseconds_or_null(value.updated_at)}};
}

json::value view_of(rebalance_receipt const& value) {
    return {{"success", value.success}, {"message", text_or_null(value.message)}};
}

json::value view_of(request const& value) {
    json::array headers;
    for (header_field const each : value.headers)
        headers.push_back(json::array{json::string(each.name), json::string(each.value)});
    return {{"method", json::string_view{to_string(value.method)}},
            {"url", json::string_view{value.url}},
            {"target", json::string_view{value.target()}},
            {"headers", std::move(headers)},
            {"body", json::string_view{value.body}}};
}

} // namespace connectpsp::test
