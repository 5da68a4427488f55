// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "raw_server.hpp"
#include "stacks.hpp"

#include "catch.hpp"

#include <connectpsp/http/request.hpp>

#include <chrono>
#include <string>

using namespace connectpsp;

namespace {

constexpr char const* last_answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                    "Retry-After: 7\r\nContent-Length: 2\r\n\r\n{}";

request request_to(raw_server const& server, http_method method) {
    request made;
    made.method = method;
    made.url = "http://" + server.authority() + "/cash-out";
    if (method == http_method::post) made.body = "{}";
    return made;
}

/// A server that answers each request with a text and reads on until the client goes.
raw_server answering(std::string text) {
    return raw_server{[text = std::move(text)](int fd) {
        if (read_header(fd) && write_text(fd, text)) read_all(fd);
    }};
}

void check_last_answer(result<response> const& got) {
    REQUIRE(got.has_value());
    CHECK(got.value().status == 200);
    CHECK(got.value().content_type == "application/json");
    CHECK(got.value().retry_after == "7");
    CHECK(got.value().body == "{}");
}

} // namespace

#if defined(CONNECTPSP_TEST_HTTPLIB)
TEST_CASE("cpp-httplib reads what it can and says of the rest that there is no answer",
          "[integration][transport]") {
    auto const asked = [](std::string text) {
        raw_server const server = answering(std::move(text));
        return make_transport(stack::httplib,
                              std::chrono::seconds{1})(request_to(server, http_method::post));
    };
    check_last_answer(asked(std::string{"HTTP/1.1 100 Continue\r\n\r\n"} + last_answer));
    std::string const header = "Set-Cookie: a=" + std::string(9'000, 'x') + "\r\n";
    std::string const long_header = std::string{last_answer}.insert(17, header);
    for (std::string const& unread :
         {std::string{"HTTP/1.1 103 Early Hints\r\n\r\n"} + last_answer, long_header})
        CHECK(asked(unread).error() == errc::no_answer);
}
#endif

// The other stacks.

TEST_CASE("interim responses are read past", "[integration][transport]") {
    auto const over = GENERATE(from_range(stacks_that_read_all));
    auto const method = GENERATE(http_method::get, http_method::post);
    CAPTURE(over, to_string(method));
    for (std::string const interim :
         {"HTTP/1.1 100 Continue\r\n\r\n",
          "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
          "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nRetry-After: 1\r\n"
          "Content-Type: text/html\r\n\r\nHTTP/1.1 199 Own\r\n\r\n"}) {
        raw_server const server = answering(interim + last_answer);
        auto const got = make_transport(over)(request_to(server, method));
        if (over == stack::qt && !interim.starts_with("HTTP/1.1 100 "))
            CHECK(got.error() == errc::no_answer); // Qt takes the first for the answer
        else
            check_last_answer(got);
    }
}

TEST_CASE("interim responses without an end are no answer", "[integration][transport]") {
    auto const over = GENERATE(from_range(stacks_that_read_all));
    CAPTURE(over);
    raw_server const server{[](int fd) {
        if (!read_header(fd)) return;
        while (write_text(fd, "HTTP/1.1 100 Continue\r\n\r\n"))
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }};
    auto const got =
        make_transport(over, std::chrono::seconds{1})(request_to(server, http_method::post));
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::no_answer);
}

TEST_CASE("header fields of 100 kilobytes are read", "[integration][transport]") {
    auto const over = GENERATE(from_range(stacks_that_read_all));
    CAPTURE(over);
    std::string text = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i != 10; ++i)
        text += "Set-Cookie: a" + std::to_string(i) + "=" + std::string(10'000, 'x') + "\r\n";
    text += std::string{last_answer}.substr(17);
    raw_server const server = answering(text);
    check_last_answer(make_transport(over)(request_to(server, http_method::get)));
}
