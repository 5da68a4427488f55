// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "curl_multi.hpp"
#include "curl_transport.hpp"
#include "raw_server.hpp"
#include "stacks.hpp"

#include "catch.hpp"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <fcntl.h>
#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace connectpsp;

namespace {

request payout_to(std::string url) {
    request made;
    made.method = http_method::post;
    made.url = std::move(url);
    made.body = "{}";
    return made;
}

void check_not_sent(result<response> const& got) {
    REQUIRE(got.has_error());
    INFO(got.error());
    CHECK(got.error() == errc::not_sent);
    CHECK(got.error().underlying().failed());
}

/// Sets a variable of the environment for a scope.
class scoped_variable {
public:
    scoped_variable(char const* name, std::string const& value) : name_(name) {
        setenv(name, value.c_str(), 1);
    }
    ~scoped_variable() { unsetenv(name_); }
    scoped_variable(scoped_variable const&) = delete;
    scoped_variable& operator=(scoped_variable const&) = delete;

private:
    char const* name_;
};

/// A listener whose queue is full, so that the kernel drops every further SYN.
class full_listener {
public:
    full_listener() {
        for (int i = 0; i != 4; ++i) {
            auto& each = waiting_.emplace_back(::socket(AF_INET, SOCK_STREAM, 0));
            fcntl(each.get(), F_SETFL, O_NONBLOCK);
            auto const at = listener_.address();
            static_cast<void>(
                connect(each.get(), reinterpret_cast<sockaddr const*>(&at), sizeof at));
        }
    }
    std::string authority() const { return listener_.authority(); }

private:
    loopback_listener listener_{0};
    std::vector<owned_socket> waiting_;
};

template <auto Free>
struct freed_by {
    void operator()(auto* it) const { Free(it); }
};

/// A TLS server's context with a key and a certificate of its own.
std::shared_ptr<SSL_CTX> self_signed_context() {
    std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>> const key{EVP_EC_gen("P-256")};
    std::unique_ptr<X509, freed_by<X509_free>> const certificate{X509_new()};
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    std::shared_ptr<SSL_CTX> made{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    SSL_CTX_use_certificate(made.get(), certificate.get());
    SSL_CTX_use_PrivateKey(made.get(), key.get());
    return made;
}

/// Returns the result of libcurl's transport for a server whose certificate it does not verify.
result<response> send_without_verifying(request const& message) {
    examples::curl_handle const handle{curl_easy_init()};
    examples::curl_transfer transfer{handle.get(), message, 2};
    curl_easy_setopt(handle.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(handle.get(), CURLOPT_SSL_VERIFYHOST, 0L);
    return transfer.end(curl_easy_perform(handle.get()));
}

} // namespace

TEST_CASE("a host without an address was sent nothing", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    check_not_sent(make_transport(over)(payout_to("https://nowhere.invalid/cash-out")));
}

TEST_CASE("a port that refuses was sent nothing", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    std::string const authority = loopback_listener{1}.authority();
    check_not_sent(make_transport(over)(payout_to("http://" + authority + "/cash-out")));
}

TEST_CASE("a host that drops every SYN was sent nothing", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    char const* const scheme = GENERATE("http://", "https://");
    CAPTURE(over, scheme);
    full_listener const silent;
    check_not_sent(make_transport(over, std::chrono::seconds{1})(
        payout_to(scheme + silent.authority() + "/cash-out")));
}

TEST_CASE("a TLS handshake that does not end has sent nothing", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    bool const closes = GENERATE(true, false);
    CAPTURE(over, closes);
    raw_server const server{[closes](int fd) {
        if (!closes) read_all(fd);
    }};
    check_not_sent(make_transport(over, std::chrono::seconds{1})(
        payout_to("https://" + server.authority() + "/cash-out")));
}

TEST_CASE("a certificate that is not trusted was sent nothing", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    raw_server const server{[context = self_signed_context()](int fd) {
        std::unique_ptr<SSL, freed_by<SSL_free>> const tls{SSL_new(context.get())};
        SSL_set_fd(tls.get(), fd);
        SSL_accept(tls.get());
    }};
    check_not_sent(make_transport(over)(payout_to("https://" + server.authority() + "/cash-out")));
}

TEST_CASE("a proxy that does not lead to the host was sent nothing", "[integration][curl]") {
    auto const post = [](std::string const& proxy) {
        scoped_variable const set{"https_proxy", proxy};
        return make_transport(stack::curl, std::chrono::seconds{1})(
            payout_to("https://api.example.invalid/cash-out"));
    };
    SECTION("it has no address") { check_not_sent(post("http://proxy.invalid:3128")); }
    SECTION("it refuses the connection") {
        std::string const authority = loopback_listener{1}.authority();
        check_not_sent(post("http://" + authority));
    }
    SECTION("it drops every SYN") {
        full_listener const silent;
        check_not_sent(post("http://" + silent.authority()));
    }
    SECTION("it answers") {
        std::string const answer = GENERATE("", "HTTP/1.1 502 Bad Gateway\r\n\r\n",
                                            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
                                            "HTTP/1.1 200 Connection established\r\n\r\n");
        bool const closes = GENERATE(true, false);
        CAPTURE(answer, closes);
        raw_server const proxy{[&](int fd) {
            if (read_header(fd) && write_text(fd, answer) && !closes) read_all(fd);
        }};
        check_not_sent(post("http://" + proxy.authority()));
    }
}

TEST_CASE("what a server may have read was sent", "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    bool const reads = GENERATE(true, false);
    CAPTURE(over, reads);
    raw_server const server{[reads](int fd) {
        if (reads) read_header(fd);
    }};
    auto const got = make_transport(over)(payout_to("http://" + server.authority() + "/cash-out"));
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::no_answer);
}

TEST_CASE("what left on a kept connection was sent, though no second one can be made",
          "[integration][transport]") {
    auto const over = GENERATE(from_range(all_stacks));
    if (over == stack::beast) return; // keeps no connection
    CAPTURE(over);
    auto listener = std::make_unique<loopback_listener>(1);
    std::string const url = "http://" + listener->authority() + "/cash-out";
    std::thread server{[&listener] {
        owned_socket const peer{accept(listener->get(), nullptr, nullptr)};
        read_header(peer.get());
        write_text(peer.get(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        pollfd more{peer.get(), POLLIN, 0}; // the second request, or the end of the connection
        poll(&more, 1, 10'000);
        listener.reset();
    }};
    auto const send = make_transport(over);
    request read;
    read.url = url;
    CHECK(send(read).has_value());
    request payout = payout_to(url);
    REQUIRE(payout.headers.append("X-Idempotency-Key", "0e0b6c4e-0b0a-4f6e-9d3c-1a2b3c4d5e6f"));
    auto const got = send(payout);
    server.join();
    REQUIRE(got.has_error());
    INFO(got.error());
    CHECK(got.error() == errc::no_answer);
}

TEST_CASE("what left after a TLS handshake was sent", "[integration][curl]") {
    bool const through_proxy = GENERATE(true, false);
    CAPTURE(through_proxy);
    bool received = false;
    {
        raw_server const server{[&, context = self_signed_context()](int fd) {
            if (through_proxy &&
                (!read_header(fd) || !write_text(fd, "HTTP/1.1 200 Connected\r\n\r\n")))
                return;
            std::unique_ptr<SSL, freed_by<SSL_free>> const tls{SSL_new(context.get())};
            SSL_set_fd(tls.get(), fd);
            if (SSL_accept(tls.get()) != 1) return;
            char first = 0;
            received = SSL_read(tls.get(), &first, 1) == 1;
        }};
        std::unique_ptr<scoped_variable> proxy;
        if (through_proxy)
            proxy =
                std::make_unique<scoped_variable>("https_proxy", "http://" + server.authority());
        auto const got = send_without_verifying(
            payout_to(through_proxy ? "https://api.example.invalid/cash-out"
                                    : "https://" + server.authority() + "/cash-out"));
        REQUIRE(got.has_error());
        CHECK(got.error() == errc::no_answer);
    }
    CHECK(received);
}
