// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_CONNECTION_HPP
#define CONNECTPSP_TESTS_SANDBOX_CONNECTION_HPP

#include "message.hpp"
#include "state.hpp"
#include "timed_socket.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>

namespace sandbox {

/// Raised once, when the server stops; ends every wait.
class stop_signal {
public:
    void raise();
    /// True when it was raised before the time was over.
    bool wait_for(std::chrono::milliseconds limit);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool raised_ = false;
};

/// One client's connection, served by a thread of its own until either side closes it.
class connection {
public:
    connection(boost::asio::ip::tcp::socket socket, state& world, stop_signal& stopping);
    /// Cuts the connection and waits for its thread.
    ~connection();
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    void cut() noexcept { socket_.cut(); }
    [[nodiscard]] bool finished() const noexcept { return finished_; }

private:
    struct arrival {
        request req;
        bool keep_alive = false;
    };
    /// The reason for a missing request: the peer is gone, or sent what deserves this last answer.
    struct hang_up {
        std::optional<reply> parting = {};
    };
    enum class next { read_again, close };

    void run() noexcept;
    void serve();
    std::variant<arrival, hang_up> read();
    next respond(arrival const& got);
    next misbehave(fault const& f, arrival const& got);
    next send(reply const& answer, arrival const& got);
    bool write(std::string_view text);

    timed_socket socket_;
    state& world_;
    stop_signal& stopping_;
    boost::beast::flat_buffer buffer_;
    std::atomic<bool> finished_ = false;
    std::thread thread_;
};

} // namespace sandbox

#endif
