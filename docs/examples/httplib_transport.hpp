// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#define CPPHTTPLIB_OPENSSL_SUPPORT
#include <chrono>
#include <connectpsp/connectpsp.hpp>
#include <httplib.h>
#include <memory>
#include <string>
#include <utility>

namespace examples {

namespace psp = connectpsp;

/// Carries requests with cpp-httplib 0.11 or later, one at a time, to one server. cpp-httplib takes
/// an interim response other than 100 for the answer, which then counts as lost, and a header field
/// of more than 8 KiB for an error.
class httplib_transport {
public:
    /// @param ca_file the certificates that are trusted; empty: the system's
    explicit httplib_transport(std::chrono::seconds timeout = std::chrono::seconds{30},
                               std::string ca_file = {})
        : timeout_(timeout)
        , ca_file_(std::move(ca_file)) {}

    psp::result<psp::response> operator()(psp::request const& message) {
        connect_to(message);
        // Before it sends, cpp-httplib looks whether a kept connection still stands. Later versions
        // send again when it does not.
        if (!message.repeatable()) client_->stop();
        httplib::Request out;
        out.method = to_string(message.method);
        out.path = message.target();
        for (auto const [name, value] : message.headers)
            out.headers.emplace(name, value);
        out.body = message.body;
        httplib::Response in;
        std::string body; // up to one byte over the limit, which is enough for it to be refused
        out.content_receiver = [&](char const* bytes, std::size_t size, auto...) {
            body.append(bytes, size);
            return body.size() <= psp::limits::response_body_bytes;
        };
        httplib::Error why{};
        bool const ended = client_->send(out, in, why);
        bool const too_large = body.size() > psp::limits::response_body_bytes;
        if ((!ended && !too_large) || in.status / 100 == 1) return failure(why);
        return psp::response{in.status, in.get_header_value("Content-Type"), std::move(body),
                             in.get_header_value("Retry-After")};
    }

private:
    void connect_to(psp::request const& message) {
        auto const to = message.origin();
        auto const server = (to.secure ? "https://" : "http://") + std::string{to.authority};
        if (std::exchange(server_, server) == server) return;
        client_ = std::make_unique<httplib::Client>(server);
        client_->set_connection_timeout(timeout_);
        client_->set_read_timeout(timeout_);
        client_->set_write_timeout(timeout_);
        client_->set_keep_alive(true);
        client_->set_tcp_nodelay(true);
        client_->set_url_encode(false);
        if (!ca_file_.empty()) client_->set_ca_cert_path(ca_file_);
    }

    struct category final : boost::system::error_category {
        char const* name() const noexcept override { return "cpp-httplib"; }
        std::string message(int code) const override {
            return httplib::to_string(httplib::Error(code));
        }
    };
    static psp::error failure(httplib::Error why) {
        static category const of_httplib;
        using enum httplib::Error;
        bool const unsent = why == Connection || why == ConnectionTimeout || why == SSLConnection ||
                            why == SSLLoadingCerts || why == SSLServerVerification;
        return {unsent ? psp::errc::not_sent : psp::errc::no_answer,
                {.underlying = {static_cast<int>(why), of_httplib}}};
    }

    std::chrono::seconds timeout_;
    std::string ca_file_;
    std::string server_;
    std::unique_ptr<httplib::Client> client_;
};

} // namespace examples
