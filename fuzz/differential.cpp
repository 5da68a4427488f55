// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Decodes responses about payments, and compares with boost::json::parse and extraction by hand.
// The first byte of an input says which type: `0` to `4`; the rest is the document. Where the two
// may differ is said in dom_oracle.hpp.

#include "dom_oracle.hpp"
#include "payments_oracle.hpp"

#include <cstdint>

namespace fuzz_differential {

namespace {

using fuzz::require;

template <class T>
void check(std::string_view text) {
    using connectpsp::errc;
    namespace limits = connectpsp::limits;

    fuzz::exact_copy const body{text};
    auto const got = connectpsp::decode<T>(body.view());
    if (text.size() > limits::response_body_bytes)
        return require(!got && got.error() == errc::body_too_large, "the size is bounded");

    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    boost::system::error_code refused;
    auto const dom = boost::json::parse(text, refused, {}, options);
    fuzz::json scanned;
    fuzz::json_scanner scanner{text, limits::json_depth};
    scanner.scan(scanned);
    if (scanner.huge_exponent()) return; // the DOM parser may refuse it, and the decoder does not
    if (refused.failed()) return require(!got, "what is no JSON is refused");
    if (fuzz::has_duplicates(scanned)) return;

    fuzz::dom_extraction expected;
    T wanted{};
    expect(expected, dom, "", wanted);
    if (!got) return require(expected.noted(got.error()), "what is refused must be refused");
    require(!expected.refused(), "what must be refused is refused");
    require(!expected.exact() || got.value() == wanted, "what is decoded is what stands there");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(differential) {
    fuzz::input in{data, size};
    switch (in.byte() % 5) {
    case '0' % 5: check<connectpsp::cash_in_charge>(in.rest()); break;
    case '1' % 5: check<connectpsp::cash_in>(in.rest()); break;
    case '2' % 5: check<connectpsp::refund_receipt>(in.rest()); break;
    case '3' % 5: check<connectpsp::cash_out_receipt>(in.rest()); break;
    default: check<connectpsp::cash_out>(in.rest()); break;
    }
    return 0;
}

} // namespace fuzz_differential
