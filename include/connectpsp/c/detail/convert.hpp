// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_C_DETAIL_CONVERT_HPP
#define CONNECTPSP_C_DETAIL_CONVERT_HPP

#include <connectpsp/api/operations.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/c/connectpsp.h>
#include <connectpsp/c/detail/forms.hpp>
#include <connectpsp/c/detail/interface.hpp>
#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/core/detail/code_table.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/retry_policy.hpp>
#include <connectpsp/pix/ascii_text.hpp>
#include <connectpsp/pix/br_code.hpp>

#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Arguments of C become values, and values become forms in the caller's buffer.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// A text that an argument brought: null where its pointer is null and its size is not zero.
inline std::optional<std::string_view> text_of_argument(char const* data, std::size_t size) {
    if (data == nullptr) return size == 0 ? std::optional<std::string_view>{""} : std::nullopt;
    return std::string_view{data, size};
}

/// Where a function writes its answer.
struct output {
    char* data;
    std::size_t capacity;
    std::size_t* size;

    bool usable() const noexcept { return size != nullptr && (data != nullptr || capacity == 0); }

    /// Writes all of an answer, or nothing. Wipes the answer.
    connectpsp_status give(std::string&& answer, connectpsp_status status) const noexcept {
        *size = answer.size();
        bool const fits = answer.size() <= capacity;
        if (fits && !answer.empty()) std::memcpy(data, answer.data(), answer.size());
        wipe(answer.data(), answer.size());
        return fits ? status : CONNECTPSP_BUFFER_TOO_SMALL;
    }
};

inline code_form form_of(boost::system::error_code const& code) {
    return {code.category().name(), std::string{name_of(code)}, code.value()};
}

inline std::optional<std::string> unless_empty(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return std::string{text};
}

/// A text of a server's as UTF-8: each byte that is none is U+FFFD.
inline std::string as_utf8(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        std::size_t const size = front_character(text).size;
        if (size == 0)
            made += "\xEF\xBF\xBD";
        else
            made += text.substr(0, size);
        text.remove_prefix((std::max)(size, std::size_t{1}));
    }
    return made;
}

inline error_form form_of(error const& why) {
    error_form form{.code = form_of(why.code()),
                    .remedy = std::string{to_string(why.remedy())},
                    .outcome_unknown = why.outcome_unknown(),
                    .message = to_string(why),
                    .cause = form_of(why.cause()),
                    .pointer = unless_empty(why.pointer()),
                    .subject = unless_empty(why.subject()),
                    .detail = unless_empty(why.detail()),
                    .transaction_id = unless_empty(why.transaction_id()),
                    .idempotency_key = unless_empty(why.idempotency_key()),
                    .external_reference = unless_empty(why.external_reference()),
                    .during_authentication = why.during_authentication()};
    for (code_row const& each : condition_rows)
        if (why == static_cast<condition>(each.number)) form.conditions.emplace_back(each.name);
    if (why.underlying().failed()) form.underlying = form_of(why.underlying());
    if (why.status() != 0) form.status = why.status();
    if (why.offset()) form.offset = static_cast<std::int64_t>(*why.offset());
    if (auto const* differs = why.mismatch())
        form.mismatch = mismatch_form{differs->expected, differs->received};
    if (auto const* sent = why.problem()) form.problem = *sent;
    if (!why.body_excerpt().empty()) form.body_excerpt = as_utf8(why.body_excerpt());
    if (auto const when = why.retry_after()) {
        if (auto const* delay = std::get_if<std::chrono::seconds>(&when->value()))
            form.retry_after_seconds = delay->count();
        else
            form.retry_at = timestamp{std::get<retry_after::instant>(when->value())};
    }
    return form;
}

inline connectpsp_status give_error(output const& out, error const& why) {
    return out.give(to_binding_form(form_of(why)), CONNECTPSP_FAILED);
}

inline connectpsp_status give_text(output const& out, result<std::string>&& made) {
    if (!made) return give_error(out, made.error());
    return out.give(std::move(made).value(), CONNECTPSP_OK);
}

template <class T>
connectpsp_status give_value(output const& out, result<T> const& made) {
    if (!made) return give_error(out, made.error());
    return out.give(to_binding_form(made.value()), CONNECTPSP_OK);
}

/// Runs a function's body: no exception crosses the border.
template <class Body>
connectpsp_status guarded(Body&& body) noexcept {
    CONNECTPSP_TRY { return body(); }
    CONNECTPSP_CATCH(std::bad_alloc const&) { return CONNECTPSP_NO_MEMORY; }
    CONNECTPSP_CATCH(...) { return CONNECTPSP_UNEXPECTED; }
}

/// An argument that names something which does not exist.
inline error unknown_name(char const* subject) {
    return error{make_error_code(errc::unreadable_argument), {.subject = subject}};
}

/// Calls `body` with the operation of a name; gives an error's status for a name that none has.
template <class Body>
connectpsp_status with_operation(std::string_view name, output const& out, Body&& body) {
    connectpsp_status status = CONNECTPSP_OK;
    bool found = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, all_operations>>(
        [&](auto op) {
            if (found || type_name<typename decltype(op)::type>() != name) return;
            found = true;
            status = body(op);
        });
    return found ? status : give_error(out, unknown_name("operation"));
}

/// Calls `body` with the operation that a record names. A record that names none is handed to the
/// first operation of a payment, which says what is wrong with it.
template <class Body>
connectpsp_status with_operation_of_record(std::string_view record, Body&& body) {
    std::string path;
    if (auto const read = decode<attempt_record>(record)) path = read.value().operation;
    connectpsp_status status = CONNECTPSP_OK;
    bool found = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, all_operations>>(
        [&](auto op) {
            using Op = typename decltype(op)::type;
            if constexpr (Op::endpoint.has_effect()) {
                if (found || Op::endpoint.path != path) return;
                found = true;
                status = body(op);
            }
        });
    return found ? status : body(boost::mp11::mp_identity<create_cash_out>{});
}

inline timestamp time_of(std::int64_t microseconds) noexcept {
    return timestamp{std::chrono::microseconds{microseconds}};
}

struct merchant {
    connectpsp::environment environment;
    connectpsp::credentials credentials;
};

inline result<connectpsp::environment> environment_of(session_config const& config) {
    if (config.environment == "production") return environment::production();
    if (config.environment == "staging") return environment::staging();
    return config.insecure_for_tests.value_or(false)
               ? environment::insecure_for_tests(config.environment)
               : environment::parse(config.environment);
}

inline result<merchant> merchant_of(session_config config) {
    auto where = environment_of(config);
    if (!where) return where.error().with([](error_context& in) { in.pointer = "/environment"; });
    auto who = credentials::make({.client_id = std::move(config.client_id),
                                  .client_secret = std::move(config.client_secret),
                                  .application_token = std::move(config.application_token),
                                  .crypto_token = std::move(config.crypto_token)});
    if (!who) return who.error();
    return merchant{std::move(where).value(), std::move(who).value()};
}

inline error out_of_range_at(char const* pointer) {
    return error{make_error_code(errc::out_of_range), {.pointer = pointer}};
}

/// Errors: those of from_binding_form; out_of_range.
inline result<retry_policy> policy_of(std::string_view form) {
    retry_policy policy;
    if (form.empty()) return policy;
    auto const read = from_binding_form<retry_policy_form>(form);
    if (!read) return read.error();
    constexpr std::int64_t most = std::int64_t{366} * 24 * 60 * 60 * 1000;
    auto const is_wrong = [](std::optional<std::int64_t> const& value, std::int64_t least) {
        return value && (*value < least || *value > most);
    };
    auto const& asked = read.value();
    if (is_wrong(asked.max_attempts, 1)) return out_of_range_at("/maxAttempts");
    if (is_wrong(asked.deadline_milliseconds, 0)) return out_of_range_at("/deadlineMilliseconds");
    if (is_wrong(asked.initial_delay_milliseconds, 0))
        return out_of_range_at("/initialDelayMilliseconds");
    if (is_wrong(asked.max_delay_milliseconds, 0)) return out_of_range_at("/maxDelayMilliseconds");
    if (is_wrong(asked.max_retry_after_seconds, 0)) return out_of_range_at("/maxRetryAfterSeconds");
    using std::chrono::milliseconds;
    if (asked.max_attempts)
        policy.max_attempts =
            static_cast<unsigned>((std::min)(*asked.max_attempts, std::int64_t{1'000'000}));
    if (asked.deadline_milliseconds) policy.deadline = milliseconds{*asked.deadline_milliseconds};
    if (asked.initial_delay_milliseconds)
        policy.initial_delay = milliseconds{*asked.initial_delay_milliseconds};
    if (asked.max_delay_milliseconds)
        policy.max_delay = milliseconds{*asked.max_delay_milliseconds};
    if (asked.max_retry_after_seconds)
        policy.max_retry_after = std::chrono::seconds{*asked.max_retry_after_seconds};
    return policy;
}

inline result<std::vector<secret>> keys_of(std::string_view form) {
    if (form.empty()) return std::vector<secret>{};
    auto read = from_binding_form<key_ring>(form);
    if (!read) return read.error();
    return std::move(read).value().crypto_tokens;
}

inline request_form form_of(request const& message) {
    request_form form{.method = std::string{to_string(message.method)},
                      .url = message.url,
                      .body = secret{message.body}};
    for (header_field const each : message.headers)
        form.headers.push_back({std::string{each.name}, secret{each.value}});
    return form;
}

inline event_form form_of(event const& received) {
    event_form form{.type = received.type,
                    .time = received.time,
                    .dedupe_key = received.dedupe_key(),
                    .delivery_id = received.delivery_id};
    if (auto const* in = std::get_if<cash_in>(&received.data)) form.cash_in = *in;
    if (auto const* out = std::get_if<cash_out>(&received.data)) form.cash_out = *out;
    return form;
}

inline std::string_view name_of_kind(br_code_kind kind) noexcept {
    switch (kind) {
    case br_code_kind::static_code: return "static";
    case br_code_kind::dynamic_code: return "dynamic";
    case br_code_kind::recurrence_only: return "recurrence_only";
    case br_code_kind::none: break;
    }
    return "none";
}

inline br_code_form form_of(br_code const& code) {
    br_code_form form{.kind = std::string{name_of_kind(code.kind())},
                      .text = code.text(),
                      .key = unless_empty(code.key()),
                      .url = unless_empty(code.url()),
                      .recurrence_url = unless_empty(code.recurrence_url()),
                      .description = unless_empty(code.description()),
                      .amount = code.amount(),
                      .txid = unless_empty(code.txid()),
                      .merchant_name = code.merchant_name(),
                      .merchant_city = code.merchant_city(),
                      .postal_code = unless_empty(code.postal_code()),
                      .merchant_category = code.merchant_category(),
                      .counts_characters = code.counts_characters()};
    if (auto const agent = code.withdrawal_agent())
        form.withdrawal_agent = std::string{agent->text()};
    if (auto const how = code.initiation())
        form.single_use = *how == point_of_initiation::single_use;
    return form;
}

inline std::string_view view_of(std::optional<std::string> const& text) noexcept {
    return text ? std::string_view{*text} : std::string_view{};
}

inline result<br_code> make_br_code(std::string_view type, std::string_view form) {
    if (type == type_name<dynamic_br_code_form>()) {
        auto const read = from_binding_form<dynamic_br_code_form>(form);
        if (!read) return read.error();
        auto const& parts = read.value();
        return br_code::make_dynamic(
            {.url = parts.url,
             .name = parts.name,
             .city = parts.city,
             .postal_code = view_of(parts.postal_code),
             .merchant_category = parts.merchant_category ? *parts.merchant_category : "0000",
             .initiation = parts.single_use.value_or(true) ? point_of_initiation::single_use
                                                           : point_of_initiation::reusable});
    }
    if (type != type_name<static_br_code_form>()) return unknown_name("type of BR Code");
    auto const read = from_binding_form<static_br_code_form>(form);
    if (!read) return read.error();
    auto const& parts = read.value();
    auto const key = pix_key::parse(parts.key_type, parts.key);
    if (!key) return key.error().with([](error_context& in) { in.pointer = "/key"; });
    return br_code::make_static(
        {.key = key.value(),
         .name = parts.name,
         .city = parts.city,
         .amount = parts.amount,
         .txid = view_of(parts.txid),
         .description = view_of(parts.description),
         .postal_code = view_of(parts.postal_code),
         .merchant_category = parts.merchant_category ? *parts.merchant_category : "0000"});
}

template <class Value>
result<std::string> regular_text(result<Value> const& value) {
    if (!value) return value.error();
    return std::string{value.value().text()};
}

inline result<std::string> regular_text_of(std::string_view kind, std::string_view text) {
    if (kind == "document") return regular_text(document::parse(text));
    if (kind == "cpf") return regular_text(cpf::parse(text));
    if (kind == "cnpj") return regular_text(cnpj::parse(text));
    if (kind == "pix_key_cpf") return regular_text(pix_key::parse(pix_key_type::cpf, text));
    if (kind == "pix_key_cnpj") return regular_text(pix_key::parse(pix_key_type::cnpj, text));
    if (kind == "pix_key_email") return regular_text(pix_key::parse(pix_key_type::email, text));
    if (kind == "pix_key_phone") return regular_text(pix_key::parse(pix_key_type::phone, text));
    if (kind == "pix_key_evp") return regular_text(pix_key::parse(pix_key_type::evp, text));
    if (kind == "end_to_end_id") return regular_text(end_to_end_id::parse(text));
    if (kind == "ispb") return regular_text(ispb::parse(text));
    if (kind == "branch") return regular_text(branch::parse(text));
    if (kind == "account_number") return regular_text(account_number::parse(text));
    if (kind == "external_reference") return regular_text(external_reference::parse(text));
    if (kind == "lookup_id") return regular_text(lookup_id::parse(text));
    if (kind == "idempotency_key") return regular_text(idempotency_key::parse(text));
    if (kind == "ascii_text") return to_ascii_text(text);
    if (kind == "base_url") {
        auto const where = environment::parse(text);
        if (!where) return where.error();
        return where.value().base_url();
    }
    if (kind == "money") {
        auto const amount = money::parse(text);
        if (!amount) return amount.error();
        return std::to_string(amount.value().centavos());
    }
    return unknown_name("kind of text");
}

template <class Status>
std::string_view compare_texts(std::string_view current, std::string_view incoming) {
    return to_string(compare_status(open_enum<Status>{current}, open_enum<Status>{incoming}));
}

} // namespace connectpsp::detail

#endif
