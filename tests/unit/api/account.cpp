// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/account.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <chrono>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace account_test {

namespace {

result<balance> read_balance(std::string body) {
    return parse<get_balance>(json_reply(200, std::move(body)));
}

std::string const sums = R"("consolidated":{"totalBalance":1500000,"transactionalBalance":500000,)"
                         R"("proprietaryBalance":1000000})";

void check_refused(std::string body, errc code, std::string_view pointer) {
    INFO(body);
    auto const read = read_balance(std::move(body));
    REQUIRE_FALSE(read);
    CHECK(read.error() == code);
    CHECK(read.error().pointer() == pointer);
}

} // namespace

TEST_CASE("the documented balance is read to the centavo", "[api][account]") {
    auto const read = read_balance(
        R"({ "currency": "BRL", "referenceDate": "2026-03-10", "consolidated": )"
        R"({ "totalBalance": 1500000, "transactionalBalance": 500000, )"
        R"("proprietaryBalance": 1000000 }, "banks": [ { "ispb": "13935893", )"
        R"("bank": "CELCOIN IP S.A.", "accounts": { "transactional": { "branch": "0001", )"
        R"("account": "123456", "balance": 200000 }, "proprietary": {"balance":0.1} } } ], )"
        R"("updatedAt": "2026-03-10T14:35:00Z" })");
    REQUIRE(read);
    balance const& wallet = read.value();
    CHECK(wallet.currency == currency::brl);
    CHECK(wallet.reference_date == std::chrono::year{2026} / std::chrono::March / 10);
    CHECK(wallet.consolidated.total_balance == money::from_centavos(150'000'000));
    CHECK(wallet.consolidated.transactional_balance == money::from_centavos(50'000'000));
    CHECK(wallet.consolidated.proprietary_balance == money::from_centavos(100'000'000));
    REQUIRE(wallet.banks.size() == 1);
    bank_balance const& bank = wallet.banks[0];
    REQUIRE(bank.ispb);
    CHECK(bank.ispb->value().value().text() == "13935893");
    CHECK(bank.bank == "CELCOIN IP S.A.");
    CHECK(bank.accounts->transactional ==
          account_balance{"0001", "123456", money::from_centavos(20'000'000)});
    CHECK(bank.accounts->proprietary == account_balance{{}, {}, money::from_centavos(10)});
    CHECK(wallet.updated_at ==
          std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + std::chrono::minutes{875});
}

TEST_CASE("the banking partners keep the names that they are sent with", "[api][account]") {
    struct {
        std::optional<std::string> ispb;
        std::string bank;
    } const partners[] = {{{}, "Delbank"}, {"13935893", "CELCOIN IP S.A."}, {{}, "StarkBank"}};
    std::string banks;
    for (auto const& [ispb, bank] : partners) {
        banks += banks.empty() ? "{" : ",{";
        if (ispb) banks += R"("ispb":")" + *ispb + R"(",)";
        banks += R"("bank":")" + bank + R"("})";
    }
    auto const read = read_balance(R"({"banks":[)" + banks + "]," + sums + "}");
    REQUIRE(read);
    REQUIRE(read.value().banks.size() == std::size(partners));
    for (std::size_t i = 0; i != std::size(partners); ++i) {
        bank_balance const& bank = read.value().banks[i];
        CHECK(bank.bank == partners[i].bank);
        REQUIRE(bank.ispb.has_value() == partners[i].ispb.has_value());
        if (bank.ispb) {
            CHECK(bank.ispb->is_regular());
            CHECK(bank.ispb->text() == *partners[i].ispb);
        }
    }
}

TEST_CASE("what a balance says beside its amounts may be odd, its amounts and currency may not",
          "[api][account]") {
    auto const read =
        read_balance(R"({"referenceDate":"10/03/2026","updatedAt":"2026-03-10 14:35:00","banks":[)"
                     R"({"ispb":13935893,"bank":["Delbank"],"accounts":{"transactional":)"
                     R"({"branch":1,"account":{},"balance":2.5}}}],)" +
                     sums + "}");
    REQUIRE(read);
    balance expected = read_balance("{" + sums + "}").value();
    expected.banks = {{.accounts = bank_accounts{
                           .transactional = account_balance{{}, {}, money::from_centavos(250)}}}};
    CHECK(read.value() == expected);

    check_refused(R"({"currency":986,)" + sums + "}", errc::wrong_type, "/currency");
    check_refused(R"({"banks":{},)" + sums + "}", errc::wrong_type, "/banks");
    check_refused(R"({"banks":[{"accounts":"none"}],)" + sums + "}", errc::wrong_type,
                  "/banks/0/accounts");
    check_refused(R"({"banks":[{"accounts":{"proprietary":[]}}],)" + sums + "}", errc::wrong_type,
                  "/banks/0/accounts/proprietary");
    check_refused(R"({"banks":[{"accounts":{"proprietary":{"balance":"2.5"}}}],)" + sums + "}",
                  errc::wrong_type, "/banks/0/accounts/proprietary/balance");
}

TEST_CASE("only the sums of a balance have to be there", "[api][account]") {
    auto const read = read_balance("{" + sums + "}");
    REQUIRE(read);
    CHECK_FALSE(read.value().currency);
    CHECK_FALSE(read.value().reference_date);
    CHECK(read.value().banks.empty());
    CHECK_FALSE(read.value().updated_at);
    CHECK(read_balance(
              "{\"currency\":null,\"referenceDate\":null,\"banks\":null,\"updatedAt\":null," +
              sums + "}")
              .value() == read.value());
    auto const bare = read_balance(R"({"banks":[{},{"accounts":{}},{"accounts":null},)"
                                   R"({"accounts":{"transactional":null}}],)" +
                                   sums + "}");
    REQUIRE(bare);
    CHECK(bare.value().banks.size() == 4);

    check_refused("{}", errc::missing_member, "/consolidated");
    check_refused(R"({"consolidated":{}})", errc::missing_member, "/consolidated/totalBalance");
    check_refused(R"({"consolidated":{"totalBalance":1,"proprietaryBalance":1}})",
                  errc::missing_member, "/consolidated/transactionalBalance");
    check_refused(R"({"consolidated":{"totalBalance":1,"transactionalBalance":1}})",
                  errc::missing_member, "/consolidated/proprietaryBalance");
    check_refused(R"({"banks":[{},{"accounts":{"proprietary":{"branch":"1"}}}],)" + sums + "}",
                  errc::missing_member, "/banks/1/accounts/proprietary/balance");
}

TEST_CASE("an amount in a balance that is no whole centavos is refused and named",
          "[api][account]") {
    check_refused(R"({"banks":[{"accounts":{"transactional":{"balance":0.001}}}],)" + sums + "}",
                  errc::not_whole_centavos, "/banks/0/accounts/transactional/balance");
    check_refused(R"({"consolidated":{"totalBalance":1e30}})", errc::out_of_range,
                  "/consolidated/totalBalance");
    check_refused(R"({"consolidated":{"totalBalance":"1500000"}})", errc::wrong_type,
                  "/consolidated/totalBalance");
}

TEST_CASE("amounts that are not in reais are refused", "[api][account]") {
    for (char const* const text : {"USD", "", "brl", "BRL ", "R$"})
        check_refused("{\"currency\":\"" + std::string{text} + "\"," + sums + "}",
                      errc::unexpected_currency, "/currency");
    auto const read = read_balance(R"({"currency":"USD",)" + sums + "}");
    CHECK(read.error().status() == 200);
    CHECK(read.error() == condition::invalid_response);
    CHECK_FALSE(read.error().outcome_unknown());
}

TEST_CASE("an irregular ISPB is kept and marked", "[api][account]") {
    for (char const* const text : {"1393589", "139358933", "1393589a", "", "not an ispb"}) {
        auto const read =
            read_balance("{\"banks\":[{\"ispb\":\"" + std::string{text} + "\"}]," + sums + "}");
        REQUIRE(read);
        CHECK(read.value().banks[0].ispb->text() == text);
        CHECK_FALSE(read.value().banks[0].ispb->is_regular());
    }
}

TEST_CASE("balances below zero are read", "[api][account]") {
    auto const read = read_balance(R"({"consolidated":{"totalBalance":-92233720368547758.08,)"
                                   R"("transactionalBalance":-0.01,"proprietaryBalance":-0}})");
    REQUIRE(read);
    CHECK(read.value().consolidated.total_balance.centavos() ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(read.value().consolidated.transactional_balance.centavos() == -1);
    CHECK(read.value().consolidated.proprietary_balance == money{});
}

TEST_CASE("the receipt of a rebalance is read", "[api][account]") {
    auto const read = parse<rebalance>(json_reply(
        200, R"({ "success": true, "message": "Rebalancing completed successfully." })"));
    REQUIRE(read);
    CHECK(read.value() == rebalance_receipt{true, "Rebalancing completed successfully."});
    CHECK(parse<rebalance>(json_reply(200, R"({"success":true,"message":null})")).value() ==
          rebalance_receipt{true, {}});
}

TEST_CASE("a rebalance that was not performed is an error", "[api][account]") {
    auto const read =
        parse<rebalance>(json_reply(200, R"({"success":false,"message":"Nothing to move."})"));
    REQUIRE_FALSE(read);
    CHECK(read.error() == api_errc::declined);
    CHECK(read.error() == condition::rejected);
    CHECK(read.error().status() == 200);
    CHECK(read.error().pointer() == "/success");
    CHECK(read.error().remedy() == remedy::reconcile);
    CHECK_FALSE(read.error().outcome_unknown());
    REQUIRE(read.error().problem() != nullptr);
    CHECK(read.error().problem()->detail == "Nothing to move.");
    CHECK(to_string(read.error()).find("Nothing to move") == std::string::npos);
    CHECK(parse<rebalance>(json_reply(200, R"({"success":false})")).error() == api_errc::declined);
}

} // namespace account_test
