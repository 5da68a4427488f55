// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Decoding the answer of GET /account/balance: the library, compared with what a user would write
// instead.

#include "allocations.hpp"
#include "fixtures.hpp"
#include "peers/boost_json_balance.hpp"
#include "peers/simdjson_balance.hpp"
#include "peers/simdjson_fields.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/codec/json.hpp>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

namespace {

using connectpsp::balance;

using bench::peers::padded;

padded const documented{bench::balance_documented};
padded const shuffled{bench::balance_shuffled};

bench::peers::simdjson_checked checked;
bench::peers::simdjson_by_hand<true> by_hand;
bench::peers::simdjson_by_hand<false> by_hand_any_order;

template <class Decode>
void measure(benchmark::State& state, padded const& input, Decode decode) {
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(decode(input)); });
    for (auto _ : state)
        benchmark::DoNotOptimize(decode(input));
}

template <class Decode>
void keys_documented(benchmark::State& state, Decode decode) {
    measure(state, documented, decode);
}

template <class Decode>
void keys_shuffled(benchmark::State& state, Decode decode) {
    measure(state, shuffled, decode);
}

auto const ours = [](padded const& input) { return connectpsp::decode<balance>(input.text()); };
auto const same_rules = [](padded const& input) { return checked(input.with_padding()); };
auto const hand_written = [](padded const& input) { return by_hand(input.with_padding()); };
auto const hand_written_any_order = [](padded const& input) {
    return by_hand_any_order(input.with_padding());
};
auto const floor_of_parsing = [](padded const& input) {
    return bench::peers::parse_only(input.text());
};
auto const tree = [](padded const& input) {
    return bench::peers::boost_json_tree::decode(input.text());
};

BENCHMARK_CAPTURE(keys_documented, connectpsp, ours);
BENCHMARK_CAPTURE(keys_documented, simdjson_same_rules, same_rules);
BENCHMARK_CAPTURE(keys_documented, simdjson_by_hand, hand_written);
BENCHMARK_CAPTURE(keys_documented, basic_parser_empty_handler, floor_of_parsing);
BENCHMARK_CAPTURE(keys_documented, boost_json_tree, tree);
BENCHMARK_CAPTURE(keys_shuffled, connectpsp, ours);
BENCHMARK_CAPTURE(keys_shuffled, simdjson_same_rules, same_rules);
BENCHMARK_CAPTURE(keys_shuffled, simdjson_by_hand, hand_written_any_order);
BENCHMARK_CAPTURE(keys_shuffled, basic_parser_empty_handler, floor_of_parsing);
BENCHMARK_CAPTURE(keys_shuffled, boost_json_tree, tree);

void require(bool holds, std::string_view what) {
    if (holds) return;
    std::cerr << "the benchmark is not fair: " << what << '\n';
    std::exit(EXIT_FAILURE);
}

/// The fixture with one piece replaced.
std::string with(std::string_view piece, std::string_view replacement) {
    std::string text{bench::balance_documented};
    auto const at = text.find(piece);
    require(at != std::string::npos, piece);
    return text.replace(at, piece.size(), replacement);
}

/// A peer with the same rules accepts and refuses the same documents.
void check_rules() {
    struct {
        std::string text;
        bool is_taken;
    } const cases[] = {
        {with(R"("currency":"BRL")", R"("currency":null)"), true},
        {with(R"("currency":"BRL",)", ""), true},
        {with(R"("currency")", R"("\u0063urrency")"), true},
        {with(R"("branch":"0001")", R"("branch":"\u0030001")"), true},
        {with(R"("banks":)", R"("new":{"banks":[1,null,{}]},"banks":)"), true},
        {with("25000.00", "25e3"), true},
        {with("25000.00", "25000.00 "), true},
        {with("25000.00", "-25000.000"), true},
        {with("25000.00", "92233720368547758.07"), true},
        {with("25000.00", "92233720368547758.08"), false},
        {with("25000.00", "25000.001"), false},
        {with("25000.00", "025000.00"), false},
        {with("25000.00", "25000."), false},
        {with("25000.00", "\"25000.00\""), false},
        {with("25000.00", "null"), false},
        {with(R"("branch":"0001")", R"("branch":1)"), true},
        {with(R"("branch":"0001")", R"("branch":{"branch":["0001"]})"), true},
        {with(R"("currency":"BRL")", R"("currency":986)"), false},
        {with(R"("accounts":{)", R"("accounts":"none","x":{)"), false},
        {with(R"("transactional":{)", R"("transactional":[],"x":{)"), false},
        {with(R"("branch":"0001",)", R"("branch":"0001","branch":"0001",)"), false},
        {with(R"("branch":"0001",)", R"("branch":"0001","\u0062ranch":"0001",)"), false},
        {with(R"("totalBalance":184821.37,)", ""), false},
        {with(R"("consolidated")", R"("consolidate")"), false},
        {with("Delbank", "Delbank\xFF"), false},
        {with("2026-03-10\"", "2026-02-30\""), true},
        {with("14:35:00Z", "24:35:00Z"), true},
        {with("14:35:00Z", "14:35:00"), true},
        {with("14:35:00Z", "14:35:00.25-03:00"), true},
        {std::string{bench::balance_documented} + " ", true},
        {std::string{bench::balance_documented} + "1", false},
        {std::string{bench::balance_documented.substr(0, bench::balance_documented.size() - 1)},
         false},
        {std::string(connectpsp::limits::response_body_bytes, ' ') + '1', false},
    };
    for (auto const& each : cases) {
        padded const input{each.text};
        auto const mine = ours(input);
        auto const theirs = same_rules(input);
        require(mine.has_value() == each.is_taken && theirs.has_value() == each.is_taken,
                each.text);
        require(!each.is_taken || *theirs == mine.value(), each.text);
    }
}

/// All peers that are compared give the same answer.
void check_answers() {
    auto const expected = ours(documented);
    require(expected.has_value() && expected.value().banks.size() == 3, "the fixture is refused");
    for (padded const* input : {&documented, &shuffled}) {
        auto const mine = ours(*input);
        require(mine && mine.value() == expected.value(), "connectpsp");
        require(same_rules(*input) == expected.value(), "simdjson_same_rules");
        require(hand_written_any_order(*input) == expected.value(), "simdjson_by_hand, any order");
        require(floor_of_parsing(*input), "basic_parser_empty_handler");
        require(tree(*input) == expected.value(), "boost_json_tree");
    }
    require(hand_written(documented) == expected.value(), "simdjson_by_hand");
}

} // namespace

int main(int argc, char** argv) {
    check_answers();
    check_rules();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
    benchmark::RunSpecifiedBenchmarks();
}
