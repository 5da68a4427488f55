/* SPDX-FileCopyrightText: 2026 The connectpsp authors
 * SPDX-License-Identifier: BSL-1.0 */

#ifndef CONNECTPSP_C_CONNECTPSP_H
#define CONNECTPSP_C_CONNECTPSP_H

/* The interface for other languages. C11; also C++.
 *
 * Values cross as JSON in UTF-8, in the binding form: an amount is a string of digits that counts
 * centavos, and its key ends in `Centavos`; every other whole number is a string of digits, too; a
 * time is RFC 3339 in UTC. connectpsp_interface() lists every type with its members. Texts are
 * pointers with a size in bytes and need no end. A null pointer is an empty text, if its size is
 * zero.
 *
 * A function with `out`, `capacity` and `size` writes its answer there, without a zero at its end.
 * *size is always set to the size of the whole answer. If the capacity is less, the function
 * returns CONNECTPSP_BUFFER_TOO_SMALL, has written nothing and has changed nothing: call it again
 * with more. `out` may be null when the capacity is zero. Nothing that is returned needs to be freed
 * except the handles.
 *
 * Errors are values: a function that returns CONNECTPSP_FAILED has written the type `error` to
 * `out`: its code, remedy, whether the outcome is unknown, and more. No exception leaves the
 * library. It has no callback, no thread, no log and no clock: times are the caller's, in
 * microseconds since 1970-01-01 UTC, of one clock throughout.
 *
 * Threads: every function may be called by any thread. Sessions, receivers and authorizations are
 * shared by threads freely. An exchange takes one call at a time; a second one at the same moment
 * is CONNECTPSP_MISUSE. A handle must not be used during or after its free function.
 *
 * Secrets: the answers of build, exchange_request and of parse for `obtain_token` hold secrets. The
 * library wipes its own copies. The caller wipes its buffers, as far as its language can.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(CONNECTPSP_C_EXPORTS) && defined(_WIN32)
#define CONNECTPSP_API __declspec(dllexport)
#elif defined(CONNECTPSP_C_EXPORTS) && defined(__GNUC__)
#define CONNECTPSP_API __attribute__((visibility("default")))
#else
#define CONNECTPSP_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers are fixed. */
typedef enum connectpsp_status {
    CONNECTPSP_OK = 0,
    CONNECTPSP_FAILED = 1,           /* `out` holds the error */
    CONNECTPSP_BUFFER_TOO_SMALL = 2, /* *size says how much is needed; nothing has changed */
    CONNECTPSP_MISUSE = 3,           /* a null handle or output, or an exchange that is in use, or
                                        that belongs to the parent process; nothing has changed */
    CONNECTPSP_NO_MEMORY = 4,        /* nothing has changed: the same call may be made again */
    CONNECTPSP_UNEXPECTED = 5        /* an exception that this version does not know */
} connectpsp_status;

/* What an exchange wants next. The numbers are fixed. */
typedef enum connectpsp_step {
    CONNECTPSP_STEP_DONE = 0, /* nothing: connectpsp_exchange_result() tells how it ended */
    CONNECTPSP_STEP_SEND = 1, /* send connectpsp_exchange_request(), then receive() or fail() */
    CONNECTPSP_STEP_WAIT = 2  /* wait for *delay milliseconds, then resume() */
} connectpsp_step;

/* A merchant in an environment, with its current token. */
typedef struct connectpsp_session connectpsp_session;
/* One operation, from the first token to the last attempt. */
typedef struct connectpsp_exchange connectpsp_exchange;
/* Verifies and reads webhooks. */
typedef struct connectpsp_webhook_receiver connectpsp_webhook_receiver;
/* The header fields of one access token. */
typedef struct connectpsp_authorization connectpsp_authorization;

/* --- the library ------------------------------------------------------------------------------ */

/* "MAJOR.MINOR.PATCH", valid for ever. A package checks MAJOR and MINOR when it is loaded. */
CONNECTPSP_API const char* connectpsp_version(void);

/* Writes all that this interface takes and gives, as JSON: operations, types with their members,
 * enumerations, codes, conditions, remedies, limits. */
CONNECTPSP_API connectpsp_status connectpsp_interface(char* out, size_t capacity, size_t* size);

/* --- sessions --------------------------------------------------------------------------------- */

/* Makes a session. `config` is of the type `session_config`.
 * Fails with unreadable_argument, empty_value and the errors of the environment and of the
 * credentials. */
CONNECTPSP_API connectpsp_status connectpsp_session_new(const char* config, size_t config_size,
                                                        connectpsp_session** made, char* out,
                                                        size_t capacity, size_t* size);

/* Frees a session. Exchanges that were made of it go on. Null is allowed. */
CONNECTPSP_API void connectpsp_session_free(connectpsp_session* session);

/* To be called in a child process after fork(), before anything else of the session. Keeps the
 * token. Exchanges that were made before belong to the parent, and are CONNECTPSP_MISUSE here. */
CONNECTPSP_API connectpsp_status connectpsp_session_after_fork(connectpsp_session* session);

/* --- an operation from beginning to end -------------------------------------------------------- */

/* Makes an exchange. `form` is of the operation's type, such as `create_cash_out`. `policy` is of
 * the type `retry_policy_form`; empty for the default. `random` is a word of the caller's generator,
 * for the delays between attempts. Nothing is checked yet but the form: an operation that must not
 * be sent ends at connectpsp_exchange_start(), before a token is asked for.
 * Fails with unreadable_argument, and with the errors of the members' values, such as empty_value. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_new(
    connectpsp_session* session, const char* operation, size_t operation_size, const char* form,
    size_t form_size, const char* policy, size_t policy_size, uint64_t random,
    connectpsp_exchange** made, char* out, size_t capacity, size_t* size);

/* The same for an operation that was saved: it may have been sent before, and is sent with the same
 * bytes and key. `older_tokens` is of the type `key_ring`: CryptoTokens that records may still be
 * signed with; empty for none. Fails with the errors of connectpsp_attempt_load(), and with
 * attempt_of_other_operation for a rebalance, which must not be sent again. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_of_attempt(
    connectpsp_session* session, const char* record, size_t record_size, const char* older_tokens,
    size_t older_tokens_size, const char* policy, size_t policy_size, uint64_t random,
    connectpsp_exchange** made, char* out, size_t capacity, size_t* size);

/* Frees an exchange, in any order with its session. Null is allowed. */
CONNECTPSP_API void connectpsp_exchange_free(connectpsp_exchange* exchange);

/* The next four functions move the exchange on. They set *step to a connectpsp_step, and *delay to
 * the milliseconds to wait, or to zero. Outside their state they change nothing.
 *
 * Begins. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_start(connectpsp_exchange* exchange,
                                                           int64_t now, int32_t* step,
                                                           int64_t* delay);

/* Hands in the answer to the request that was sent. Absent header fields are empty. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_receive(
    connectpsp_exchange* exchange, int32_t http_status, const char* content_type,
    size_t content_type_size, const char* retry_after, size_t retry_after_size, const char* body,
    size_t body_size, int64_t now, int32_t* step, int64_t* delay);

/* Says that the request got no answer. `never_left` is 1 if it certainly did not leave this
 * machine, such as after a refused connection, and 0 if it may have left. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_fail(connectpsp_exchange* exchange,
                                                          int32_t never_left, int64_t now,
                                                          int32_t* step, int64_t* delay);

/* Says that the delay is over. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_resume(connectpsp_exchange* exchange,
                                                            int64_t now, int32_t* step,
                                                            int64_t* delay);

/* Gives the exchange up. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_cancel(connectpsp_exchange* exchange);

/* Writes the request to send, of the type `request_form`. Its body is sent byte for byte. Fails
 * with not_sent outside CONNECTPSP_STEP_SEND. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_request(connectpsp_exchange* exchange,
                                                             char* out, size_t capacity,
                                                             size_t* size);

/* Writes the operation's result, or fails with its error. An exchange that is not done gives the error
 * that it would end with if it were cancelled now. */
CONNECTPSP_API connectpsp_status connectpsp_exchange_result(connectpsp_exchange* exchange,
                                                            char* out, size_t capacity,
                                                            size_t* size);

/* --- one request by hand ----------------------------------------------------------------------- */

/* Makes an authorization for connectpsp_build(). `config` is of the type `session_config`. With an
 * empty access token it builds `obtain_token` alone. */
CONNECTPSP_API connectpsp_status connectpsp_authorization_new(
    const char* config, size_t config_size, const char* access_token, size_t access_token_size,
    connectpsp_authorization** made, char* out, size_t capacity, size_t* size);

CONNECTPSP_API void connectpsp_authorization_free(connectpsp_authorization* authorization);

/* Writes the request of an operation, of the type `request_form`. Pure. */
CONNECTPSP_API connectpsp_status connectpsp_build(connectpsp_authorization* authorization,
                                                  const char* operation, size_t operation_size,
                                                  const char* form, size_t form_size, char* out,
                                                  size_t capacity, size_t* size);

/* Reads a response: the operation's result type, or an error. With a form, the response is also
 * checked to be about that operation; with an empty form it is not. Pure. */
CONNECTPSP_API connectpsp_status
connectpsp_parse(const char* operation, size_t operation_size, const char* form, size_t form_size,
                 int32_t http_status, const char* content_type, size_t content_type_size,
                 const char* retry_after, size_t retry_after_size, const char* body,
                 size_t body_size, char* out, size_t capacity, size_t* size);

/* --- attempts that survive a crash ------------------------------------------------------------- */

/* Writes the record of an operation: one line to be stored before the operation is first sent. */
CONNECTPSP_API connectpsp_status connectpsp_attempt_save(connectpsp_session* session,
                                                         const char* operation,
                                                         size_t operation_size, const char* form,
                                                         size_t form_size, int64_t now, char* out,
                                                         size_t capacity, size_t* size);

/* Reads a record of the session's merchant and environment; writes the type `attempt_form`. */
CONNECTPSP_API connectpsp_status connectpsp_attempt_load(
    connectpsp_session* session, const char* record, size_t record_size, const char* older_tokens,
    size_t older_tokens_size, char* out, size_t capacity, size_t* size);

/* Says how to find out what became of an operation whose outcome is unknown; writes the type
 * `reconciliation_form`. `transaction_id` is the error's, or empty. */
CONNECTPSP_API connectpsp_status connectpsp_reconcile(
    const char* operation, size_t operation_size, const char* transaction_id,
    size_t transaction_id_size, int64_t made_at, int64_t now, int64_t key_retention_seconds,
    char* out, size_t capacity, size_t* size);

/* --- webhooks ---------------------------------------------------------------------------------- */

/* Makes a receiver. `tokens` is of the type `key_ring`: the CryptoTokens, the newest first. */
CONNECTPSP_API connectpsp_status
connectpsp_webhook_receiver_new(const char* tokens, size_t tokens_size,
                                connectpsp_webhook_receiver** made, char* out, size_t capacity,
                                size_t* size);

CONNECTPSP_API void connectpsp_webhook_receiver_free(connectpsp_webhook_receiver* receiver);

/* Verifies the signature over the raw body, and only then reads it; writes the type `event_form`.
 * `signature` is the value of X-Connect-Signature, `delivery_id` that of X-Event-Id. */
CONNECTPSP_API connectpsp_status connectpsp_webhook_receive(
    connectpsp_webhook_receiver* receiver, const char* body, size_t body_size,
    const char* signature, size_t signature_size, const char* delivery_id, size_t delivery_id_size,
    char* out, size_t capacity, size_t* size);

/* Says whether an event is recent. `form` is of the type `event_form`; writes nothing.
 * Fails with stale_event and event_from_future. */
CONNECTPSP_API connectpsp_status connectpsp_check_freshness(const char* form, size_t form_size,
                                                            int64_t now, int64_t tolerance_seconds,
                                                            char* out, size_t capacity,
                                                            size_t* size);

/* --- decisions and values ---------------------------------------------------------------------- */

/* Compares a received status with the known one. `type` is `cash_in_status` or `cash_out_status`.
 * Writes `advanced`, `duplicate`, `stale` or `conflicting`, without quotes. */
CONNECTPSP_API connectpsp_status connectpsp_compare_status(
    const char* type, size_t type_size, const char* current, size_t current_size,
    const char* incoming, size_t incoming_size, char* out, size_t capacity, size_t* size);

/* Plans the rebalance to an exposure in centavos. `form` is a `balance`; writes the type
 * `rebalance_plan_form`. */
CONNECTPSP_API connectpsp_status connectpsp_plan_rebalance(const char* form, size_t form_size,
                                                           int64_t exposure_centavos, char* out,
                                                           size_t capacity, size_t* size);

/* Writes a value as one line for a log, without names, documents, keys and secrets. `type` is an
 * operation, a result type, `problem` or `event_form`. */
CONNECTPSP_API connectpsp_status connectpsp_redact(const char* type, size_t type_size,
                                                   const char* form, size_t form_size, char* out,
                                                   size_t capacity, size_t* size);

/* Checks a text and writes it in its regular spelling, without quotes. `kind` is one of
 * connectpsp_interface()'s `checkedTexts`, such as `document` or `end_to_end_id`. */
CONNECTPSP_API connectpsp_status connectpsp_check_text(const char* kind, size_t kind_size,
                                                       const char* text, size_t text_size,
                                                       char* out, size_t capacity, size_t* size);

/* Makes an idempotency key, a UUID of version 4, of 16 random bytes; writes it without quotes. */
CONNECTPSP_API connectpsp_status connectpsp_idempotency_key(const uint8_t* random_bytes, char* out,
                                                            size_t capacity, size_t* size);

/* Reads a BR Code, the text of "copia e cola"; writes the type `br_code_form`. */
CONNECTPSP_API connectpsp_status connectpsp_br_code_read(const char* text, size_t text_size,
                                                         char* out, size_t capacity, size_t* size);

/* Makes a BR Code and writes its text. `type` is the form's type: `static_br_code_form` or
 * `dynamic_br_code_form`. */
CONNECTPSP_API connectpsp_status connectpsp_br_code_make(const char* type, size_t type_size,
                                                         const char* form, size_t form_size,
                                                         char* out, size_t capacity, size_t* size);

#ifdef __cplusplus
}
#endif

#endif
