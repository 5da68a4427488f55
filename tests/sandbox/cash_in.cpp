// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "br_code.hpp"
#include "crypto.hpp"
#include "documents.hpp"
#include "endpoints.hpp"
#include "handlers.hpp"
#include "identifiers.hpp"
#include "members.hpp"
#include "settlement.hpp"

namespace sandbox {
namespace {

constexpr int a_day_in_minutes = 24 * 60;
constexpr int a_year_in_minutes = 365 * a_day_in_minutes;

cash_in read_cash_in(members body, wall_clock::time_point now) {
    cash_in made;
    made.amount = body.amount("amount");
    made.external_reference = body.text("externalReference");
    made.webhook_url = body.optional_text("webhookUrl");
    auto payer = body.object("payer");
    made.payer_name = payer.text("name");
    made.payer_document = payer.text("document");
    if (!is_document(made.payer_document)) payer.complain("document", "must be a CPF or a CNPJ");
    made.open_finance = body.has("openFinance");
    if (made.open_finance) body.object("openFinance").optional_text("redirectUrl");

    made.requested_at = now;
    made.expires_at = now + std::chrono::minutes{body.count("expirationInMinutes", a_day_in_minutes,
                                                            a_year_in_minutes)};
    made.transaction_id = random_tx_id();
    made.internal_code = random_uuid();
    return made;
}

std::string created_json(cash_in const& made, payment_url_place place) {
    auto const payer =
        object_writer{}.text("name", made.payer_name).text("document", made.payer_document).str();
    object_writer body;
    body.text("transactionId", made.transaction_id)
        .text("internalCode", made.internal_code)
        .text("externalReference", made.external_reference)
        .text("status", name_of(made.status))
        .raw("amount", format_money(made.amount))
        .raw("payer", payer);
    auto const url = "https://open-finance.sandbox.invalid/pay/" + made.transaction_id;
    if (!made.open_finance)
        body.raw("pixData",
                 object_writer{}
                     .text("copyAndPaste", dynamic_br_code(made.transaction_id, made.amount))
                     .text("qrCodeImageBase64", qr_code_image_base64())
                     .str());
    else if (place == payment_url_place::top_level)
        body.text("paymentUrl", url);
    else
        body.raw("openFinance", object_writer{}.text("paymentUrl", url).str());
    return body.text("requestedAt", format_timestamp(made.requested_at)).str();
}

reply no_cash_in() { return problem(404, "Not Found", "NOT_FOUND", "No cash-in has that id."); }

reply unprocessable(std::string_view code, std::string_view detail) {
    return problem(422, "Unprocessable Entity", code, detail);
}

} // namespace

reply create_cash_in(state& world, request const& req, std::string const& /*id*/) {
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    auto made = read_cash_in({std::get<json_value>(body), complaint}, world.now());
    if (!complaint.empty()) return invalid_request(complaint);
    if (world.cash_ins.has_reference(made.external_reference))
        return duplicate_reference(made.external_reference);

    auto const& kept = world.cash_ins.add(std::move(made));
    ++world.counts.cash_ins_created;
    settle_later(world, kept);
    reply answer;
    answer.status = 201;
    answer.body = created_json(kept, world.payment_url);
    return answer;
}

reply get_cash_in(state& world, request const& /*req*/, std::string const& id) {
    auto const* found = find_cash_in(world, id);
    if (found == nullptr) return no_cash_in();
    reply answer;
    answer.body = to_json(*found);
    return answer;
}

reply refund_cash_in(state& world, request const& req, std::string const& id) {
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    members asked{std::get<json_value>(body), complaint};
    asked.one_of("reason", {"FRAUD", "DUPLICATED_PAYMENT", "CUSTOMER_REQUEST", "MERCHANT_ERROR"});
    asked.optional_text("description");
    if (!complaint.empty()) return invalid_request(complaint);

    auto* const found = find_cash_in(world, id);
    if (found == nullptr) return no_cash_in();
    switch (found->status) {
    case cash_in_status::paid: break;
    case cash_in_status::awaiting_payment:
        return unprocessable("CASH_IN_NOT_PAID", "The cash-in has not been paid.");
    case cash_in_status::expired:
        return unprocessable("CASH_IN_EXPIRED", "The cash-in expired without a payment.");
    case cash_in_status::refunded:
        return unprocessable("CASH_IN_ALREADY_REFUNDED", "The cash-in was refunded before.");
    case cash_in_status::cancelled:
        return unprocessable("CASH_IN_CANCELLED", "The cash-in was cancelled.");
    }
    if (!found->end_to_end_id)
        return unprocessable("MISSING_END_TO_END_ID", "The payment has no endToEndId yet.");
    if (!give_back_cash_in(world, *found))
        return unprocessable("INSUFFICIENT_FUNDS",
                             "The transactional balance does not cover the refund.");

    reply answer;
    answer.status = 202;
    answer.body = object_writer{}
                      .text("transactionId", found->transaction_id)
                      .text("internalCode", found->internal_code)
                      .text("externalReference", found->external_reference)
                      .text_or_null("endToEndId", found->end_to_end_id)
                      .text_or_null("originalEndToEndId", found->original_end_to_end_id)
                      .text("status", name_of(found->status))
                      .raw("amount", format_money(found->amount))
                      .text("refundedAt", format_timestamp(*found->refunded_at))
                      .str();
    return answer;
}

} // namespace sandbox
