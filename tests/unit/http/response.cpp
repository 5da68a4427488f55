// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/http/response.hpp>

#include "catch.hpp"

#include <string>

using connectpsp::response;
using connectpsp::response_view;

namespace response_test {

namespace {

int status_seen_by(response_view const& view) { return view.status; }

} // namespace

TEST_CASE("a response is seen through a view of its own memory", "[http][response]") {
    response const answer{.status = 503,
                          .content_type = "application/problem+json; charset=utf-8",
                          .body = std::string{"{\"code\":\"\0\"}", 12},
                          .retry_after = "120"};
    response_view const view = answer;
    CHECK(view.status == 503);
    CHECK(view.content_type == answer.content_type);
    CHECK(view.body == answer.body);
    CHECK(view.body.size() == 12);
    CHECK(view.retry_after == "120");
    CHECK(view.content_type.data() == answer.content_type.data());
    CHECK(view.body.data() == answer.body.data());
    CHECK(view.retry_after.data() == answer.retry_after.data());
}

TEST_CASE("a response is handed over where a view is asked for", "[http][response]") {
    CHECK(status_seen_by(response{.status = 200}) == 200);
    CHECK(status_seen_by(response_view{.status = 404}) == 404);
}

TEST_CASE("a response begins empty", "[http][response]") {
    response const answer;
    response_view const view;
    CHECK(answer.status == 0);
    CHECK(answer.content_type.empty());
    CHECK(answer.body.empty());
    CHECK(answer.retry_after.empty());
    CHECK(view.status == 0);
    CHECK(view.content_type.empty());
    CHECK(view.body.empty());
    CHECK(view.retry_after.empty());
}

} // namespace response_test
