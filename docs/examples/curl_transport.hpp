// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "curl_transfer.hpp"

#include <string>
#include <utility>

namespace examples {

/// Carries requests with libcurl, one at a time, and keeps the connection. Needs, once in a program,
/// curl_global_init.
class curl_transport {
public:
    /// @param ca_file the certificates that are trusted; empty: the system's
    explicit curl_transport(long timeout_seconds = 30, std::string ca_file = {})
        : timeout_(timeout_seconds)
        , ca_file_(std::move(ca_file)) {}

    psp::result<psp::response> operator()(psp::request const& message) {
        if (handle_ == nullptr) return psp::error{psp::errc::not_sent};
        curl_transfer transfer{handle_.get(), message, timeout_};
        if (!ca_file_.empty()) curl_easy_setopt(handle_.get(), CURLOPT_CAINFO, ca_file_.c_str());
        return transfer.end(curl_easy_perform(handle_.get()));
    }

private:
    curl_handle handle_{curl_easy_init()};
    long timeout_;
    std::string ca_file_;
};

} // namespace examples
