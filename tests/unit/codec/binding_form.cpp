// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "catch.hpp"
#include "every_kind.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/codec/binding_form.hpp>

#include <limits>
#include <string>
#include <string_view>

namespace connectpsp::test {
namespace {

using boost::system::error_code;

constexpr std::string_view key = "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f";

std::string rebalance_of(std::string_view amount) {
    return std::string{"{\"targetAmountCentavos\":"}.append(amount).append("}");
}

template <class T>
void check_refused(std::string_view form, errc why, std::string_view pointer) {
    INFO(form);
    auto const read = from_binding_form<T>(form);
    REQUIRE_FALSE(read);
    // A value that is refused has its own code. A form that is none has the reason underneath.
    bool const of_value = make_error_code(why) == condition::invalid_argument;
    errc const form_code =
        why == errc::missing_member ? errc::empty_value : errc::unreadable_argument;
    CHECK(read.error() == (of_value ? why : form_code));
    CHECK(read.error() == condition::invalid_argument);
    CHECK(read.error().remedy() == remedy::fix_request);
    CHECK(read.error().underlying() == (of_value ? error_code{} : make_error_code(why)));
    CHECK(read.error().pointer() == pointer);
}

TEST_CASE("binding form: an amount is a number of centavos, in digits") {
    using bounds = std::numeric_limits<std::int64_t>;
    for (std::int64_t const centavos : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1},
                                        (bounds::max)(), -(bounds::max)(), (bounds::min)()}) {
        rebalance const asked{.target_amount = money::from_centavos(centavos)};
        std::string const form = to_binding_form(asked);
        CHECK(form == rebalance_of('"' + std::to_string(centavos) + '"'));
        auto const read = from_binding_form<rebalance>(form);
        REQUIRE(read);
        CHECK(read.value().target_amount.centavos() == centavos);
    }
    CHECK(from_binding_form<rebalance>(rebalance_of("1500")).value().target_amount ==
          money::from_centavos(1500));
}

TEST_CASE("binding form: what is no whole number of centavos is refused") {
    constexpr std::string_view at = "/targetAmountCentavos";
    for (std::string_view const text :
         {"1.5", "1.0", "1e2", "\"1.5\"", "\"-\"", "\"01\"", "\"-01\"", "\"+1\"", "\" 1\"",
          "\"1 \"", "\"0x1\"", "\"--1\""})
        check_refused<rebalance>(rebalance_of(text), errc::not_an_integer, at);
    CHECK(from_binding_form<rebalance>(rebalance_of("\"-0\"")).value().target_amount == money{});
    for (std::string_view const text : {"\"9223372036854775808\"", "\"-9223372036854775809\"",
                                        "\"99999999999999999999999999\"", "9223372036854775808"})
        check_refused<rebalance>(rebalance_of(text), errc::out_of_range, at);
    check_refused<rebalance>(rebalance_of("true"), errc::wrong_type, at);
    check_refused<rebalance>(rebalance_of("[1]"), errc::wrong_type, at);
    check_refused<rebalance>(rebalance_of("\"\""), errc::empty_value, at);
    check_refused<rebalance>(rebalance_of("null"), errc::missing_member, at);
    check_refused<rebalance>("{}", errc::missing_member, at);
    check_refused<rebalance>("{\"targetAmount\":1.00}", errc::unknown_member, "");
    check_refused<rebalance>("{", errc::json_incomplete, "");
    check_refused<rebalance>("7", errc::wrong_type, "");
}

TEST_CASE("binding form: what stands outside the body is a member like the others") {
    refund_cash_in const asked{.idempotency_key = idempotency_key::parse(key).value(),
                               .id = lookup_id::parse("CI0001").value(),
                               .reason = refund_reason::fraud};
    std::string const form = to_binding_form(asked);
    CHECK(form == "{\"idempotencyKey\":\"" + std::string{key} +
                      "\",\"id\":\"CI0001\",\"reason\":\"FRAUD\"}");
    auto const read = from_binding_form<refund_cash_in>(form);
    REQUIRE(read);
    CHECK(to_binding_form(read.value()) == form);
    CHECK(read.value().id.text() == "CI0001");
    check_refused<refund_cash_in>("{\"id\":\"CI0001\"}", errc::missing_member, "/idempotencyKey");
    check_refused<refund_cash_in>("{\"idempotencyKey\":\"" + std::string{key} + "\"}",
                                  errc::missing_member, "/id");
    check_refused<refund_cash_in>("{\"idempotencyKey\":\"7\",\"id\":\"CI0001\"}",
                                  errc::invalid_idempotency_key, "/idempotencyKey");
    CHECK(to_binding_form(get_balance{}) == "{}");
    CHECK_FALSE(from_binding_form<get_balance>("{}").value().date.has_value());
    check_refused<get_balance>("{\"date\":\"2026-02-30\"}", errc::invalid_date, "/date");
}

TEST_CASE("binding form: an empty value is called so, as build() calls it") {
    check_refused<refund_cash_in>("{\"idempotencyKey\":\"\",\"id\":\"CI0001\"}", errc::empty_value,
                                  "/idempotencyKey");
    std::string const with_key = "{\"idempotencyKey\":\"" + std::string{key} + "\",";
    check_refused<refund_cash_in>(with_key + "\"id\":\"\"}", errc::empty_value, "/id");
    check_refused<refund_cash_in>(with_key + "\"id\":\"CI0001\",\"reason\":\"\"}",
                                  errc::empty_value, "/reason");
    check_refused<get_balance>("{\"date\":\"\"}", errc::empty_value, "/date");
    auto const to = [](std::string_view members) {
        return "{\"payee\":{\"destination\":{" + std::string{members} + "}}}";
    };
    check_refused<create_cash_out>(to("\"type\":\"PIX\",\"pixKeyType\":\"EMAIL\",\"pixKey\":\"\""),
                                   errc::empty_value, "/payee/destination/pixKey");
    check_refused<create_cash_out>(to("\"type\":\"BANK_ACCOUNT\",\"bankAccount\":{\"ispb\":\"\"}"),
                                   errc::empty_value, "/payee/destination/bankAccount/ispb");
    refund_cash_in const without_id{.idempotency_key = idempotency_key::parse(key).value(),
                                    .id = {},
                                    .reason = refund_reason::fraud};
    auto const form = from_binding_form<refund_cash_in>(to_binding_form(without_id));
    auto const built = detail::check_operation(without_id);
    REQUIRE_FALSE(form);
    REQUIRE_FALSE(built);
    CHECK(form.error().code() == built.error().code());
    CHECK(form.error().pointer() == built.error().pointer());
}

TEST_CASE("binding form: an unknown key is refused, however deep") {
    check_refused<get_balance>("{\"day\":\"2026-03-10\"}", errc::unknown_member, "");
    check_refused<cash_in>("{\"transactionId\":\"t\",\"status\":\"PAID\",\"amountCentavos\":\"1\","
                           "\"payer\":{\"nome\":\"Maria\"}}",
                           errc::unknown_member, "/payer");
    check_refused<create_cash_out>(
        "{\"payee\":{\"destination\":{\"type\":\"PIX\",\"pixkey\":\"a\"}}}", errc::unknown_member,
        "/payee/destination");
    // The wire's form takes what a newer server sends.
    CHECK(decode<cash_in>("{\"transactionId\":\"t\",\"status\":\"PAID\",\"amount\":1,\"x\":{}}"));
}

TEST_CASE("binding form: an irregular value and an unknown enumerator are named") {
    auto const sent = decode<cash_in>(
        "{\"transactionId\":\"t\",\"status\":\"HELD\",\"amount\":1,\"endToEndId\":\"E1\","
        "\"payer\":{\"document\":\"52998224725\"}}");
    REQUIRE(sent);
    std::string const form = to_binding_form(sent.value());
    CHECK(form == "{\"transactionId\":\"t\",\"endToEndId\":\"E1\",\"status\":\"HELD\","
                  "\"amountCentavos\":\"100\",\"payer\":{\"document\":\"52998224725\"},"
                  "\"irregular\":[\"endToEndId\",\"status\"]}");
    CHECK(from_binding_form<cash_in>(form).value() == sent.value());
    check_refused<cash_in>("{\"transactionId\":\"t\",\"status\":\"PAID\",\"amountCentavos\":\"1\","
                           "\"irregular\":\"status\"}",
                           errc::wrong_type, "/irregular");
}

TEST_CASE("binding form: a value of every kind comes back") {
    every_kind value;
    value.hidden = secret{"a\"b\\c"};
    value.maybe_hidden = secret{""};
    value.amount = money::from_centavos(-7);
    value.whole = (std::numeric_limits<std::int64_t>::min)();
    value.updated_at = timestamp{std::chrono::microseconds{1'773'151'200'123'456}};
    value.day = date{std::chrono::year{2026} / 3 / 10};
    value.shade = open_enum<colour>{"PINK"};
    value.list = {leaf{.n = 1}, leaf{.n = 2, .note = "\x01"}};
    value.texts = {"", "\xC3\xA9"};
    value.maybe_amount = money::from_centavos(5);
    value.w = 0;
    std::string const form = to_binding_form(value);
    CHECK(form.find("\"updatedAt\":\"2026-03-10T14:00:00.123456Z\"") != std::string::npos);
    CHECK(form.find("\"maybeAmountCentavos\":\"5\"") != std::string::npos);
    auto const read = from_binding_form<every_kind>(form);
    REQUIRE(read);
    CHECK(read.value() == value);
    // An optional member that cannot be read is an error here, and absent on the wire.
    check_refused<leaf>("{\"n\":\"1\",\"note\":7}", errc::wrong_type, "/note");
    CHECK_FALSE(decode<leaf>("{\"n\":1,\"note\":7}").value().note);
}

} // namespace
} // namespace connectpsp::test
