// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_WEBHOOK_INBOX_HPP
#define CONNECTPSP_TESTS_SANDBOX_WEBHOOK_INBOX_HPP

#include "message.hpp"
#include "timed_socket.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sandbox::test {

/// A receiver of webhooks on loopback that keeps what it gets and answers what it is told: 200,
/// unless told otherwise. Its members may be called from any thread.
class webhook_inbox {
public:
    /// An answer that never comes: the connection stays open until the sender gives up.
    static constexpr int silence = 0;
    /// A 200 that comes when the sender has given up.
    static constexpr int late = -1;

    webhook_inbox() : port_(acceptor_.local_endpoint().port()) {
        accept_next();
        thread_ = std::thread{[this] { io_.run(); }};
    }
    ~webhook_inbox() {
        {
            std::lock_guard const lock{mutex_};
            stopping_ = true;
            if (current_ != nullptr) current_->cut();
        }
        io_.stop();
        thread_.join();
    }
    webhook_inbox(webhook_inbox const&) = delete;
    webhook_inbox& operator=(webhook_inbox const&) = delete;

    [[nodiscard]] std::string url(std::string const& path = "/webhooks") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }

    /// The next deliveries get these answers, one each.
    void answer_next(std::vector<int> const& statuses) {
        std::lock_guard const lock{mutex_};
        answers_.insert(answers_.end(), statuses.begin(), statuses.end());
    }

    /// The webhooks so far, in order. `fields` and `body` are as they were sent.
    [[nodiscard]] std::vector<request> deliveries() const {
        std::lock_guard const lock{mutex_};
        return deliveries_;
    }

    /// Waits until that many have come, and returns all there are then or at the deadline.
    std::vector<request> wait_for(std::size_t count,
                                  std::chrono::milliseconds limit = std::chrono::seconds{5}) const {
        std::unique_lock lock{mutex_};
        arrived_.wait_for(lock, limit, [&] { return deliveries_.size() >= count; });
        return deliveries_;
    }

private:
    void accept_next() {
        acceptor_.async_accept(
            [this](boost::system::error_code const& error, boost::asio::ip::tcp::socket socket) {
                if (error) return;
                serve(std::move(socket));
                accept_next();
            });
    }

    void serve(boost::asio::ip::tcp::socket accepted) {
        timed_socket socket{std::move(accepted)};
        socket.expires_after(std::chrono::seconds{30});
        {
            std::lock_guard const lock{mutex_};
            if (stopping_) return;
            current_ = &socket;
        }
        receive(socket);
        std::lock_guard const lock{mutex_};
        current_ = nullptr;
    }

    void receive(timed_socket& socket) {
        namespace http = boost::beast::http;
        boost::beast::flat_buffer buffer;
        http::request_parser<http::string_body> parser;
        boost::system::error_code error;
        http::read(socket, buffer, parser, error);
        if (error) return;

        auto const status = keep(parser.release());
        if (status == silence || status == late)
            socket.wait_for_input(); // that is, until the sender closes
        if (status == silence) return;
        reply answer;
        answer.status = status == late ? 200 : status;
        auto const text = to_wire(answer, false, false);
        boost::asio::write(socket, boost::asio::buffer(text), error);
        socket.close_gently();
    }

    /// Files the delivery and returns the answer it gets.
    template <class Message>
    int keep(Message const& message) {
        request got;
        auto const copy = [](auto const& text) { return std::string{text.data(), text.size()}; };
        got.method = copy(message.method_string());
        got.path = copy(message.target());
        for (auto const& field : message)
            got.fields.emplace_back(copy(field.name_string()), copy(field.value()));
        got.body = message.body();

        std::lock_guard const lock{mutex_};
        deliveries_.push_back(std::move(got));
        arrived_.notify_all();
        if (answers_.empty()) return 200;
        auto const status = answers_.front();
        answers_.pop_front();
        return status;
    }

    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
    std::uint16_t const port_;

    mutable std::mutex mutex_; // guards the members after it, but the thread
    mutable std::condition_variable arrived_;
    std::vector<request> deliveries_;
    std::deque<int> answers_;
    timed_socket* current_ = nullptr;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace sandbox::test

#endif
