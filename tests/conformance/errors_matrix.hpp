// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_ERRORS_MATRIX_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_ERRORS_MATRIX_HPP

#include "fixture.hpp"

#include <connectpsp/http/response.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

// The answers and the operations of errors/, and the rules that say what an operation makes of an
// answer. README.md tells the rules. None of them asks the library.

namespace connectpsp::test {

/// An operation as errors/operations.json states it.
struct matrix_operation {
    std::string name;
    int success;             ///< the documented status
    std::string auth;        ///< none, bearer or bearer_and_signature
    std::string idempotency; ///< inherent, by_key or none
    bool effect; ///< whether something that matters may have happened when no answer tells
    boost::json::value request;
};

/// An answer as errors/answers.json states it.
struct matrix_answer {
    std::string name;
    std::optional<int> status; ///< none is the documented status of each operation
    std::string content_type;
    std::string retry_after;
    std::string body;
    std::string outcome;        ///< not_done, unknown, unknown_with_key or in_progress_with_key
    boost::json::object error;  ///< for an operation that keeps an excerpt and has no effect
    boost::json::object except; ///< by operation: members that are otherwise, null for none
};

struct errors_matrix {
    std::vector<matrix_operation> operations;
    std::vector<matrix_answer> answers;
};

/// Reads a matrix. Throws bad_fixture.
errors_matrix read_matrix(boost::json::value const& operations, boost::json::value const& answers);

/// Returns the matrix of errors/, which is read once. Throws bad_fixture.
errors_matrix const& stated_matrix();

/// Returns the answer as the operation receives it.
response answer_to(matrix_operation const& op, matrix_answer const& answer);

/// Returns the error that the operation has to make of the answer.
boost::json::object expected_error(matrix_operation const& op, matrix_answer const& answer);

} // namespace connectpsp::test

#endif
