// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "errors_matrix.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <initializer_list>
#include <set>
#include <string_view>
#include <utility>

namespace connectpsp::test {
namespace {

namespace json = boost::json;

std::string take_word(strict_object& from, std::string_view key,
                      std::initializer_list<std::string_view> words) {
    std::string word = from.take_text(key);
    for (std::string_view const each : words)
        if (each == word) return word;
    throw bad_fixture("no " + std::string{key} + ": " + word);
}

matrix_operation read_operation(std::string name, strict_object from) {
    from.take_provenance();
    matrix_operation op{.name = std::move(name),
                        .success = from.take_int("success"),
                        .auth = take_word(from, "auth", {"none", "bearer", "bearer_and_signature"}),
                        .idempotency =
                            take_word(from, "idempotency", {"inherent", "by_key", "none"}),
                        .effect = from.take("effect").as_bool(),
                        .request = from.take("request")};
    from.finish();
    return op;
}

json::object read_error(strict_object from) {
    json::object error{{"code", from.take("code")},
                       {"conditions", from.take("conditions").as_array()},
                       {"remedy", from.take("remedy")}};
    for (std::string_view const optional : {"problem", "retry_after"})
        if (from.has(optional)) error[optional] = from.take(optional);
    if (from.has("body_excerpt")) error["body_excerpt"] = from.take_body("body_excerpt");
    from.finish();
    return error;
}

matrix_answer read_answer(strict_object from, std::set<std::string> const& operations) {
    from.take_provenance();
    matrix_answer answer;
    answer.name = from.take_text("name");
    strict_object sent = from.take_object("response");
    json::value const status = sent.take("status");
    if (status != "success") answer.status = status.to_number<int>();
    answer.content_type = sent.take_text("content_type");
    answer.retry_after = sent.take_text("retry_after");
    answer.body = sent.take_body("body");
    sent.finish();
    answer.outcome = take_word(from, "outcome",
                               {"not_done", "unknown", "unknown_with_key", "in_progress_with_key"});
    answer.error = read_error(from.take_object("error"));
    answer.except = from.take_or("except", json::object{}).as_object();
    for (auto const& [name, members] : answer.except)
        if (operations.count(std::string{std::string_view{name}}) == 0 || !members.is_object())
            throw bad_fixture("an exception of no operation: " + answer.name);
    from.finish();
    return answer;
}

/// Changes an error into one of an attempt that may have been carried out. The answer says nothing
/// about that.
void leave_outcome_open(json::object& error, bool same_key_finds_out) {
    json::value cause = error.at("code");
    error["cause"] = std::move(cause);
    error["code"] = "outcome_unknown";
    error["conditions"] = json::array{"outcome_unknown"};
    error["remedy"] = same_key_finds_out ? "retry_same_key" : "reconcile";
    error["outcome_unknown"] = true;
}

/// Takes from the error of a failed login everything in which a server may repeat the secret.
void keep_code_alone(json::object& error) {
    error.erase("body_excerpt");
    json::value const* const sent = error.if_contains("problem");
    if (sent == nullptr) return;
    json::value const* const code = sent->as_object().if_contains("code");
    if (code == nullptr) {
        error.erase("problem");
    } else {
        json::object kept{{"code", *code}};
        error["problem"] = std::move(kept);
    }
}

} // namespace

errors_matrix read_matrix(json::value const& operations, json::value const& answers) {
    errors_matrix matrix;
    std::set<std::string> names;
    for (auto const& [name, stated] : operations.as_object()) {
        matrix.operations.push_back(read_operation(name, strict_object{stated}));
        names.insert(matrix.operations.back().name);
    }
    std::set<std::string> seen;
    for (json::value const& stated : answers.as_array()) {
        matrix.answers.push_back(read_answer(strict_object{stated}, names));
        if (!seen.insert(matrix.answers.back().name).second)
            throw bad_fixture("two answers have the name " + matrix.answers.back().name);
    }
    if (matrix.operations.empty() || matrix.answers.empty()) throw bad_fixture("an empty matrix");
    return matrix;
}

errors_matrix const& stated_matrix() {
    static errors_matrix const matrix =
        read_matrix(json::parse(read_file(fixtures() / "errors" / "operations.json")),
                    json::parse(read_file(fixtures() / "errors" / "answers.json")));
    return matrix;
}

response answer_to(matrix_operation const& op, matrix_answer const& answer) {
    return {.status = answer.status.value_or(op.success),
            .content_type = answer.content_type,
            .body = answer.body,
            .retry_after = answer.retry_after};
}

json::object expected_error(matrix_operation const& op, matrix_answer const& answer) {
    json::object error = answer.error;
    error["status"] = answer.status.value_or(op.success);
    error["pointer"] = "";
    error["outcome_unknown"] = false;
    if (op.auth == "none") keep_code_alone(error);
    bool const keyed = op.idempotency == "by_key";
    if (answer.outcome == "unknown" && op.effect) leave_outcome_open(error, keyed);
    // The reference or the key was used, perhaps by an earlier attempt at this very operation.
    if (answer.outcome == "unknown_with_key" && keyed) leave_outcome_open(error, false);
    // The first request under the key is not done yet: its answer is to be had under the same key.
    if (answer.outcome == "in_progress_with_key" && keyed) leave_outcome_open(error, true);
    if (auto const* const except = answer.except.if_contains(op.name))
        for (auto const& [member, value] : except->as_object())
            value.is_null() ? void(error.erase(member)) : void(error[member] = value);
    return error;
}

} // namespace connectpsp::test
