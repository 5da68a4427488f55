// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Compiled with the flags of programs that have their own ways: many warnings, all of them errors;
// and without exceptions and RTTI.
#include <connectpsp/connectpsp.hpp>
#include <connectpsp/flow/co_run.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace psp = connectpsp;
using namespace psp::literals;

namespace embedded {

psp::result<psp::response> send(psp::request const& message);
std::string everything(psp::session& session, std::string_view text);

psp::result<psp::response> send(psp::request const& message) {
    return psp::error{message.body.empty() ? psp::errc::no_answer : psp::errc::not_sent};
}

std::string everything(psp::session& session, std::string_view text) {
    psp::client client{session, send};
    std::string seen;
    auto const note = [&seen](auto const& got) {
        seen += got ? redact(got.value()) : to_string(got.error());
    };
    note(client(psp::get_balance{}));
    note(client(psp::rebalance{.target_amount = 1.50_brl}));
    note(client(psp::create_cash_in{}));
    note(client(psp::get_cash_in{}));
    note(client(psp::refund_cash_in{}));
    note(client(psp::create_cash_out{}));
    note(client(psp::get_cash_out{}));
    auto const keys = std::vector<psp::secret>{psp::secret{text}};
    if (auto const hooks = psp::webhook_receiver::make(keys)) {
        auto const event = hooks.value().receive(text, text);
        if (event) seen += redact(event.value()) + event.value().dedupe_key();
    }
    auto const record = save_attempt(psp::create_cash_out{}, session, psp::timestamp{});
    if (record) seen += record.value();
    if (auto const loaded = psp::load_attempt<psp::create_cash_out>(text, session))
        seen += redact(loaded.value().operation);
    if (auto const code = psp::br_code::parse(text)) seen += code.value().text();
    if (auto const id = psp::end_to_end_id::parse(text)) seen += id.value().suffix();
    if (auto const document = psp::document::parse(text)) seen += document.value().text();
    if (auto const made = psp::system_idempotency_key()) seen += made.value().text();
    psp::header_fields fields;
    if (!fields.append("X-Text", text)) seen += "not clean";
    return seen;
}

} // namespace embedded
