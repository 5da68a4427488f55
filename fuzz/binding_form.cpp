// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The form in which values cross to other languages. An input is text: the name of a type, and then
// JSON, of the wire or in the binding form. Whatever is read of either is written, read again and
// equal, and so are its bytes.
#include "oracle.hpp"

#include <connectpsp/api/operations.hpp>
#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/core/problem.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <boost/mp11/algorithm.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace fuzz_binding_form {

namespace {

namespace psp = connectpsp;
using fuzz::require;

/// Every type that crosses: the operations, their results, and what stands beside them.
using all_types =
    boost::mp11::mp_list<psp::obtain_token, psp::get_balance, psp::rebalance, psp::create_cash_in,
                         psp::get_cash_in, psp::refund_cash_in, psp::create_cash_out,
                         psp::get_cash_out, psp::access_grant, psp::balance, psp::rebalance_receipt,
                         psp::cash_in_charge, psp::cash_in, psp::refund_receipt,
                         psp::cash_out_receipt, psp::cash_out, psp::problem, psp::attempt_record>;

template <class T>
void check_identity(T const& value) {
    fuzz::exact_copy const form{psp::to_binding_form(value)};
    auto const again = psp::from_binding_form<T>(form.view());
    require(again.has_value(), "what was written is read");
    require(psp::to_binding_form(again.value()) == form.view(), "it is written in the same bytes");
    if constexpr (requires { value == value; })
        require(again.value() == value, "it is the same value");
    else
        require(psp::encode(again.value()) == psp::encode(value), "it is the same on the wire");
}

template <class T>
void check_type(std::string_view text) {
    // An operation's body lacks the members that stand outside it.
    if constexpr (!psp::operation<T>)
        if (auto const sent = psp::decode_received<T>(text)) check_identity(sent.value());
    auto const bound = psp::from_binding_form<T>(text);
    if (bound) {
        check_identity(bound.value());
        return;
    }
    require(bound.error() == psp::condition::invalid_argument, "a refusal is an argument's");
    require(bound.error() != psp::errc::unreadable_argument || bound.error().underlying().failed(),
            "a refusal says why");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(binding_form) {
    fuzz::input in{data, size};
    std::size_t const chosen = in.byte();
    fuzz::exact_copy const text{in.rest()};
    boost::mp11::mp_with_index<boost::mp11::mp_size<all_types>::value>(
        chosen % boost::mp11::mp_size<all_types>::value,
        [&](auto index) { check_type<boost::mp11::mp_at_c<all_types, index>>(text.view()); });
    return 0;
}

} // namespace fuzz_binding_form
