// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_OPERATIONS_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_OPERATIONS_HPP

#include "fixture.hpp"

#include "support/type_names.hpp"

#include <connectpsp/api/operations.hpp>

#include <boost/mp11/algorithm.hpp>

#include <string>
#include <string_view>
#include <type_traits>

// The operations as fixtures state them.

namespace connectpsp::test {

/// The operation of the members that are stated; every member has to be taken. Values are parsed,
/// so that one that cannot be is a mistake of the fixture; an empty text is a value that was left
/// empty.
template <class Op>
Op stated_operation(strict_object asked);

template <>
obtain_token stated_operation<obtain_token>(strict_object asked);
template <>
get_balance stated_operation<get_balance>(strict_object asked);
template <>
rebalance stated_operation<rebalance>(strict_object asked);
template <>
create_cash_in stated_operation<create_cash_in>(strict_object asked);
template <>
get_cash_in stated_operation<get_cash_in>(strict_object asked);
template <>
refund_cash_in stated_operation<refund_cash_in>(strict_object asked);
template <>
create_cash_out stated_operation<create_cash_out>(strict_object asked);
template <>
get_cash_out stated_operation<get_cash_out>(strict_object asked);

/// Calls `visit` with the std::type_identity of the operation that has the name. Throws bad_fixture
/// for another name.
template <class Visit>
void visit_operation(std::string_view name, Visit visit) {
    bool found = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, all_operations>>(
        [&]<class Op>(std::type_identity<Op> op) {
            if (name_of<Op>() != name) return;
            found = true;
            visit(op);
        });
    if (!found) throw bad_fixture("no operation: " + std::string{name});
}

/// Takes `environment`: `staging`, `production` or a base URL.
environment stated_environment(strict_object& fixture);

/// Takes `environment` and `authorization`.
authorization stated_authorization(strict_object& fixture);

} // namespace connectpsp::test

#endif
