// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "tls_front.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <netinet/tcp.h>
#include <poll.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

template <auto Free>
struct freed_by {
    void operator()(auto* it) const { Free(it); }
};

using owned_key = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using owned_certificate = std::unique_ptr<X509, freed_by<X509_free>>;

void extend(X509* certificate, int what, std::string const& value) {
    std::unique_ptr<X509_EXTENSION, freed_by<X509_EXTENSION_free>> const made{
        X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str())};
    if (!made || X509_add_ext(certificate, made.get(), -1) != 1)
        throw std::runtime_error("no extension " + value);
}

owned_certificate unsigned_certificate(EVP_PKEY* key, char const* subject, long from, long to) {
    static std::atomic<long> serial{0};
    owned_certificate made{X509_new()};
    X509_set_version(made.get(), 2); // version 3 is written as 2
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), to);
    X509_set_pubkey(made.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<unsigned char const*>(subject), -1, -1, 0);
    return made;
}

} // namespace

struct test_authority::keys {
    owned_key key{EVP_EC_gen("P-256")};
    owned_certificate certificate =
        unsigned_certificate(key.get(), "authority of a test", -24 * 3600, 24 * 3600);
};

test_authority::test_authority() : keys_(std::make_unique<keys>()) {
    X509* const own = keys_->certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    extend(own, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(own, keys_->key.get(), EVP_sha256());
    char path[] = "/tmp/connectpsp-ca-XXXXXX";
    int const fd = mkstemp(path);
    std::FILE* const out = fd < 0 ? nullptr : fdopen(fd, "w");
    if (out == nullptr) throw std::runtime_error("no file for a certificate");
    PEM_write_X509(out, own);
    std::fclose(out);
    file_ = path;
}

test_authority::~test_authority() { std::remove(file_.c_str()); }

std::shared_ptr<SSL_CTX> test_authority::server_context(certificate_parts const& parts) const {
    owned_key const key{EVP_EC_gen("P-256")};
    owned_certificate const made = unsigned_certificate(
        key.get(), "server of a test", parts.valid_from_seconds, parts.valid_to_seconds);
    X509_set_issuer_name(made.get(), X509_get_subject_name(keys_->certificate.get()));
    extend(made.get(), NID_subject_alt_name, parts.name);
    X509_sign(made.get(), keys_->key.get(), EVP_sha256());
    std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    if (SSL_CTX_use_certificate(context.get(), made.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        throw std::runtime_error("no TLS server");
    return context;
}

tls_front::tls_front(std::shared_ptr<SSL_CTX> context, unsigned short port)
    : context_(std::move(context))
    , port_(port)
    , accepting_([this] {
        for (int fd; (fd = accept(listener_.get(), nullptr, nullptr)) >= 0;) {
            std::lock_guard const lock{mutex_};
            open_.push_back(fd);
            connections_.emplace_back([this, fd] { serve(fd); });
        }
    }) {
    std::signal(SIGPIPE, SIG_IGN); // a peer may go while OpenSSL writes
}

tls_front::~tls_front() {
    shutdown(listener_.get(), SHUT_RDWR);
    accepting_.join();
    {
        std::lock_guard const lock{mutex_};
        for (int const fd : open_)
            shutdown(fd, SHUT_RDWR);
    }
    for (auto& each : connections_)
        each.join();
}

void tls_front::serve(int fd) {
    owned_socket const client{fd};
    std::unique_ptr<SSL, freed_by<SSL_free>> const tls{SSL_new(context_.get())};
    SSL_set_fd(tls.get(), fd);
    if (SSL_accept(tls.get()) == 1) {
        ++handshakes_;
        owned_socket const server{::socket(AF_INET, SOCK_STREAM, 0)};
        int const on = 1; // what comes in pieces goes on in pieces, without a wait for each
        setsockopt(server.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        at.sin_port = htons(port_);
        if (connect(server.get(), reinterpret_cast<sockaddr*>(&at), sizeof at) == 0)
            forward(tls.get(), server.get());
    }
    std::lock_guard const lock{mutex_};
    open_.erase(std::find(open_.begin(), open_.end(), fd));
}

void tls_front::forward(SSL* tls, int plain) {
    char some[16 * 1024];
    pollfd both[] = {{SSL_get_fd(tls), POLLIN, 0}, {plain, POLLIN, 0}};
    for (;;) {
        if (SSL_pending(tls) == 0 && poll(both, 2, -1) < 0) return;
        if (SSL_pending(tls) != 0 || both[0].revents != 0) {
            int const got = SSL_read(tls, some, sizeof some);
            if (got <= 0 || !write_text(plain, {some, static_cast<std::size_t>(got)})) return;
        } else if (both[1].revents != 0) {
            auto const got = recv(plain, some, sizeof some, 0);
            if (got <= 0 || SSL_write(tls, some, static_cast<int>(got)) <= 0) return;
        }
    }
}
