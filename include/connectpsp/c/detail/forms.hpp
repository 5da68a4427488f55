// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_C_DETAIL_FORMS_HPP
#define CONNECTPSP_C_DETAIL_FORMS_HPP

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/problem.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The types that cross to other languages in addition to operations and results. Each describes a
// class whose members are not public, or a struct with types that JSON does not have.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

struct session_config {
    std::string environment{};                ///< `production`, `staging` or a base URL
    std::optional<bool> insecure_for_tests{}; ///< takes a base URL of plain http
    std::string client_id{};
    secret client_secret{};
    secret application_token{};
    secret crypto_token{};
    std::optional<std::int64_t> refresh_margin_seconds{};
};

BOOST_DESCRIBE_STRUCT(session_config, (),
                      (environment, insecure_for_tests, client_id, client_secret, application_token,
                       crypto_token, refresh_margin_seconds))

/// CryptoTokens, the newest first.
struct key_ring {
    std::vector<secret> crypto_tokens{};
};

BOOST_DESCRIBE_STRUCT(key_ring, (), (crypto_tokens))

struct retry_policy_form {
    std::optional<std::int64_t> max_attempts{};
    std::optional<std::int64_t> deadline_milliseconds{};
    std::optional<std::int64_t> initial_delay_milliseconds{};
    std::optional<std::int64_t> max_delay_milliseconds{};
    std::optional<std::int64_t> max_retry_after_seconds{};
};

BOOST_DESCRIBE_STRUCT(retry_policy_form, (),
                      (max_attempts, deadline_milliseconds, initial_delay_milliseconds,
                       max_delay_milliseconds, max_retry_after_seconds))

struct header_form {
    std::string name{};
    secret value{};
};

BOOST_DESCRIBE_STRUCT(header_form, (), (name, value))

struct request_form {
    std::string method{};
    std::string url{};
    std::vector<header_form> headers{};
    secret body{}; ///< byte for byte; empty: none is sent
};

BOOST_DESCRIBE_STRUCT(request_form, (), (method, url, headers, body))

struct code_form {
    std::string category{}; ///< `connectpsp`, `connectpsp.api` or another library's
    std::string name{};     ///< empty where the category is another library's
    std::int64_t number = 0;
};

BOOST_DESCRIBE_STRUCT(code_form, (), (category, name, number))

struct mismatch_form {
    std::string expected{};
    std::string received{};
};

BOOST_DESCRIBE_STRUCT(mismatch_form, (), (expected, received))

struct error_form {
    code_form code{};
    std::vector<std::string> conditions{};
    std::string remedy{};
    bool outcome_unknown = false;
    std::string message{}; ///< one line for a log
    code_form cause{};
    std::optional<code_form> underlying{};
    std::optional<std::int64_t> status{};
    std::optional<std::string> pointer{};
    std::optional<std::int64_t> offset{};
    std::optional<std::string> subject{};
    std::optional<std::string> detail{};
    std::optional<mismatch_form> mismatch{};
    std::optional<std::string> transaction_id{};
    std::optional<std::string> idempotency_key{};
    std::optional<std::string> external_reference{};
    bool during_authentication = false;
    std::optional<connectpsp::problem> problem{};
    std::optional<std::string> body_excerpt{};
    std::optional<std::int64_t> retry_after_seconds{};
    std::optional<timestamp> retry_at{};
};

BOOST_DESCRIBE_STRUCT(error_form, (),
                      (code, conditions, remedy, outcome_unknown, message, cause, underlying,
                       status, pointer, offset, subject, detail, mismatch, transaction_id,
                       idempotency_key, external_reference, during_authentication, problem,
                       body_excerpt, retry_after_seconds, retry_at))

struct event_form {
    open_enum<event_type> type{};
    std::optional<timestamp> time{};
    std::string dedupe_key{};
    std::optional<connectpsp::cash_in> cash_in{};   ///< of an event about a cash-in
    std::optional<connectpsp::cash_out> cash_out{}; ///< of an event about a cash-out
    std::string delivery_id{};
};

BOOST_DESCRIBE_STRUCT(event_form, (), (type, time, dedupe_key, cash_in, cash_out, delivery_id))

struct rebalance_plan_form {
    std::string direction{}; ///< `none`, `top_up`, `sweep`
    money amount{};
    bool covered = true;
    money shortfall{};
};

BOOST_DESCRIBE_STRUCT(rebalance_plan_form, (), (direction, amount, covered, shortfall))

struct reconciliation_form {
    std::string by{};                ///< `replay`, `read`, `replan`
    std::optional<std::string> id{}; ///< what to read
    bool key_may_have_expired = false;
};

BOOST_DESCRIBE_STRUCT(reconciliation_form, (), (by, id, key_may_have_expired))

struct attempt_form {
    std::string operation{};
    std::string form{}; ///< the operation in the binding form, as text
    timestamp made_at{};
};

BOOST_DESCRIBE_STRUCT(attempt_form, (), (operation, form, made_at))

struct br_code_form {
    std::string kind{}; ///< `static`, `dynamic`, `recurrence_only`
    std::string text{};
    std::optional<std::string> key{};
    std::optional<std::string> url{};
    std::optional<std::string> recurrence_url{};
    std::optional<std::string> description{};
    std::optional<money> amount{};
    std::optional<std::string> txid{};
    std::string merchant_name{};
    std::string merchant_city{};
    std::optional<std::string> postal_code{};
    std::string merchant_category{};
    std::optional<std::string> withdrawal_agent{};
    std::optional<bool> single_use{};
    bool counts_characters = false;
};

BOOST_DESCRIBE_STRUCT(br_code_form, (),
                      (kind, text, key, url, recurrence_url, description, amount, txid,
                       merchant_name, merchant_city, postal_code, merchant_category,
                       withdrawal_agent, single_use, counts_characters))

struct static_br_code_form {
    connectpsp::pix_key_type key_type{};
    std::string key{};
    std::string name{};
    std::string city{};
    std::optional<money> amount{};
    std::optional<std::string> txid{};
    std::optional<std::string> description{};
    std::optional<std::string> postal_code{};
    std::optional<std::string> merchant_category{};
};

BOOST_DESCRIBE_STRUCT(static_br_code_form, (),
                      (key_type, key, name, city, amount, txid, description, postal_code,
                       merchant_category))

struct dynamic_br_code_form {
    std::string url{};
    std::string name{};
    std::string city{};
    std::optional<std::string> postal_code{};
    std::optional<std::string> merchant_category{};
    std::optional<bool> single_use{}; ///< true unless given
};

BOOST_DESCRIBE_STRUCT(dynamic_br_code_form, (),
                      (url, name, city, postal_code, merchant_category, single_use))

} // namespace connectpsp::detail

#endif
