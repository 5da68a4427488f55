// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of GET /cash-out/{id}, decoded. The bounds are tiny, so that small inputs cross them.

#include "payments_oracle.hpp"

#include <cstdint>

namespace fuzz {

template <>
struct subject<connectpsp::cash_out> : payment_subject<connectpsp::cash_out> {
    static constexpr std::string_view names[] = {
        "transactionId", "internalCode", "externalReference", "endToEndId",  "originalEndToEndId",
        "status",        "amount",       "failure",           "code",        "message",
        "payee",         "name",         "document",          "destination", "type",
        "pixKeyType",    "pixKey",       "bankAccount",       "ispb",        "branch",
        "account",       "accountType",  "requestedAt",       "completedAt", "failedAt",
        "refundedAt"};
};

} // namespace fuzz

namespace fuzz_cash_out {

CONNECTPSP_FUZZ_HARNESS(cash_out) {
    fuzz::check_decoder<connectpsp::cash_out>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_cash_out
