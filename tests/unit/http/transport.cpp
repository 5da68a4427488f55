// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/http/transport.hpp>

#include "catch.hpp"

#include <functional>
#include <string>

using namespace connectpsp;

namespace transport_test {

namespace {

struct function_object {
    result<response> operator()(request const&) { return response{.status = 200}; }
};

struct constant_function_object {
    result<response> operator()(request const&) const { return error{errc::not_sent}; }
};

struct cannot_be_copied {
    cannot_be_copied() = default;
    cannot_be_copied(cannot_be_copied const&) = delete;
    result<response> operator()(request const&) { return response{.status = 201}; }
};

struct takes_a_copy {
    result<response> operator()(request) { return response{}; }
};

struct never_fails {
    response operator()(request const&) { return {.status = 204}; }
};

result<response> function(request const&) { return error{errc::no_answer}; }

static_assert(transport<function_object>);
static_assert(transport<function_object&>);
static_assert(!transport<function_object const>); // its call changes it
static_assert(transport<constant_function_object>);
static_assert(transport<constant_function_object const&>);
static_assert(transport<cannot_be_copied>);
static_assert(transport<cannot_be_copied&>);
static_assert(transport<takes_a_copy>);
static_assert(transport<never_fails>);
static_assert(transport<decltype(function)>);
static_assert(transport<decltype(&function)>);
static_assert(transport<std::function<result<response>(request const&)>>);

struct no_function {};
struct without_argument {
    result<response> operator()() { return response{}; }
};
struct changes_the_request {
    result<response> operator()(request&) { return response{}; }
};
struct consumes_the_request {
    result<response> operator()(request&&) { return response{}; }
};
struct takes_a_url {
    result<response> operator()(std::string const&) { return response{}; }
};
struct takes_more {
    result<response> operator()(request const&, int) { return response{}; }
};
struct gives_nothing {
    void operator()(request const&) {}
};
struct gives_a_body {
    std::string operator()(request const&) { return {}; }
};
struct gives_a_status {
    int operator()(request const&) { return 200; }
};
struct gives_a_view { // whose memory would be gone
    result<response_view> operator()(request const&) { return response_view{}; }
};
struct gives_a_pointer {
    response* operator()(request const&) { return nullptr; }
};
class private_call {
    result<response> operator()(request const&) { return response{}; }
};

static_assert(!transport<int>);
static_assert(!transport<void>);
static_assert(!transport<no_function>);
static_assert(!transport<without_argument>);
static_assert(!transport<changes_the_request>);
static_assert(!transport<consumes_the_request>);
static_assert(!transport<takes_a_url>);
static_assert(!transport<takes_more>);
static_assert(!transport<gives_nothing>);
static_assert(!transport<gives_a_body>);
static_assert(!transport<gives_a_status>);
static_assert(!transport<gives_a_view>);
static_assert(!transport<gives_a_pointer>);
static_assert(!transport<private_call>);

template <transport Send>
result<response> carry(Send&& send) {
    request message;
    message.url = "https://api.connectpsp.com/account/balance";
    return send(message);
}

} // namespace

TEST_CASE("function objects, lambdas and functions are transports", "[http][transport]") {
    CHECK(carry(function_object{}).value().status == 200);
    CHECK(carry(constant_function_object{}).error() == errc::not_sent);
    cannot_be_copied one;
    CHECK(carry(one).value().status == 201);
    CHECK(carry(never_fails{}).value().status == 204);
    CHECK(carry(function).error() == errc::no_answer);
    int calls = 0;
    auto const lambda = [&](request const& message) -> result<response> {
        ++calls;
        return response{.status = 200, .body = std::string{message.target()}};
    };
    static_assert(transport<decltype(lambda)>);
    CHECK(carry(lambda).value().body == "/account/balance");
    CHECK(calls == 1);
}

TEST_CASE("a transport may report a code of its own", "[http][transport]") {
    auto const refused = [](request const&) -> result<response> {
        return error{boost::system::errc::make_error_code(boost::system::errc::timed_out)};
    };
    CHECK(carry(refused).error().code() == boost::system::errc::timed_out);
}

} // namespace transport_test
