// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_TRANSACTION_HPP
#define CONNECTPSP_TESTS_SANDBOX_TRANSACTION_HPP

#include "clock_text.hpp"
#include "money_text.hpp"

#include <optional>
#include <string>

namespace sandbox {

using moment = std::optional<wall_clock::time_point>; ///< nothing: it has not come to that

/// The common members of a cash-in and a cash-out.
struct transaction {
    std::string transaction_id = {};
    std::string internal_code = {};
    std::string external_reference = {};
    std::optional<std::string> end_to_end_id = {};
    std::optional<std::string> original_end_to_end_id = {}; ///< once refunded
    centavos amount = 0;
    std::string webhook_url = {}; ///< empty: none
    wall_clock::time_point requested_at = {};
    moment refunded_at = {};
};

enum class cash_in_status { awaiting_payment, paid, expired, refunded, cancelled };

struct cash_in : transaction {
    cash_in_status status = cash_in_status::awaiting_payment;
    std::string payer_name = {};
    std::string payer_document = {};
    bool open_finance = false; ///< a payment link instead of a QR code
    wall_clock::time_point expires_at = {};
    moment paid_at = {};
    moment expired_at = {};
};

enum class cash_out_status { processing, completed, failed, refunded, cancelled };

struct failure {
    std::string code = "PIX_KEY_NOT_FOUND";
    std::string message = "The PIX key was not found.";
};

struct cash_out : transaction {
    cash_out_status status = cash_out_status::processing;
    std::string payee_name = {};
    std::string payee_json = {}; ///< as sent
    failure failed_with = {};    ///< when failed
    moment completed_at = {};
    moment failed_at = {};
};

std::string_view name_of(cash_in_status status);
std::string_view name_of(cash_out_status status);

// The response of the matching GET, and a webhook's `data`.

std::string to_json(cash_in const& from);
std::string to_json(cash_out const& from);

} // namespace sandbox

#endif
