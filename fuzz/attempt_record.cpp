// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Saved attempts. An input is the text of a record, which is loaded as it is and with the MAC that
// a holder of the key would put behind it; or lines, if it does not begin with `{`: an operation
// (`p` payout, `i` cash-in, `r` refund, `b` rebalance), an idempotency key, an id, and a body that
// goes into a record as it is. A text that begins as the version before did is also tried with the
// current beginning. A record that loads is saved to the same record and sent as its body. No other
// merchant or environment opens it, and no webhook receiver accepts it.
#include "hmac_oracle.hpp"
#include "oracle.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <boost/json/parse.hpp>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace fuzz_attempt_record {

namespace {

namespace psp = connectpsp;
using fuzz::require;

constexpr std::string_view key_text = "3f0c9a52-6a7d-4b1e-9c58-2d4be07a91f3";
constexpr std::string_view old_beginning = "{\"version\":1,";
constexpr std::string_view beginning =
    "{\"version\":2,\"environment\":\"https://api.homologacao.connectpsp.com\","
    "\"clientId\":\"1042\",";

psp::environment const& here() {
    static auto const made = psp::environment::staging();
    return made;
}

psp::credentials merchant(char const* id, std::string_view crypto_token) {
    psp::credential_texts texts;
    texts.client_id = id;
    texts.client_secret = psp::secret{"7b0a6c52-1f0e-4d0b-a9a4-6f1c2be94d31"};
    texts.application_token = psp::secret{"c2d9a1b4-58e3-4f6b-9d27-0a1e3c5f7b91"};
    texts.crypto_token = psp::secret{crypto_token};
    return psp::credentials::make(std::move(texts)).value();
}

psp::credentials const& who() {
    static auto const made = merchant("1042", key_text);
    return made;
}

psp::authorization const& auth() {
    static auto const made = psp::authorization::make(here(), who(), psp::secret{"a.b.c"}).value();
    return made;
}

/// The key of records, by another program: the bytes of HMAC(CryptoToken, label).
std::string const& record_key() {
    static std::string const made = [] {
        std::string const hex = fuzz::hmac_hex(key_text, "connectpsp attempt record 2");
        std::string bytes;
        for (std::size_t i = 0; i != hex.size(); i += 2)
            bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
        return bytes;
    }();
    return made;
}

/// A text with the MAC that makes a record of it, in the place of the one it may have.
std::string sealed(std::string_view text) {
    std::size_t end = text.rfind(",\"mac\":\"");
    if (end == std::string_view::npos) end = text.size() - (text.ends_with('}') ? 1 : 0);
    std::string made{text.substr(0, end)};
    std::string const mac = fuzz::hmac_hex(record_key(), made);
    return made.append(",\"mac\":\"").append(mac).append("\"}");
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        char escaped[7];
        if (c == '"' || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (static_cast<unsigned char>(c) < 0x20)
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c)),
                out += escaped;
        else
            out += c;
    }
    return out + '"';
}

bool speaks_of_attempts(psp::error const& why) {
    return why.code().category() == psp::core_category() && why.code().value() >= 400 &&
           why.code().value() < 500;
}

/// The contents of a record, read by a DOM: a second opinion.
std::optional<std::string> member(boost::json::object const& record, char const* name) {
    auto const* const found = record.if_contains(name);
    if (found == nullptr) return std::nullopt;
    require(found->is_string(), "a member of a record is a text");
    return std::string{found->as_string().data(), found->as_string().size()};
}

/// A record that opens here opens nowhere else, even with the same CryptoToken; with a new one, by
/// the ring.
template <class Op>
void check_elsewhere(std::string_view text) {
    static auto const other = merchant("1043", key_text);
    static auto const rotated = merchant("1042", "another CryptoToken");
    static psp::secret const old{key_text};
    static psp::webhook_receiver const hook{old};
    require(psp::load_attempt<Op>(text, here(), other).error() ==
                psp::errc::attempt_of_other_merchant,
            "a record is of one merchant");
    require(psp::load_attempt<Op>(text, psp::environment::production(), who()).error() ==
                psp::errc::attempt_of_other_environment,
            "a record is of one environment");
    require(psp::load_attempt<Op>(text, here(), rotated).error() == psp::errc::attempt_mac_mismatch,
            "a record is of one CryptoToken");
    require(psp::load_attempt<Op>(text, here(), rotated, {&old, 1}).has_value(),
            "a CryptoToken that was replaced opens what it signed");
    std::string_view const signed_text = text.substr(0, text.size() - 74);
    require(!hook.verify(signed_text, text.substr(text.size() - 66, 64)), "a record is no webhook");
}

template <class Op>
bool check(std::string_view text) {
    auto const read = psp::load_attempt<Op>(text, here(), who());
    if (!read) {
        require(speaks_of_attempts(read.error()), "a refusal is one of attempts");
        require(!fuzz::has_control(to_string(read.error())), "an error is one line");
        return false;
    }
    Op const& op = read.value().operation;
    auto const again = psp::save_attempt(op, here(), who(), read.value().made_at);
    require(again && again.value() == text, "what loads is saved to the same record");
    require(text == sealed(text), "what loads has the right MAC");
    require(text.find('\n') == text.npos, "a record is one line");

    boost::system::error_code wrong;
    auto const dom = boost::json::parse({text.data(), text.size()}, wrong);
    require(!wrong.failed() && dom.is_object(), "a DOM reads a record");
    auto const& record = dom.as_object();
    require(record.at("version") == 2, "the version is the one that is known");
    require(member(record, "environment") == here().base_url() &&
                member(record, "clientId") == who().client_id(),
            "a record is of the merchant and environment that load_attempt it");
    require(member(record, "operation") == std::string{Op::endpoint.path},
            "a record is of the operation that loads");
    auto const sent = psp::build(op, auth());
    require(sent.has_value(), "what loads can be sent");
    require(sent.value().body == member(record, "body"), "what is sent is what was saved");
    require(sent.value().headers.find("X-Idempotency-Key") ==
                member(record, "idempotencyKey").value_or(""),
            "it is sent under its own key");
    if constexpr (requires { op.id; })
        require(op.id.text() == member(record, "id"), "it is sent to its own path");
    else
        require(!member(record, "id"), "what has no id is saved without one");
    check_elsewhere<Op>(text);
    require(!fuzz::has_control(redact(psp::decode<psp::attempt_record>(text).value())),
            "what is redacted is one line");
    return true;
}

void check_all(std::string_view text) {
    fuzz::exact_copy const copy{text};
    int const loaded = check<psp::create_cash_out>(copy.view()) +
                       check<psp::create_cash_in>(copy.view()) +
                       check<psp::refund_cash_in>(copy.view()) + check<psp::rebalance>(copy.view());
    require(loaded <= 1, "a record is of one operation");
}

std::string record_of(fuzz::input& in) {
    std::string_view const operation = in.line(), idempotency_key = in.line(), id = in.line();
    auto const path = operation.starts_with('p')   ? psp::create_cash_out::endpoint.path
                      : operation.starts_with('i') ? psp::create_cash_in::endpoint.path
                      : operation.starts_with('r') ? psp::refund_cash_in::endpoint.path
                                                   : psp::rebalance::endpoint.path;
    std::string text = std::string{beginning} + "\"operation\":" + quoted(path) +
                       ",\"madeAt\":\"2026-03-10T14:35:00Z\"";
    if (!idempotency_key.empty()) text += ",\"idempotencyKey\":" + quoted(idempotency_key);
    if (!id.empty()) text += ",\"id\":" + quoted(id);
    return text + ",\"body\":" + quoted(in.rest()) + '}';
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(attempt_record) {
    fuzz::input in{data, size};
    if (in.rest().starts_with('{')) {
        check_all(in.rest());
        check_all(sealed(in.rest()));
        if (in.rest().starts_with(old_beginning))
            check_all(
                sealed(std::string{beginning}.append(in.rest().substr(old_beginning.size()))));
    } else {
        check_all(sealed(record_of(in)));
    }
    return 0;
}

} // namespace fuzz_attempt_record
