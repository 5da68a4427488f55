// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "endpoints.hpp"
#include "handlers.hpp"
#include "json.hpp"
#include "members.hpp"

namespace sandbox {
namespace {

std::string account_json(account const& from) {
    return object_writer{}
        .text("branch", from.branch)
        .text("account", from.number)
        .raw("balance", format_money(from.balance))
        .str();
}

reply insufficient_funds() {
    return problem(422, "Unprocessable Entity", "INSUFFICIENT_FUNDS",
                   "The balances do not cover it: a top-up takes what is proprietary, a sweep "
                   "leaves what cash-outs in flight have reserved.");
}

} // namespace

std::string banks_json(ledger const& accounts) {
    std::vector<std::string> banks;
    for (auto const& each : accounts.banks()) {
        auto const both = object_writer{}
                              .raw("transactional", account_json(each.transactional))
                              .raw("proprietary", account_json(each.proprietary))
                              .str();
        banks.push_back(object_writer{}
                            .text("ispb", each.ispb)
                            .text("bank", each.name)
                            .raw("accounts", both)
                            .str());
    }
    return join_array(banks);
}

// The query's `date` is documented but not served yet, so it is ignored here too.
reply get_balance(state& world, request const& /*req*/, std::string const& /*id*/) {
    auto const now = world.now();
    auto const transactional = world.accounts.transactional_total();
    auto const proprietary = world.accounts.proprietary_total();
    auto const consolidated = object_writer{}
                                  .raw("totalBalance", format_money(transactional + proprietary))
                                  .raw("transactionalBalance", format_money(transactional))
                                  .raw("proprietaryBalance", format_money(proprietary))
                                  .str();
    reply answer;
    answer.body = object_writer{}
                      .text("currency", "BRL")
                      .text("referenceDate", format_date(now))
                      .raw("consolidated", consolidated)
                      .raw("banks", banks_json(world.accounts))
                      .text("updatedAt", format_timestamp(now))
                      .str();
    return answer;
}

reply rebalance(state& world, request const& req, std::string const& /*id*/) {
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    auto const* target = std::get<json_value>(body).find("targetAmount");
    if (target == nullptr || target->kind != json_kind::number)
        return invalid_request("targetAmount must be a number.");

    auto const amount = parse_money(target->text);
    switch (amount.fault) {
    case money_fault::none: break;
    case money_fault::not_a_number: return invalid_request("targetAmount must be a number.");
    case money_fault::negative: return invalid_request("targetAmount must not be negative.");
    case money_fault::fraction_of_centavo:
        return invalid_request("targetAmount must be whole centavos.");
    case money_fault::too_large: return insufficient_funds();
    }
    if (!world.accounts.rebalance(amount.value)) return insufficient_funds();

    ++world.counts.rebalances_executed;
    reply answer;
    answer.body = object_writer{}
                      .raw("success", "true")
                      .text("message", "Rebalancing completed successfully.")
                      .str();
    return answer;
}

} // namespace sandbox
