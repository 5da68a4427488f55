// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "webhook_post.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <sys/socket.h>

#include <cstdint>

namespace sandbox {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

/// Begins to connect and doesn't wait, which Asio's own connect would: the first write waits until
/// the connection stands, and fails if it never does, but no longer than the deadline.
void begin_connect(boost::asio::ip::tcp::socket& socket, boost::asio::ip::tcp::endpoint const& to) {
    socket.open(to.protocol());
    socket.non_blocking(true);
    ::connect(socket.native_handle(), to.data(), static_cast<socklen_t>(to.size()));
}

std::string post_text(loopback_url const& to, header_fields const& fields,
                      std::string const& body) {
    auto text = "POST " + to.target + " HTTP/1.1\r\nHost: " + to.host + "\r\n";
    for (auto const& [name, value] : fields)
        text.append(name).append(": ").append(value).append("\r\n");
    return text + "Connection: close\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

webhook_post::outcome talk(timed_socket& socket, std::string const& text) {
    error_code error;
    boost::asio::write(socket, boost::asio::buffer(text), error);
    http::response_parser<http::string_body> parser;
    parser.body_limit(std::uint64_t{64} * 1024);
    boost::beast::flat_buffer buffer;
    if (!error) http::read(socket, buffer, parser, error);
    if (error) return {0, error.message()};
    return {static_cast<int>(parser.get().result_int())};
}

} // namespace

webhook_post::outcome webhook_post::send(loopback_url const& to, header_fields const& fields,
                                         std::string const& body, std::chrono::milliseconds limit) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket connecting{io};
    try {
        begin_connect(connecting, to.endpoint);
        timed_socket socket{std::move(connecting)};
        socket.expires_after(limit);
        // Declared after the socket: a closed connection must not be cut.
        struct registration {
            explicit registration(webhook_post& to) : post(to) {}
            ~registration() {
                std::lock_guard const lock{post.mutex_};
                post.current_ = nullptr;
            }
            registration(registration const&) = delete;
            registration& operator=(registration const&) = delete;
            webhook_post& post;
        } const registered{*this};
        {
            std::lock_guard const lock{mutex_};
            if (cut_) return {0, "stopped"};
            current_ = &socket;
        }
        return talk(socket, post_text(to, fields, body));
    } catch (boost::system::system_error const& error) { // no descriptor left for a socket
        return {0, error.what()};
    }
}

void webhook_post::cut() noexcept {
    std::lock_guard const lock{mutex_};
    cut_ = true;
    if (current_ != nullptr) current_->cut();
}

} // namespace sandbox
