// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_RUNNERS_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_RUNNERS_HPP

#include "fixture.hpp"

#include <set>
#include <string>

namespace connectpsp::test {

/// Runs a fixture of an operation: builds a request, reads an answer, or reads the answer to a
/// request. Throws bad_fixture for the name of an operation that there is none of.
void run_operation(std::string const& operation, strict_object& fixture);

/// Runs a fixture of the receiver of webhooks.
void run_webhook(strict_object& fixture);

/// The operations that the matrix of errors/ is crossed with.
std::set<std::string> operations_of_matrix();

/// The codes of all errors that the matrix of errors/ expects.
std::set<std::string> codes_of_matrix();

} // namespace connectpsp::test

#endif
