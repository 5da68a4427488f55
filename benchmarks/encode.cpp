// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Writing a balance and the body of a payout as JSON, compared with what a user would write instead.

#include "allocations.hpp"
#include "fixtures.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/codec/json.hpp>

#include <benchmark/benchmark.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <string_view>
#include <variant>

// The peers that a compiler takes: glaze needs C++23 and its headers.
#if __has_include(<glaze/json/write.hpp>) && __cplusplus >= 202302L
#define CONNECTPSP_BENCHMARK_GLAZE 1
#include <glaze/json/write.hpp>
#endif

namespace {

using namespace connectpsp;

balance const& wallet() {
    static balance const made = decode<balance>(bench::balance_documented).value();
    return made;
}

create_cash_out const& payout() {
    static create_cash_out const made{
        .idempotency_key = idempotency_key::parse("7d4a2f6e-1b3c-4d5e-8f90-a1b2c3d4e5f6").value(),
        .amount = money::from_centavos(15050),
        .external_reference = external_reference::parse("order-2026-000123").value(),
        .payee = {"Maria da Silva", document::parse("52998224725").value(),
                  pix_key::parse(pix_key_type::email, "maria@example.com").value()}};
    return made;
}

/// The payout's body as a tree of Boost.JSON. Money goes through a double, which loses the second
/// decimal of 150.50 and the last centavos of large amounts.
std::string tree_of_payout(create_cash_out const& from) {
    auto const& key = std::get<pix_key>(from.payee.destination);
    boost::json::object const tree{
        {"amount", static_cast<double>(from.amount.centavos()) / 100},
        {"externalReference", from.external_reference.text()},
        {"payee",
         {{"name", from.payee.name},
          {"document", from.payee.document.text()},
          {"destination", {{"type", "PIX"}, {"pixKeyType", "EMAIL"}, {"pixKey", key.text()}}}}}};
    return boost::json::serialize(tree);
}

/// The payout's body appended by hand, with escapes looked for in the name alone.
std::string payout_by_hand(create_cash_out const& from) {
    auto const& key = std::get<pix_key>(from.payee.destination);
    std::string text;
    text.reserve(512);
    text += R"({"amount":)";
    text += to_string(from.amount);
    text += R"(,"externalReference":")";
    text += from.external_reference.text();
    text += R"(","payee":{"name":")";
    for (char const c : from.payee.name) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    text += R"(","document":")";
    text += from.payee.document.text();
    text += R"(","destination":{"type":"PIX","pixKeyType":"EMAIL","pixKey":")";
    text += key.text();
    text += R"("}}})";
    return text;
}

template <class Write>
void measure(benchmark::State& state, Write write) {
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(write()); });
    state.counters["bytes"] = static_cast<double>(write().size());
    for (auto _ : state) {
        benchmark::ClobberMemory();
        benchmark::DoNotOptimize(write());
    }
}

auto const encode_balance = [] { return encode(wallet()); };
auto const encode_payout = [] { return encode(payout()); };
auto const redact_balance = [] { return redact(wallet()); };
auto const payout_tree = [] { return tree_of_payout(payout()); };
auto const payout_hand = [] { return payout_by_hand(payout()); };

BENCHMARK_CAPTURE(measure, 1, encode_balance)->Name("encode/balance/connectpsp");
BENCHMARK_CAPTURE(measure, 2, redact_balance)->Name("encode/balance/connectpsp_redact");
BENCHMARK_CAPTURE(measure, 3, encode_payout)->Name("encode/payout/connectpsp");
BENCHMARK_CAPTURE(measure, 4, payout_hand)->Name("encode/payout/by_hand");
BENCHMARK_CAPTURE(measure, 5, payout_tree)->Name("encode/payout/boost_json_tree");

#if defined(CONNECTPSP_BENCHMARK_GLAZE)

struct glaze_destination {
    std::string_view type, pixKeyType, pixKey;
};
struct glaze_payee {
    std::string_view name, document;
    glaze_destination destination;
};
struct glaze_payout {
    double amount;
    std::string_view externalReference;
    glaze_payee payee;
};

auto const payout_glaze = [] {
    auto const& from = payout();
    auto const& key = std::get<pix_key>(from.payee.destination);
    glaze_payout const made{
        static_cast<double>(from.amount.centavos()) / 100,
        from.external_reference.text(),
        {from.payee.name, from.payee.document.text(), {"PIX", "EMAIL", key.text()}}};
    return glz::write_json(made).value();
};

BENCHMARK_CAPTURE(measure, 6, payout_glaze)->Name("encode/payout/glaze");

#endif

} // namespace

int main(int count, char** arguments) {
    if (payout_by_hand(payout()) != encode(payout())) return 1;
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
}
