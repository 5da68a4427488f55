// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "curl_transfer.hpp"

namespace examples {

/// Carries requests with libcurl, one at a time. Needs, once in a program, curl_global_init.
class curl_transport {
public:
    explicit curl_transport(long timeout_seconds = 30) : timeout_(timeout_seconds) {}

    psp::result<psp::response> operator()(psp::request const& message) {
        if (handle_ == nullptr) return psp::error{psp::errc::not_sent};
        curl_transfer transfer{handle_.get(), message, timeout_};
        return transfer.end(curl_easy_perform(handle_.get()));
    }

private:
    curl_handle handle_{curl_easy_init()};
    long timeout_;
};

} // namespace examples
