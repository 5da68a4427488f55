// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_SAMPLE_PAYMENTS_HPP
#define CONNECTPSP_TESTS_SUPPORT_SAMPLE_PAYMENTS_HPP

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>

#include <string>
#include <string_view>

// Made-up payments in the shapes of the real ones. The people do not exist.

namespace connectpsp::test {

inline constexpr std::string_view sample_key = "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f";
inline constexpr std::string_view sample_reference = "ORDER-2026-000123";
inline constexpr std::string_view sample_cpf = "52998224725";
inline constexpr std::string_view sample_cnpj = "12ABC34501DE35";
inline constexpr std::string_view sample_id = "3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b";
inline constexpr std::string_view sample_end_to_end_id = "E00416968202603101827cemeFscF6AG";
inline constexpr std::string_view sample_refund_id = "D00416968202603111200AbCdEfGhIjK";

inline create_cash_in sample_charge() {
    return {.idempotency_key = idempotency_key::parse(sample_key).value(),
            .amount = money::from_centavos(15050),
            .external_reference = external_reference::parse(sample_reference).value(),
            .payer = {.name = "Maria da Silva", .document = document::parse(sample_cpf).value()}};
}

inline pix_key sample_email() {
    return pix_key::parse(pix_key_type::email, "maria@example.com").value();
}

inline bank_account sample_account() {
    return {.ispb = ispb::parse("13935893").value(),
            .branch = branch::parse("0001").value(),
            .account = account_number::parse("123456").value(),
            .account_type = account_type::payment};
}

inline create_cash_out sample_payout(destination to = sample_email()) {
    return {.idempotency_key = idempotency_key::parse(sample_key).value(),
            .amount = money::from_centavos(15050),
            .external_reference = external_reference::parse(sample_reference).value(),
            .payee = {.name = "Maria da Silva",
                      .document = document::parse(sample_cpf).value(),
                      .destination = to}};
}

inline lookup_id sample_lookup(std::string_view text = sample_id) {
    return lookup_id::parse(text).value();
}

inline refund_cash_in sample_refund() {
    return {.idempotency_key = idempotency_key::parse(sample_key).value(),
            .id = sample_lookup(),
            .reason = refund_reason::customer_request};
}

/// A dynamic BR Code for BRL 150.50, made by hand; its CRC by another program.
inline constexpr std::string_view sample_br_code =
    "00020101021226770014br.gov.bcb.pix2555qr.example.com/v2/cobv/"
    "9d36b84fc70b478fb95c12729b90ca2552"
    "04000053039865406150.505802BR5913LOJA DA MARIA6009SAO PAULO62070503***630477F5";

/// The answer to sample_charge().
inline std::string sample_charge_json(std::string_view amount = "150.5") {
    return R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
           R"("externalReference":"ORDER-2026-000123","status":"AWAITING_PAYMENT","amount":)" +
           std::string{amount} +
           R"(,"payer":{"name":"Maria da Silva","document":"52998224725"},"pixData":{)"
           R"("copyAndPaste":")" +
           std::string{sample_br_code} +
           R"(","qrCodeImageBase64":"iVBORw0KGgo="},"requestedAt":"2026-03-10T14:35:00Z"})";
}

/// A paid cash-in, as GET /cash-in/{id} and the webhook give it.
inline constexpr std::string_view paid_cash_in_json =
    R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CI0001",)"
    R"("externalReference":"ORDER-2026-000123","endToEndId":"E00416968202603101827cemeFscF6AG",)"
    R"("originalEndToEndId":null,"status":"PAID","amount":150.5,"payer":{"name":)"
    R"("Maria da Silva","document":"52998224725","bankData":{"ispb":"00416968","bank":)"
    R"("BANCO INTER","branch":"0001","account":"7654321"}},"requestedAt":"2026-03-10T14:35:00Z",)"
    R"("paidAt":"2026-03-10T18:27:03-03:00","refundedAt":null,"expiredAt":null})";

/// A completed payout to a PIX key.
inline constexpr std::string_view completed_cash_out_json =
    R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CO0001",)"
    R"("externalReference":"ORDER-2026-000123","endToEndId":"E00416968202603101827cemeFscF6AG",)"
    R"("status":"COMPLETED","amount":150.5,"failure":null,"payee":{"name":"Maria da Silva",)"
    R"("document":"52998224725","destination":{"type":"PIX","pixKeyType":"EMAIL","pixKey":)"
    R"("maria@example.com"}},"requestedAt":"2026-03-10T14:35:00Z",)"
    R"("completedAt":"2026-03-10T14:35:04Z"})";

/// The answer to sample_payout().
inline std::string sample_payout_json(std::string_view amount = "150.50") {
    return R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b","internalCode":"CO0001",)"
           R"("externalReference":"ORDER-2026-000123","status":"PROCESSING","amount":)" +
           std::string{amount} +
           R"(,"payee":{"name":"Maria da Silva","document":"52998224725","destination":{"type":)"
           R"("PIX","pixKeyType":"EMAIL","pixKey":"maria@example.com"}},)"
           R"("requestedAt":"2026-03-10T14:35:00Z"})";
}

} // namespace connectpsp::test

#endif
