// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_TLS_FRONT_HPP
#define CONNECTPSP_TESTS_INTEGRATION_TLS_FRONT_HPP

#include "raw_server.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// What a certificate is made of.
struct certificate_parts {
    std::string name = "IP:127.0.0.1"; ///< the subject's alternative name
    long valid_from_seconds = -60;     ///< from now
    long valid_to_seconds = 3600;
};

/// A certificate authority of a test, with a file that holds its certificate.
class test_authority {
public:
    test_authority();
    ~test_authority();
    test_authority(test_authority const&) = delete;
    test_authority& operator=(test_authority const&) = delete;

    std::string const& file() const noexcept { return file_; }

    /// The context of a TLS server with a key and a certificate that this authority signed.
    std::shared_ptr<SSL_CTX> server_context(certificate_parts const& parts = {}) const;

private:
    struct keys;
    std::unique_ptr<keys> keys_;
    std::string file_;
};

/// Ends TLS before a server that speaks plain HTTP on loopback: each connection on a thread of its
/// own, and a connection to the server for each.
class tls_front {
public:
    /// @param port the server's
    tls_front(std::shared_ptr<SSL_CTX> context, unsigned short port);
    ~tls_front();
    tls_front(tls_front const&) = delete;
    tls_front& operator=(tls_front const&) = delete;

    /// `https://127.0.0.1:port`.
    std::string base_url() const { return "https://" + listener_.authority(); }

    /// The handshakes that were carried out.
    unsigned handshakes() const noexcept { return handshakes_; }

private:
    void serve(int fd);
    void forward(SSL* tls, int plain);

    std::shared_ptr<SSL_CTX> context_;
    unsigned short port_;
    std::atomic<unsigned> handshakes_{0};
    loopback_listener listener_{64};
    std::mutex mutex_;
    std::vector<int> open_; ///< the clients' sockets
    std::vector<std::thread> connections_;
    std::thread accepting_;
};

#endif
