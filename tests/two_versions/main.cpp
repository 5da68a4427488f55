// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Two versions of the library in one program: both work, whatever differs between their types.
#include "two_versions/part.hpp"

#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/error.hpp>

#include <iostream>
#include <string_view>
#include <type_traits>

// The namespace is what the version says, and is never named by users.
static_assert(std::is_same_v<connectpsp::error, connectpsp::CONNECTPSP_VERSION_NAMESPACE::error>);

int main() {
    int failures = 0;
    auto const check = [&failures](bool holds, char const* what) {
        if (holds) return;
        ++failures;
        std::cerr << "FAILED: " << what << '\n';
    };
    told const first = first_part(), other = other_part(), again = first_part();
    check(first.size_of_context == sizeof(connectpsp::error_context), "the first is this version");
    check(other.size_of_context > first.size_of_context, "the other has another error_context");
    for (told const* each : {&first, &other, &again}) {
        check(each->context_is_whole, "an error keeps its context");
        check(each->paid, "a payout is accepted");
        check(each->refusal.starts_with("422 INSUFFICIENT_FUNDS: "), "an error is printed");
        check(each->refusal == first.refusal, "and in the same way");
        check(each->pointer == "/transactionId", "a malformed answer is told where it is wrong");
        check(each->codes_are_known, "each version knows its own codes");
    }
    check(first.code == connectpsp::errc::not_sent, "codes of one version are equal");
    check(first.code != other.code, "codes of two versions are unequal");
    check(other.code != connectpsp::errc::not_sent, "whatever their enumerators are called");
    check(!(other.code == connectpsp::condition::transport), "and meet no conditions of the other");
    check(!(other.api_code == connectpsp::condition::insufficient_funds),
          "nor do those of the API");
    check(first.code.value() == other.code.value(), "the numbers stay");
    check(std::string_view{first.code.category().name()} == other.code.category().name(),
          "the names in logs stay");
    if (failures == 0) std::cout << "two versions work side by side\n";
    return failures == 0 ? 0 : 1;
}
