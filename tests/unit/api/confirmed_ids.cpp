// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_in.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/cash_out.hpp>

#include <optional>
#include <string>
#include <string_view>

// An answer counts as the answer about an id only where it says so.

using namespace connectpsp;
using namespace connectpsp::test;

namespace confirmed_ids_test {

namespace {

constexpr std::string_view other_id = "99999999-9999-4999-8999-999999999999";

std::string member(std::string_view name, std::string_view value) {
    return ",\"" + std::string{name} + "\":\"" + std::string{value} + "\"";
}

/// An answer of those ids, as any of the operations with an id can read it.
std::string ids_json(std::string_view transaction_id, std::string const& others = "") {
    return R"({"transactionId":")" + std::string{transaction_id} +
           R"(","status":"REFUNDED","amount":1.00)" + others + "}";
}

/// The pointer of the mismatch, or nothing where the answer is believed.
template <class Op>
std::optional<std::string> refused_at(Op const& op, std::string const& body) {
    auto const read = parse(op, json_reply(200, body));
    if (read) return std::nullopt;
    INFO(read.error());
    CHECK(read.error().cause() == errc::mismatched_id);
    CHECK(read.error().cause() == condition::mismatch);
    CHECK_FALSE(read.error().transaction_id().empty());
    CHECK(read.error().mismatch() != nullptr);
    CHECK(read.error().outcome_unknown() == Op::endpoint.has_effect());
    if (Op::endpoint.has_effect()) CHECK(read.error().remedy() == remedy::reconcile);
    return read.error().pointer();
}

void check_each(std::string_view asked, std::string const& body,
                std::optional<std::string> const& expected) {
    INFO("asked " << asked << ", answered " << body);
    auto refund = sample_refund();
    refund.id = sample_lookup(asked);
    CHECK(refused_at(refund, body) == expected);
    CHECK(refused_at(get_cash_in{sample_lookup(asked)}, body) == expected);
    CHECK(refused_at(get_cash_out{sample_lookup(asked)}, body) == expected);
}

} // namespace

TEST_CASE("a mismatch of an end-to-end id names one of its own kind", "[api][ids]") {
    std::string refund{sample_end_to_end_id};
    refund.front() = 'D';
    auto const read = parse(get_cash_out{sample_lookup(sample_end_to_end_id)},
                            json_reply(200, ids_json(other_id, member("endToEndId", refund))));
    REQUIRE_FALSE(read);
    REQUIRE(read.error().mismatch() != nullptr);
    CHECK(read.error().mismatch()->received == "no id of that kind");
}

TEST_CASE("ids of one shape are compared as one kind", "[api][ids]") {
    std::string const of_payment = member("endToEndId", sample_end_to_end_id);
    // Two UUIDs: an internal code in addition makes no difference.
    for (std::string const& beside :
         {std::string{}, member("internalCode", "CI0001"), of_payment, member("internalCode", "")})
        check_each(sample_id, ids_json(other_id, beside), "/transactionId");
    // An internal code may be a UUID, too.
    check_each(sample_id, ids_json(other_id, member("internalCode", sample_id)), std::nullopt);
    check_each(sample_id, ids_json(other_id, member("internalCode", other_id)), "/transactionId");
    // Case counts in end-to-end ids alone.
    check_each("3F2B8C1A-5D4E-4F60-9A7B-1C2D3E4F5A6B", ids_json(sample_id), std::nullopt);
    std::string const near = "E00416968202603101827CEMEFSCF6AG";
    check_each(near, ids_json(other_id, of_payment), "/endToEndId");
    check_each(near, ids_json(sample_end_to_end_id), "/endToEndId");
    check_each(near, ids_json(other_id, member("internalCode", sample_end_to_end_id)),
               "/endToEndId");
}

TEST_CASE("an answer that leaves out the id that was asked for confirms nothing", "[api][ids]") {
    check_each("CI0001", ids_json(other_id), "/internalCode");
    check_each("CI0001", ids_json(other_id, member("endToEndId", sample_end_to_end_id)),
               "/internalCode");
    check_each("CI0001", ids_json("CI0002"), "/transactionId");
    check_each(sample_end_to_end_id, ids_json(other_id), "/endToEndId");
    check_each(sample_end_to_end_id, ids_json(other_id, R"(,"endToEndId":null)"), "/endToEndId");
    check_each(sample_end_to_end_id, ids_json(other_id, R"(,"endToEndId":"")"), "/endToEndId");
    check_each(sample_end_to_end_id, ids_json(other_id, member("internalCode", "zz")),
               "/endToEndId");
    // A refund's id is not the payment's.
    std::string const of_refund = member("endToEndId", sample_refund_id);
    check_each(sample_end_to_end_id, ids_json(other_id, of_refund), "/endToEndId");
    check_each("E0041696820260310182701234567890123", ids_json(other_id, of_refund), "/endToEndId");
    check_each(sample_refund_id, ids_json(other_id, member("endToEndId", sample_end_to_end_id)),
               "/endToEndId");
    auto const read = parse(get_cash_out{sample_lookup(sample_end_to_end_id)},
                            json_reply(200, ids_json(other_id)));
    CHECK(to_string(read.error()) == "200: the response does not confirm that it is about "
                                     "this transaction at /endToEndId: expected E0***AG, got no "
                                     "id of that kind");
    CHECK(read.error().transaction_id() == other_id);
}

TEST_CASE("one id that is the asked one is enough", "[api][ids]") {
    check_each("CI0001", ids_json(other_id, member("internalCode", "CI0001")), std::nullopt);
    check_each("abc", ids_json("abc"), std::nullopt);
    check_each(sample_id, ids_json(sample_id, member("internalCode", "CI0001")), std::nullopt);
    check_each(sample_end_to_end_id,
               ids_json(other_id, member("endToEndId", sample_refund_id) +
                                      member("originalEndToEndId", sample_end_to_end_id)),
               std::nullopt);
    check_each(sample_refund_id,
               ids_json(other_id, member("endToEndId", sample_refund_id) +
                                      member("originalEndToEndId", sample_end_to_end_id)),
               std::nullopt);
}

TEST_CASE("an operation that creates has no id to be confirmed", "[api][ids]") {
    CHECK(parse(sample_charge(), json_reply(201, R"({"transactionId":"a"})")));
    CHECK(parse(sample_payout(), json_reply(202, R"({"transactionId":"a"})")));
    CHECK(parse(sample_payout(sample_account()), json_reply(202, R"({"transactionId":"a"})")));
}

} // namespace confirmed_ids_test
