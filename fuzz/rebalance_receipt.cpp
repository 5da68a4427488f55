// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of POST /account/rebalance, decoded.
#include "decoder_oracle.hpp"

#include <connectpsp/api/account.hpp>

#include <cstdint>

namespace fuzz {

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::rebalance_receipt& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "success", out.success);
    from.optional(value, at, "message", out.message);
}

template <>
struct subject<connectpsp::rebalance_receipt> {
    static constexpr std::string_view names[] = {"success", "message"};

    static bool equal(connectpsp::rebalance_receipt const& left,
                      connectpsp::rebalance_receipt const& right) {
        return left == right;
    }

    static void replace_texts(connectpsp::rebalance_receipt& value) { replace_text(value.message); }
};

} // namespace fuzz

namespace fuzz_rebalance_receipt {

CONNECTPSP_FUZZ_HARNESS(rebalance_receipt) {
    fuzz::check_decoder<connectpsp::rebalance_receipt>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_rebalance_receipt
