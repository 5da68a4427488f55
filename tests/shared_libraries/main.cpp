// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Two shared libraries, each with a hidden copy of connectpsp, and a program with a third: Boost's
// codes and conditions compare equal across them. std::error_code does not, and is not promised.
#include "codes.hpp"

#include <connectpsp/core/errc.hpp>

#include <iostream>

int main() {
    using connectpsp::api_errc;
    using connectpsp::condition;
    using connectpsp::errc;
    int failures = 0;
    auto const check = [&failures](bool holds, char const* what) {
        if (holds) return;
        ++failures;
        std::cerr << "FAILED: " << what << '\n';
    };
    handed_out const first = first_codes(), second = second_codes();
    check(first.category != second.category, "the copies are hidden from each other");
    check(*first.category == *second.category, "categories are equal by their id");
    check(first.code == second.code && first.api_code == second.api_code, "codes are equal");
    check(first.code != first.api_code, "other codes are not");
    for (handed_out const& each : {first, second}) {
        check(each.code == errc::not_sent, "a code equals its enumerator");
        check(each.code != errc::no_answer, "and no other");
        check(each.api_code == api_errc::insufficient_funds, "an API code equals its enumerator");
        check(each.code == condition::transport, "a code meets its condition");
        check(each.api_code == condition::insufficient_funds, "an API code meets its condition");
        check(connectpsp::remedy_of(each.code) == connectpsp::remedy::wait,
              "a code has its remedy");
        check(each.standard.value() == static_cast<int>(errc::not_sent), "the number is the same");
    }
    if (failures == 0) std::cout << "codes compare equal across shared libraries\n";
    return failures == 0 ? 0 : 1;
}
