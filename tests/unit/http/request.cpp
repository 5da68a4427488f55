// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/http/request.hpp>

#include "../core/freed_memory.hpp"
#include "catch.hpp"

#include <string>
#include <utility>

using connectpsp::header_fields;
using connectpsp::http_method;
using connectpsp::request;

namespace request_test {

namespace {

constexpr std::string_view client_secret = "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5";

request sample() {
    request made;
    made.method = http_method::post;
    made.url = "https://api.connectpsp.com/auth/token";
    made.headers.append("Content-Type", "application/json").value();
    made.body = "{\"clientSecret\":\"";
    made.body.reserve(100);
    made.body += client_secret;
    made.body += "\"}";
    return made;
}

void check_is_sample(request const& message) {
    CHECK(message.method == http_method::post);
    CHECK(message.url == "https://api.connectpsp.com/auth/token");
    CHECK(message.headers.text() == "Content-Type: application/json\r\n");
    CHECK(message.body == "{\"clientSecret\":\"0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5\"}");
}

} // namespace

TEST_CASE("methods have their names", "[http][request]") {
    static_assert(to_string(http_method::get) == "GET");
    static_assert(to_string(http_method::post) == "POST");
    CHECK(request{}.method == http_method::get);
}

TEST_CASE("a read and what has an idempotency key may be sent twice by an HTTP stack",
          "[http][request]") {
    request made;
    CHECK(made.repeatable());
    made.method = http_method::post;
    CHECK_FALSE(made.repeatable());
    REQUIRE(made.headers.append("X-Idempotency", "1"));
    CHECK_FALSE(made.repeatable());
    REQUIRE(made.headers.append("x-idempotency-key", "0e0b6c4e-0b0a-4f6e-9d3c-1a2b3c4d5e6f"));
    CHECK(made.repeatable());
}

TEST_CASE("the origin and the target of a request are the parts of its URL", "[http][request]") {
    struct {
        char const* url;
        bool secure;
        char const* authority;
        char const* host;
        char const* port;
        char const* target;
    } const table[] = {
        {"https://api.connectpsp.com/account/balance", true, "api.connectpsp.com",
         "api.connectpsp.com", "443", "/account/balance"},
        {"https://api.connectpsp.com:8443/account/balance?date=2026-03-10", true,
         "api.connectpsp.com:8443", "api.connectpsp.com", "8443",
         "/account/balance?date=2026-03-10"},
        {"https://host/", true, "host", "host", "443", "/"},
        {"http://127.0.0.1:8080/auth/token", false, "127.0.0.1:8080", "127.0.0.1", "8080",
         "/auth/token"},
        {"http://localhost/a", false, "localhost", "localhost", "80", "/a"},
        {"http://[::1]:8080/a/b/", false, "[::1]:8080", "::1", "8080", "/a/b/"},
        {"https://[2001:db8::1]/a", true, "[2001:db8::1]", "2001:db8::1", "443", "/a"},
        {"https://h/a?next=https://other:1/b", true, "h", "h", "443", "/a?next=https://other:1/b"},
        {"https://h:1/a:2", true, "h:1", "h", "1", "/a:2"},
        {"https://h//a", true, "h", "h", "443", "//a"},
    };
    for (auto const& each : table) {
        request message;
        message.url = each.url;
        INFO(each.url);
        auto const origin = message.origin();
        CHECK(origin.secure == each.secure);
        CHECK(origin.authority == each.authority);
        CHECK(origin.host == each.host);
        CHECK(origin.port == each.port);
        CHECK(origin.target == each.target);
        CHECK(message.target() == each.target);
    }
}

TEST_CASE("the parts of an odd URL stay within it", "[http][request]") {
    for (std::string const text : {"", "h", "https", "://", "https://", "https:///", "https://[",
                                   "https://[]/", "https://:", "https://h:", "/a"}) {
        request message;
        message.url = text;
        INFO(text);
        auto const origin = message.origin();
        CHECK((origin.target == "/" || text.ends_with(origin.target)));
        CHECK(text.find(origin.authority) != std::string::npos);
        CHECK(origin.authority.find(origin.host) != std::string_view::npos);
    }
}

TEST_CASE("a request is copied and moved whole", "[http][request]") {
    request original = sample();
    request copy = original;
    check_is_sample(original);
    check_is_sample(copy);
    request const moved = std::move(copy);
    check_is_sample(moved);
    request assigned;
    assigned = moved;
    check_is_sample(assigned);
    request target;
    target = std::move(original);
    check_is_sample(target);
    request& same = target;
    target = same;
    check_is_sample(target);
}

TEST_CASE("a request that goes leaves no secret behind", "[http][request]") {
    CHECK(freed_memory::count(client_secret, [] {
              std::string const text{client_secret};
              freed_memory::touch(text.data());
          }) == (freed_memory::is_watched ? 1U : 0U));
    CHECK(freed_memory::count(client_secret, [] {
              request message = sample();
              request const copy = message;
              request const moved = std::move(message);
              freed_memory::touch(copy.body.data());
              freed_memory::touch(moved.body.data());
          }) == 0);
}

TEST_CASE("a request that is moved onto leaves no secret behind", "[http][request]") {
    request empty;
    CHECK(freed_memory::count(client_secret, [&] {
              request message = sample();
              message = std::move(empty);
              freed_memory::touch(message.body.data());
          }) == 0);
}

TEST_CASE("a request that is copied onto leaves no secret behind", "[http][request]") {
    request const empty;
    request longer = sample();
    longer.body = std::string(500, ' ');
    CHECK(freed_memory::count(client_secret, [&] {
              request message = sample();
              message = empty;
              freed_memory::touch(message.body.data());
          }) == 0);
    CHECK(freed_memory::count(client_secret, [&] {
              request message = sample();
              message = longer;
              freed_memory::touch(message.body.data());
          }) == 0);
}

} // namespace request_test
