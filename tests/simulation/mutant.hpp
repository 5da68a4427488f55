// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_MUTANT_HPP
#define CONNECTPSP_TESTS_SIMULATION_MUTANT_HPP

#include <string_view>

namespace simulation {

/// A guard that is switched off, in the driver, the merchant or the model: never in the library.
enum class mutant {
    none,
    hand_written,         ///< the careless exchange with every guard on: has to pass
    fresh_key,            ///< a retry has a new idempotency key
    repeat_anything,      ///< whatever an attempt met with, it is sent again, with a new key
    stale_rebalance,      ///< a rebalance is sent again after its deadline
    endless,              ///< retries know no bound
    pay_anew,             ///< an unknown outcome is taken for a refusal, and paid under a new key
    drop_token,           ///< a failed early renewal drops the token that still lasts
    forget_token,         ///< a token is used once and not kept
    refresh_together,     ///< all conversations obtain a token at once
    ignore_token_backoff, ///< the session is not told that a request for a token failed
    forget_unknown,       ///< the last attempt's refusal hides an earlier one that is open
    believe_refusal,      ///< a refused replay closes an order that an earlier attempt left open
    load_without_doubt,   ///< a loaded attempt is sent as if it were new
    lose_record,          ///< after a crash the payment is created again, with a new key
    trust_old_key,        ///< an attempt is replayed though its key may be forgotten
    credit_twice,         ///< a repeated webhook counts again
    take_any_status,      ///< a late webhook reopens what is settled
    ignore_merchant,      ///< an attempt of another merchant's is sent all the same
    ignore_environment,   ///< or one of another environment's
    hold_turn,            ///< a login that never ends is waited for, however long it takes
    forget_fork,          ///< a child process does not say that it is one
    hand_out_again,       ///< a timer that was not stopped has the request sent again
    late_login,           ///< behind the deadline a token is asked for
    login_storm,          ///< after a token that is refused at once, all conversations log in again
    log_requests,         ///< the log holds requests as they are
    leaky_ledger,         ///< the model loses a centavo
};

struct named_mutant {
    mutant which;
    std::string_view name;
};

inline constexpr named_mutant mutants[] = {
    {mutant::fresh_key, "fresh-key"},
    {mutant::repeat_anything, "repeat-anything"},
    {mutant::stale_rebalance, "stale-rebalance"},
    {mutant::endless, "endless"},
    {mutant::pay_anew, "pay-anew"},
    {mutant::drop_token, "drop-token"},
    {mutant::forget_token, "forget-token"},
    {mutant::refresh_together, "refresh-together"},
    {mutant::ignore_token_backoff, "ignore-token-backoff"},
    {mutant::forget_unknown, "forget-unknown"},
    {mutant::believe_refusal, "believe-refusal"},
    {mutant::load_without_doubt, "load-without-doubt"},
    {mutant::lose_record, "lose-record"},
    {mutant::trust_old_key, "trust-old-key"},
    {mutant::credit_twice, "credit-twice"},
    {mutant::take_any_status, "take-any-status"},
    {mutant::ignore_merchant, "ignore-merchant"},
    {mutant::ignore_environment, "ignore-environment"},
    {mutant::hold_turn, "hold-turn"},
    {mutant::forget_fork, "forget-fork"},
    {mutant::hand_out_again, "hand-out-again"},
    {mutant::late_login, "late-login"},
    {mutant::login_storm, "login-storm"},
    {mutant::log_requests, "log-requests"},
    {mutant::leaky_ledger, "leaky-ledger"},
};

} // namespace simulation

#endif
