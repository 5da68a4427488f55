// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_C_IMPL_CONNECTPSP_IPP
#define CONNECTPSP_C_IMPL_CONNECTPSP_IPP

// The bodies of <connectpsp/c/connectpsp.h>, for one source of a program or shared library.

#include <connectpsp/api/rebalance_plan.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/c/connectpsp.h>
#include <connectpsp/c/detail/convert.hpp>
#include <connectpsp/c/detail/handles.hpp>
#include <connectpsp/flow/reconcile.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>

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
        connectpsp::endpoint_spec const* endpoint = nullptr;
        auto const status = with_operation(*operation_text, output, [&](auto of) {
            endpoint = &decltype(of)::type::endpoint;
            return CONNECTPSP_OK;
        });
        if (endpoint == nullptr) return status;
        connectpsp::error const why{connectpsp::make_error_code(connectpsp::errc::outcome_unknown),
                                    {.transaction_id = std::string{*transaction_id_text}}};
        auto const way = connectpsp::reconcile(
            *endpoint, transaction_id_text->empty() ? nullptr : &why, time_of(made_at),
            time_of(now), std::chrono::seconds{key_retention_seconds});
        reconciliation_form const made{std::string{to_string(way.by)}, unless_empty(way.id.text()),
                                       way.key_may_have_expired};
        return output.give(connectpsp::to_binding_form(made), CONNECTPSP_OK);
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
        return give_text(output, regular_text_of(*kind_text, *text_text));
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

CONNECTPSP_API connectpsp_status connectpsp_br_code_make(const char* type, size_t type_size,
                                                         const char* form, size_t form_size,
                                                         char* out, size_t capacity, size_t* size) {
    using namespace connectpsp::detail;
    return guarded([&] {
        CONNECTPSP_C_OUTPUT();
        CONNECTPSP_C_TEXT(type);
        CONNECTPSP_C_TEXT(form);
        auto const code = make_br_code(*type_text, *form_text);
        if (!code) return give_error(output, code.error());
        return output.give(code.value().text(), CONNECTPSP_OK);
    });
}

} // extern "C"

#undef CONNECTPSP_C_OUTPUT
#undef CONNECTPSP_C_TEXT

#endif
