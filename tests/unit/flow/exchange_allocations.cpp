// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/exchange.hpp>

#include "catch.hpp"
#include "support/count_allocations.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <utility>

using namespace connectpsp;
using namespace connectpsp::test;

namespace exchange_allocations_test {

TEST_CASE("an exchange that succeeds at once allocates what build and parse do, and no more",
          "[flow][exchange][allocations]") {
    fake_clock const clock;
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto const auth = session.on_token(token_reply(), clock()).value();
    create_cash_out const op = sample_payout();
    response const answer = json_reply(202, sample_payout_json());

    std::size_t const by_hand = allocations_of([&] {
        create_cash_out const own = op;
        response const copy = answer;
        auto const message = build(own, *auth);
        auto const got = parse(own, copy);
        if (!message || !got) throw 1;
    });
    std::size_t const driven = allocations_of([&] {
        exchange exchange{session, op};
        response copy = answer;
        exchange.start(clock());
        exchange.receive(std::move(copy), clock());
        if (!std::move(exchange).result()) throw 1;
    });
    if (allocations_are_counted) CHECK(by_hand > 0);
    CHECK(driven == by_hand);
}

TEST_CASE("an exchange may fail at every allocation and leaves the session usable",
          "[flow][exchange][allocations]") {
    fake_clock const clock;
    connectpsp::session session{environment::staging(), sample_credentials()};
    create_cash_out const op = sample_payout();
    auto const tally = fail_every_allocation([&] {
        session.invalidate(session.current(clock()));
        exchange exchange{session, op};
        exchange.start(clock());
        exchange.receive(token_reply(), clock());
        exchange.fail(error{errc::no_answer}, clock());
        exchange.resume(clock());
        exchange.receive(json_reply(202, sample_payout_json()), clock());
        if (!std::move(exchange).result()) throw 1;
    });
    if (allocations_are_counted) CHECK(tally.failures > 10);
    session.invalidate(session.current(clock()));
    CHECK(session.try_lock_refresh(clock()));
}

} // namespace exchange_allocations_test
