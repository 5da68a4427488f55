// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "http_door.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <connectpsp/core/limits.hpp>

#include <chrono>

namespace ledger {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

asio::awaitable<void> serve_one(asio::ip::tcp::socket socket,
                                std::function<http_answer(http_request const&)> const& answer) {
    beast::tcp_stream stream{std::move(socket)};
    beast::flat_buffer buffer;
    for (bool kept = true; kept;) {
        stream.expires_after(std::chrono::seconds{5});
        http::request_parser<http::string_body> in;
        in.body_limit(connectpsp::limits::webhook_body_bytes + 1);
        auto [failed, count] =
            co_await http::async_read(stream, buffer, in, asio::as_tuple(asio::use_awaitable));
        http_answer made{.status = 413};
        if (failed && failed != http::error::body_limit) co_return;
        if (!failed) made = answer(in.get());
        http::response<http::string_body> out{static_cast<http::status>(made.status), 11,
                                              std::move(made.body)};
        out.set(http::field::content_type, made.content_type);
        kept = !failed && in.get().keep_alive();
        out.keep_alive(kept);
        out.prepare_payload();
        auto [unsent, written] =
            co_await http::async_write(stream, out, asio::as_tuple(asio::use_awaitable));
        if (unsent) co_return;
    }
}

} // namespace

void serve_loopback(unsigned short port, std::function<void(unsigned short)> const& listening,
                    std::function<http_answer(http_request const&)> const& answer,
                    std::function<bool()> const& stop, std::function<void()> const& idle) {
    asio::io_context loop{1};
    asio::ip::tcp::acceptor door{loop, {asio::ip::address_v4::loopback(), port}};
    listening(door.local_endpoint().port());
    auto const accept = [&]() -> asio::awaitable<void> {
        for (;;) {
            auto [failed, socket] = co_await door.async_accept(asio::as_tuple(asio::use_awaitable));
            if (!failed) asio::co_spawn(loop, serve_one(std::move(socket), answer), asio::detached);
        }
    };
    asio::co_spawn(loop, accept(), asio::detached);
    while (!stop()) {
        loop.run_for(std::chrono::milliseconds{200});
        idle();
    }
}

} // namespace ledger
