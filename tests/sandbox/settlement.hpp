// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_SETTLEMENT_HPP
#define CONNECTPSP_TESTS_SANDBOX_SETTLEMENT_HPP

#include "state.hpp"

#include <string>

namespace sandbox {

enum class settled { done, no_such_transaction, impossible };

// Changes of a transaction outside the API: someone pays, a bank refuses. Each moves the
// ledger along. `id` is any of the transaction's identifiers. All are called with the state's mutex
// held.

settled pay_cash_in(state& world, std::string const& id);    ///< AWAITING_PAYMENT to PAID
settled expire_cash_in(state& world, std::string const& id); ///< AWAITING_PAYMENT to EXPIRED
settled cancel_cash_in(state& world, std::string const& id); ///< AWAITING_PAYMENT to CANCELLED
/// PAID to REFUNDED; impossible without an endToEndId or the funds.
settled refund_paid_cash_in(state& world, std::string const& id);
/// A PAID cash-in loses its endToEndId, as when the central bank's word is late.
settled forget_end_to_end_id(state& world, std::string const& id);

settled complete_cash_out(state& world, std::string const& id); ///< PROCESSING to COMPLETED
settled fail_cash_out(state& world, std::string const& id, failure why); ///< PROCESSING to FAILED
settled cancel_cash_out(state& world, std::string const& id); ///< PROCESSING to CANCELLED
settled refund_cash_out(state& world, std::string const& id); ///< COMPLETED to REFUNDED

/// The cash-in of that id, expired if it is past its time; null when there is none.
cash_in* find_cash_in(state& world, std::string const& id);

/// Gives a PAID cash-in back; false, with nothing changed, when the funds do not cover it.
bool give_back_cash_in(state& world, cash_in& one);

/// Notes that the transaction is to settle by itself, when the sandbox is set to do so.
void settle_later(state& world, transaction const& one);

/// Settles what is due and tells how long nothing else can be. Takes the mutex itself.
std::chrono::milliseconds settle_due(state& world);

} // namespace sandbox

#endif
