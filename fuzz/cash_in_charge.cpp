// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of POST /cash-in, decoded. The bounds are tiny, so that small inputs cross them.

#include "payments_oracle.hpp"

#include <cstdint>

namespace fuzz {

template <>
struct subject<connectpsp::cash_in_charge> : payment_subject<connectpsp::cash_in_charge> {
    static constexpr std::string_view names[] = {"transactionId",
                                                 "internalCode",
                                                 "externalReference",
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
                                                 "pixData",
                                                 "copyAndPaste",
                                                 "qrCodeImageBase64",
                                                 "paymentUrl",
                                                 "openFinance",
                                                 "requestedAt"};
};

} // namespace fuzz

namespace fuzz_cash_in_charge {

CONNECTPSP_FUZZ_HARNESS(cash_in_charge) {
    fuzz::check_decoder<connectpsp::cash_in_charge>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_cash_in_charge
