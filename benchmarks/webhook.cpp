// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Taking in a webhook of 700 bytes: verify and parse, together and apart. Nothing public parses an
// event without verifying it, so that parsing alone is the decoding of an envelope that is
// described here as the library's own is.

#include "allocations.hpp"
#include "payment_fixtures.hpp"

#include <connectpsp/api/webhook.hpp>
#include <connectpsp/codec/json.hpp>

#include <benchmark/benchmark.h>
#include <boost/describe/class.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace {

using connectpsp::event;

struct envelope {
    connectpsp::open_enum<connectpsp::event_type> event_type{};
    connectpsp::timestamp event_at{};
    connectpsp::cash_in data{};
};

BOOST_DESCRIBE_STRUCT(envelope, (), (event_type, event_at, data))

constexpr std::string_view token = "3f0c9a52-6a7d-4b1e-9c58-2d4be07a91f3";
constexpr std::string_view delivery_id = "c1f6a2f0-3f0e-4a53-9d0c-8a5b7e6d4c3b";

std::string const body = bench::cash_in_event();
std::string const signature{
    sign(connectpsp::signer::make(connectpsp::secret{token}).value(), body).text()};
connectpsp::webhook_receiver const receiver{connectpsp::secret{token}};

template <class Call>
void measure(benchmark::State& state, Call call) {
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(call()); });
    for (auto _ : state)
        benchmark::DoNotOptimize(call());
}

void verify_alone(benchmark::State& state) {
    measure(state, [] { return receiver.verify(body, signature); });
}

void parse_alone(benchmark::State& state) {
    measure(state, [] { return connectpsp::decode<envelope>(body); });
}

void verify_and_parse(benchmark::State& state) {
    measure(state, [] { return receiver.receive(body, signature, delivery_id); });
}

BENCHMARK(verify_alone);
BENCHMARK(parse_alone);
BENCHMARK(verify_and_parse);

void require(bool holds, char const* what) {
    if (holds) return;
    std::cerr << "the benchmark is not fair: " << what << '\n';
    std::exit(EXIT_FAILURE);
}

} // namespace

int main(int argc, char** argv) {
    auto const parsed = connectpsp::decode<envelope>(body);
    auto const received = receiver.receive(body, signature, delivery_id);
    require(body.size() == 700, "the event has another size");
    require(parsed && received, "the event is refused");
    require(received.value() == event{.type = parsed.value().event_type,
                                      .time = parsed.value().event_at,
                                      .data = parsed.value().data,
                                      .delivery_id = std::string{delivery_id}},
            "what is received is not what is parsed");
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
    benchmark::RunSpecifiedBenchmarks();
}
