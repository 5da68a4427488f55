// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Decoding what is received about payments: the library, compared with simdjson with the same
// rules.

#include "allocations.hpp"
#include "payment_fixtures.hpp"
#include "peers/simdjson_fields.hpp"
#include "peers/simdjson_payments.hpp"

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/codec/json.hpp>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace {

using bench::peers::padded;

bench::peers::simdjson_payments peer;

padded const charge_2k{bench::cash_in_charge_with_image(2048)};
padded const charge_20k{bench::cash_in_charge_with_image(20480)};
padded const cash_in{bench::cash_in};
padded const refund_receipt{bench::refund_receipt};
padded const cash_out_receipt{bench::cash_out_receipt};
padded const cash_out{bench::cash_out};

template <class T>
auto const ours = [](padded const& input) { return connectpsp::decode<T>(input.text()); };
template <class T>
auto const same_rules = [](padded const& input) { return peer.decode<T>(input.with_padding()); };

template <class Decode>
void measure(benchmark::State& state, padded const& input, Decode decode) {
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(decode(input)); });
    state.counters["bytes"] = static_cast<double>(input.size);
    for (auto _ : state)
        benchmark::DoNotOptimize(decode(input));
}

template <class T>
void connectpsp_of(benchmark::State& state, padded const& input) {
    measure(state, input, ours<T>);
}

template <class T>
void simdjson_of(benchmark::State& state, padded const& input) {
    measure(state, input, same_rules<T>);
}

template <class T>
void compare(std::string const& name, padded const& input) {
    benchmark::RegisterBenchmark((name + "/connectpsp").c_str(),
                                 [&input](auto& state) { connectpsp_of<T>(state, input); });
    benchmark::RegisterBenchmark((name + "/simdjson_same_rules").c_str(),
                                 [&input](auto& state) { simdjson_of<T>(state, input); });
}

void require(bool holds, std::string_view what) {
    if (holds) return;
    std::cerr << "the benchmark is not fair: " << what << '\n';
    std::exit(EXIT_FAILURE);
}

/// Both take or refuse a document, and read the same from it.
template <class T>
void check_same(std::string_view text, bool is_taken) {
    padded const input{text};
    auto const mine = ours<T>(input);
    auto const theirs = same_rules<T>(input);
    require(mine.has_value() == is_taken && theirs.has_value() == is_taken, text);
    require(!is_taken || *theirs == mine.value(), text);
}

/// A peer with the same rules accepts and refuses the same documents.
template <class T>
void check_rules(std::string_view document) {
    auto const with = [&](std::string_view piece, std::string_view replacement) {
        std::string text{document};
        auto const at = text.find(piece);
        require(at != std::string::npos, piece);
        return text.replace(at, piece.size(), replacement);
    };
    constexpr bool exact = !requires(T value) { value.amount.has_value(); }; // required, too
    check_same<T>(document, true);
    check_same<T>(with(R"("internalCode":)", R"("new":{"amount":[1,null,{}]},"internalCode":)"),
                  true);
    check_same<T>(with(R"("CI0001")", "null"), true);
    check_same<T>(with(R"("CI0001")", "1"), true);
    check_same<T>(with(R"("CI0001")", R"({"internalCode":["CI0001"]})"), true);
    check_same<T>(with(R"("internalCode")", R"("intern\u0061lCode")"), true);
    check_same<T>(with(R"("internalCode":)", R"("internalCode":null,"internalCode":)"), false);
    check_same<T>(with(R"("internalCode":)", R"("\u0069nternalCode":"x","internalCode":)"), false);
    check_same<T>(with(R"("transactionId":)", R"("transactionID":)"), false);
    check_same<T>(with("ORDER-", "PEDIDO \\u00e7\\\"-"), true);
    check_same<T>(with("ORDER-", "\xFF"), false);
    check_same<T>(with(R"("amount":150.5)", R"("amount":1.5055)"), false);
    check_same<T>(with(R"("amount":150.5)", R"("amount":1505e-1)"), true);
    check_same<T>(with(R"("amount":150.5)", R"("amount":"150.5)"), false);
    check_same<T>(with(R"("amount":150.5)", R"("amount":92233720368547758.07,"x":0)"), true);
    check_same<T>(with(R"("amount":150.5)", R"("amount":92233720368547758.08,"x":0)"), false);
    check_same<T>(with(R"("amount":150.5)", R"("amount":null,"x":0)"), !exact);
    check_same<T>(with(R"("status":")", R"("status":"NEW_)"), true);
    check_same<T>(with("2026-03-1", "2026-13-1"), true);
    check_same<T>(with(":00Z", ":00"), true);
    check_same<T>(std::string{document} + " ", true);
    check_same<T>(std::string{document} + "1", false);
    check_same<T>(document.substr(0, document.size() - 1), false);
}

std::string as_cash_in_code(std::string_view text) {
    std::string changed{text};
    return changed.replace(changed.find("CO0001"), 2, "CI");
}

} // namespace

int main(int argc, char** argv) {
    check_rules<connectpsp::cash_in_charge>(bench::cash_in_charge_with_image(2048));
    check_same<connectpsp::cash_in_charge>(charge_20k.text(), true);
    check_rules<connectpsp::cash_in>(bench::cash_in);
    check_rules<connectpsp::refund_receipt>(bench::refund_receipt);
    check_rules<connectpsp::cash_out_receipt>(as_cash_in_code(bench::cash_out_receipt));
    check_rules<connectpsp::cash_out>(as_cash_in_code(bench::cash_out));

    compare<connectpsp::cash_in_charge>("cash_in_charge_2k", charge_2k);
    compare<connectpsp::cash_in_charge>("cash_in_charge_20k", charge_20k);
    compare<connectpsp::cash_in>("cash_in", cash_in);
    compare<connectpsp::refund_receipt>("refund_receipt", refund_receipt);
    compare<connectpsp::cash_out_receipt>("cash_out_receipt", cash_out_receipt);
    compare<connectpsp::cash_out>("cash_out", cash_out);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
    benchmark::RunSpecifiedBenchmarks();
}
