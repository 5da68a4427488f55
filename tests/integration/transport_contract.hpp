// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_TRANSPORT_CONTRACT_HPP
#define CONNECTPSP_TESTS_INTEGRATION_TRANSPORT_CONTRACT_HPP

// Holds a transport to what docs/transports.md asks of it, against servers on loopback. It needs
// this file, raw_server.hpp, POSIX sockets and the library, and no test framework:
//
//   for (std::string const& broken : broken_promises([] { return my_transport{1s}; }, 1s))
//       std::cerr << broken << '\n';

#include "raw_server.hpp"

#include <poll.h>

#include <connectpsp/core/limits.hpp>
#include <connectpsp/http/transport.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace transport_contract {

using connectpsp::errc;
using connectpsp::http_method;
using connectpsp::request;
using connectpsp::response;
using answer = connectpsp::result<response>;

/// A transport without its type.
using any = std::function<answer(request const&)>;

/// What a server received of one request.
struct received {
    std::string head{};
    std::string body{};
};

/// Reads one request with a Content-Length or without a body. False when the peer is gone before.
inline bool read_request(int fd, received& got) {
    got = {};
    char c = 0;
    while (!got.head.ends_with("\r\n\r\n")) {
        if (recv(fd, &c, 1, 0) != 1) return false;
        got.head += c;
    }
    std::string lower = got.head;
    for (char& each : lower)
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    std::size_t const at = lower.find("content-length:");
    std::size_t const size = at == lower.npos ? 0 : std::stoul(lower.substr(at + 15));
    while (got.body.size() != size) {
        if (recv(fd, &c, 1, 0) != 1) return false;
        got.body += c;
    }
    return true;
}

inline request post_to(std::string const& authority, bool keyed) {
    request made;
    made.method = http_method::post;
    made.url = "http://" + authority + "/account/rebalance?day=2026-03-10";
    made.body = R"({"targetAmount":1.00})";
    static_cast<void>(made.headers.append("Content-Type", "application/json"));
    static_cast<void>(made.headers.append("DigitalSignature", "0123456789abcdef"));
    if (keyed)
        static_cast<void>(
            made.headers.append("X-Idempotency-Key", "0e0b6c4e-0b0a-4f6e-9d3c-1a2b3c4d5e6f"));
    return made;
}

inline request get_from(std::string const& authority) {
    request made;
    made.url = "http://" + authority + "/account/balance";
    return made;
}

inline constexpr std::string_view good = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                         "Retry-After: 7\r\nContent-Length: 2\r\n\r\n{}";

/// One run of the checks.
class checker {
public:
    checker(std::function<any()> make, std::chrono::seconds timeout)
        : make_(std::move(make))
        , timeout_(timeout) {}

    std::vector<std::string> run() {
        sends_what_it_is_given();
        reads_whole_answers();
        follows_no_redirect();
        says_what_never_left();
        says_what_may_have_left();
        ends_in_time();
        sends_once_without_a_key();
        bounds_the_body();
        return std::move(broken_);
    }

private:
    void expect(bool holds, std::string promise) {
        if (!holds) broken_.push_back(std::move(promise));
    }

    /// Sends, and reports an exception as a broken promise.
    answer send(any& over, request const& message) {
        try {
            return over(message);
        } catch (std::exception const& thrown) {
            broken_.push_back(std::string{"a transport does not throw: "} + thrown.what());
            return connectpsp::error{errc::no_answer};
        }
    }

    /// The answer of a new transport to a request, from a server that runs `serve` for each
    /// connection.
    answer from(std::function<void(int)> serve, bool post = true) {
        raw_server const server{std::move(serve)};
        any over = make_();
        return send(over, post ? post_to(server.authority(), true) : get_from(server.authority()));
    }

    static std::function<void(int)> answering(std::string text) {
        return [text = std::move(text)](int fd) {
            received got;
            if (read_request(fd, got) && write_text(fd, text)) read_all(fd);
        };
    }

    void sends_what_it_is_given() {
        received got;
        std::mutex mutex;
        auto const ended = from([&](int fd) {
            std::lock_guard const lock{mutex};
            if (read_request(fd, got)) write_text(fd, good);
        });
        std::lock_guard const lock{mutex};
        expect(got.head.starts_with("POST /account/rebalance?day=2026-03-10 HTTP/1."),
               "the request line is the method and the target, byte for byte");
        for (std::string_view const line :
             {"Content-Type: application/json\r\n", "DigitalSignature: 0123456789abcdef\r\n",
              "X-Idempotency-Key: 0e0b6c4e-0b0a-4f6e-9d3c-1a2b3c4d5e6f\r\n"})
            expect(got.head.find(line) != got.head.npos,
                   "each header field is sent as it is: " + std::string{line.substr(0, 12)});
        expect(got.body == R"({"targetAmount":1.00})", "the body is sent byte for byte");
        expect(got.head.find("Expect:") == got.head.npos, "no Expect field is added");
    }

    void reads_whole_answers() {
        auto const is_good = [](answer const& got) {
            return got && got.value().status == 200 &&
                   got.value().content_type == "application/json" &&
                   got.value().retry_after == "7" && got.value().body == "{}";
        };
        expect(is_good(from(answering(std::string{good}))),
               "status, Content-Type, Retry-After and body come back");
        expect(is_good(from(answering("HTTP/1.1 100 Continue\r\n\r\n" + std::string{good}))),
               "a 100 Continue is read past");
        std::string fields;
        for (int i = 0; i != 9; ++i)
            fields += "Set-Cookie: a" + std::to_string(i) + "=" + std::string(1'000, 'x') + "\r\n";
        expect(is_good(from(answering(std::string{good}.insert(17, fields)))),
               "header fields of 9 KB are read");
        expect(is_good(from(answering("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                      "retry-after: 7\r\nTransfer-Encoding: chunked\r\n\r\n"
                                      "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"))),
               "a chunked body is put together, and names of fields have any case");
        auto const refused = from(answering("HTTP/1.1 422 Unprocessable Entity\r\n"
                                            "Content-Length: 2\r\n\r\n{}"));
        expect(refused && refused.value().status == 422 && refused.value().body == "{}",
               "a status of 400 or more is a response with its body, not an error");
    }

    void follows_no_redirect() {
        std::atomic<int> requests{0};
        auto const got = from([&](int fd) {
            received each;
            while (read_request(fd, each)) {
                ++requests;
                write_text(fd, "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\n"
                               "Content-Length: 0\r\n\r\n");
            }
        });
        expect(got && got.value().status == 307 && requests == 1, "no redirect is followed");
    }

    void says_what_never_left() {
        std::string const authority = loopback_listener{1}.authority();
        any over = make_();
        auto const got = send(over, post_to(authority, true));
        expect(!got && got.error() == errc::not_sent,
               "a port that refuses is not_sent: nothing left");
    }

    void says_what_may_have_left() {
        auto const lost = [](answer const& got) { return !got && got.error() != errc::not_sent; };
        expect(lost(from([](int fd) {
                   received got;
                   read_request(fd, got);
               })),
               "a connection that ends before the response is not not_sent");
        expect(lost(from(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"))),
               "a body that is cut is not a response");
    }

    void ends_in_time() {
        auto const begun = std::chrono::steady_clock::now();
        auto const got = from([](int fd) { read_all(fd); });
        auto const taken = std::chrono::steady_clock::now() - begun;
        expect(!got && got.error() != errc::not_sent && taken < 3 * timeout_,
               "a server that never answers is an error after the timeout");
    }

    void sends_once_without_a_key() {
        std::atomic<int> payments{0};
        raw_server const server{[&](int fd) {
            received got;
            pollfd next{fd, POLLIN, 0}; // one connection at a time: an idle one makes room
            while (poll(&next, 1, 200) == 1 && read_request(fd, got)) {
                if (got.head.starts_with("POST")) {
                    ++payments;
                    return; // the connection ends without a response
                }
                if (!write_text(fd, good)) return;
            }
        }};
        any over = make_();
        static_cast<void>(send(over, get_from(server.authority()))); // leaves a connection to keep
        auto const got = send(over, post_to(server.authority(), false));
        expect(!got && payments == 1,
               "a POST without an idempotency key is sent once, on a kept connection too");
    }

    void bounds_the_body() {
        constexpr std::size_t size = connectpsp::limits::response_body_bytes;
        auto const got = from(
            [](int fd) {
                received asked;
                if (!read_request(fd, asked)) return;
                write_text(fd, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(8 * size) +
                                   "\r\n\r\n");
                std::string const part(size, ' ');
                for (int i = 0; i != 8 && write_text(fd, part); ++i) {
                }
            },
            false);
        expect(!got || (got.value().body.size() > size && got.value().body.size() < 2 * size),
               "of a body beyond limits::response_body_bytes little more is kept");
    }

    std::function<any()> make_;
    std::chrono::seconds timeout_;
    std::vector<std::string> broken_{};
};

/// Returns the promises that a transport breaks, each in one sentence; none is good news.
/// @param make    makes a new transport, whose timeout is `timeout`
/// @param timeout of one request; a second makes the checks quick
template <class Make>
std::vector<std::string> broken_promises(Make make, std::chrono::seconds timeout) {
    auto const make_any = [make]() -> any {
        auto over = std::make_shared<decltype(make())>(make());
        return [over](request const& message) -> answer { return (*over)(message); };
    };
    return checker{make_any, timeout}.run();
}

} // namespace transport_contract

using transport_contract::broken_promises;

#endif
