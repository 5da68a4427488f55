// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The cost of a call without the network: building its request, reading its answer.

#include "allocations.hpp"
#include "fixtures.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/money.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace connectpsp::literals;

connectpsp::secret const access_token{
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJzdWIiOiIxMDQyIiwiaXNzIjoiY29ubmVjdHBzcCIsImF1ZCI6ImFwaSIsImlhdCI6MTc3MzE1MzMwMCwiZXhwIjox"
    "NzczMTU2OTAwLCJqdGkiOiI5ZjRjMWI2ZS0wZDUxLTRhMzItOGU3Ny01YzBiNmQyZjNhOTEiLCJzY29wZSI6ImFjY291"
    "bnQgY2FzaC1pbiBjYXNoLW91dCJ9.k1Zq0m7yT3sVb9dWcX5hR8nLpA2fGuJeKiQoMz6tYwE"};

connectpsp::credentials who() {
    connectpsp::credential_texts texts;
    texts.client_id = "1042";
    texts.client_secret = connectpsp::secret{"7b0a6c52-1f0e-4d0b-a9a4-6f1c2be94d31"};
    texts.application_token = connectpsp::secret{"c2d9a1b4-58e3-4f6b-9d27-0a1e3c5f7b91"};
    texts.crypto_token = connectpsp::secret{"3f0c9a52-6a7d-4b1e-9c58-2d4be07a91f3"};
    return connectpsp::credentials::make(std::move(texts)).value();
}

connectpsp::authorization const& auth() {
    static auto const made =
        connectpsp::authorization::make(connectpsp::environment::production(), who(), access_token)
            .value();
    return made;
}

template <class Call>
void measure(benchmark::State& state, Call call) {
    if (!call()) {
        state.SkipWithError("refused");
        return;
    }
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(call()); });
    for (auto _ : state)
        benchmark::DoNotOptimize(call());
}

void build_get_balance(benchmark::State& state) {
    measure(state, [&a = auth()] { return connectpsp::build(connectpsp::get_balance{}, a); });
}

void build_rebalance(benchmark::State& state) {
    connectpsp::rebalance const wanted{.target_amount = 1'000'000.00_brl};
    measure(state, [&, &a = auth()] { return connectpsp::build(wanted, a); });
}

/// Work that is done once for every token, and never for a request.
void make_authorization(benchmark::State& state) {
    auto const owner = who();
    measure(state, [&] {
        return connectpsp::authorization::make(connectpsp::environment::production(), owner,
                                               access_token);
    });
}

void parse_balance(benchmark::State& state) {
    connectpsp::response_view const answer{200, "application/json", bench::balance_documented};
    measure(state, [&] { return connectpsp::parse<connectpsp::get_balance>(answer); });
}

void parse_receipt(benchmark::State& state) {
    connectpsp::response_view const answer{
        200, "application/json", R"({"success":true,"message":"Rebalance concluído com sucesso"})"};
    measure(state, [&] { return connectpsp::parse<connectpsp::rebalance>(answer); });
}

void parse_problem(benchmark::State& state) {
    connectpsp::response_view const answer{
        422, "application/problem+json",
        R"({"type":"https://docs.connectpsp.com/problems/insufficient-funds",)"
        R"("title":"Insufficient funds","status":422,"code":"INSUFFICIENT_FUNDS",)"
        R"("detail":"The proprietary account does not cover the amount."})"};
    auto const call = [&] { return connectpsp::parse<connectpsp::rebalance>(answer); };
    if (call().error() != connectpsp::api_errc::insufficient_funds) {
        state.SkipWithError("another error");
        return;
    }
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(call()); });
    for (auto _ : state)
        benchmark::DoNotOptimize(call());
}

BENCHMARK(build_get_balance);
BENCHMARK(build_rebalance);
BENCHMARK(make_authorization);
BENCHMARK(parse_balance);
BENCHMARK(parse_receipt);
BENCHMARK(parse_problem);

} // namespace

BENCHMARK_MAIN();
