// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The cost of an exchange that succeeds at once, compared with the two pure functions that it
// calls.

#include "allocations.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace psp = connectpsp;

constexpr psp::timestamp now{std::chrono::hours{492'000}};

/// A session with a token that lasts.
struct ready_session {
    ready_session()
        : session(psp::environment::staging(),
                  psp::credentials::make(
                      {.client_id = "4711",
                       .client_secret = psp::secret{"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e"},
                       .application_token = psp::secret{"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"},
                       .crypto_token = psp::secret{"c0ffee00-1234-4abc-9def-0123456789ab"}})
                      .value()) {
        std::string const token(700, 'a');
        std::string const body =
            R"({"accessToken":")" + token + R"(","tokenType":"Bearer","expiresIn":3600})";
        auth = session.on_token({.status = 200, .body = body}, now).value();
    }

    psp::session session;
    psp::session::authorization_ptr auth;
};

psp::rebalance const balanced{.target_amount = psp::money::from_centavos(75'000'000)};
psp::response const receipt{
    .status = 200, .content_type = "application/json", .body = R"({"success":true})"};

/// The floor: what every caller does, with the session's authorization.
bool by_hand(ready_session& with) {
    psp::rebalance const op = balanced;
    psp::response const answer = receipt;
    auto const auth = with.session.current(now);
    auto const message = psp::build(op, *auth);
    benchmark::DoNotOptimize(message.value().url.data());
    return psp::parse(op, answer).has_value();
}

bool driven(ready_session& with) {
    psp::exchange exchange{with.session, balanced};
    psp::response answer = receipt;
    auto const next = exchange.start(now);
    benchmark::DoNotOptimize(next.request()->url.data());
    exchange.receive(std::move(answer), now);
    return std::move(exchange).result().has_value();
}

/// Adds up what it is told.
struct totals {
    std::int64_t microseconds = 0, requests = 0, refused = 0;
    void operator()(psp::attempt_report const& told) {
        microseconds += told.duration.count();
        ++requests;
        refused += told.code ? 1 : 0;
    }
};

bool observed(ready_session& with) {
    static totals told;
    psp::exchange exchange{with.session, balanced, {}, 1, std::ref(told)};
    psp::response answer = receipt;
    auto const next = exchange.start(now);
    benchmark::DoNotOptimize(next.request()->url.data());
    exchange.receive(std::move(answer), now);
    return std::move(exchange).result().has_value();
}

template <bool (*Carry)(ready_session&)>
void carry(benchmark::State& state) {
    ready_session with;
    if (!Carry(with)) {
        state.SkipWithError("refused");
        return;
    }
    state.counters["allocations"] = bench::allocations_of([&] { Carry(with); });
    for (auto _ : state)
        benchmark::DoNotOptimize(Carry(with));
}

void look_at_session(benchmark::State& state) {
    ready_session with;
    for (auto _ : state)
        benchmark::DoNotOptimize(with.session.state(now));
}

BENCHMARK(carry<by_hand>)->Name("build_and_parse");
BENCHMARK(carry<driven>)->Name("exchange");
BENCHMARK(carry<observed>)->Name("exchange_observed");
BENCHMARK(look_at_session)->Name("session_look");

} // namespace

BENCHMARK_MAIN();
