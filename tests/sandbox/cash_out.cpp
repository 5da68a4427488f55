// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "crypto.hpp"
#include "documents.hpp"
#include "endpoints.hpp"
#include "handlers.hpp"
#include "members.hpp"
#include "settlement.hpp"

namespace sandbox {
namespace {

void check_destination(members destination) {
    auto const type = destination.one_of("type", {"PIX", "BANK_ACCOUNT"});
    if (type == "PIX") {
        auto const key_type =
            destination.one_of("pixKeyType", {"CPF", "CNPJ", "EMAIL", "PHONE", "EVP"});
        if (!is_pix_key(key_type, destination.text("pixKey")))
            destination.complain("pixKey", "is no key of its type");
        return;
    }
    auto bank_account = destination.object("bankAccount");
    if (!is_ispb(bank_account.text("ispb")))
        bank_account.complain("ispb", "must be 8 digits or capitals");
    bank_account.text("branch");
    bank_account.text("account");
    bank_account.one_of("accountType", {"PAYMENT", "CHECKING", "SAVINGS"});
}

cash_out read_cash_out(members body) {
    cash_out made;
    made.amount = body.amount("amount");
    made.external_reference = body.text("externalReference");
    body.optional_text("description");
    made.webhook_url = body.optional_text("webhookUrl");
    auto payee = body.object("payee");
    made.payee_name = payee.text("name");
    if (!is_document(payee.text("document"))) payee.complain("document", "must be a CPF or a CNPJ");
    check_destination(payee.object("destination"));
    made.payee_json = to_json(payee.json());
    made.transaction_id = random_uuid();
    made.internal_code = random_uuid();
    return made;
}

} // namespace

reply create_cash_out(state& world, request const& req, std::string const& /*id*/) {
    auto const body = read_object(req);
    if (auto const* refusal = std::get_if<reply>(&body)) return *refusal;
    std::string complaint;
    auto made = read_cash_out({std::get<json_value>(body), complaint});
    if (!complaint.empty()) return invalid_request(complaint);
    if (world.cash_outs.has_reference(made.external_reference))
        return duplicate_reference(made.external_reference);
    if (!world.accounts.reserve(made.amount))
        return problem(422, "Unprocessable Entity", "INSUFFICIENT_FUNDS",
                       "The transactional balance, less what cash-outs in flight have reserved, "
                       "does not cover the cash-out.");

    made.requested_at = world.now();
    auto const& kept = world.cash_outs.add(std::move(made));
    ++world.counts.cash_outs_created;
    settle_later(world, kept);
    reply answer;
    answer.status = 202;
    answer.body = object_writer{}
                      .text("transactionId", kept.transaction_id)
                      .text("internalCode", kept.internal_code)
                      .text("externalReference", kept.external_reference)
                      .text("status", name_of(kept.status))
                      .raw("amount", format_money(kept.amount))
                      .raw("payee", kept.payee_json)
                      .text("requestedAt", format_timestamp(kept.requested_at))
                      .str();
    return answer;
}

reply get_cash_out(state& world, request const& /*req*/, std::string const& id) {
    auto const* found = world.cash_outs.find(id);
    if (found == nullptr) return problem(404, "Not Found", "NOT_FOUND", "No cash-out has that id.");
    reply answer;
    answer.body = to_json(*found);
    return answer;
}

} // namespace sandbox
