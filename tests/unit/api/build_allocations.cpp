// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include "catch.hpp"
#include "support/count_allocations.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>

#include <chrono>
#include <optional>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace build_allocations_test {

namespace {

rebalance const operation_to_sign{.target_amount = money::from_centavos(100'000'000)};

} // namespace

TEST_CASE("a signed request is built with at most six allocations", "[api][allocations]") {
    auto const auth = sample_authorization();
    std::optional<result<request>> made;
    auto const count = allocations_of([&] { made.emplace(build(operation_to_sign, auth)); });
    REQUIRE(*made);
    CHECK(made->value().headers.find("DigitalSignature") == access_token_signature);
    CHECK(count <= 6);
    if (allocations_are_counted) CHECK(count == 3); // url, header fields, body
    CHECK(allocations_of([&] { made.emplace(build(get_balance{}, auth)); }) <= 2);
}

TEST_CASE("a keyed request with an id in its path is built with no more", "[api][allocations]") {
    auto const auth = sample_authorization();
    auto const payout = sample_payout(sample_account());
    auto const refund = sample_refund();
    auto const lookup = get_cash_in{sample_lookup()};
    std::optional<result<request>> made;
    auto const count = [&](auto const& op) {
        auto const needed = allocations_of([&] { made.emplace(build(op, auth)); });
        REQUIRE(*made);
        return needed;
    };
    std::size_t const each = allocations_are_counted ? 3 : 0; // url, header fields, body
    CHECK(count(payout) == each);
    CHECK(count(refund) == each);
    CHECK(count(lookup) == (allocations_are_counted ? 2 : 0));
}

TEST_CASE("a signed request needs no key, so that it cannot hash", "[api][allocations]") {
    // The credentials and the signer are gone when the request is built.
    auto const auth = [] {
        auto const key = signer::make(secret{crypto_token}).value();
        return authorization::make(environment::staging(), secret{application_token}, key,
                                   secret{access_token})
            .value();
    }();
    std::string_view const block = auth.signed_fields();
    for (int i = 0; i != 3; ++i) {
        auto const made = build(operation_to_sign, auth);
        CHECK(made.value().headers.find("DigitalSignature") == access_token_signature);
        CHECK(made.value().headers.text().substr(0, block.size()) == block);
    }
}

TEST_CASE("every allocation of a build may fail", "[api][allocations]") {
    auto const auth = sample_authorization();
    auto const tally = fail_every_allocation([&] {
        if (!build(operation_to_sign, auth)) throw 1;
    });
    CHECK(tally.leaks == 0);
    if (allocations_are_counted) CHECK(tally.failures == 3);
    CHECK(fail_every_allocation([] {
              obtain_token const op{std::string{client_id}, secret{client_secret}};
              if (!build(op, environment::staging())) throw 1;
          }).leaks == 0);
    CHECK(fail_every_allocation([] {
              if (sample_authorization().signed_fields().empty()) throw 1;
          }).leaks == 0);
}

TEST_CASE("every allocation of a parse may fail", "[api][allocations]") {
    response const answers[] = {
        token_reply(),
        problem_reply(401, "TOKEN_EXPIRED"),
        json_reply(200, R"({"accessToken":"a b","expiresIn":1})"),
        {.status = 502, .content_type = "text/html", .body = std::string(1000, 'x')}};
    for (response const& answer : answers) {
        auto const tally = fail_every_allocation([&] {
            auto const read = parse<obtain_token>(answer);
            if (read && answer.status != 200) throw 1;
        });
        CHECK(tally.leaks == 0);
        if (allocations_are_counted) CHECK(tally.failures > 0);
    }
}

} // namespace build_allocations_test
