// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "call.hpp"

#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>

#include <cstdint>

namespace simulation {

template <class Op, class Attempt>
void process::drive(std::size_t application, Op const& op, Attempt attempt, taker<Op> end) {
    auto const conversation = scene_.seen.begin();
    if (scene_.book.verbose())
        scene_.book.trace("conversation " + std::to_string(conversation),
                          std::string{"begins: "} + std::string{Op::endpoint.path} + ' ' +
                              deed_of(op));
    desk& where = at(application);
    auto const allowed = policy();
    std::optional<std::uint64_t> random;
    if (scene_.random.chance(0.8)) random = scene_.random();
    std::unique_ptr<call> made;
    if (scene_.off == mutant::none)
        made = std::make_unique<driven<Op, connectpsp::exchange<Op>>>(
            *this, where, conversation, allowed, std::move(end), where.session, std::move(attempt),
            allowed, random);
    else
        made = std::make_unique<driven<Op, careless_exchange<Op>>>(
            *this, where, conversation, allowed, std::move(end), where.session, std::move(attempt),
            allowed, scene_.off, scene_.random, where.login_under_way);
    add(conversation, std::move(made));
}

template <class Op>
void process::carry_out(std::size_t application, Op op, taker<Op> end) {
    drive<Op>(application, op, op, std::move(end));
}

template <class Op>
void process::carry_out(std::size_t application, connectpsp::loaded_attempt<Op> attempt,
                        taker<Op> end) {
    drive<Op>(application, attempt.operation, attempt, std::move(end));
}

template void process::carry_out(std::size_t, connectpsp::get_balance,
                                 taker<connectpsp::get_balance>);
template void process::carry_out(std::size_t, connectpsp::rebalance, taker<connectpsp::rebalance>);
template void process::carry_out(std::size_t, connectpsp::create_cash_out,
                                 taker<connectpsp::create_cash_out>);
template void process::carry_out(std::size_t, connectpsp::get_cash_out,
                                 taker<connectpsp::get_cash_out>);
template void process::carry_out(std::size_t, connectpsp::create_cash_in,
                                 taker<connectpsp::create_cash_in>);
template void process::carry_out(std::size_t, connectpsp::get_cash_in,
                                 taker<connectpsp::get_cash_in>);
template void process::carry_out(std::size_t, connectpsp::refund_cash_in,
                                 taker<connectpsp::refund_cash_in>);
template void process::carry_out(std::size_t,
                                 connectpsp::loaded_attempt<connectpsp::create_cash_out>,
                                 taker<connectpsp::create_cash_out>);
template void process::carry_out(std::size_t,
                                 connectpsp::loaded_attempt<connectpsp::create_cash_in>,
                                 taker<connectpsp::create_cash_in>);
template void process::carry_out(std::size_t,
                                 connectpsp::loaded_attempt<connectpsp::refund_cash_in>,
                                 taker<connectpsp::refund_cash_in>);

} // namespace simulation
