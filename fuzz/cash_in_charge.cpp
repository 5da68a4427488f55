// The answer of POST /cash-in, decoded. The bounds are tiny, so that small inputs cross them.
#include "small_limits.hpp"

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

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::check_decoder<connectpsp::cash_in_charge>(fuzz::input{data, size}.rest());
    return 0;
}
