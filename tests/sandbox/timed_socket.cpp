// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "timed_socket.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace sandbox {

timed_socket::timed_socket(boost::asio::ip::tcp::socket socket) : socket_(std::move(socket)) {
    socket_.non_blocking(true);
    error_code ignored; // the peer may be gone already
    socket_.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
}

void timed_socket::expires_after(std::chrono::milliseconds limit) {
    deadline_ = std::chrono::steady_clock::now() + limit;
}

bool timed_socket::wait_for_input() {
    error_code error;
    return wait(true, error);
}

bool timed_socket::wait(bool for_input, error_code& error) {
    pollfd watched{socket_.native_handle(), static_cast<short>(for_input ? POLLIN : POLLOUT), 0};
    for (;;) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline_ - std::chrono::steady_clock::now());
        auto const bounded = std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 60'000);
        auto const ready = ::poll(&watched, 1, static_cast<int>(bounded));
        if (ready > 0) {
            error = {};
            return true;
        }
        if (ready < 0 && errno != EINTR) {
            error.assign(errno, boost::system::system_category());
            return false;
        }
        if (ready == 0 && left.count() <= bounded) {
            error = boost::asio::error::timed_out;
            return false;
        }
    }
}

void timed_socket::cut() noexcept {
    std::lock_guard const lock{closing_};
    if (socket_.is_open()) ::shutdown(socket_.native_handle(), SHUT_RDWR);
}

void timed_socket::close() noexcept {
    std::lock_guard const lock{closing_};
    error_code ignored;
    socket_.close(ignored);
}

void timed_socket::close_gently() {
    error_code error;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, error);
    expires_after(std::chrono::milliseconds{300});
    std::array<char, 4096> discarded{};
    while (!error)
        read_some(boost::asio::buffer(discarded), error);
    close();
}

} // namespace sandbox
