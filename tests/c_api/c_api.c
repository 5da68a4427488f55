/* SPDX-FileCopyrightText: 2026 The connectpsp authors
 * SPDX-License-Identifier: BSL-1.0 */

/* The interface for other languages, called from C11: each function, each misuse, each size of a
 * buffer, each allocation that fails, threads and a fork. The same program takes the static library
 * and the shared one, whose allocations it cannot make fail. */
#define _POSIX_C_SOURCE 200809L

#include <connectpsp/c/connectpsp.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(WITH_FAILING_NEW)
void fail_new_after(long allocations);
int new_has_failed(void);
#endif

static int failures = 0;
#define CHECK(condition)                                                                           \
    ((condition) ? (void)0                                                                         \
                 : (void)(++failures,                                                              \
                          fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition)))

#define TEXT(text) (text), strlen(text)
#define NONE "", 0
#define SPACE 65536
#define T0 INT64_C(1773151200000000) /* 2026-03-10T14:00:00Z */

static const char config[] =
    "{\"environment\":\"staging\",\"clientId\":\"4711\","
    "\"clientSecret\":\"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e\","
    "\"applicationToken\":\"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81\","
    "\"cryptoToken\":\"c0ffee00-1234-4abc-9def-0123456789ab\"}";
static const char payout[] =
    "{\"idempotencyKey\":\"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f\",\"amountCentavos\":\"15050\","
    "\"externalReference\":\"ORDER-1\",\"payee\":{\"name\":\"Maria\",\"document\":\"52998224725\","
    "\"destination\":{\"type\":\"PIX\",\"pixKeyType\":\"CPF\",\"pixKey\":\"52998224725\"}}}";
static const char token[] =
    "{\"accessToken\":\"a.b.c\",\"tokenType\":\"Bearer\",\"expiresIn\":3600}";
static const char accepted[] =
    "{\"transactionId\":\"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b\",\"status\":\"PROCESSING\","
    "\"amount\":150.50,\"externalReference\":\"ORDER-1\"}";

/* An answer, as text with an end. */
struct answer {
    char text[SPACE];
    size_t size;
};

static int has(struct answer const* in, char const* part) { return strstr(in->text, part) != NULL; }

/* Calls a function with an output of every size up to what it needs: it says each time how much
 * that is, and writes nothing before the last. */
#define CALL_AT_EACH_SIZE(wanted, got, ...)                                                        \
    do {                                                                                           \
        size_t needed = 0;                                                                         \
        CHECK(CALL(NULL, 0, &needed, __VA_ARGS__) ==                                               \
              (needed == 0 ? (wanted) : CONNECTPSP_BUFFER_TOO_SMALL));                             \
        CHECK(needed < SPACE);                                                                     \
        size_t const stride = needed > 600 ? needed / 200 : 1;                                     \
        for (size_t room = 0; room < needed; room += stride) {                                     \
            char* const out = malloc(room + 1);                                                    \
            memset(out, '#', room + 1);                                                            \
            size_t again = 0;                                                                      \
            CHECK(CALL(out, room, &again, __VA_ARGS__) == CONNECTPSP_BUFFER_TOO_SMALL);            \
            CHECK(again == needed);                                                                \
            for (size_t i = 0; i <= room; ++i)                                                     \
                CHECK(out[i] == '#');                                                              \
            free(out);                                                                             \
        }                                                                                          \
        CHECK(CALL((got)->text, needed, &(got)->size, __VA_ARGS__) == (wanted));                   \
        CHECK((got)->size == needed);                                                              \
        (got)->text[(got)->size] = '\0';                                                           \
    } while (0)

static struct answer last;

static connectpsp_session* make_session(void) {
    connectpsp_session* made = NULL;
    CHECK(connectpsp_session_new(TEXT(config), &made, last.text, SPACE, &last.size) ==
          CONNECTPSP_OK);
    return made;
}

static connectpsp_exchange* make_exchange(connectpsp_session* session) {
    connectpsp_exchange* made = NULL;
    CHECK(connectpsp_exchange_new(session, TEXT("create_cash_out"), TEXT(payout), NONE, 7, &made,
                                  last.text, SPACE, &last.size) == CONNECTPSP_OK);
    return made;
}

static int32_t step;
static int64_t delay;

static void give(connectpsp_exchange* exchange, int status, char const* body, int32_t wanted) {
    CHECK(connectpsp_exchange_receive(exchange, status, TEXT("application/json"), NONE, TEXT(body),
                                      T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == wanted);
}

static void read_request(connectpsp_exchange* exchange) {
#define CALL(to, room, n, exchange) connectpsp_exchange_request(exchange, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, exchange);
#undef CALL
}

static void read_result(connectpsp_exchange* exchange, connectpsp_status wanted) {
#define CALL(to, room, n, exchange) connectpsp_exchange_result(exchange, to, room, n)
    CALL_AT_EACH_SIZE(wanted, &last, exchange);
#undef CALL
}

static void test_a_payout(void) {
    connectpsp_session* const session = make_session();
    connectpsp_exchange* const exchange = make_exchange(session);
    connectpsp_session_free(session); /* in any order */

    /* Before its beginning. */
    CHECK(connectpsp_exchange_request(exchange, last.text, SPACE, &last.size) == CONNECTPSP_FAILED);
    CHECK(connectpsp_exchange_resume(exchange, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_DONE);

    CHECK(connectpsp_exchange_start(exchange, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_SEND && delay == 0);
    read_request(exchange);
    CHECK(has(&last, "/auth/token") && has(&last, "5f1d2c3b-0a98"));
    give(exchange, 200, token, CONNECTPSP_STEP_SEND);
    read_request(exchange);
    CHECK(has(&last, "/cash-out\"") && has(&last, "\"X-Idempotency-Key\"") &&
          has(&last, "\"Bearer a.b.c\"") && has(&last, "\\\"amount\\\":150.50"));

    /* Started twice: nothing is handed out a second time. */
    CHECK(connectpsp_exchange_start(exchange, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_WAIT && delay > 0);

    CHECK(connectpsp_exchange_fail(exchange, 0, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_WAIT);
    read_result(exchange, CONNECTPSP_FAILED);
    CHECK(has(&last, "\"outcomeUnknown\":true") && has(&last, "\"remedy\":\"retry_same_key\"") &&
          has(&last, "\"idempotencyKey\":\"7d3e1c52"));
    CHECK(connectpsp_exchange_resume(exchange, T0 + 5000000, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_SEND);
    give(exchange, 202, accepted, CONNECTPSP_STEP_DONE);
    read_result(exchange, CONNECTPSP_OK);
    CHECK(has(&last, "\"transactionId\":\"3f2b8c1a") && has(&last, "\"amountCentavos\":\"15050\""));
    connectpsp_exchange_free(exchange);
}

/* What build() refuses ends at its start: no token is asked for. */
static const char payout_of_nothing[] =
    "{\"idempotencyKey\":\"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f\",\"amountCentavos\":\"0\","
    "\"externalReference\":\"ORDER-1\",\"payee\":{\"name\":\"Maria\",\"document\":\"52998224725\","
    "\"destination\":{\"type\":\"PIX\",\"pixKeyType\":\"CPF\",\"pixKey\":\"52998224725\"}}}";

static void test_a_payout_that_cannot_be(void) {
    static const char empty[] = "{\"id\":\"\"}";
    connectpsp_session* const session = make_session();
    connectpsp_exchange* exchange = NULL;
    CHECK(connectpsp_exchange_new(session, TEXT("create_cash_out"), TEXT(payout_of_nothing), NONE, 7,
                                  &exchange, last.text, SPACE, &last.size) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_start(exchange, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_DONE);
    read_result(exchange, CONNECTPSP_FAILED);
    CHECK(has(&last, "\"name\":\"amount_not_positive\"") && has(&last, "\"pointer\":\"/amount\"") &&
          has(&last, "\"duringAuthentication\":false"));
    connectpsp_exchange_free(exchange);
    CHECK(connectpsp_exchange_new(session, TEXT("get_cash_in"), TEXT(empty), NONE, 7, &exchange,
                                  last.text, SPACE, &last.size) == CONNECTPSP_FAILED);
    last.text[last.size] = '\0';
    CHECK(has(&last, "\"name\":\"empty_value\"") && has(&last, "\"pointer\":\"/id\""));
    connectpsp_session_free(session);
}

static void test_a_payout_given_up(void) {
    connectpsp_session* const session = make_session();
    connectpsp_exchange* const exchange = make_exchange(session);
    CHECK(connectpsp_exchange_start(exchange, T0, &step, &delay) == CONNECTPSP_OK);
    give(exchange, 200, token, CONNECTPSP_STEP_SEND);
    CHECK(connectpsp_exchange_cancel(exchange) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_request(exchange, last.text, SPACE, &last.size) == CONNECTPSP_FAILED);
    read_result(exchange, CONNECTPSP_FAILED);
    CHECK(has(&last, "\"name\":\"outcome_unknown\"") && has(&last, "\"name\":\"cancelled\""));
    connectpsp_exchange_free(exchange);

    /* What never left has a known outcome. */
    connectpsp_exchange* const unsent = make_exchange(session);
    CHECK(connectpsp_exchange_start(unsent, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_SEND);
    CHECK(connectpsp_exchange_fail(unsent, 1, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_cancel(unsent) == CONNECTPSP_OK);
    read_result(unsent, CONNECTPSP_FAILED);
    CHECK(has(&last, "\"outcomeUnknown\":false"));
    connectpsp_exchange_free(unsent);
    connectpsp_session_free(session);
}

static void test_attempts(void) {
    connectpsp_session* const session = make_session();
    struct answer record;
    size_t size = 0;
#define CALL(to, room, n, session)                                                         \
    connectpsp_attempt_save(session, TEXT("create_cash_out"), TEXT(payout), T0, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &record, session);
#undef CALL
#define CALL(to, room, n, session)                                                         \
    connectpsp_attempt_load(session, record.text, record.size, NONE, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, session);
#undef CALL
    CHECK(has(&last, "\"operation\":\"create_cash_out\"") &&
          has(&last, "\"madeAt\":\"2026-03-10T14:00:00"));

    connectpsp_exchange* again = NULL;
    CHECK(connectpsp_exchange_of_attempt(session, record.text, record.size, NONE, NONE, 1, &again,
                                         last.text, SPACE, &size) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_start(again, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_cancel(again) == CONNECTPSP_OK);
    read_result(again, CONNECTPSP_FAILED);
    CHECK(has(&last, "\"outcomeUnknown\":true")); /* it may have been sent before the crash */
    connectpsp_exchange_free(again);

    /* A record that was changed, one that is cut, and one that is none. */
    record.text[record.size - 5] = record.text[record.size - 5] == '0' ? '1' : '0';
    CHECK(connectpsp_attempt_load(session, record.text, record.size, NONE, last.text, SPACE,
                                  &last.size) == CONNECTPSP_FAILED);
    last.text[last.size] = '\0';
    CHECK(has(&last, "attempt_mac_mismatch"));
    for (size_t cut = 0; cut < record.size; cut += 7)
        CHECK(connectpsp_attempt_load(session, record.text, cut, NONE, last.text, SPACE,
                                      &last.size) == CONNECTPSP_FAILED);
    CHECK(connectpsp_attempt_save(session, TEXT("get_balance"), TEXT("{}"), T0, last.text, SPACE,
                                  &last.size) == CONNECTPSP_FAILED);

    /* A rebalance is saved and looked at, and never sent a second time. */
    CHECK(connectpsp_attempt_save(session, TEXT("rebalance"), TEXT("{\"targetAmountCentavos\":\"1\"}"),
                                  T0, record.text, SPACE, &record.size) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_of_attempt(session, record.text, record.size, NONE, NONE, 1, &again,
                                         last.text, SPACE, &last.size) == CONNECTPSP_FAILED);

#define CALL(to, room, n, operation)                                                       \
    connectpsp_reconcile(TEXT(operation), NONE, T0, T0 + 1, 86400, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "rebalance");
    CHECK(has(&last, "\"by\":\"replan\""));
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "create_cash_out");
    CHECK(has(&last, "\"by\":\"replay\"") && has(&last, "\"keyMayHaveExpired\":false"));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "no_such_operation");
    CHECK(has(&last, "\"subject\":\"operation\""));
#undef CALL
    CHECK(connectpsp_reconcile(TEXT("create_cash_out"), TEXT("CO0001"), T0, T0, 0, last.text, SPACE,
                               &last.size) == CONNECTPSP_OK);
    last.text[last.size] = '\0';
    CHECK(has(&last, "\"by\":\"read\",\"id\":\"CO0001\",\"keyMayHaveExpired\":true"));
    connectpsp_session_free(session);
}

static void test_pure_requests(void) {
    connectpsp_authorization* authorization = NULL;
    CHECK(connectpsp_authorization_new(TEXT(config), TEXT("a.b.c"), &authorization, last.text,
                                       SPACE, &last.size) == CONNECTPSP_OK);
#define CALL(to, room, n, operation, form)                                                 \
    connectpsp_build(authorization, TEXT(operation), TEXT(form), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "create_cash_out", payout);
    CHECK(has(&last, "\"DigitalSignature\""));
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "get_balance", "{}");
    CHECK(has(&last, "\"method\":\"GET\"") && !has(&last, "DigitalSignature"));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "rebalance", "{\"targetAmountCentavos\":1.5}");
    CHECK(has(&last, "\"pointer\":\"/targetAmountCentavos\"") && has(&last, "not_an_integer"));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "rebalance", "{\"targetAmountCentavos\":\"-1\"}");
    CHECK(has(&last, "\"name\":\"negative_amount\""));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "get_balance", "{\"day\":\"2026-03-10\"}");
    CHECK(has(&last, "unknown_member"));
#undef CALL
    connectpsp_authorization_free(authorization);
    CHECK(connectpsp_authorization_new(TEXT(config), NONE, &authorization, last.text, SPACE,
                                       &last.size) == CONNECTPSP_OK);
    CHECK(connectpsp_build(authorization, TEXT("get_balance"), TEXT("{}"), last.text, SPACE,
                           &last.size) == CONNECTPSP_FAILED);
    CHECK(connectpsp_build(authorization, TEXT("obtain_token"),
                           TEXT("{\"clientId\":\"1\",\"clientSecret\":\"s\"}"), last.text, SPACE,
                           &last.size) == CONNECTPSP_OK);
    connectpsp_authorization_free(authorization);

#define CALL(to, room, n, form, status, body)                                              \
    connectpsp_parse(TEXT("create_cash_out"), TEXT(form), status, TEXT("application/json"),        \
                     TEXT("7"), TEXT(body), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "", 202, accepted);
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, payout, 202, accepted);
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, payout, 503, "{\"code\":\"BUSY\",\"detail\":\"\xff\"}");
    CHECK(has(&last, "\"retryAfterSeconds\":\"7\"") && has(&last, "\"status\":\"503\"") &&
          has(&last, "\"outcomeUnknown\":true") && has(&last, "\"code\":\"BUSY\""));
#undef CALL
}

static void test_webhooks(void) {
    connectpsp_webhook_receiver* receiver = NULL;
    CHECK(connectpsp_webhook_receiver_new(TEXT("{\"cryptoTokens\":[]}"), &receiver, last.text,
                                          SPACE, &last.size) == CONNECTPSP_FAILED);
    CHECK(receiver == NULL);
    CHECK(connectpsp_webhook_receiver_new(TEXT("{\"cryptoTokens\":[\"key\"]}"), &receiver,
                                          last.text, SPACE, &last.size) == CONNECTPSP_OK);
    /* printf %s "$body" | openssl dgst -sha256 -hmac key */
    static const char body[] =
        "{\"eventType\":\"CASHIN_PAID\",\"eventAt\":\"2026-03-10T14:00:00Z\","
        "\"data\":{\"transactionId\":\"t\",\"status\":\"PAID\",\"amount\":1.00}}";
    static const char signature[] =
        "0add2aa05c6a6f7e1a9ab366fb547b12caee9cfbfb788e659cbe93cafc48f7de";
#define CALL(to, room, n, signature)                                                       \
    connectpsp_webhook_receive(receiver, TEXT(body), TEXT(signature), NONE, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, signature);
    CHECK(has(&last, "\"type\":\"CASHIN_PAID\"") && has(&last, "\"dedupeKey\":\"") &&
          has(&last, "\"cashIn\":{\"transactionId\":\"t\""));
    struct answer event = last;
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last,
                      "0000000000000000000000000000000000000000000000000000000000000000");
    CHECK(has(&last, "wrong_signature"));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "");
    CHECK(has(&last, "missing_signature"));
#undef CALL
#define CALL(to, room, n, now)                                                             \
    connectpsp_check_freshness(event.text, event.size, now, 300, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, T0 + 1000000);
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, T0 + 301000000);
    CHECK(has(&last, "stale_event"));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, T0 - 301000000);
    CHECK(has(&last, "event_from_future"));
#undef CALL
    CHECK(connectpsp_redact(TEXT("event_form"), event.text, event.size, last.text, SPACE,
                            &last.size) == CONNECTPSP_OK);
    connectpsp_webhook_receiver_free(receiver);
}

static void test_values(void) {
    CHECK(strcmp(connectpsp_version(), VERSION) == 0);
#define CALL(to, room, n, unused) connectpsp_interface(to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, 0);
    CHECK(has(&last, "\"operations\":[") && has(&last, "\"outcome_unknown\""));
#undef CALL
#define CALL(to, room, n, kind, text)                                                      \
    connectpsp_check_text(TEXT(kind), TEXT(text), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "document", "529.982.247-25");
    CHECK(strcmp(last.text, "52998224725") == 0);
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "document", "529.982.247-26");
    CHECK(has(&last, "wrong_check_digits") && !has(&last, "529"));
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "money", "1234.50");
    CHECK(strcmp(last.text, "123450") == 0);
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "no such kind", "");
    static const char* const texts[][2] = {
        {"cpf", "52998224725"}, {"cnpj", "12ABC34501DE35"}, {"pix_key_cpf", "52998224725"},
        {"pix_key_cnpj", "12ABC34501DE35"}, {"pix_key_email", "maria@example.com"},
        {"pix_key_phone", "+5511987654321"},
        {"pix_key_evp", "123e4567-e89b-42d3-a456-426614174000"},
        {"end_to_end_id", "E00416968202603101827cemeFscF6AG"}, {"ispb", "00416968"},
        {"branch", "0001"}, {"account_number", "12345"}, {"external_reference", "ORDER-1"},
        {"lookup_id", "CI0001"}, {"idempotency_key", "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f"},
        {"base_url", "https://a.example"}, {"ascii_text", "Maria"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
        CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, texts[i][0], texts[i][1]);
        CHECK(strcmp(last.text, texts[i][1]) == 0);
    }
#undef CALL
#define CALL(to, room, n, type, current, incoming)                                         \
    connectpsp_compare_status(TEXT(type), TEXT(current), TEXT(incoming), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "cash_in_status", "PAID", "AWAITING_PAYMENT");
    CHECK(strcmp(last.text, "stale") == 0);
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "cash_out_status", "PROCESSING", "COMPLETED");
    CHECK(strcmp(last.text, "advanced") == 0);
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "status", "PAID", "PAID");
#undef CALL
    static const char balance[] =
        "{\"consolidated\":{\"totalBalanceCentavos\":\"100\","
        "\"transactionalBalanceCentavos\":\"40\",\"proprietaryBalanceCentavos\":\"60\"}}";
#define CALL(to, room, n, exposure)                                                        \
    connectpsp_plan_rebalance(TEXT(balance), exposure, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, 50);
    CHECK(has(&last, "\"direction\":\"top_up\",\"amountCentavos\":\"10\",\"covered\":true"));
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, 101);
    CHECK(has(&last, "\"covered\":false,\"shortfallCentavos\":\"1\""));
#undef CALL
#define CALL(to, room, n, type, form)                                                      \
    connectpsp_redact(TEXT(type), TEXT(form), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "create_cash_out", payout);
    CHECK(!has(&last, "Maria") && !has(&last, "52998224725"));
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "no_such_type", "{}");
#undef CALL
    uint8_t bytes[16];
    memset(bytes, 0xAB, sizeof bytes);
#define CALL(to, room, n, bytes) connectpsp_idempotency_key(bytes, to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, bytes);
    CHECK(strcmp(last.text, "abababab-abab-4bab-abab-abababababab") == 0);
#undef CALL
    static const char charge[] =
        "{\"keyType\":\"EMAIL\",\"key\":\"maria@example.com\",\"name\":\"MARIA\","
        "\"city\":\"SAO PAULO\",\"amountCentavos\":\"1050\",\"txid\":\"A1\"}";
    struct answer code;
#define CALL(to, room, n, type, form) connectpsp_br_code_make(TEXT(type), TEXT(form), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &code, "static_br_code_form", charge);
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "dynamic_br_code_form",
                      "{\"url\":\"a.example/qr/1\",\"name\":\"MARIA\",\"city\":\"SAO PAULO\"}");
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, "static_br_code_form",
                      "{\"keyType\":\"EMAIL\",\"key\":\"maria@example.com\",\"name\":\"url\","
                      "\"city\":\"SAO PAULO\",\"txid\":\"url\"}");
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "static_br_code_form", "{\"name\":\"MARIA\"}");
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, "br_code_form", charge);
#undef CALL
#define CALL(to, room, n, text) connectpsp_br_code_read(TEXT(text), to, room, n)
    CALL_AT_EACH_SIZE(CONNECTPSP_OK, &last, code.text);
    CHECK(has(&last, "\"kind\":\"static\"") && has(&last, "\"amountCentavos\":\"1050\"") &&
          has(&last, "\"key\":\"maria@example.com\""));
    code.text[code.size - 1] = '!';
    CALL_AT_EACH_SIZE(CONNECTPSP_FAILED, &last, code.text);
    CHECK(has(&last, "br_code_without_crc") && has(&last, "\"offset\":\""));
#undef CALL
}

/* Null handles, null outputs, null texts with a size. */
static void test_misuse(void) {
    size_t size = 0;
    char out[64];
    connectpsp_session* session = NULL;
    connectpsp_exchange* exchange = NULL;
    connectpsp_authorization* authorization = NULL;
    connectpsp_webhook_receiver* receiver = NULL;
    CHECK(connectpsp_interface(out, sizeof out, NULL) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_interface(NULL, 1, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_session_new(NULL, 1, &session, out, sizeof out, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_session_new(TEXT(config), NULL, out, sizeof out, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_session_new(NULL, 0, &session, out, sizeof out, &size) ==
          CONNECTPSP_BUFFER_TOO_SMALL);
    CHECK(session == NULL && size > sizeof out);
    CHECK(connectpsp_session_after_fork(NULL) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_new(NULL, TEXT("get_balance"), TEXT("{}"), NONE, 0, &exchange, out,
                                  sizeof out, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_of_attempt(NULL, NONE, NONE, NONE, 0, &exchange, out, sizeof out,
                                         &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_start(NULL, T0, &step, &delay) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_receive(NULL, 200, NONE, NONE, NONE, T0, &step, &delay) ==
          CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_fail(NULL, 1, T0, &step, &delay) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_resume(NULL, T0, &step, &delay) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_cancel(NULL) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_request(NULL, out, sizeof out, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_result(NULL, out, sizeof out, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_authorization_new(TEXT(config), NONE, NULL, out, sizeof out, &size) ==
          CONNECTPSP_MISUSE);
    CHECK(connectpsp_build(NULL, TEXT("get_balance"), TEXT("{}"), out, sizeof out, &size) ==
          CONNECTPSP_MISUSE);
    CHECK(connectpsp_parse(TEXT("get_balance"), NONE, 200, NONE, NONE, NULL, 1, out, sizeof out,
                           &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_attempt_save(NULL, TEXT("rebalance"), TEXT("{}"), T0, out, sizeof out,
                                  &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_attempt_load(NULL, NONE, NONE, out, sizeof out, &size) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_webhook_receiver_new(TEXT("{}"), NULL, out, sizeof out, &size) ==
          CONNECTPSP_MISUSE);
    CHECK(connectpsp_webhook_receive(NULL, NONE, NONE, NONE, out, sizeof out, &size) ==
          CONNECTPSP_MISUSE);
    CHECK(connectpsp_idempotency_key(NULL, out, sizeof out, &size) == CONNECTPSP_MISUSE);
    connectpsp_session_free(NULL);
    connectpsp_exchange_free(NULL);
    connectpsp_authorization_free(NULL);
    connectpsp_webhook_receiver_free(NULL);
    CHECK(authorization == NULL && receiver == NULL && exchange == NULL);

    /* Forms that are wrong: each failure says what, and makes no handle. */
    session = make_session();
    static const char* const policies[] = {"{", "{\"maxAttempts\":\"0\"}", "{\"maxDelay\":\"1\"}",
                                           "{\"deadlineMilliseconds\":\"-1\"}"};
    for (size_t i = 0; i < sizeof policies / sizeof *policies; ++i)
        CHECK(connectpsp_exchange_new(session, TEXT("get_balance"), TEXT("{}"), TEXT(policies[i]),
                                      0, &exchange, last.text, SPACE, &size) == CONNECTPSP_FAILED);
    CHECK(connectpsp_exchange_new(session, TEXT("obtain_token"), TEXT("{}"), NONE, 0, &exchange,
                                  last.text, SPACE, &size) == CONNECTPSP_FAILED);
    CHECK(connectpsp_exchange_new(session, TEXT("payout"), TEXT("{}"), NONE, 0, &exchange,
                                  last.text, SPACE, &size) == CONNECTPSP_FAILED);
    CHECK(exchange == NULL);
    exchange = make_exchange(session);
    CHECK(connectpsp_exchange_start(exchange, T0, NULL, &delay) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_start(exchange, T0, &step, NULL) == CONNECTPSP_MISUSE);
    CHECK(connectpsp_exchange_start(exchange, T0, &step, &delay) == CONNECTPSP_OK);
    CHECK(connectpsp_exchange_receive(exchange, 200, NONE, NONE, NULL, 5, T0, &step, &delay) ==
          CONNECTPSP_MISUSE);
    give(exchange, 200, token, CONNECTPSP_STEP_SEND);
    connectpsp_exchange_free(exchange);
    connectpsp_session_free(session);
}

/* Eight threads with one session, each with exchanges of its own; half of them free their exchange
 * while others run. */
static void* run_balances(void* shared) {
    connectpsp_session* const session = shared;
    static const char balance[] =
        "{\"consolidated\":{\"totalBalance\":1,\"transactionalBalance\":1,\"proprietaryBalance\":0}}";
    char* const out = malloc(SPACE);
    size_t size = 0;
    size_t done = 0;
    for (int i = 0; i < 200; ++i) {
        connectpsp_exchange* exchange = NULL;
        int32_t next = CONNECTPSP_STEP_DONE;
        int64_t wait = 0;
        if (connectpsp_exchange_new(session, TEXT("get_balance"), TEXT("{}"), NONE, (uint64_t)i,
                                    &exchange, out, SPACE, &size) != CONNECTPSP_OK)
            return out;
        int64_t now = T0;
        connectpsp_exchange_start(exchange, now, &next, &wait);
        while (next != CONNECTPSP_STEP_DONE) {
            if (next == CONNECTPSP_STEP_WAIT) {
                now += wait * 1000;
                connectpsp_exchange_resume(exchange, now, &next, &wait);
                continue;
            }
            connectpsp_exchange_request(exchange, out, SPACE - 1, &size);
            out[size] = '\0';
            int const login = strstr(out, "/auth/token") != NULL;
            connectpsp_exchange_receive(exchange, 200, TEXT("application/json"), NONE,
                                        TEXT(login ? token : balance), now, &next, &wait);
        }
        done += connectpsp_exchange_result(exchange, out, SPACE, &size) == CONNECTPSP_OK;
        connectpsp_exchange_free(exchange);
    }
    free(out);
    return done == 200 ? NULL : shared;
}

static void test_threads(void) {
    connectpsp_session* const session = make_session();
    pthread_t threads[8];
    for (int i = 0; i < 8; ++i)
        CHECK(pthread_create(&threads[i], NULL, run_balances, session) == 0);
    for (int i = 0; i < 8; ++i) {
        void* failed = NULL;
        CHECK(pthread_join(threads[i], &failed) == 0);
        CHECK(failed == NULL);
    }
    connectpsp_session_free(session);
}

/* A fork while the parent asks for a token: the child obtains its own, and cannot go on with the
 * parent's exchange. */
static void test_fork(void) {
    connectpsp_session* const session = make_session();
    connectpsp_exchange* const parents = make_exchange(session);
    CHECK(connectpsp_exchange_start(parents, T0, &step, &delay) == CONNECTPSP_OK);
    fflush(NULL);
    pid_t const child = fork();
    if (child == 0) {
        failures = 0;
        CHECK(connectpsp_session_after_fork(session) == CONNECTPSP_OK);
        CHECK(connectpsp_exchange_request(parents, last.text, SPACE, &last.size) ==
              CONNECTPSP_MISUSE);
        CHECK(connectpsp_exchange_receive(parents, 200, NONE, NONE, TEXT(token), T0, &step,
                                          &delay) == CONNECTPSP_MISUSE);
        connectpsp_exchange* const own = make_exchange(session);
        CHECK(connectpsp_exchange_start(own, T0, &step, &delay) == CONNECTPSP_OK);
        CHECK(step == CONNECTPSP_STEP_SEND); /* and does not wait for a thread that is not here */
        give(own, 200, token, CONNECTPSP_STEP_SEND);
        give(own, 202, accepted, CONNECTPSP_STEP_DONE);
        connectpsp_exchange_free(own);
        connectpsp_exchange_free(parents);
        connectpsp_session_free(session);
        _exit(failures == 0 ? 0 : 1);
    }
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    give(parents, 200, token, CONNECTPSP_STEP_SEND); /* the parent's goes on */
    connectpsp_exchange_free(parents);
    connectpsp_session_free(session);
}

#if defined(WITH_FAILING_NEW)
/* Each allocation of a call fails once: the call says so and may be made again. */
#define AT_EACH_ALLOCATION(call, wanted)                                                           \
    do {                                                                                           \
        connectpsp_status status = CONNECTPSP_NO_MEMORY;                                           \
        long tries = 0;                                                                            \
        for (; status == CONNECTPSP_NO_MEMORY && tries < 2000; ++tries) {                          \
            fail_new_after(tries);                                                                 \
            status = (call);                                                                       \
            int const failed = new_has_failed();                                                   \
            fail_new_after(-1);                                                                    \
            CHECK(failed || status != CONNECTPSP_NO_MEMORY);                                       \
        }                                                                                          \
        CHECK(status == (wanted));                                                                 \
        CHECK(tries > 1);                                                                          \
    } while (0)

static void test_failing_allocations(void) {
    connectpsp_session* session = NULL;
    connectpsp_exchange* exchange = NULL;
    connectpsp_webhook_receiver* receiver = NULL;
    AT_EACH_ALLOCATION(
        connectpsp_session_new(TEXT(config), &session, last.text, SPACE, &last.size),
        CONNECTPSP_OK);
    AT_EACH_ALLOCATION(connectpsp_interface(last.text, SPACE, &last.size), CONNECTPSP_OK);
    AT_EACH_ALLOCATION(connectpsp_exchange_new(session, TEXT("create_cash_out"), TEXT(payout),
                                               NONE, 7, &exchange, last.text, SPACE, &last.size),
                       CONNECTPSP_OK);
    AT_EACH_ALLOCATION(connectpsp_exchange_start(exchange, T0, &step, &delay), CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_SEND);
    AT_EACH_ALLOCATION(connectpsp_exchange_request(exchange, last.text, SPACE, &last.size),
                       CONNECTPSP_OK);
    last.text[last.size] = '\0';
    CHECK(has(&last, "/auth/token"));
    connectpsp_exchange_free(exchange);
    CHECK(connectpsp_exchange_new(session, TEXT("create_cash_out"), TEXT(payout_of_nothing), NONE, 7,
                                  &exchange, last.text, SPACE, &last.size) == CONNECTPSP_OK);
    AT_EACH_ALLOCATION(connectpsp_exchange_start(exchange, T0, &step, &delay), CONNECTPSP_OK);
    CHECK(step == CONNECTPSP_STEP_DONE);
    connectpsp_exchange_free(exchange);
    AT_EACH_ALLOCATION(connectpsp_parse(TEXT("create_cash_out"), TEXT(payout), 202, NONE, NONE,
                                        TEXT(accepted), last.text, SPACE, &last.size),
                       CONNECTPSP_OK);
    AT_EACH_ALLOCATION(connectpsp_attempt_save(session, TEXT("create_cash_out"), TEXT(payout), T0,
                                               last.text, SPACE, &last.size),
                       CONNECTPSP_OK);
    AT_EACH_ALLOCATION(connectpsp_webhook_receiver_new(TEXT("{\"cryptoTokens\":[\"key\"]}"),
                                                       &receiver, last.text, SPACE, &last.size),
                       CONNECTPSP_OK);
    connectpsp_webhook_receiver_free(receiver);
    connectpsp_session_free(session);
}

/* An answer that came while memory was short is not lost: it is handed in again. */
static void test_an_answer_without_memory(void) {
    for (long first = 0; first < 60; ++first) {
        connectpsp_session* const session = make_session();
        connectpsp_exchange* const exchange = make_exchange(session);
        CHECK(connectpsp_exchange_start(exchange, T0, &step, &delay) == CONNECTPSP_OK);
        give(exchange, 200, token, CONNECTPSP_STEP_SEND);
        fail_new_after(first);
        connectpsp_status const status = connectpsp_exchange_receive(
            exchange, 202, NONE, NONE, TEXT(accepted), T0, &step, &delay);
        fail_new_after(-1);
        if (status == CONNECTPSP_NO_MEMORY) {
            CHECK(connectpsp_exchange_result(exchange, last.text, SPACE, &last.size) ==
                  CONNECTPSP_FAILED);
            last.text[last.size] = '\0';
            CHECK(has(&last, "\"outcomeUnknown\":true"));
            give(exchange, 202, accepted, CONNECTPSP_STEP_DONE);
        }
        CHECK(connectpsp_exchange_result(exchange, last.text, SPACE, &last.size) == CONNECTPSP_OK);
        connectpsp_exchange_free(exchange);
        connectpsp_session_free(session);
    }
}
#endif

int main(void) {
    test_a_payout();
    test_a_payout_that_cannot_be();
    test_a_payout_given_up();
    test_attempts();
    test_pure_requests();
    test_webhooks();
    test_values();
    test_misuse();
    test_threads();
    test_fork();
#if defined(WITH_FAILING_NEW)
    test_failing_allocations();
    test_an_answer_without_memory();
#endif
    if (failures != 0) fprintf(stderr, "%d checks failed\n", failures);
    return failures == 0 ? 0 : 1;
}
