// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of POST /cash-in/{id}/refund, decoded. The bounds are tiny here, so that small inputs
// cross them.

#include "payments_oracle.hpp"

#include <cstdint>

namespace fuzz {

template <>
struct subject<connectpsp::refund_receipt> : payment_subject<connectpsp::refund_receipt> {
    static constexpr std::string_view names[] = {
        "transactionId", "internalCode", "externalReference", "endToEndId", "originalEndToEndId",
        "status",        "amount",       "refundedAt"};
};

} // namespace fuzz

namespace fuzz_refund_receipt {

CONNECTPSP_FUZZ_HARNESS(refund_receipt) {
    fuzz::check_decoder<connectpsp::refund_receipt>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_refund_receipt
