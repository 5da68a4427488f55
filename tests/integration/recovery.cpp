// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "merchant.hpp"

#include "catch.hpp"
#include "support/sample_payments.hpp"

#include <memory>
#include <random>

// A process that dies, a gateway that goes away and comes back: over real HTTP stacks.

using namespace connectpsp;
using namespace connectpsp::test;
using sandbox::fault_kind;

namespace {

idempotency_key new_key() {
    static std::mt19937_64 generator{std::random_device{}()};
    return idempotency_key::generate(generator);
}

template <class Op>
Op with_own_key(Op op) {
    op.idempotency_key = new_key();
    if constexpr (requires { op.external_reference; })
        op.external_reference = external_reference::parse(op.idempotency_key.text()).value();
    return op;
}

/// The process dies while the request is out: nothing of it is left but the record.
template <class Op>
std::string die_while_sending(merchant& shop, Op const& op) {
    auto saved = save_attempt(op, shop.session, shop.now).value();
    connectpsp::session session{shop.session.environment(), shop.credentials()};
    exchange exchange{session, op};
    step next = exchange.start(shop.now);
    next = exchange.receive(shop.send(*next.request()).value(), shop.now); // a token
    auto const lost = shop.send(*next.request());
    CHECK(lost.has_error());
    CHECK(exchange.result().error().outcome_unknown());
    shop.psp.faults().clear();
    return saved;
}

/// The next process finds the record.
template <class Op>
auto mark_possibly_executed(merchant& shop, std::string const& record) {
    auto const back = load_attempt<Op>(record, shop.session);
    REQUIRE(back);
    auto const how = reconcile(back.value(), shop.now, std::chrono::hours{24});
    CHECK(how == reconciliation{.by = reconcile_by::replay});
    auto const found = shop.patient_client(back.value());
    REQUIRE(found);
    CHECK(shop.patient_client(back.value()).value() == found.value());
    return found.value();
}

} // namespace

TEST_CASE("what a process that died had sent is found out by its record, and done once",
          "[integration][recovery]") {
    auto const over = GENERATE(from_range(all_stacks));
    auto const kind =
        GENERATE(fault_kind::drop_request, fault_kind::drop_answer, fault_kind::truncated);
    CAPTURE(over, static_cast<int>(kind));
    merchant shop{over};
    auto const lose = [&](char const* path) {
        // Six times, because libcurl repeats what has a key on each connection that it keeps.
        shop.psp.faults().add({.kind = kind, .path = path, .times = 6});
    };

    lose("/cash-in");
    auto const charge = mark_possibly_executed<create_cash_in>(
        shop, die_while_sending(shop, with_own_key(sample_charge())));
    CHECK(shop.psp.counts().cash_ins_created == 1);
    lose("/cash-out");
    mark_possibly_executed<create_cash_out>(shop,
                                            die_while_sending(shop, with_own_key(sample_payout())));
    lose("/cash-out");
    mark_possibly_executed<create_cash_out>(
        shop, die_while_sending(shop, with_own_key(sample_payout(sample_account()))));
    CHECK(shop.psp.counts().cash_outs_created == 2);
    REQUIRE(shop.psp.pay(charge.transaction_id));
    auto refund = with_own_key(sample_refund());
    refund.id = lookup_id::parse(charge.transaction_id).value();
    lose("/cash-in/*");
    mark_possibly_executed<refund_cash_in>(shop, die_while_sending(shop, refund));
    CHECK(shop.psp.counts().refunds_executed == 1);
}

TEST_CASE("a rebalance whose outcome is unknown is planned anew", "[integration][recovery]") {
    merchant shop{stack::curl};
    shop.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/account/rebalance"});
    rebalance const op{.target_amount = 600'000.00_brl};
    auto const back = load_attempt<rebalance>(die_while_sending(shop, op), shop.session);
    REQUIRE(back);
    CHECK(reconcile(back.value(), shop.now, std::chrono::hours{24}).by == reconcile_by::replan);
    auto const wallet = shop.patient_client(get_balance{});
    CHECK(plan_rebalance(wallet.value(), 600'000.00_brl).direction == rebalance_direction::none);
}

TEST_CASE("a gateway that goes away and comes back without its tokens pays once",
          "[integration][recovery]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    auto first = std::make_unique<merchant>(over);
    merchant& shop = *first;
    REQUIRE(shop.client(get_balance{})); // a token, and a connection that could be kept
    sandbox::config same = shop.psp.settings();
    same.port = shop.psp.port();

    auto const payout = with_own_key(sample_payout());
    exchange exchange{shop.session, payout};
    step next = exchange.start(shop.now);
    shop.psp.stop();
    auto const refused = shop.send(*next.request());
    REQUIRE(refused.has_error());
    next = exchange.fail(refused.error(), shop.now);
    REQUIRE(next.request() == nullptr);

    sandbox::server again{same};
    int sent = 0;
    while (!next.done()) {
        if (next.request() == nullptr) {
            next = exchange.resume(shop.now += next.delay());
            continue;
        }
        REQUIRE(++sent < 10);
        auto answer = shop.send(*next.request());
        next = answer ? exchange.receive(std::move(answer).value(), shop.now)
                      : exchange.fail(answer.error(), shop.now);
    }
    REQUIRE(exchange.result());
    CHECK(again.counts().cash_outs_created == 1);
    CHECK(again.counts().received_by("POST /auth/token") == 1);
    CHECK(again.counts().received_by("POST /cash-out") == 2); // refused once, for its token
}

TEST_CASE("everything that a busy day holds happens to one payout, and it is paid once",
          "[integration][recovery]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    auto const payout = with_own_key(sample_payout());
    client determined{shop.session, shop.send,
                      retry_policy{.max_attempts = 10, .deadline = std::chrono::minutes{10}},
                      merchant::clock{&shop.now}};
    sandbox::fault const day[] = {
        {.kind = fault_kind::retry_after, .retry_after = "2"},
        {.kind = fault_kind::retry_after, .status = 503, .retry_after = "1"},
        {.kind = fault_kind::drop_request},
        {.kind = fault_kind::status, .status = 401, .code = "TOKEN_EXPIRED"},
        {.kind = fault_kind::server_error, .processed = true},
        {.kind = fault_kind::html, .processed = true},
        {.kind = fault_kind::truncated},
        {.kind = fault_kind::garbage, .processed = true},
        {.kind = fault_kind::drop_answer},
    };
    for (auto fault : day) {
        fault.path = "/cash-out";
        shop.psp.faults().add(fault);
    }
    auto const paid = determined(payout);
    REQUIRE(paid);
    CHECK(shop.psp.faults().pending() == 0);
    CHECK(shop.psp.counts().cash_outs_created == 1);
    CHECK(shop.received("POST /auth/token") == 2);
}
