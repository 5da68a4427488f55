// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_SERVER_HPP
#define CONNECTPSP_TESTS_SANDBOX_SERVER_HPP

#include "config.hpp"
#include "faults.hpp"
#include "ledger.hpp"
#include "state.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace sandbox {

/// A ConnectPSP of one's own on 127.0.0.1, listening from construction to stop() or destruction.
/// Its members may be called from any thread, stop() from one at a time.
class server {
public:
    /// \throws boost::system::system_error when the port can't be had
    /// \throws std::invalid_argument when an initial amount is out of range
    explicit server(config settings = {});
    ~server();
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string base_url() const; ///< `http://127.0.0.1:PORT`
    [[nodiscard]] config const& settings() const;

    [[nodiscard]] fault_plan& faults();
    [[nodiscard]] webhook_sender& webhooks(); ///< hold, release, redeliver, what became of them
    [[nodiscard]] tallies counts() const;     ///< a copy of this moment
    [[nodiscard]] ledger accounts() const;    ///< a copy of this moment

    void revoke_tokens(); ///< every token issued so far is INVALID_TOKEN from now on
    void expire_tokens(); ///< every token issued so far is TOKEN_EXPIRED from now on

    // Events outside the API. `id` is any of the transaction's identifiers. False when the
    // transaction does not exist or its status does not allow it.

    bool pay(std::string const& id);            ///< a cash-in: AWAITING_PAYMENT to PAID
    bool expire(std::string const& id);         ///< a cash-in: AWAITING_PAYMENT to EXPIRED
    bool cancel_cash_in(std::string const& id); ///< AWAITING_PAYMENT to CANCELLED
    /// A PAID cash-in loses its endToEndId, so that its refund is refused with
    /// MISSING_END_TO_END_ID.
    bool forget_end_to_end_id(std::string const& id);
    bool complete(std::string const& id); ///< a cash-out: PROCESSING to COMPLETED
    /// A cash-out: PROCESSING to FAILED, with PIX_KEY_NOT_FOUND unless told otherwise.
    bool fail(std::string const& id, failure why = {});
    bool fail(std::string const& id, std::string code, std::string message);
    bool cancel_cash_out(std::string const& id); ///< PROCESSING to CANCELLED
    bool refund_cash_out(std::string const& id); ///< COMPLETED to REFUNDED

    /// Where OpenFinance cash-ins name their payment link from now on.
    void place_payment_url(payment_url_place where);
    /// Puts the clock forward that tokens and cash-ins expire by.
    void advance_clock(std::chrono::seconds by);

    /// Cuts all connections and deliveries and frees the port. Calling it again does nothing.
    void stop();

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace sandbox

#endif
