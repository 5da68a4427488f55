// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "../catch.hpp"
#include "fixture.hpp"

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

std::string const key = "0b7e6c1a-94d2-4f0e-8a35-1c2d3e4f5a6b";

/// The first creation under `key`; replays are held against its answer.
struct keyed : logged_in {
    answer create(std::string const& path, std::string const& body,
                  std::string const& under = key) {
        return post(path, body, under);
    }
};

} // namespace

TEST_CASE("the same key gets the first answer and creates nothing", "[sandbox][idempotency]") {
    keyed on;
    SECTION("a cash-in") {
        auto const body = cash_in_body("a", "1");
        auto const first = on.create("/cash-in", body);
        REQUIRE(first.status() == 201);
        on.psp.pay(first.member("transactionId"));
        auto const second = on.create("/cash-in", body);
        CHECK(second.status() == 201);
        CHECK(second.body() == first.body());
        CHECK(on.psp.counts().cash_ins_created == 1);
    }
    SECTION("a cash-out, whatever the case of the key") {
        auto const body = cash_out_body("a", "1");
        auto const first = on.create("/cash-out", body);
        REQUIRE(first.status() == 202);
        auto const second = on.create("/cash-out", body, "0B7E6C1A-94D2-4F0E-8A35-1C2D3E4F5A6B");
        CHECK(second.status() == 202);
        CHECK(second.body() == first.body());
        CHECK(on.psp.counts().cash_outs_created == 1);
        CHECK(on.psp.accounts().reserved() == 1'00);
    }
    SECTION("a refund") {
        auto const id = on.new_cash_in("1");
        on.psp.pay(id);
        auto const path = "/cash-in/" + id + "/refund";
        auto const first = on.create(path, R"({"reason":"FRAUD"})");
        REQUIRE(first.status() == 202);
        auto const second = on.create(path, R"({"reason":"FRAUD"})");
        CHECK(second.status() == 202);
        CHECK(second.body() == first.body());
        CHECK(on.psp.counts().refunds_executed == 1);
    }
    CHECK(on.client->exchange("GET", "/_sandbox/state").member("answersReplayed") == "1");
}

TEST_CASE("an answer that was lost is given again", "[sandbox][idempotency]") {
    keyed on;
    auto const body = cash_out_body("a", "1");
    on.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out"});
    CHECK(on.create("/cash-out", body).error);
    CHECK(on.psp.counts().cash_outs_created == 1);
    on.reconnect();
    auto const replay = on.create("/cash-out", body);
    REQUIRE(replay.status() == 202);
    CHECK(on.get("/cash-out/" + replay.member("transactionId")).status() == 200);
    CHECK(on.psp.counts().cash_outs_created == 1);
    CHECK(on.psp.accounts().reserved() == 1'00);
}

TEST_CASE("a key belongs to one request", "[sandbox][idempotency]") {
    keyed on;
    REQUIRE(on.create("/cash-out", cash_out_body("a", "1")).status() == 202);
    check_problem(on.create("/cash-out", cash_out_body("a", "1.0")), 422, "IDEMPOTENCY_KEY_REUSED");
    check_problem(on.create("/cash-in", cash_out_body("a", "1")), 422, "IDEMPOTENCY_KEY_REUSED");
    CHECK(on.create("/cash-out", cash_out_body("b", "1"), random_uuid()).status() == 202);
    check_problem(on.create("/cash-out", cash_out_body("a", "1"), random_uuid()), 409,
                  "DUPLICATE_EXTERNAL_REFERENCE");
}

TEST_CASE("a key that is no UUID is refused", "[sandbox][idempotency]") {
    keyed on;
    for (std::string const wrong :
         {"1", "0b7e6c1a94d24f0e8a351c2d3e4f5a6b", "0b7e6c1a-94d2-4f0e-8a35-1c2d3e4f5a6g"})
        check_problem(on.create("/cash-in", cash_in_body("a", "1"), wrong), 400, "INVALID_REQUEST");
    auto fields = authorized(on.psp.settings(), on.token);
    fields.emplace_back("Content-Type", "application/json");
    fields.emplace_back("X-Idempotency-Key", key);
    fields.emplace_back("X-Idempotency-Key", key);
    check_problem(on.client->exchange("POST", "/cash-in", fields, cash_in_body("a", "1")), 400,
                  "INVALID_REQUEST");
    CHECK(on.psp.counts().cash_ins_created == 0);
}

TEST_CASE("a refusal is not remembered", "[sandbox][idempotency]") {
    keyed on;
    auto const body = cash_out_body("a", "600000");
    check_problem(on.create("/cash-out", body), 422, "INSUFFICIENT_FUNDS");
    REQUIRE(on.rebalance("600000").status() == 200);
    CHECK(on.create("/cash-out", body).status() == 202);
}
