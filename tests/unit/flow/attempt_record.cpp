// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/attempt_record.hpp>

#include "catch.hpp"
#include "support/attempts.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/redact.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace attempt_record_test {

namespace {

/// The request after a crash is the request before it, and so is the record.
template <class Op>
void check_round_trip(Op const& op, timestamp when = made_at) {
    auto const text = save_sample(op, when);
    REQUIRE(text);
    INFO(text.value());
    CHECK(text.value().find('\n') == std::string::npos);
    auto const back = load_sample<Op>(text.value());
    REQUIRE(back);
    CHECK(back.value().made_at == when);
    auto const before = build(op, sample_authorization());
    auto const after = build(back.value().operation, sample_authorization());
    REQUIRE(before);
    REQUIRE(after);
    CHECK(after.value().method == before.value().method);
    CHECK(after.value().url == before.value().url);
    CHECK(after.value().headers.text() == before.value().headers.text());
    CHECK(after.value().body == before.value().body);
    CHECK(decode<attempt_record>(text.value()).value().body == before.value().body);
    CHECK(save_sample(back.value().operation, when).value() == text.value());
}

constexpr char odd_name[] = "Zo\xc3\xab \"O'Neil\" \\ \xf0\x9f\x92\xb8 \xe2\x80\xa8/<b>";

} // namespace

TEST_CASE("a payout comes back byte for byte, wherever it goes", "[flow][attempt]") {
    std::vector<destination> all{sample_account()};
    for (auto const& key : every_kind_of_key())
        all.emplace_back(key);
    for (auto const& to : all) {
        auto op = sample_payout(to);
        check_round_trip(op);
        op.amount = money::from_centavos(limits::amount_centavos);
        op.external_reference = external_reference::parse("n\xc2\xba 7 \"\\/").value();
        op.description = odd_name;
        op.webhook_url = "https://example.com/hooks?a=1&b=%22";
        op.payee.name = odd_name;
        op.payee.document = document::parse(sample_cnpj).value();
        check_round_trip(op);
    }
}

TEST_CASE("a charge comes back byte for byte", "[flow][attempt]") {
    auto op = sample_charge();
    check_round_trip(op);
    op.expiration_in_minutes = 30;
    op.webhook_url = "https://example.com/hooks";
    op.payer.name = odd_name;
    op.open_finance = open_finance{"myapp://paid?x=1"};
    check_round_trip(op);
}

TEST_CASE("a refund comes back byte for byte, to the same path", "[flow][attempt]") {
    auto op = sample_refund();
    check_round_trip(op);
    for (auto const reason : {refund_reason::fraud, refund_reason::duplicated_payment,
                              refund_reason::customer_request, refund_reason::merchant_error}) {
        op.reason = reason;
        op.description = odd_name;
        op.id = sample_lookup("E00416968202603101827cemeFscF6AG");
        check_round_trip(op);
        op.id = sample_lookup("a\"b~&;'");
        check_round_trip(op);
    }
}

TEST_CASE("a rebalance comes back byte for byte", "[flow][attempt]") {
    for (auto const centavos : {std::int64_t{0}, std::int64_t{1}, INT64_MAX})
        check_round_trip(rebalance{.target_amount = money::from_centavos(centavos)});
}

TEST_CASE("an attempt carries its time, to the microsecond", "[flow][attempt]") {
    for (char const* const when : {"0000-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z",
                                   "2026-03-10T14:35:00.000001Z", "9999-12-31T23:59:59.999999Z"})
        check_round_trip(sample_payout(), parse_timestamp(when).value());
    for (timestamp const when :
         {timestamp::min(), timestamp::max(), parse_timestamp("0000-01-01T00:00:00Z").value() - 1us,
          parse_timestamp("9999-12-31T23:59:59.999999Z").value() + 1us}) {
        auto const refused = save_sample(sample_payout(), when);
        REQUIRE_FALSE(refused);
        CHECK(refused.error() == errc::out_of_range);
        CHECK(refused.error().pointer() == "/madeAt");
    }
}

TEST_CASE("a record's format is fixed, down to its MAC", "[flow][attempt]") {
    // key=$(printf 'connectpsp attempt record 2' | openssl dgst -sha256 -hmac "$crypto_token" -r)
    // printf %s "$all_before_the_mac" | openssl dgst -sha256 -mac HMAC -macopt hexkey:${key% *}
    CHECK(
        save_sample(sample_refund()).value() ==
        R"({"version":2,"environment":"https://api.homologacao.connectpsp.com",)"
        R"("clientId":"4711","operation":"/cash-in/{id}/refund","madeAt":"2026-03-10T14:35:00Z",)"
        R"("idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f",)"
        R"("id":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","body":"{\"reason\":)"
        R"(\"CUSTOMER_REQUEST\"}","mac":"b55e968e7e36c9cc09fd0941332b62b3b45460f79293c3051152580ee3aa7712"})");
    CHECK(
        save_sample(rebalance{.target_amount = money::from_centavos(5)}).value() ==
        R"({"version":2,"environment":"https://api.homologacao.connectpsp.com",)"
        R"("clientId":"4711","operation":"/account/rebalance","madeAt":"2026-03-10T14:35:00Z",)"
        R"("body":"{\"targetAmount\":0.05}","mac":"6348453aec12bd5b6607f2afa013554e04f22269ec74cc960f3c88ea24687cfe"})");
}

TEST_CASE("what build refuses is not saved", "[flow][attempt]") {
    auto const check = [](auto const& op) {
        auto const sent = build(op, sample_authorization());
        auto const saved = save_sample(op);
        REQUIRE_FALSE(sent);
        REQUIRE_FALSE(saved);
        CHECK(saved.error().code() == sent.error().code());
        CHECK(saved.error().pointer() == sent.error().pointer());
        CHECK(saved.error() == condition::invalid_argument);
    };
    auto payout = sample_payout();
    payout.idempotency_key = {};
    check(payout);
    payout = sample_payout();
    payout.amount = {};
    check(payout);
    payout = sample_payout(pix_key{});
    check(payout);
    payout = sample_payout();
    payout.payee.name = "a\xff";
    check(payout);
    auto refund = sample_refund();
    refund.id = {};
    check(refund);
    check(rebalance{.target_amount = money::from_centavos(-1)});
    check(create_cash_in{});
}

namespace {

/// An operation of the caller's own, which checks nothing.
struct transfer {
    using result_type = cash_out_receipt;
    static constexpr endpoint_spec endpoint{http_method::post, "/transfer",
                                            auth::bearer_and_signature, effect::moves_money,
                                            idempotency::inherent};
    std::string note{};
};

BOOST_DESCRIBE_STRUCT(transfer, (), (note))

} // namespace

TEST_CASE("what would not load is not given out", "[flow][attempt]") {
    CHECK(save_sample(transfer{.note = "a"}));
    auto const refused = save_sample(transfer{.note = "a\xff"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == errc::malformed_attempt);
    CHECK_FALSE(save_sample(transfer{.note = std::string(limits::response_body_bytes, 'a')}));
}

TEST_CASE("a record for a log shows no person, key or account", "[flow][attempt][redact]") {
    for (destination const& to : {destination{sample_email()}, destination{sample_account()}}) {
        auto const text = save_sample(sample_payout(to)).value();
        auto const record = decode<attempt_record>(text).value();
        std::string const line = redact(record);
        INFO(line);
        CHECK(line.find(sample_key) != std::string::npos);
        CHECK(line.find("2026-03-10T14:35:00Z") != std::string::npos);
        for (std::string_view const hidden :
             {std::string_view{"aria"}, sample_cpf, sample_reference, std::string_view{"example"},
              std::string_view{"123456"}, std::string_view{"150.50"}, std::string_view{record.mac}})
            CHECK(line.find(hidden) == std::string::npos);
    }
}

} // namespace attempt_record_test
