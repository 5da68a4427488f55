// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "operations.hpp"
#include "outcome.hpp"
#include "runners.hpp"

#include <connectpsp/api/operation.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace connectpsp::test {
namespace {

response stated_response(strict_object sent) {
    response const answer{.status = sent.take_int("status"),
                          .content_type = sent.take_text("content_type"),
                          .body = sent.take_body("body"),
                          .retry_after = sent.take_text("retry_after")};
    sent.finish();
    return answer;
}

template <class Op>
result<request> built(Op const& op, strict_object& fixture) {
    if constexpr (Op::endpoint.auth == auth::none)
        return build(op, stated_environment(fixture));
    else
        return build(op, stated_authorization(fixture));
}

template <class Op>
void run(strict_object& fixture) {
    strict_object expect = fixture.take_object("expect");
    bool const asked = fixture.has("request");
    bool const answered = fixture.has("response");
    if (!asked) {
        response const answer = stated_response(fixture.take_object("response"));
        return check_outcome(parse<Op>(answer), std::move(expect), "value");
    }
    auto const op = stated_operation<Op>(fixture.take_object("request"));
    if (!answered) return check_outcome(built(op, fixture), std::move(expect), "request");
    response const answer = stated_response(fixture.take_object("response"));
    check_outcome(parse(op, answer), std::move(expect), "value");
}

} // namespace

void run_operation(std::string const& operation, strict_object& fixture) {
    visit_operation(operation, [&]<class Op>(std::type_identity<Op>) { run<Op>(fixture); });
}

} // namespace connectpsp::test
