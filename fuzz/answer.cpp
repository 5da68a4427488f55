// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Whole responses, parsed as the answer to each of the eight operations. An input is text: the
// status, the content type and Retry-After, a line each, and then the body.
#include "oracle.hpp"

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/connectpsp.hpp>
#include <connectpsp/pix/br_code.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <connectpsp/api/operations.hpp>

#include <boost/mp11/algorithm.hpp>

#include <type_traits>

namespace fuzz_answer {

namespace {

namespace psp = connectpsp;
using fuzz::require;

/// The status that a line states; any int, so that nonsense is tried too.
int status_of(std::string_view line) {
    long const value = std::strtol(std::string{line.substr(0, 12)}.c_str(), nullptr, 10);
    return static_cast<int>(std::clamp(value, -2147483648L, 2147483647L));
}

bool consists_of(std::string_view text, std::string_view others, bool lower, bool digits) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'A' && c <= 'Z') || (lower && c >= 'a' && c <= 'z') ||
               (digits && fuzz::is_digit(c)) || others.find(c) != others.npos;
    });
}

/// Text that a log may show as it is.
bool is_enumerator(std::string_view text) {
    return !text.empty() && text.size() <= 64 && consists_of(text, "_", false, false);
}

void check_log_line(psp::error const& wrong) {
    std::string const line = to_string(wrong);
    require(fuzz::is_utf8(line) && !fuzz::has_control(line), "an error is one line of text");
    psp::error const other = wrong.with([](psp::error_context& context) {
        context.body_excerpt = "another text";
        if (!context.problem) return;
        context.problem->type = "another text";
        context.problem->title = "another text";
        context.problem->detail = "another text";
        if (context.problem->code && !is_enumerator(*context.problem->code))
            context.problem->code = "another text";
    });
    require(to_string(other) == line, "a log line does not depend on the server's prose");
}

void check_excerpt(std::string_view excerpt, std::string_view body) {
    constexpr std::size_t most = psp::limits::body_excerpt_bytes;
    require(body.starts_with(excerpt), "an excerpt is the start of the body");
    require(excerpt.size() <= most, "an excerpt is bounded");
    if (!fuzz::is_utf8(body)) return;
    require(fuzz::is_utf8(excerpt), "an excerpt cuts no character");
    require(excerpt.size() == body.size() || excerpt.size() + 3 >= most,
            "an excerpt is as long as it may be");
}

template <class Op>
void check_refusal(psp::error const& wrong, psp::response_view const& answer) {
    auto const sent = psp::decode_received<psp::problem>(answer.body);
    bool const telling = sent && sent.value() != psp::problem{};
    std::string_view code;
    if (Op::endpoint.auth == psp::auth::none) {
        require(wrong.body_excerpt().empty(), "nothing is kept that may echo a client secret");
        if (wrong.problem() != nullptr) {
            require(wrong.problem()->code.has_value(), "a login's problem is its code");
            code = *wrong.problem()->code;
            require(*wrong.problem() == psp::problem{.code = std::string{code}},
                    "a login's problem is its code alone");
            require(telling && sent.value().code == code, "a code is kept as it was sent");
        }
    } else {
        require((wrong.problem() != nullptr) == telling, "a problem is kept");
        if (telling) {
            require(*wrong.problem() == sent.value(), "a problem is kept as it was sent");
            if (sent.value().code) code = *sent.value().code;
        }
        check_excerpt(wrong.body_excerpt(), answer.body);
    }
    require(wrong.retry_after() == psp::parse_retry_after(answer.retry_after),
            "Retry-After is kept");
    psp::api_errc wanted = psp::to_api_errc(answer.status, code);
    // Without a problem of ConnectPSP's own, nothing was looked for and not found.
    constexpr std::string_view problem_type = "application/problem+json";
    std::string type{answer.content_type.substr(0, problem_type.size())};
    for (char& c : type)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool const own = Op::endpoint.auth != psp::auth::none && telling &&
                     (sent.value().code || type == problem_type);
    if (wanted == psp::api_errc::not_found && !own) wanted = psp::api_errc::other_client_error;
    require(wrong.cause() == wanted, "the code is the problem's");
}

/// Whether an answer without success leaves open what happened: all do but a 4xx, which is a
/// considered refusal, and among those the timeout that something on the way may have seen does.
bool leaves_open(int status) { return status < 400 || status > 499 || status == 408; }

bool is_usable(psp::access_grant const& value) {
    std::string_view token = value.access_token.reveal();
    bool const bounded = token.size() <= psp::limits::access_token_bytes;
    while (token.ends_with('='))
        token.remove_suffix(1);
    return bounded && !token.empty() && consists_of(token, "-._~+/", true, true) &&
           (!value.token_type || connectpsp::obtain_token::is_bearer(value.token_type->text())) &&
           value.expires_in > 0 && value.lifetime() <= psp::limits::token_lifetime;
}
bool is_usable(psp::balance const& value) {
    return !value.currency || value.currency->text() == "BRL";
}
bool is_usable(psp::rebalance_receipt const& value) { return value.success; }
template <class Payment>
    requires requires(Payment const& value) { value.transaction_id; }
bool is_usable(Payment const& value) {
    if (value.transaction_id.empty() || fuzz::has_control_character(value.transaction_id))
        return false;
    if constexpr (requires { value.amount.centavos(); })
        if (value.amount.centavos() <= 0) return false;
    if constexpr (std::is_same_v<Payment, psp::cash_out_receipt>)
        for (std::string_view const failed : {"FAILED", "CANCELLED", "REFUNDED"})
            if (value.status && value.status->text() == failed) return false;
    return true;
}

/// Operations with values, to which an answer may be one or not.
template <class Op>
Op sample() {
    return {};
}
constexpr std::string_view sample_id = "3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b";
constexpr std::string_view sample_reference = "ORDER-2026-000123";
constexpr std::string_view sample_cpf = "52998224725";
constexpr std::string_view sample_email = "maria@example.com";
constexpr psp::money sample_amount = psp::money::from_centavos(15050);

template <>
psp::create_cash_in sample() {
    return {.amount = sample_amount,
            .external_reference = psp::external_reference::parse(sample_reference).value(),
            .payer = {.name = "Maria", .document = psp::document::parse(sample_cpf).value()}};
}
template <>
psp::create_cash_out sample() {
    return {.amount = sample_amount,
            .external_reference = psp::external_reference::parse(sample_reference).value(),
            .payee = {.name = "Maria",
                      .document = psp::document::parse(sample_cpf).value(),
                      .destination =
                          psp::pix_key::parse(psp::pix_key_type::email, sample_email).value()}};
}
template <>
psp::get_cash_in sample() {
    return {.id = psp::lookup_id::parse(sample_id).value()};
}
template <>
psp::get_cash_out sample() {
    return {.id = psp::lookup_id::parse(sample_id).value()};
}
template <>
psp::refund_cash_in sample() {
    return {.id = psp::lookup_id::parse(sample_id).value()};
}

// Whether an answer is about something else than the sample, as plainly as it can be said. A member
// that a response leaves out, or masks, is not a contradiction.

bool is_other_amount(std::optional<psp::money> const& amount) {
    return amount && *amount != sample_amount;
}
bool is_other_text(std::optional<std::string> const& text, std::string_view asked) {
    return text && *text != asked;
}
bool is_other_document(std::optional<psp::received<psp::document>> const& sent) {
    if (!sent) return false;
    auto const read = psp::document::parse(sent->text());
    return read && read.value().text() != sample_cpf;
}
/// An answer without the id that is asked for does not confirm it.
template <class Payment>
bool is_other_id(Payment const& value) {
    auto const same = [](std::string text) {
        for (char& c : text)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return text == sample_id;
    };
    auto const as_sent = [](auto const& id) { return id && id->text() == sample_id; };
    return !same(value.transaction_id) && !(value.internal_code && same(*value.internal_code)) &&
           !as_sent(value.end_to_end_id) && !as_sent(value.original_end_to_end_id);
}

/// A value of an enumeration that is known and not the one that was asked for.
template <class Enum>
bool is_other_kind(std::optional<connectpsp::open_enum<Enum>> const& sent, std::string_view asked) {
    if (!sent) return false;
    auto const& names = connectpsp::enum_names<Enum>::names;
    return sent->text() != asked &&
           std::find(std::begin(names), std::end(names), sent->text()) != std::end(names);
}
bool is_other_email(std::optional<std::string> const& sent) {
    return sent && *sent != sample_email && sent->find('*') == std::string::npos &&
           psp::pix_key::parse(psp::pix_key_type::email, *sent).has_value();
}

template <class Op>
bool is_other(Op const&, typename Op::result_type const&) {
    return false;
}
bool is_other(psp::create_cash_in const&, psp::cash_in_charge const& value) {
    if (is_other_amount(value.amount) || is_other_text(value.external_reference, sample_reference))
        return true;
    if (value.payer && is_other_document(value.payer->document)) return true;
    // A text to be copied that is broken, or asks for another amount; the rest is a bank's to
    // judge.
    auto const code = psp::br_code::parse(value.copy_and_paste());
    if (value.copy_and_paste().empty()) return false;
    if (!code)
        return code.error() == psp::errc::br_code_wrong_crc ||
               code.error() == psp::errc::br_code_without_crc;
    return is_other_amount(code.value().amount());
}
bool is_other(psp::create_cash_out const&, psp::cash_out_receipt const& value) {
    if (is_other_amount(value.amount) || is_other_text(value.external_reference, sample_reference))
        return true;
    if (!value.payee) return false;
    if (is_other_document(value.payee->document)) return true;
    if (!value.payee->destination) return false;
    auto const& to = *value.payee->destination;
    return is_other_kind(to.type, "PIX") || is_other_kind(to.pix_key_type, "EMAIL") ||
           is_other_email(to.pix_key);
}
bool is_other(psp::get_cash_in const&, psp::cash_in const& value) { return is_other_id(value); }
bool is_other(psp::get_cash_out const&, psp::cash_out const& value) { return is_other_id(value); }
bool is_other(psp::refund_cash_in const&, psp::refund_receipt const& value) {
    return is_other_id(value);
}

/// The parse that knows what was asked.
template <class Op>
void check_mismatch(typename Op::result_type const& read, psp::response_view const& answer) {
    auto const op = sample<Op>();
    auto const got = psp::parse(op, answer);
    require(!got || !is_other(op, read), "an answer about something else is refused");
    // Payees and codes are refused for more reasons than this oracle states.
    constexpr bool creates = requires { op.amount; };
    require(creates || got.has_value() != is_other(op, read), "no other answer is refused");
    if (got) return require(encode(got.value()) == encode(read), "it is what was read");
    psp::error const& wrong = got.error();
    check_log_line(wrong);
    require(wrong.cause() == psp::condition::mismatch, "it is refused as a mismatch");
    require(wrong.mismatch() != nullptr || wrong.cause() == psp::errc::mismatched_br_code,
            "what differs is said");
    require(wrong.outcome_unknown() == Op::endpoint.has_effect(), "what it did is not known");
    require(!Op::endpoint.has_effect() || wrong.remedy() == psp::remedy::reconcile,
            "what is about something else is looked up");
}

template <class Op>
void check_success(psp::result<typename Op::result_type> const& got, std::string_view body,
                   bool moves_money) {
    auto const read = psp::decode_received<typename Op::result_type>(body);
    require(got.has_value() == (read && is_usable(read.value())), "a right body is the result");
    if (got) return require(encode(got.value()) == encode(read.value()), "it is what was read");
    psp::error const& wrong = got.error();
    if (!read)
        require(wrong.cause() == read.error().code() && wrong.pointer() == read.error().pointer(),
                "it is refused for what the decoder found");
    require(wrong.body_excerpt().empty(), "nothing is kept of a body that may hold a token");
    bool const denied = read && wrong == psp::api_errc::declined;
    require(wrong.outcome_unknown() == (moves_money && !denied), "money may have moved");
}

/// An unknown outcome is that and nothing else, whatever the answer says.
void check_conditions_of_unknown(psp::error const& wrong) {
    require(wrong == psp::errc::outcome_unknown, "what is open has the code of that");
    for (int number = 1; number <= static_cast<int>(psp::condition::untrusted); ++number) {
        auto const each = static_cast<psp::condition>(number);
        bool const expected = each == psp::condition::outcome_unknown;
        require((wrong == each) == expected, "what is open meets no other condition");
        require((wrong.code() == each) == expected, "nor does its code");
    }
}

template <class Op>
void check(psp::response_view const& answer, bool moves_money) {
    auto const got = psp::parse<Op>(answer);
    bool const success = answer.status >= 200 && answer.status <= 299;
    require(success || !got, "only a 2xx is a success");
    if (success) check_success<Op>(got, answer.body, moves_money);
    if (got) return check_mismatch<Op>(got.value(), answer);

    psp::error const& wrong = got.error();
    require(wrong.status() == answer.status, "the status is kept");
    check_log_line(wrong);
    bool const keyed = Op::endpoint.idempotency == psp::idempotency::by_key;
    // A key or reference that was used before may have been used by an earlier attempt.
    bool const refused = keyed && !success && !leaves_open(answer.status);
    bool const used =
        refused &&
        (answer.status == 409 || (wrong.problem() != nullptr && wrong.problem()->code &&
                                  wrong.problem()->code->find("IDEMPOTENCY") != std::string::npos));
    if (!success) {
        check_refusal<Op>(wrong, answer);
        bool const open = moves_money && leaves_open(answer.status);
        require(!(open || used) || wrong.outcome_unknown(), "what an answer leaves open is said");
        require(refused || wrong.outcome_unknown() == open, "nothing else is left open");
    }
    if (wrong.outcome_unknown()) {
        bool const again = wrong.remedy() == psp::remedy::retry_same_key;
        require(again || wrong.remedy() == psp::remedy::reconcile, "what is open is found out");
        require(!again || keyed, "only a key makes it safe to ask again");
        require(refused || success || again == keyed, "a key makes it safe to ask again");
        check_conditions_of_unknown(wrong);
    }
    // With an operation, such a receipt may also be about another payout.
    if (wrong.cause() == psp::errc::payout_not_accepted) return;
    auto const same = psp::parse(Op{}, answer);
    require(!same && to_string(same.error()) == to_string(wrong), "both parses agree");
}

/// Written down a second time, apart from what the operations state.
template <class Op>
inline constexpr bool moves_money =
    !std::is_same_v<Op, psp::obtain_token> && !std::is_same_v<Op, psp::get_balance> &&
    !std::is_same_v<Op, psp::get_cash_in> && !std::is_same_v<Op, psp::get_cash_out>;

} // namespace

CONNECTPSP_FUZZ_HARNESS(answer) {
    fuzz::input in{data, size};
    int const status = status_of(in.line());
    fuzz::exact_copy const content_type{in.line()}, retry_after{in.line()}, body{in.rest()};
    psp::response_view const answer{status, content_type.view(), body.view(), retry_after.view()};

    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, psp::all_operations>>(
        [&]<class Op>(std::type_identity<Op>) { check<Op>(answer, moves_money<Op>); });

    std::string const shown = redact(answer);
    require(!fuzz::has_control(shown), "what is redacted is one line");
    require(shown.size() < 100 && shown.ends_with(" bytes"), "what is redacted is short");
    return 0;
}

} // namespace fuzz_answer
