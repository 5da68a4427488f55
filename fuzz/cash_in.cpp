// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of GET /cash-in/{id}, decoded. The bounds are tiny, so that small inputs cross them.

#include "payments_oracle.hpp"

#include <cstdint>

namespace fuzz {

template <>
struct subject<connectpsp::cash_in> : payment_subject<connectpsp::cash_in> {
    static constexpr std::string_view names[] = {"transactionId",
                                                 "internalCode",
                                                 "externalReference",
                                                 "endToEndId",
                                                 "originalEndToEndId",
                                                 "status",
                                                 "amount",
                                                 "payer",
                                                 "name",
                                                 "document",
                                                 "bankData",
                                                 "ispb",
                                                 "bank",
                                                 "branch",
                                                 "account",
                                                 "requestedAt",
                                                 "paidAt",
                                                 "refundedAt",
                                                 "expiredAt"};
};

} // namespace fuzz

namespace fuzz_cash_in {

CONNECTPSP_FUZZ_HARNESS(cash_in) {
    fuzz::check_decoder<connectpsp::cash_in>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_cash_in
