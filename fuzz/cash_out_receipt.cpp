// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of POST /cash-out, decoded. The bounds are tiny, so that small inputs cross them.

#include "payments_oracle.hpp"

#include <cstdint>

namespace fuzz {

template <>
struct subject<connectpsp::cash_out_receipt> : payment_subject<connectpsp::cash_out_receipt> {
    static constexpr std::string_view names[] = {
        "transactionId", "internalCode", "externalReference", "status",      "amount",
        "payee",         "name",         "document",          "destination", "type",
        "pixKeyType",    "pixKey",       "bankAccount",       "ispb",        "branch",
        "account",       "accountType",  "requestedAt"};
};

} // namespace fuzz

namespace fuzz_cash_out_receipt {

CONNECTPSP_FUZZ_HARNESS(cash_out_receipt) {
    fuzz::check_decoder<connectpsp::cash_out_receipt>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_cash_out_receipt
