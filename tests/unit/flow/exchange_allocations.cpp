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
    session of{environment::staging(), sample_credentials()};
    auto const auth = of.accept(token_reply(), clock()).value();
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
        exchange talk{of, op};
        response copy = answer;
        talk.start(clock());
        talk.receive(std::move(copy), clock());
        if (!std::move(talk).result()) throw 1;
    });
    if (allocations_are_counted) CHECK(by_hand > 0);
    CHECK(driven == by_hand);
}

TEST_CASE("an exchange may fail at every allocation and leaves the session usable",
          "[flow][exchange][allocations]") {
    fake_clock const clock;
    session of{environment::staging(), sample_credentials()};
    create_cash_out const op = sample_payout();
    auto const tally = fail_every_allocation([&] {
        of.discard(of.current(clock()));
        exchange talk{of, op};
        talk.start(clock());
        talk.receive(token_reply(), clock());
        talk.fail(error{errc::no_answer}, clock());
        talk.resume(clock());
        talk.receive(json_reply(202, sample_payout_json()), clock());
        if (!std::move(talk).result()) throw 1;
    });
    if (allocations_are_counted) CHECK(tally.failures > 10);
    of.discard(of.current(clock()));
    CHECK(of.take_refresh_turn(clock()));
}

} // namespace exchange_allocations_test
