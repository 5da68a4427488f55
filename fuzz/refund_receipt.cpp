// The answer of POST /cash-in/{id}/refund, decoded. The bounds are tiny here, so that small inputs
// cross them.
#define CONNECTPSP_MAX_RESPONSE_BODY_BYTES 4096
#define CONNECTPSP_MAX_JSON_DEPTH 8

#include "payments_oracle.hpp"

namespace fuzz {

template <>
struct subject<connectpsp::refund_receipt> : payment_subject<connectpsp::refund_receipt> {
    static constexpr std::string_view names[] = {
        "transactionId", "internalCode", "externalReference", "endToEndId", "originalEndToEndId",
        "status",        "amount",       "refundedAt"};
};

} // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::check_decoder<connectpsp::refund_receipt>(fuzz::input{data, size}.rest());
    return 0;
}
