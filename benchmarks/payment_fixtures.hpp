// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_PAYMENT_FIXTURES_HPP
#define CONNECTPSP_BENCHMARKS_PAYMENT_FIXTURES_HPP

#include <cstddef>
#include <string>
#include <string_view>

// Made-up answers about payments, compact, keys in the documented order.  docs/protocol.md §2, §4

namespace bench {

inline constexpr std::string_view br_code =
    "00020101021226770014br.gov.bcb.pix2555qr.example.com/v2/cobv/"
    "9d36b84fc70b478fb95c12729b90ca2552"
    "04000053039865406150.505802BR5913LOJA DA MARIA6009SAO PAULO62070503***630477F5";

/// The answer of POST /cash-in with an image of so many characters of base64.
inline std::string cash_in_charge_with_image(std::size_t image) {
    std::string base64;
    for (std::size_t i = 0; i != image; ++i)
        base64 += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[i * 37 % 64];
    return R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
           R"("externalReference":"ORDER-2026-000123","status":"AWAITING_PAYMENT","amount":150.5,)"
           R"("payer":{"name":"Maria da Silva","document":"52998224725"},"pixData":{)"
           R"("copyAndPaste":")" +
           std::string{br_code} + R"(","qrCodeImageBase64":")" + base64 +
           R"("},"requestedAt":"2026-03-10T14:35:00Z"})";
}

inline constexpr std::string_view cash_in =
    R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
    R"("externalReference":"ORDER-2026-000123","endToEndId":"E00416968202603101827cemeFscF6AG",)"
    R"("originalEndToEndId":null,"status":"PAID","amount":150.5,"payer":{"name":)"
    R"("Maria da Silva","document":"52998224725","bankData":{"ispb":"00416968","bank":)"
    R"("BANCO INTER","branch":"0001","account":"7654321"}},"requestedAt":"2026-03-10T14:35:00Z",)"
    R"("paidAt":"2026-03-10T18:27:03-03:00","refundedAt":null,"expiredAt":null})";

inline constexpr std::string_view refund_receipt =
    R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
    R"("externalReference":"ORDER-2026-000123","endToEndId":"D00416968202603111200AbCdEfGhIjK",)"
    R"("originalEndToEndId":"E00416968202603101827cemeFscF6AG","status":"REFUNDED",)"
    R"("amount":150.5,"refundedAt":"2026-03-11T12:00:00Z"})";

inline constexpr std::string_view cash_out_receipt =
    R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CO0001",)"
    R"("externalReference":"ORDER-2026-000123","status":"PROCESSING","amount":150.5,"payee":{)"
    R"("name":"Maria da Silva","document":"52998224725","destination":{"type":"PIX",)"
    R"("pixKeyType":"EMAIL","pixKey":"maria@example.com"}},)"
    R"("requestedAt":"2026-03-10T14:35:00Z"})";

inline constexpr std::string_view cash_out =
    R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CO0001",)"
    R"("externalReference":"ORDER-2026-000123","endToEndId":"E13935893202603101435cemeFscF6AG",)"
    R"("originalEndToEndId":null,"status":"COMPLETED","amount":150.5,"failure":null,"payee":{)"
    R"("name":"Maria da Silva","document":"12ABC34501DE35","destination":{"type":"BANK_ACCOUNT",)"
    R"("bankAccount":{"ispb":"00416968","branch":"0001","account":"7654321",)"
    R"("accountType":"CHECKING"}}},"requestedAt":"2026-03-10T14:35:00Z",)"
    R"("completedAt":"2026-03-10T14:35:04Z","failedAt":null,"refundedAt":null})";

/// An event of 700 bytes: that a cash-in is paid. Its external reference fills it up.
inline std::string cash_in_event() {
    std::string text = R"({"eventType":"CASHIN_PAID","eventAt":"2026-03-10T21:27:04Z","data":)";
    text.append(cash_in).append("}");
    text.insert(text.find("ORDER-2026"), std::string(700 - text.size(), 'X'));
    return text;
}

} // namespace bench

#endif
