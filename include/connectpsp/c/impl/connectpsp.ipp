// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_C_IMPL_CONNECTPSP_IPP
#define CONNECTPSP_C_IMPL_CONNECTPSP_IPP

// The bodies of <connectpsp/c/connectpsp.h>, for one source of a program or shared library.

#include <connectpsp/api/operations.hpp>
#include <connectpsp/api/rebalance_plan.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/c/connectpsp.h>
#include <connectpsp/c/detail/forms.hpp>
#include <connectpsp/c/detail/interface.hpp>
#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/core/detail/code_table.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/flow/reconcile.hpp>
#include <connectpsp/pix/ascii_text.hpp>
#include <connectpsp/pix/br_code.hpp>

#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// The operation of an endpoint that an attempt may be saved of; the first one for any other path,
/// which then says what is wrong with the record.
template <class Body>
connectpsp_status with_operation_of_record(std::string_view record, Body&& body) {
    using operations =
        boost::mp11::mp_list<create_cash_out, create_cash_in, refund_cash_in, rebalance>;
    std::string path;
    if (auto const read = decode<attempt_record>(record)) path = read.value().operation;
    connectpsp_status status = CONNECTPSP_OK;
    bool found = false;
    auto const call = [&](auto op) {
        if (found || decltype(op)::type::endpoint.path != path) return;
        found = true;
        status = body(op);
    };
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, operations>>(call);
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

inline result<br_code> make_br_code(std::string_view form) {
    // The form says by its members which of the two it is.
    if (form.find("\"url\"") != std::string_view::npos) {
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

inline result<std::string> check_text(std::string_view kind, std::string_view text) {
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

/// A session, and how often the process forked since it was made.
struct shared_session {
    shared_session(merchant&& whose, std::chrono::seconds margin)
        : of(std::move(whose.environment), std::move(whose.credentials), margin) {}

    connectpsp::session of;
    std::atomic<std::uint64_t> forks{0};
};

/// An exchange of any operation.
class any_exchange {
public:
    any_exchange() = default;
    any_exchange(any_exchange const&) = delete;
    any_exchange& operator=(any_exchange const&) = delete;
    virtual ~any_exchange() = default;
    virtual step start(timestamp now) = 0;
    virtual step receive(response_view const& answer, timestamp now) = 0;
    virtual step fail(error const& why, timestamp now) = 0;
    virtual step resume(timestamp now) = 0;
    virtual void cancel() = 0;
    virtual connectpsp_status give_result(output const& out) const = 0;
};

template <class Op>
class exchange_of final : public any_exchange {
public:
    template <class Begun>
    exchange_of(session& by, Begun&& begun, retry_policy const& policy, std::uint64_t random)
        : exchange_(by, std::forward<Begun>(begun), policy, random) {}

    step start(timestamp now) override { return exchange_.start(now); }
    step receive(response_view const& answer, timestamp now) override {
        return exchange_.receive(answer, now);
    }
    step fail(error const& why, timestamp now) override { return exchange_.fail(why, now); }
    step resume(timestamp now) override { return exchange_.resume(now); }
    void cancel() override { exchange_.cancel(); }
    connectpsp_status give_result(output const& out) const override {
        return give_value(out, exchange_.result());
    }

private:
    exchange<Op> exchange_;
};

} // namespace connectpsp::detail

struct connectpsp_session {
    std::shared_ptr<connectpsp::detail::shared_session> shared;
};

struct connectpsp_exchange {
    std::shared_ptr<connectpsp::detail::shared_session> shared; ///< outlives what follows
    std::unique_ptr<connectpsp::detail::any_exchange> of;
    std::uint64_t forks = 0;
    connectpsp::step now{};
    std::atomic<bool> busy{false};
};

struct connectpsp_webhook_receiver {
    connectpsp::webhook_receiver of;
};

struct connectpsp_authorization {
    connectpsp::environment environment;
    std::optional<connectpsp::authorization> of;
};

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// One call at a time: holds the exchange for as long as the call takes.
class exchange_call {
public:
    explicit exchange_call(connectpsp_exchange* exchange) noexcept
        : exchange_(exchange != nullptr && exchange->forks == exchange->shared->forks &&
                            !exchange->busy.exchange(true, std::memory_order_acquire)
                        ? exchange
                        : nullptr) {}
    exchange_call(exchange_call const&) = delete;
    exchange_call& operator=(exchange_call const&) = delete;
    ~exchange_call() {
        if (exchange_ != nullptr) exchange_->busy.store(false, std::memory_order_release);
    }

    explicit operator bool() const noexcept { return exchange_ != nullptr; }
    connectpsp_exchange* operator->() const noexcept { return exchange_; }

private:
    connectpsp_exchange* exchange_;
};

/// Moves an exchange on, and says what it wants next.
template <class Move>
connectpsp_status move_on(connectpsp_exchange* exchange, std::int32_t* step_out,
                          std::int64_t* delay, Move&& move) noexcept {
    return guarded([&] {
        if (step_out == nullptr || delay == nullptr) return CONNECTPSP_MISUSE;
        exchange_call const call{exchange};
        if (!call) return CONNECTPSP_MISUSE;
        step const next = move(*call->of);
        call->now = next;
        *step_out = next.done()      ? CONNECTPSP_STEP_DONE
                    : next.request() ? CONNECTPSP_STEP_SEND
                                     : CONNECTPSP_STEP_WAIT;
        *delay = next.delay().count();
        return CONNECTPSP_OK;
    });
}

/// Makes an exchange of an operation, or of a loaded attempt.
template <class Op, class Begun>
connectpsp_status make_exchange(connectpsp_session* session, Begun&& begun,
                                std::string_view policy_text, std::uint64_t random,
                                connectpsp_exchange** made, output const& out) {
    auto const policy = policy_of(policy_text);
    if (!policy) return give_error(out, policy.error());
    auto handle = std::make_unique<connectpsp_exchange>();
    handle->shared = session->shared;
    handle->forks = session->shared->forks;
    handle->of = std::make_unique<exchange_of<Op>>(session->shared->of, std::forward<Begun>(begun),
                                                   policy.value(), random);
    *out.size = 0;
    *made = handle.release();
    return CONNECTPSP_OK;
}

} // namespace connectpsp::detail

// Each parameter of a function is checked here and nowhere else.

#define CONNECTPSP_C_OUTPUT()                                                                      \
    connectpsp::detail::output const output{out, capacity, size}; /* NOLINT */                     \
    if (!output.usable()) return CONNECTPSP_MISUSE
#define CONNECTPSP_C_TEXT(name)                                                                    \
    auto const name##_text = connectpsp::detail::text_of_argument(name, name##_size);              \
    if (!name##_text) return CONNECTPSP_MISUSE

extern "C" {

CONNECTPSP_API const char* connectpsp_version(void) {
#define CONNECTPSP_C_QUOTE_(x) #x
#define CONNECTPSP_C_QUOTE(x) CONNECTPSP_C_QUOTE_(x)
    return CONNECTPSP_C_QUOTE(CONNECTPSP_VERSION_MAJOR) "." CONNECTPSP_C_QUOTE(
        CONNECTPSP_VERSION_MINOR) "." CONNECTPSP_C_QUOTE(CONNECTPSP_VERSION_PATCH);
#undef CONNECTPSP_C_QUOTE
#undef CONNECTPSP_C_QUOTE_
}

CONNECTPSP_API connectpsp_status connectpsp_interface(char* out, size_t capacity, size_t* size) {
    return connectpsp::detail::guarded([&] {
        CONNECTPSP_C_OUTPUT();
        return output.give(connectpsp::detail::interface_writer{}.write(), CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_session_new(const char* config, size_t config_size,
                                                        connectpsp_session** made, char* out,
                                                        size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(config);
        if (made == nullptr) return CONNECTPSP_MISUSE;
        auto read = connectpsp::from_binding_form<session_config>(*config_text);
        if (!read) return give_error(output, read.error());
        std::chrono::seconds margin = connectpsp::limits::token_refresh_margin;
        if (auto const asked = read.value().refresh_margin_seconds) {
            if (*asked < 0 || *asked > connectpsp::limits::token_lifetime.count())
                return give_error(output, out_of_range_at("/refreshMarginSeconds"));
            margin = std::chrono::seconds{*asked};
        }
        auto of = merchant_of(std::move(read).value());
        if (!of) return give_error(output, of.error());
        auto handle = std::make_unique<connectpsp_session>();
        handle->shared = std::make_shared<shared_session>(std::move(of).value(), margin);
        *size = 0;
        *made = handle.release();
        return CONNECTPSP_OK;
    });
}

CONNECTPSP_API void connectpsp_session_free(connectpsp_session* session) { delete session; }

CONNECTPSP_API connectpsp_status connectpsp_session_after_fork(connectpsp_session* session) {
    return connectpsp::detail::guarded([&] {
        if (session == nullptr) return CONNECTPSP_MISUSE;
        ++session->shared->forks;
        session->shared->of.after_fork();
        return CONNECTPSP_OK;
    });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_new(
    connectpsp_session* session, const char* operation, size_t operation_size, const char* form,
    size_t form_size, const char* policy, size_t policy_size, uint64_t random,
    connectpsp_exchange** made, char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(operation);
        CONNECTPSP_C_TEXT(form);
        CONNECTPSP_C_TEXT(policy);
        if (session == nullptr || made == nullptr) return CONNECTPSP_MISUSE;
        return with_operation(*operation_text, output, [&](auto of) {
            using Op = typename decltype(of)::type;
            if constexpr (Op::endpoint.auth == connectpsp::auth::none) {
                return give_error(output, unknown_name("operation of a session"));
            } else {
                auto read = connectpsp::from_binding_form<Op>(*form_text);
                if (!read) return give_error(output, read.error());
                return make_exchange<Op>(session, std::move(read).value(), *policy_text, random,
                                         made, output);
            }
        });
    });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_of_attempt(
    connectpsp_session* session, const char* record, size_t record_size, const char* older_tokens,
    size_t older_tokens_size, const char* policy, size_t policy_size, uint64_t random,
    connectpsp_exchange** made, char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(record);
        CONNECTPSP_C_TEXT(older_tokens);
        CONNECTPSP_C_TEXT(policy);
        if (session == nullptr || made == nullptr) return CONNECTPSP_MISUSE;
        auto const older = keys_of(*older_tokens_text);
        if (!older) return give_error(output, older.error());
        return with_operation_of_record(*record_text, [&](auto of) {
            using Op = typename decltype(of)::type;
            auto loaded =
                connectpsp::load_attempt<Op>(*record_text, session->shared->of, older.value());
            if (!loaded) return give_error(output, loaded.error());
            if constexpr (Op::endpoint.idempotency != connectpsp::idempotency::by_key)
                return give_error(output,
                                  connectpsp::error{connectpsp::errc::attempt_of_other_operation});
            else
                return make_exchange<Op>(session, std::move(loaded).value(), *policy_text, random,
                                         made, output);
        });
    });
}

CONNECTPSP_API void connectpsp_exchange_free(connectpsp_exchange* exchange) { delete exchange; }

CONNECTPSP_API connectpsp_status connectpsp_exchange_start(connectpsp_exchange* exchange,
                                                           int64_t now, int32_t* step,
                                                           int64_t* delay) {
    using namespace connectpsp::detail;
    return move_on(exchange, step, delay, [&](any_exchange& of) { return of.start(time_of(now)); });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_receive(
    connectpsp_exchange* exchange, int32_t http_status, const char* content_type,
    size_t content_type_size, const char* retry_after, size_t retry_after_size, const char* body,
    size_t body_size, int64_t now, int32_t* step, int64_t* delay) {
    using namespace connectpsp::detail;
    CONNECTPSP_C_TEXT(content_type);
    CONNECTPSP_C_TEXT(retry_after);
    CONNECTPSP_C_TEXT(body);
    connectpsp::response_view const answer{http_status, *content_type_text, *body_text,
                                           *retry_after_text};
    return move_on(exchange, step, delay,
                   [&](any_exchange& of) { return of.receive(answer, time_of(now)); });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_fail(connectpsp_exchange* exchange,
                                                          int32_t never_left, int64_t now,
                                                          int32_t* step, int64_t* delay) {
    using namespace connectpsp::detail;
    connectpsp::errc const why =
        never_left == 1 ? connectpsp::errc::not_sent : connectpsp::errc::no_answer;
    return move_on(exchange, step, delay,
                   [&](any_exchange& of) { return of.fail(why, time_of(now)); });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_resume(connectpsp_exchange* exchange,
                                                            int64_t now, int32_t* step,
                                                            int64_t* delay) {
    using namespace connectpsp::detail;
    return move_on(exchange, step, delay,
                   [&](any_exchange& of) { return of.resume(time_of(now)); });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_cancel(connectpsp_exchange* exchange) {
    using namespace connectpsp::detail;
    return guarded([&] {
        exchange_call const call{exchange};
        if (!call) return CONNECTPSP_MISUSE;
        call->of->cancel();
        call->now = {};
        return CONNECTPSP_OK;
    });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_request(connectpsp_exchange* exchange,
                                                             char* out, size_t capacity,
                                                             size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        exchange_call const call{exchange};
        if (!call) return CONNECTPSP_MISUSE;
        connectpsp::request const* const message = call->now.request();
        if (message == nullptr)
            return give_error(output, connectpsp::error{connectpsp::errc::not_sent});
        return output.give(connectpsp::to_binding_form(form_of(*message)), CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_exchange_result(connectpsp_exchange* exchange,
                                                            char* out, size_t capacity,
                                                            size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        exchange_call const call{exchange};
        if (!call) return CONNECTPSP_MISUSE;
        return call->of->give_result(output);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_authorization_new(
    const char* config, size_t config_size, const char* access_token, size_t access_token_size,
    connectpsp_authorization** made, char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(config);
        CONNECTPSP_C_TEXT(access_token);
        if (made == nullptr) return CONNECTPSP_MISUSE;
        auto read = connectpsp::from_binding_form<session_config>(*config_text);
        if (!read) return give_error(output, read.error());
        auto const of = merchant_of(std::move(read).value());
        if (!of) return give_error(output, of.error());
        auto handle = std::make_unique<connectpsp_authorization>(
            connectpsp_authorization{of.value().environment, std::nullopt});
        if (!access_token_text->empty()) {
            auto granted =
                connectpsp::authorization::make(of.value().environment, of.value().credentials,
                                                connectpsp::secret{*access_token_text});
            if (!granted) return give_error(output, granted.error());
            handle->of = std::move(granted).value();
        }
        *size = 0;
        *made = handle.release();
        return CONNECTPSP_OK;
    });
}

CONNECTPSP_API void connectpsp_authorization_free(connectpsp_authorization* authorization) {
    delete authorization;
}

CONNECTPSP_API connectpsp_status connectpsp_build(connectpsp_authorization* authorization,
                                                  const char* operation, size_t operation_size,
                                                  const char* form, size_t form_size, char* out,
                                                  size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(operation);
        CONNECTPSP_C_TEXT(form);
        if (authorization == nullptr) return CONNECTPSP_MISUSE;
        return with_operation(*operation_text, output, [&](auto of) {
            using Op = typename decltype(of)::type;
            auto const read = connectpsp::from_binding_form<Op>(*form_text);
            if (!read) return give_error(output, read.error());
            auto const message = [&] {
                if constexpr (Op::endpoint.auth == connectpsp::auth::none)
                    return connectpsp::build(read.value(), authorization->environment);
                else if (authorization->of)
                    return connectpsp::build(read.value(), *authorization->of);
                else
                    return connectpsp::result<connectpsp::request>{
                        connectpsp::error{connectpsp::errc::invalid_access_token}};
            }();
            if (!message) return give_error(output, message.error());
            return output.give(connectpsp::to_binding_form(form_of(message.value())),
                               CONNECTPSP_OK);
        });
    });
}

CONNECTPSP_API connectpsp_status connectpsp_parse(const char* operation, size_t operation_size,
                                                  const char* form, size_t form_size,
                                                  int32_t http_status, const char* content_type,
                                                  size_t content_type_size, const char* retry_after,
                                                  size_t retry_after_size, const char* body,
                                                  size_t body_size, char* out, size_t capacity,
                                                  size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(operation);
        CONNECTPSP_C_TEXT(form);
        CONNECTPSP_C_TEXT(content_type);
        CONNECTPSP_C_TEXT(retry_after);
        CONNECTPSP_C_TEXT(body);
        connectpsp::response_view const answer{http_status, *content_type_text, *body_text,
                                               *retry_after_text};
        return with_operation(*operation_text, output, [&](auto of) {
            using Op = typename decltype(of)::type;
            if (form_text->empty()) return give_value(output, connectpsp::parse<Op>(answer));
            auto const read = connectpsp::from_binding_form<Op>(*form_text);
            if (!read) return give_error(output, read.error());
            return give_value(output, connectpsp::parse(read.value(), answer));
        });
    });
}

CONNECTPSP_API connectpsp_status connectpsp_attempt_save(connectpsp_session* session,
                                                         const char* operation,
                                                         size_t operation_size, const char* form,
                                                         size_t form_size, int64_t now, char* out,
                                                         size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(operation);
        CONNECTPSP_C_TEXT(form);
        if (session == nullptr) return CONNECTPSP_MISUSE;
        return with_operation(*operation_text, output, [&](auto of) {
            using Op = typename decltype(of)::type;
            if constexpr (!Op::endpoint.has_effect()) {
                return give_error(output, unknown_name("operation with an effect"));
            } else {
                auto const read = connectpsp::from_binding_form<Op>(*form_text);
                if (!read) return give_error(output, read.error());
                return give_text(output, connectpsp::save_attempt(read.value(), session->shared->of,
                                                                  time_of(now)));
            }
        });
    });
}

CONNECTPSP_API connectpsp_status connectpsp_attempt_load(connectpsp_session* session,
                                                         const char* record, size_t record_size,
                                                         const char* older_tokens,
                                                         size_t older_tokens_size, char* out,
                                                         size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(record);
        CONNECTPSP_C_TEXT(older_tokens);
        if (session == nullptr) return CONNECTPSP_MISUSE;
        auto const older = keys_of(*older_tokens_text);
        if (!older) return give_error(output, older.error());
        return with_operation_of_record(*record_text, [&](auto of) {
            using Op = typename decltype(of)::type;
            auto const loaded =
                connectpsp::load_attempt<Op>(*record_text, session->shared->of, older.value());
            if (!loaded) return give_error(output, loaded.error());
            attempt_form const made{std::string{type_name<Op>()},
                                    connectpsp::to_binding_form(loaded.value().operation),
                                    loaded.value().made_at};
            return output.give(connectpsp::to_binding_form(made), CONNECTPSP_OK);
        });
    });
}

CONNECTPSP_API connectpsp_status connectpsp_reconcile(const char* operation, size_t operation_size,
                                                      const char* transaction_id,
                                                      size_t transaction_id_size, int64_t made_at,
                                                      int64_t now, int64_t key_retention_seconds,
                                                      char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(operation);
        CONNECTPSP_C_TEXT(transaction_id);
        return with_operation(*operation_text, output, [&](auto of) {
            connectpsp::error const why{
                connectpsp::make_error_code(connectpsp::errc::outcome_unknown),
                {.transaction_id = std::string{*transaction_id_text}}};
            auto const way = connectpsp::reconcile(
                decltype(of)::type::endpoint, transaction_id_text->empty() ? nullptr : &why,
                time_of(made_at), time_of(now), std::chrono::seconds{key_retention_seconds});
            reconciliation_form const made{std::string{to_string(way.by)},
                                           unless_empty(way.id.text()), way.key_may_have_expired};
            return output.give(connectpsp::to_binding_form(made), CONNECTPSP_OK);
        });
    });
}

CONNECTPSP_API connectpsp_status connectpsp_webhook_receiver_new(const char* tokens,
                                                                 size_t tokens_size,
                                                                 connectpsp_webhook_receiver** made,
                                                                 char* out, size_t capacity,
                                                                 size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(tokens);
        if (made == nullptr) return CONNECTPSP_MISUSE;
        auto const keys = keys_of(*tokens_text);
        if (!keys) return give_error(output, keys.error());
        auto receiver = connectpsp::webhook_receiver::make(keys.value());
        if (!receiver) return give_error(output, receiver.error());
        *size = 0;
        *made = new connectpsp_webhook_receiver{std::move(receiver).value()};
        return CONNECTPSP_OK;
    });
}

CONNECTPSP_API void connectpsp_webhook_receiver_free(connectpsp_webhook_receiver* receiver) {
    delete receiver;
}

CONNECTPSP_API connectpsp_status connectpsp_webhook_receive(
    connectpsp_webhook_receiver* receiver, const char* body, size_t body_size,
    const char* signature, size_t signature_size, const char* delivery_id, size_t delivery_id_size,
    char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(body);
        CONNECTPSP_C_TEXT(signature);
        CONNECTPSP_C_TEXT(delivery_id);
        if (receiver == nullptr) return CONNECTPSP_MISUSE;
        auto const received = receiver->of.receive(*body_text, *signature_text, *delivery_id_text);
        if (!received) return give_error(output, received.error());
        return output.give(connectpsp::to_binding_form(form_of(received.value())), CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_check_freshness(const char* form, size_t form_size,
                                                            int64_t now, int64_t tolerance_seconds,
                                                            char* out, size_t capacity,
                                                            size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(form);
        auto const read = connectpsp::from_binding_form<event_form>(*form_text);
        if (!read) return give_error(output, read.error());
        connectpsp::event received;
        received.time = read.value().time;
        auto const fresh = connectpsp::check_freshness(received, time_of(now),
                                                       std::chrono::seconds{tolerance_seconds});
        if (!fresh) return give_error(output, fresh.error());
        return output.give({}, CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_compare_status(const char* type, size_t type_size,
                                                           const char* current, size_t current_size,
                                                           const char* incoming,
                                                           size_t incoming_size, char* out,
                                                           size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(type);
        CONNECTPSP_C_TEXT(current);
        CONNECTPSP_C_TEXT(incoming);
        std::string_view change;
        if (*type_text == "cash_in_status")
            change = compare_texts<connectpsp::cash_in_status>(*current_text, *incoming_text);
        else if (*type_text == "cash_out_status")
            change = compare_texts<connectpsp::cash_out_status>(*current_text, *incoming_text);
        else
            return give_error(output, unknown_name("type of status"));
        return output.give(std::string{change}, CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_plan_rebalance(const char* form, size_t form_size,
                                                           int64_t exposure_centavos, char* out,
                                                           size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(form);
        auto const read = connectpsp::from_binding_form<connectpsp::balance>(*form_text);
        if (!read) return give_error(output, read.error());
        auto const plan = connectpsp::plan_rebalance(
            read.value(), connectpsp::money::from_centavos(exposure_centavos));
        rebalance_plan_form const made{std::string{to_string(plan.direction)}, plan.amount,
                                       plan.covered, plan.shortfall};
        return output.give(connectpsp::to_binding_form(made), CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_redact(const char* type, size_t type_size,
                                                   const char* form, size_t form_size, char* out,
                                                   size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(type);
        CONNECTPSP_C_TEXT(form);
        connectpsp_status status = CONNECTPSP_OK;
        bool found = false;
        auto const call = [&]<class T>(boost::mp11::mp_identity<T>) {
            if (found || type_name<T>() != *type_text) return;
            found = true;
            auto const read = connectpsp::from_binding_form<T>(*form_text);
            status = read ? output.give(connectpsp::redact(read.value()), CONNECTPSP_OK)
                          : give_error(output, read.error());
        };
        boost::mp11::mp_for_each<
            boost::mp11::mp_transform<boost::mp11::mp_identity, connectpsp::all_operations>>(
            [&](auto of) {
                call(of);
                call(boost::mp11::mp_identity<typename decltype(of)::type::result_type>{});
            });
        call(boost::mp11::mp_identity<connectpsp::problem>{});
        call(boost::mp11::mp_identity<event_form>{});
        return found ? status : give_error(output, unknown_name("type"));
    });
}

CONNECTPSP_API connectpsp_status connectpsp_check_text(const char* kind, size_t kind_size,
                                                       const char* text, size_t text_size,
                                                       char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(kind);
        CONNECTPSP_C_TEXT(text);
        return give_text(output, check_text(*kind_text, *text_text));
    });
}

CONNECTPSP_API connectpsp_status connectpsp_idempotency_key(const uint8_t* random_bytes, char* out,
                                                            size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        if (random_bytes == nullptr) return CONNECTPSP_MISUSE;
        std::array<std::uint8_t, 16> bytes;
        std::copy_n(random_bytes, bytes.size(), bytes.begin());
        auto const key = connectpsp::idempotency_key::make(bytes);
        return output.give(std::string{key.text()}, CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_br_code_read(const char* text, size_t text_size,
                                                         char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(text);
        auto const code = connectpsp::br_code::parse(*text_text);
        if (!code) return give_error(output, code.error());
        return output.give(connectpsp::to_binding_form(form_of(code.value())), CONNECTPSP_OK);
    });
}

CONNECTPSP_API connectpsp_status connectpsp_br_code_make(const char* form, size_t form_size,
                                                         char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(form);
        auto const code = make_br_code(*form_text);
        if (!code) return give_error(output, code.error());
        return output.give(code.value().text(), CONNECTPSP_OK);
    });
}

} // extern "C"

#undef CONNECTPSP_C_OUTPUT
#undef CONNECTPSP_C_TEXT

#endif
