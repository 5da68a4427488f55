// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_TIMED_SOCKET_HPP
#define CONNECTPSP_TESTS_SANDBOX_TIMED_SOCKET_HPP

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <mutex>
#include <utility>

namespace sandbox {

/// A synchronous stream (Asio's SyncReadStream and SyncWriteStream) with a deadline, which Asio's
/// blocking calls lack, and that another thread may cut. Reads, writes and close() belong to one
/// thread.
class timed_socket {
public:
    using error_code = boost::system::error_code;

    /// \throws boost::system::system_error
    explicit timed_socket(boost::asio::ip::tcp::socket socket);

    /// From now on reads and writes fail with `timed_out` once that long has passed.
    void expires_after(std::chrono::milliseconds limit);
    /// False when nothing came before the deadline. The peer's closing counts as something.
    bool wait_for_input();

    template <class MutableBufferSequence>
    std::size_t read_some(MutableBufferSequence const& buffers, error_code& error) {
        return repeat(true, error, [&] { return socket_.read_some(buffers, error); });
    }
    template <class MutableBufferSequence>
    std::size_t read_some(MutableBufferSequence const& buffers) {
        return checked([&](error_code& error) { return read_some(buffers, error); });
    }
    template <class ConstBufferSequence>
    std::size_t write_some(ConstBufferSequence const& buffers, error_code& error) {
        return repeat(false, error, [&] { return socket_.write_some(buffers, error); });
    }
    template <class ConstBufferSequence>
    std::size_t write_some(ConstBufferSequence const& buffers) {
        return checked([&](error_code& error) { return write_some(buffers, error); });
    }

    /// Ends the stream at once for whoever waits on it. From any thread, at any time.
    void cut() noexcept;
    void close() noexcept;
    /// Closes after the peer has had a moment to read: closing over unread input would reset the
    /// connection, and the peer could lose the answer.
    void close_gently();

private:
    /// Waits until the socket is ready; false and `timed_out` at the deadline.
    bool wait(bool for_input, error_code& error);

    template <class Attempt>
    std::size_t repeat(bool for_input, error_code& error, Attempt attempt) {
        while (wait(for_input, error)) {
            auto const count = attempt();
            if (error != boost::asio::error::would_block && error != boost::asio::error::try_again)
                return count;
        }
        return 0;
    }
    template <class Call>
    static std::size_t checked(Call call) {
        error_code error;
        auto const count = call(error);
        if (error) throw boost::system::system_error(error);
        return count;
    }

    boost::asio::ip::tcp::socket socket_;
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
    std::mutex closing_; // cut() must never touch a descriptor closed and given to someone else
};

} // namespace sandbox

#endif
