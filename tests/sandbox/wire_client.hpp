// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_WIRE_CLIENT_HPP
#define CONNECTPSP_TESTS_SANDBOX_WIRE_CLIENT_HPP

#include "json.hpp"
#include "message.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cstdint>
#include <string>

namespace sandbox::test {

namespace http = boost::beast::http;

/// The response, or the reason why none was complete.
struct answer {
    boost::system::error_code error;
    http::response<http::string_body> message;

    [[nodiscard]] int status() const { return static_cast<int>(message.result_int()); }
    [[nodiscard]] std::string const& body() const { return message.body(); }
    [[nodiscard]] std::string field(std::string_view name) const {
        auto const value = message[{name.data(), name.size()}];
        return {value.data(), value.size()};
    }
    /// The text of a member of the body's object, empty when there is none.
    [[nodiscard]] std::string member(std::string_view name) const {
        auto const json = parse_json(body());
        auto const* found = json ? json->find(name) : nullptr;
        return found == nullptr ? std::string{} : found->text;
    }
};

/// One connection that sends what it is told, right or wrong.
class wire_client {
public:
    explicit wire_client(std::uint16_t port) {
        socket_.connect({boost::asio::ip::address_v4::loopback(), port});
        socket_.set_option(boost::asio::ip::tcp::no_delay{true});
    }

    answer exchange(std::string_view method, std::string_view target,
                    header_fields const& fields = {}, std::string const& body = {}) {
        auto text = std::string{method}.append(" ").append(target).append(
            " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (auto const& [name, value] : fields)
            text.append(name).append(": ").append(value).append("\r\n");
        if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        return exchange_text(text + "\r\n" + body);
    }

    answer exchange_text(std::string const& text) {
        answer got;
        boost::asio::write(socket_, boost::asio::buffer(text), got.error);
        if (got.error) return got;
        http::response_parser<http::string_body> parser; // keeps what came before an error
        http::read(socket_, buffer_, parser, got.error);
        got.message = parser.release();
        return got;
    }

    /// Waits for the other side and tells whether it closed the connection.
    bool is_closed() {
        boost::system::error_code error;
        char byte = 0;
        socket_.read_some(boost::asio::buffer(&byte, 1), error);
        return error == boost::asio::error::eof || error == boost::asio::error::connection_reset;
    }

private:
    boost::asio::io_context io_;
    boost::asio::ip::tcp::socket socket_{io_};
    boost::beast::flat_buffer buffer_;
};

} // namespace sandbox::test

#endif
