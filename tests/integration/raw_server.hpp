// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_RAW_SERVER_HPP
#define CONNECTPSP_TESTS_INTEGRATION_RAW_SERVER_HPP

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

/// A socket that is closed at its end.
class owned_socket {
public:
    explicit owned_socket(int fd) : fd_(fd) {
        if (fd_ < 0) throw std::runtime_error("no socket");
    }
    owned_socket(owned_socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    owned_socket& operator=(owned_socket&&) = delete;
    ~owned_socket() {
        if (fd_ >= 0) close(fd_);
    }
    int get() const noexcept { return fd_; }

private:
    int fd_;
};

/// A listening socket on loopback, at a port of the system's choice.
class loopback_listener {
public:
    explicit loopback_listener(int backlog) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        at_.sin_family = AF_INET;
        at_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at_;
        auto* const address = reinterpret_cast<sockaddr*>(&at_);
        if (bind(socket_.get(), address, size) != 0 || listen(socket_.get(), backlog) != 0 ||
            getsockname(socket_.get(), address, &size) != 0)
            throw std::runtime_error("no loopback listener");
    }
    int get() const noexcept { return socket_.get(); }
    sockaddr_in const& address() const noexcept { return at_; }
    /// `127.0.0.1:port`.
    std::string authority() const { return "127.0.0.1:" + std::to_string(ntohs(at_.sin_port)); }

private:
    owned_socket socket_;
    sockaddr_in at_{};
};

/// A server that says to each connection, one after another, what a test wants: right or wrong.
class raw_server {
public:
    explicit raw_server(std::function<void(int fd)> exchange)
        : thread_([this, exchange = std::move(exchange)] {
            for (;;) {
                int const fd = accept(listener_.get(), nullptr, nullptr);
                if (fd < 0) return;
                owned_socket const peer{fd};
                exchange(fd);
            }
        }) {
        std::signal(SIGPIPE, SIG_IGN); // a peer may go while OpenSSL writes
    }
    ~raw_server() {
        shutdown(listener_.get(), SHUT_RDWR);
        thread_.join();
    }
    raw_server(raw_server const&) = delete;
    raw_server& operator=(raw_server const&) = delete;

    std::string authority() const { return listener_.authority(); }

private:
    loopback_listener listener_{16};
    std::thread thread_;
};

/// Reads until an empty line, which ends header fields; false when the peer is gone before.
inline bool read_header(int fd) {
    std::string seen;
    char c = 0;
    while (recv(fd, &c, 1, 0) == 1) {
        seen += c;
        if (seen.ends_with("\r\n\r\n")) return true;
    }
    return false;
}

/// Reads until the peer goes.
inline void read_all(int fd) {
    char some[4096];
    while (recv(fd, some, sizeof some, 0) > 0) {
    }
}

/// False when the peer is gone.
inline bool write_text(int fd, std::string_view text) {
    while (!text.empty()) {
        auto const count = send(fd, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

#endif
