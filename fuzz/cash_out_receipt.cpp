// The answer of POST /cash-out, decoded. The bounds are tiny, so that small inputs cross them.
#define CONNECTPSP_MAX_RESPONSE_BODY_BYTES 4096
#define CONNECTPSP_MAX_JSON_DEPTH 8

#include "payments_oracle.hpp"

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

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::check_decoder<connectpsp::cash_out_receipt>(fuzz::input{data, size}.rest());
    return 0;
}
