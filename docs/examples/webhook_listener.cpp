// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "webhook_listener.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <connectpsp/core/limits.hpp>

#include <chrono>
#include <utility>

namespace examples {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

asio::awaitable<void> webhook_listener::listen(tcp::acceptor& door) {
    for (asio::steady_timer pause{door.get_executor()};;) {
        auto [failed, socket] = co_await door.async_accept(as_tuple(asio::use_awaitable));
        if (!failed) co_spawn(door.get_executor(), serve(std::move(socket)), asio::detached);
        pause.expires_after(std::chrono::milliseconds{failed ? 100 : 0}); // too many are open
        co_await pause.async_wait(asio::use_awaitable);
    }
}

asio::awaitable<void> webhook_listener::serve(tcp::socket socket) {
    boost::beast::tcp_stream stream{std::move(socket)};
    stream.expires_after(std::chrono::seconds{5}); // ConnectPSP waits no longer either
    boost::beast::flat_buffer buffer;
    http::request_parser<http::string_body> in;
    in.body_limit(connectpsp::limits::webhook_body_bytes);
    co_await http::async_read(stream, buffer, in, asio::use_awaitable);
    auto const& got = in.get(); // its body as it came: nothing has parsed or changed it
    auto const event = hook.receive(got.body(), got["X-Connect-Signature"], got["X-Event-Id"]);
    auto status = event ? http::status::ok : http::status::bad_request;
    if (!event && event.error() == connectpsp::condition::untrusted)
        status = http::status::unauthorized;
    // 200 says "do not send it again": a real shop stores the key and the event first.
    if (event && taken.insert(event.value().dedupe_key()).second)
        asio::post(worker, [this, told = event.value()] { work(told); });
    http::response<http::empty_body> answer{status, got.version()};
    answer.prepare_payload();
    co_await http::async_write(stream, answer, asio::use_awaitable);
}

} // namespace examples
