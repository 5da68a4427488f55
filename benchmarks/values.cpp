// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Checking the values of PIX, as each request and each received text does.

#include "allocations.hpp"
#include "payment_fixtures.hpp"

#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/document.hpp>
#include <connectpsp/pix/end_to_end_id.hpp>
#include <connectpsp/pix/pix_key.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

namespace {

using connectpsp::pix_key;
using connectpsp::pix_key_type;

template <class Parse>
void measure(benchmark::State& state, std::string text, Parse parse) {
    if (!parse(text)) {
        state.SkipWithError("the text is refused");
        return;
    }
    state.counters["allocations"] =
        bench::allocations_of([&] { benchmark::DoNotOptimize(parse(text)); });
    for (auto _ : state) {
        benchmark::DoNotOptimize(text.data());
        benchmark::ClobberMemory();
        benchmark::DoNotOptimize(parse(text));
    }
}

auto const as_cpf = [](std::string_view text) { return connectpsp::cpf::parse(text); };
auto const as_cnpj = [](std::string_view text) { return connectpsp::cnpj::parse(text); };
auto const as_document = [](std::string_view text) { return connectpsp::document::parse(text); };
auto const as_end_to_end_id = [](std::string_view text) {
    return connectpsp::end_to_end_id::parse(text);
};
auto const as_br_code = [](std::string_view text) { return connectpsp::br_code::parse(text); };
template <pix_key_type type>
auto const as_key = [](std::string_view text) { return pix_key::parse(type, text); };

BENCHMARK_CAPTURE(measure, cpf, "52998224725", as_cpf);
BENCHMARK_CAPTURE(measure, cpf_formatted, "529.982.247-25", as_cpf);
BENCHMARK_CAPTURE(measure, cnpj, "12ABC34501DE35", as_cnpj);
BENCHMARK_CAPTURE(measure, document, "52998224725", as_document);
BENCHMARK_CAPTURE(measure, key_email, "maria@example.com", as_key<pix_key_type::email>);
BENCHMARK_CAPTURE(measure, key_phone, "+5511987654321", as_key<pix_key_type::phone>);
BENCHMARK_CAPTURE(measure, key_evp, "3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b",
                  as_key<pix_key_type::evp>);
BENCHMARK_CAPTURE(measure, end_to_end_id, "E00416968202603101827cemeFscF6AG", as_end_to_end_id);
BENCHMARK_CAPTURE(measure, br_code, std::string{bench::br_code}, as_br_code);

} // namespace

BENCHMARK_MAIN();
