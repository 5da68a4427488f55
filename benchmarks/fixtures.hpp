// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_FIXTURES_HPP
#define CONNECTPSP_BENCHMARKS_FIXTURES_HPP

#include <string_view>

namespace bench {

/// The answer of GET /account/balance, three banks, compact, keys in the documented order.
/// docs/protocol.md §2
inline constexpr std::string_view balance_documented =
    R"({"currency":"BRL","referenceDate":"2026-03-10","consolidated":{)"
    R"("totalBalance":184821.37,"transactionalBalance":124800.5,"proprietaryBalance":60020.87},)"
    R"("banks":[)"
    R"({"ispb":"38224857","bank":"Delbank","accounts":{)"
    R"("transactional":{"branch":"0001","account":"10011","balance":51234.25},)"
    R"("proprietary":{"branch":"0001","account":"10012","balance":25000.00}}},)"
    R"({"ispb":"13935893","bank":"CELCOIN IP S.A.","accounts":{)"
    R"("transactional":{"branch":"0001","account":"20021","balance":48566.25},)"
    R"("proprietary":{"branch":"0001","account":"20022","balance":20000}}},)"
    R"({"ispb":"20018183","bank":"StarkBank","accounts":{)"
    R"("transactional":{"branch":"0001","account":"30031","balance":25000.00},)"
    R"("proprietary":{"branch":"0001","account":"30032","balance":15020.87}}}],)"
    R"("updatedAt":"2026-03-10T14:35:00Z"})";

/// The same data; no object has its keys in the documented order, and no two objects have the same
/// order.
inline constexpr std::string_view balance_shuffled =
    R"({"updatedAt":"2026-03-10T14:35:00Z","banks":[)"
    R"({"accounts":{)"
    R"("proprietary":{"balance":25000.00,"branch":"0001","account":"10012"},)"
    R"("transactional":{"account":"10011","balance":51234.25,"branch":"0001"}},)"
    R"("ispb":"38224857","bank":"Delbank"},)"
    R"({"bank":"CELCOIN IP S.A.","accounts":{)"
    R"("proprietary":{"balance":20000,"account":"20022","branch":"0001"},)"
    R"("transactional":{"branch":"0001","balance":48566.25,"account":"20021"}},)"
    R"("ispb":"13935893"},)"
    R"({"bank":"StarkBank","ispb":"20018183","accounts":{)"
    R"("proprietary":{"account":"30032","branch":"0001","balance":15020.87},)"
    R"("transactional":{"balance":25000.00,"branch":"0001","account":"30031"}}}],)"
    R"("consolidated":{)"
    R"("proprietaryBalance":60020.87,"totalBalance":184821.37,"transactionalBalance":124800.5},)"
    R"("referenceDate":"2026-03-10","currency":"BRL"})";

static_assert(balance_documented.size() == balance_shuffled.size());

} // namespace bench

#endif
