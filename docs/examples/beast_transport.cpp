// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "beast_transport.hpp"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>

#include <connectpsp/core/limits.hpp>

#include <string>
#include <utility>

namespace examples {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace psp = connectpsp;

asio::awaitable<psp::response> exchange(auto& stream, psp::request const& message, bool& sent) {
    auto const verb = http::string_to_verb(to_string(message.method));
    http::request<http::string_body> out{verb, message.target(), 11, message.body};
    out.set(http::field::host, message.origin().authority);
    for (auto const [name, value] : message.headers)
        out.set(name, value);
    out.prepare_payload();
    sent = true; // from here on it is unknown how much of it arrives
    co_await http::async_write(stream, out, asio::use_awaitable);
    beast::flat_buffer buffer;
    for (;;) {
        http::response_parser<http::string_body> in;
        in.header_limit(128 * 1024); // cookies and policies of a proxy
        in.body_limit(psp::limits::response_body_bytes);
        co_await http::async_read(stream, buffer, in, asio::use_awaitable);
        auto& got = in.get();
        int const status = static_cast<int>(got.result_int());
        if (status >= 100 && status < 200) continue; // the response follows, RFC 9110 15.2
        co_return psp::response{status, got[http::field::content_type], std::move(got.body()),
                                got[http::field::retry_after]};
    }
}

} // namespace

beast_transport::beast_transport(std::chrono::seconds most, std::string const& ca_file)
    : most_(most) {
    if (ca_file.empty())
        tls_.set_default_verify_paths();
    else
        tls_.load_verify_file(ca_file);
    tls_.set_verify_mode(asio::ssl::verify_peer);
}

asio::awaitable<psp::result<psp::response>> beast_transport::async(psp::request const& message) {
    bool sent = false;
    try {
        auto const to = message.origin();
        auto const here = co_await asio::this_coro::executor;
        beast::ssl_stream<beast::tcp_stream> stream{here, tls_};
        stream.next_layer().expires_after(most_);
        asio::ip::tcp::resolver names{here};
        auto const at = co_await names.async_resolve(to.host, to.port, asio::use_awaitable);
        co_await stream.next_layer().async_connect(at, asio::use_awaitable);
        if (!to.secure) co_return co_await exchange(stream.next_layer(), message, sent);
        std::string const host{to.host};
        SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
        stream.set_verify_callback(asio::ssl::host_name_verification{host});
        co_await stream.async_handshake(stream.client, asio::use_awaitable);
        co_return co_await exchange(stream, message, sent);
    } catch (boost::system::system_error const& thrown) {
        auto const code = sent ? psp::errc::no_answer : psp::errc::not_sent;
        co_return psp::error{code, {.underlying = thrown.code()}};
    }
}

psp::result<psp::response> beast_transport::operator()(psp::request const& message) {
    psp::result<psp::response> got = psp::error{psp::errc::no_answer};
    asio::io_context loop;
    auto const once = [&]() -> asio::awaitable<void> { got = co_await async(message); };
    co_spawn(loop, once, asio::detached);
    loop.run();
    return got;
}

} // namespace examples
