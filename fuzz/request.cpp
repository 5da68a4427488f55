// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Requests about payments, built from any text. An input is lines: which operation (`i` cash-in,
// `f` cash-in by OpenFinance, `r` refund, `p` payout to a PIX key, `b` payout to an account) and a
// digit for an enumerator; then amount, idempotency key, external reference, description,
// minutes, webhook URL, name, document, id or PIX key or redirect URL, ISPB, branch, account. An
// empty line leaves out what is optional.
#include "json_oracle.hpp"

#include <connectpsp/api/authorization.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz_request {

namespace {

namespace psp = connectpsp;
using fuzz::require;

/// The required contents of a body: a text, a number as its text, or members.
struct expected {
    std::string key;
    std::optional<std::string> text{};
    std::optional<std::int64_t> number{}; ///< in centavos for an amount
    std::vector<expected> members{};
};

void check_members(fuzz::json const& object, std::vector<expected> const& wanted) {
    require(object.kind == fuzz::json::type::object, "it is an object");
    require(object.keys.size() == wanted.size(), "exactly the documented members are there");
    for (auto const& each : wanted) {
        auto const at = std::find(object.keys.begin(), object.keys.end(), each.key);
        require(at != object.keys.end(), "a member has its documented name");
        fuzz::json const& value = object.values[static_cast<std::size_t>(at - object.keys.begin())];
        if (each.text) {
            require(value.kind == fuzz::json::type::string, "a text is a string");
            require(value.text == *each.text, "a text arrives as it is");
        } else if (each.number) {
            require(value.kind == fuzz::json::type::number, "an amount is a number");
            int const scale = each.key == "amount" ? 2 : 0;
            auto const read = fuzz::expected_scaled(value.text, scale, psp::errc::out_of_range);
            require(read.wrong == psp::errc{} && read.value == *each.number, "a number is exact");
        } else {
            check_members(value, each.members);
        }
    }
}

void check_body(std::string const& body, std::vector<expected> const& wanted) {
    fuzz::json document;
    require(fuzz::json_scanner{body, 32}.scan(document) == fuzz::verdict::good,
            "a body is JSON of RFC 8259");
    check_members(document, wanted);
    boost::system::error_code refused;
    auto const dom = boost::json::parse(body, refused);
    require(!refused.failed() && fuzz::same(document, dom), "a DOM reads the same");
}

psp::credentials const& who() {
    static auto const made = [] {
        psp::credential_texts texts;
        texts.client_id = "1042";
        texts.client_secret = psp::secret{"7b0a6c52-1f0e-4d0b-a9a4-6f1c2be94d31"};
        texts.application_token = psp::secret{"c2d9a1b4-58e3-4f6b-9d27-0a1e3c5f7b91"};
        texts.crypto_token = psp::secret{"3f0c9a52-6a7d-4b1e-9c58-2d4be07a91f3"};
        return psp::credentials::make(std::move(texts)).value();
    }();
    return made;
}

psp::authorization const& auth() {
    static auto const made =
        psp::authorization::make(psp::environment::staging(), who(), psp::secret{"a.b.c"}).value();
    return made;
}

void check_headers(psp::header_fields const& fields, bool with_signature, std::string_view key) {
    std::string_view const text = fields.text();
    std::size_t count = 0, lines = 0;
    for (psp::header_field const each : fields) {
        ++count;
        require(each.value.find_first_of(std::string_view{"\r\n\0", 3}) == each.value.npos,
                "a field's value holds no CR, LF or NUL");
        require(!each.value.empty() && !each.value.starts_with(' ') && !each.value.ends_with(' '),
                "a field has a value");
    }
    for (char const c : text)
        lines += c == '\n' ? 1U : 0U;
    require(lines == count && count == (with_signature ? 5U : 4U), "a field is one line");
    require(fields.find("Content-Type") == "application/json", "the body is JSON");
    require(fields.find("X-Idempotency-Key") == key, "the key is sent as it is");
    require(fields.find("DigitalSignature").empty() != with_signature,
            "what moves money is signed");
}

// The rules of a valid operation, written again.

bool is_clean(std::string_view text) {
    std::size_t characters = 0;
    for (std::string_view rest = text; !rest.empty(); ++characters) {
        int const size = fuzz::utf8_size(rest);
        if (size <= 0) return false;
        // C0, DEL, and C1, which is U+0080 to U+009F.
        auto const first = static_cast<unsigned char>(rest[0]);
        if (first < 0x20 || first == 0x7f) return false;
        if (first == 0xC2 && static_cast<unsigned char>(rest[1]) < 0xA0) return false;
        rest.remove_prefix(static_cast<std::size_t>(size));
    }
    return characters <= 140;
}

bool is_movable(psp::money amount) {
    return amount.centavos() > 0 && amount.centavos() <= 999'999'999'999;
}

/// A URL that was sent on: nothing in it needs escaping or leads elsewhere.
bool is_harmless_url(std::string_view url) {
    return url.size() <= 2048 && std::all_of(url.begin(), url.end(), [](char c) {
               return c > ' ' && c < '\x7f' &&
                      std::string_view{"\"<>\\^`{|}"}.find(c) == std::string::npos;
           });
}

/// A valid operation, and no other, is saved, and loads as the same request.
template <class Op>
void check_frozen(Op const& op, psp::result<psp::request> const& built) {
    auto const text = psp::save_attempt(op, auth().environment(), who(), psp::timestamp{});
    require(text.has_value() == built.has_value(), "what may be sent is saved");
    if (!text) return require(text.error().code() == built.error().code(), "with the same error");
    auto const loaded = psp::load_attempt<Op>(text.value(), auth().environment(), who());
    require(loaded.has_value(), "what was saved loads");
    auto const again = psp::build(loaded.value().operation, auth());
    require(again && again.value().url == built.value().url &&
                again.value().body == built.value().body &&
                again.value().headers.text() == built.value().headers.text(),
            "what loads is the same request");
}

template <class Op>
std::optional<psp::request> build_checked(Op const& op, bool right, bool with_signature) {
    auto built = psp::build(op, auth());
    require(right || !built, "what must not be sent is refused");
    check_frozen(op, built);
    if (!built) {
        require(!fuzz::has_control(to_string(built.error())), "an error is one line");
        require(!built.error().pointer().empty(), "an error says which member it is about");
        return std::nullopt;
    }
    check_headers(built.value().headers, with_signature, op.idempotency_key.text());
    require(!fuzz::has_control(redact(op)), "what is redacted is one line");
    return std::move(built).value();
}

/// The lines of an input.
struct texts {
    explicit texts(fuzz::input& in)
        : amount(in.line())
        , key(in.line())
        , reference(in.line())
        , description(in.line())
        , minutes(in.line())
        , webhook_url(in.line())
        , name(in.line())
        , document(in.line())
        , target(in.line())
        , ispb(in.line())
        , branch(in.line())
        , account(in.line()) {}

    std::string_view amount, key, reference, description, minutes, webhook_url, name, document,
        target, ispb, branch, account;
};

std::optional<std::string> if_given(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional{std::string{text}};
}

/// A value by its own parser; an empty one where that refuses the text.
template <class Value>
Value value_of(std::string_view text) {
    auto const parsed = Value::parse(text);
    return parsed ? parsed.value() : Value{};
}

void append_if_given(std::vector<expected>& to, char const* key,
                     std::optional<std::string> const& text) {
    if (text) to.push_back({.key = key, .text = *text});
}

expected person(char const* key, std::string const& name, psp::document const& document) {
    return {.key = key,
            .members = {{.key = "name", .text = name},
                        {.key = "document", .text = std::string{document.text()}}}};
}

void check_cash_in(texts const& from, bool open_finance) {
    psp::create_cash_in op{.idempotency_key = value_of<psp::idempotency_key>(from.key),
                           .amount = value_of<psp::money>(from.amount),
                           .external_reference = value_of<psp::external_reference>(from.reference),
                           .webhook_url = if_given(from.webhook_url),
                           .payer = {.name = std::string{from.name},
                                     .document = value_of<psp::document>(from.document)}};
    if (!from.minutes.empty())
        op.expiration_in_minutes =
            std::strtoll(std::string{from.minutes.substr(0, 20)}.c_str(), nullptr, 10);
    if (open_finance) op.open_finance = psp::open_finance{std::string{from.target}};

    bool const in_range = !op.expiration_in_minutes || (*op.expiration_in_minutes >= 1 &&
                                                        *op.expiration_in_minutes <= 366 * 24 * 60);
    bool const right = !op.idempotency_key.empty() && is_movable(op.amount) &&
                       !op.external_reference.empty() && !op.payer.document.empty() &&
                       !op.payer.name.empty() && is_clean(op.payer.name) && in_range &&
                       is_harmless_url(from.webhook_url) &&
                       (!open_finance || (!from.target.empty() && is_harmless_url(from.target)));
    auto const made = build_checked(op, right, false);
    if (!made) {
        // URLs have a form that only a harness of their own would judge.
        return require(!right || op.webhook_url || open_finance, "what is right is sent");
    }
    std::vector<expected> wanted{
        {.key = "amount", .number = op.amount.centavos()},
        {.key = "externalReference", .text = std::string{op.external_reference.text()}},
        person("payer", op.payer.name, op.payer.document)};
    if (op.expiration_in_minutes)
        wanted.push_back({.key = "expirationInMinutes", .number = op.expiration_in_minutes});
    append_if_given(wanted, "webhookUrl", op.webhook_url);
    if (open_finance)
        wanted.push_back({.key = "openFinance",
                          .members = {{.key = "redirectUrl", .text = std::string{from.target}}}});
    check_body(made->body, wanted);
}

void check_refund(texts const& from, unsigned choice) {
    constexpr char const* names[] = {"FRAUD", "DUPLICATED_PAYMENT", "CUSTOMER_REQUEST",
                                     "MERCHANT_ERROR"};
    psp::refund_cash_in op{.idempotency_key = value_of<psp::idempotency_key>(from.key),
                           .id = value_of<psp::lookup_id>(from.target),
                           .description = if_given(from.description)};
    if (choice % 5 != 4) op.reason = static_cast<psp::refund_reason>(choice % 5);
    bool const right =
        !op.idempotency_key.empty() && !op.id.empty() && op.reason && is_clean(from.description);
    auto const made = build_checked(op, right, true);
    require(made.has_value() == right, "what is right is sent");
    if (!made) return;
    std::vector<expected> wanted{{.key = "reason", .text = names[choice % 5]}};
    append_if_given(wanted, "description", op.description);
    check_body(made->body, wanted);
}

/// The spelling of a key that is sent: of a CPF and a CNPJ without punctuation and in capitals.
std::string regular_key(psp::pix_key_type type, std::string_view text) {
    if (type != psp::pix_key_type::cpf && type != psp::pix_key_type::cnpj) return std::string{text};
    std::string made;
    for (char const c : text) {
        if (c >= 'a' && c <= 'z')
            made += static_cast<char>(c - 'a' + 'A');
        else if (fuzz::is_digit(c) || (c >= 'A' && c <= 'Z'))
            made += c;
    }
    return made;
}

void check_cash_out(texts const& from, bool to_key, unsigned choice) {
    constexpr char const* key_types[] = {"CPF", "CNPJ", "EMAIL", "PHONE", "EVP"};
    constexpr char const* account_types[] = {"CHECKING", "SAVINGS", "PAYMENT"};
    psp::create_cash_out op{.idempotency_key = value_of<psp::idempotency_key>(from.key),
                            .amount = value_of<psp::money>(from.amount),
                            .external_reference = value_of<psp::external_reference>(from.reference),
                            .description = if_given(from.description),
                            .webhook_url = if_given(from.webhook_url),
                            .payee = {.name = std::string{from.name},
                                      .document = value_of<psp::document>(from.document)}};
    bool right = !op.idempotency_key.empty() && is_movable(op.amount) &&
                 !op.external_reference.empty() && !op.payee.document.empty() &&
                 !op.payee.name.empty() && is_clean(op.payee.name) && is_clean(from.description) &&
                 is_harmless_url(from.webhook_url);
    expected destination{.key = "destination"};
    if (to_key) {
        auto const type = static_cast<psp::pix_key_type>(choice % 5);
        auto const key = psp::pix_key::parse(type, from.target);
        right = right && key.has_value();
        if (key) {
            op.payee.destination = key.value();
            require(key.value().text() == regular_key(type, from.target), "a key is its text");
        }
        destination.members = {{.key = "type", .text = "PIX"},
                               {.key = "pixKeyType", .text = key_types[choice % 5]},
                               {.key = "pixKey", .text = regular_key(type, from.target)}};
    } else {
        psp::bank_account account{.ispb = value_of<psp::ispb>(from.ispb),
                                  .branch = value_of<psp::branch>(from.branch),
                                  .account = value_of<psp::account_number>(from.account)};
        if (choice % 4 != 3) account.account_type = static_cast<psp::account_type>(choice % 4);
        right = right && !account.ispb.empty() && !account.branch.empty() &&
                !account.account.empty() && account.account_type;
        op.payee.destination = account;
        destination.members = {
            {.key = "type", .text = "BANK_ACCOUNT"},
            {.key = "bankAccount",
             .members = {{.key = "ispb", .text = std::string{from.ispb}},
                         {.key = "branch", .text = std::string{from.branch}},
                         {.key = "account", .text = std::string{from.account}}}}};
        if (account.account_type)
            destination.members[1].members.push_back(
                {.key = "accountType", .text = account_types[choice % 4]});
    }
    auto const made = build_checked(op, right, true);
    if (!made) return require(!right || op.webhook_url, "what is right is sent");
    std::vector<expected> wanted{
        {.key = "amount", .number = op.amount.centavos()},
        {.key = "externalReference", .text = std::string{op.external_reference.text()}},
        person("payee", op.payee.name, op.payee.document)};
    wanted.back().members.push_back(destination);
    append_if_given(wanted, "description", op.description);
    append_if_given(wanted, "webhookUrl", op.webhook_url);
    check_body(made->body, wanted);
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(request) {
    fuzz::input in{data, size};
    std::string_view const first = in.line();
    char const operation = first.empty() ? 'i' : first.front();
    unsigned const choice = first.size() < 2 ? 0U : static_cast<unsigned char>(first[1] - '0');
    texts const from{in};
    switch (operation) {
    case 'r': check_refund(from, choice); break;
    case 'p': check_cash_out(from, true, choice); break;
    case 'b': check_cash_out(from, false, choice); break;
    case 'f': check_cash_in(from, true); break;
    default: check_cash_in(from, false); break;
    }
    return 0;
}

} // namespace fuzz_request
