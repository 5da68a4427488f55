// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_MERCHANT_HPP
#define CONNECTPSP_TESTS_SIMULATION_MERCHANT_HPP

#include "order.hpp"
#include "process.hpp"

#include <deque>
#include <memory>
#include <set>
#include <vector>

namespace simulation {

/// The integrator: wants orders done, stores each attempt before it is first sent, does what the
/// errors say, takes webhooks in, and carries on after a crash with what is on disk. One order has
/// one operation with one key, for ever.
class merchant {
public:
    merchant(scene& session, gateway& bank, std::vector<onboarding> who);

    /// Somebody wants a payout or a charge.
    void want(order_kind kind, std::size_t application);

    /// Reads a balance, or sets one.
    void look_at_balance(std::size_t application);
    void set_balance(std::size_t application);

    /// Takes a webhook in; true when it was understood.
    bool receive(webhook const& what);

    /// The process forks, and its child goes on.
    void fork();

    /// Reads everything that was accepted, to compare it with the books.
    void check_books();

    /// Complains where the books are not what the ledger says.
    void compare_with_ledger() const;

private:
    void start();
    void crash();
    void tend_later(std::size_t number, duration delay);
    void tend(std::size_t number);
    void read(std::size_t number, connectpsp::lookup_id const& id);
    void look_into_statement(std::size_t number);

    connectpsp::create_cash_out payout_of(order const& what);
    connectpsp::create_cash_in charge_of(order const& what);
    connectpsp::refund_cash_in refund_of(order const& what);

    template <class Op>
    void attempt(std::size_t number, Op (merchant::*make)(order const&));
    template <class Op>
    void misdeliver(std::size_t number, connectpsp::loaded_attempt<Op> const& what);
    template <class Op, class Attempt>
    void send(std::size_t number, Attempt what);
    template <class Result>
    void ended(std::size_t number, Result const& result);
    void settle_refusal(std::size_t number, connectpsp::error const& why);
    bool may_arrive(order const& what) const;

    template <class Transaction>
    bool learn(std::size_t number, Transaction const& from);
    template <class Status>
    bool advance_to(order& what, Status const& incoming);
    void accept(order& what, std::string const& id);
    std::size_t number_of(std::size_t application, order_kind kind,
                          std::string_view reference) const;
    bool settled(order const& what) const;

    scene& scene_;
    gateway& bank_;
    std::vector<onboarding> who_;
    std::shared_ptr<process> process_;
    std::deque<order> orders_;
    std::set<std::string> handled_; ///< webhooks
};

} // namespace simulation

#endif
