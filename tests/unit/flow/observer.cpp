// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/observer.hpp>

#include "catch.hpp"
#include "support/count_allocations.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"
#include "support/scripted_transport.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/client.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace observer_test {

namespace {

/// Keeps what it is told.
struct notes {
    std::vector<attempt_report> attempts{};
    std::vector<operation_report> ends{};

    void operator()(attempt_report const& told) { attempts.push_back(told); }
    void operator()(operation_report const& told) { ends.push_back(told); }
};

struct fixture {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};
    notes told{};

    explicit fixture(bool with_token = true) {
        if (with_token) REQUIRE(session.on_token(token_reply(), clock()));
    }
    template <class Op>
    auto begin(Op op, retry_policy const& policy = {}) {
        return exchange{session, std::move(op), policy, 1, std::ref(told)};
    }
    void pass(std::chrono::milliseconds time) { clock.advance(time); }
};

response accepted() { return json_reply(202, sample_payout_json()); }

struct nothing_kept {
    void operator()(attempt_report const&) const {}
};

} // namespace

} // namespace observer_test

// Every member, with an observer and without.
template class connectpsp::exchange<connectpsp::create_cash_out>;
template class connectpsp::exchange<connectpsp::create_cash_out, observer_test::nothing_kept>;

namespace observer_test {

static_assert(observer<no_observer>);
static_assert(observer<notes>);
static_assert(observer<std::reference_wrapper<notes>>);
static_assert(!observer<int>);
// Nothing is kept for an exchange without an observer.
static_assert(sizeof(exchange<create_cash_out>) < sizeof(exchange<create_cash_out, nothing_kept>));

TEST_CASE("an observer is told of each request and of the end", "[flow][observer]") {
    fixture f{false};
    auto exchange = f.begin(sample_payout());
    auto const began = f.clock();
    exchange.start(f.clock());
    CHECK(f.told.attempts.empty());
    f.pass(7ms);
    exchange.receive(token_reply(), f.clock());
    REQUIRE(f.told.attempts.size() == 1);
    attempt_report const login = f.told.attempts[0];
    CHECK(login.endpoint.path == "/auth/token");
    CHECK(login.number == 1);
    CHECK(login.sent_at == began);
    CHECK(login.duration == 7ms);
    CHECK(login.status == 200);
    CHECK_FALSE(login.code);
    CHECK_FALSE(login.remedy);
    CHECK_FALSE(login.outcome_unknown);
    CHECK(login.next_in == 0ms);
    CHECK(login.idempotency_key.empty());
    f.pass(30ms);
    exchange.receive(accepted(), f.clock());
    REQUIRE(f.told.attempts.size() == 2);
    attempt_report const payout = f.told.attempts[1];
    CHECK(payout.endpoint.path == "/cash-out");
    CHECK(payout.endpoint.method == http_method::post);
    CHECK(payout.number == 1);
    CHECK(payout.sent_at == began + 7ms);
    CHECK(payout.duration == 30ms);
    CHECK(payout.status == 202);
    CHECK_FALSE(payout.code);
    CHECK_FALSE(payout.next_in);
    CHECK(payout.idempotency_key == sample_key);
    REQUIRE(f.told.ends.size() == 1);
    operation_report const end = f.told.ends[0];
    CHECK(end.endpoint.path == "/cash-out");
    CHECK(end.attempts == 1);
    CHECK(end.token_requests == 1);
    CHECK(end.began_at == began);
    CHECK(end.duration == 37ms);
    CHECK(end.status == 202);
    CHECK_FALSE(end.code);
    CHECK_FALSE(end.remedy);
    CHECK_FALSE(end.outcome_unknown);
    CHECK(end.idempotency_key == sample_key);
}

TEST_CASE("an observer sees the doubt of an attempt and of the whole", "[flow][observer]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    exchange.start(f.clock());
    f.pass(5ms);
    auto const next = exchange.fail(error{errc::no_answer}, f.clock());
    REQUIRE(f.told.attempts.size() == 1);
    attempt_report const lost = f.told.attempts[0];
    CHECK(lost.status == 0);
    CHECK(lost.code == make_error_code(errc::no_answer));
    CHECK(lost.remedy == remedy::retry_same_key);
    CHECK(lost.outcome_unknown);
    CHECK(lost.next_in == next.delay());
    f.pass(next.delay());
    exchange.resume(f.clock());
    f.pass(9ms);
    exchange.receive(problem_reply(422, "INSUFFICIENT_FUNDS"), f.clock());
    REQUIRE(f.told.attempts.size() == 2);
    CHECK(f.told.attempts[1].number == 2);
    CHECK(f.told.attempts[1].status == 422);
    CHECK(f.told.attempts[1].duration == 9ms);
    CHECK_FALSE(f.told.attempts[1].outcome_unknown);
    REQUIRE(f.told.ends.size() == 1);
    error const why = exchange.result().error();
    CHECK(f.told.ends[0].code == make_error_code(errc::outcome_unknown));
    CHECK(f.told.ends[0].cause == why.cause());
    CHECK(f.told.ends[0].remedy == why.remedy());
    CHECK(f.told.ends[0].outcome_unknown);
    CHECK(f.told.ends[0].attempts == 2);
    CHECK(f.told.ends[0].token_requests == 0);
}

TEST_CASE("an observer is told of logins that fail", "[flow][observer]") {
    fixture f{false};
    auto exchange = f.begin(get_balance{});
    exchange.start(f.clock());
    auto next = exchange.fail(error{errc::not_sent}, f.clock());
    REQUIRE(f.told.attempts.size() == 1);
    CHECK(f.told.attempts[0].code == make_error_code(errc::not_sent));
    CHECK(f.told.attempts[0].next_in == next.delay());
    while (next.request() == nullptr) {
        f.pass(next.delay());
        next = exchange.resume(f.clock());
    }
    exchange.receive(problem_reply(401, "INVALID_CREDENTIALS"), f.clock());
    REQUIRE(f.told.attempts.size() == 2);
    CHECK(f.told.attempts[1].number == 2);
    CHECK(f.told.attempts[1].code == make_error_code(api_errc::invalid_credentials));
    CHECK_FALSE(f.told.attempts[1].next_in);
    REQUIRE(f.told.ends.size() == 1);
    CHECK(f.told.ends[0].attempts == 0);
    CHECK(f.told.ends[0].token_requests == 2);
    CHECK(f.told.ends[0].code == make_error_code(api_errc::invalid_credentials));
    // The credentials are known to be wrong: the next exchange sends nothing and says so.
    auto after = f.begin(get_balance{});
    CHECK(after.start(f.clock()).done());
    CHECK(f.told.attempts.size() == 2);
    REQUIRE(f.told.ends.size() == 2);
    CHECK(f.told.ends[1].attempts == 0);
    CHECK(f.told.ends[1].token_requests == 0);
    CHECK(f.told.ends[1].remedy == after.result().error().remedy());
}

TEST_CASE("an end is told once, whoever brings it about", "[flow][observer]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    exchange.start(f.clock());
    exchange.cancel();
    REQUIRE(f.told.ends.size() == 1);
    CHECK(f.told.ends[0].cause == make_error_code(errc::cancelled));
    CHECK(f.told.ends[0].outcome_unknown);
    exchange.cancel();
    exchange.resume(f.clock());
    exchange.receive(accepted(), f.clock());
    CHECK(f.told.ends.size() == 1);
    CHECK(f.told.attempts.empty());
}

TEST_CASE("an answer that comes twice is reported once", "[flow][observer]") {
    fixture f;
    auto exchange = f.begin(get_balance{});
    exchange.start(f.clock());
    exchange.receive(problem_reply(503, "MAINTENANCE"), f.clock());
    exchange.receive(problem_reply(503, "MAINTENANCE"), f.clock());
    exchange.fail(error{errc::no_answer}, f.clock());
    CHECK(f.told.attempts.size() == 1);
}

TEST_CASE("what an observer throws is dropped", "[flow][observer]") {
    fixture f;
    int told = 0;
    exchange exchange{f.session, sample_payout(), {}, 1, [&](auto const&) {
                          ++told;
                          throw std::runtime_error("the disk of the log is full");
                      }};
    exchange.start(f.clock());
    exchange.receive(accepted(), f.clock());
    CHECK(told == 2);
    CHECK(exchange.result());
}

TEST_CASE("a client hands its observer to every exchange", "[flow][observer][client]") {
    fixture f{false};
    scripted_transport script;
    script.expect(http_method::post, "/auth/token").reply(token_reply());
    script.expect(http_method::post, "/cash-out").reply(problem_reply(503, "MAINTENANCE"));
    script.expect(http_method::post, "/cash-out").reply(accepted());
    client connect{f.session, script, {}, f.clock, f.told};
    REQUIRE(connect(sample_payout()));
    REQUIRE(f.told.attempts.size() == 3);
    CHECK(f.told.attempts[1].next_in > 0ms);
    CHECK(f.told.attempts[2].number == 2);
    REQUIRE(f.told.ends.size() == 1);
    CHECK(f.told.ends[0].attempts == 2);
    CHECK(f.told.ends[0].duration == f.clock.slept());
}

TEST_CASE("an observer of attempts alone may be a lambda", "[flow][observer][client]") {
    fixture f;
    scripted_transport script;
    script.expect(http_method::post, "/cash-out").reply(accepted());
    std::string seen;
    client connect{f.session, script, {}, f.clock, [&seen](attempt_report const& attempt) {
                       seen = attempt.endpoint.path;
                   }};
    REQUIRE(connect(sample_payout()));
    CHECK(seen == "/cash-out");
}

TEST_CASE("being observed allocates nothing", "[flow][observer][allocations]") {
    fixture f;
    auto const carry = [&](auto exchange) {
        response answer = accepted();
        exchange.start(f.clock());
        exchange.receive(std::move(answer), f.clock());
        if (!std::move(exchange).result()) throw 1;
    };
    auto const alone = allocations_of([&] { carry(exchange{f.session, sample_payout()}); });
    auto const observed =
        allocations_of([&] { carry(exchange{f.session, sample_payout(), {}, 1, nothing_kept{}}); });
    CHECK(observed == alone);
}

} // namespace observer_test
