// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_HTTP_RESPONSE_HPP
#define CONNECTPSP_HTTP_RESPONSE_HPP

#include <connectpsp/core/version.hpp>

#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The parts of an HTTP response that the library reads. Views: the caller's buffers must outlive
/// the call they are handed to; nothing keeps them longer.
struct response_view {
    int status = 0;
    std::string_view content_type{};
    std::string_view body{};
    std::string_view retry_after{}; ///< the Retry-After field's value, empty when not sent
};

/// The same, owned: what a transport gives back.
struct response {
    int status = 0;
    std::string content_type{};
    std::string body{};
    std::string retry_after{};

    operator response_view() const noexcept { return {status, content_type, body, retry_after}; }
};

} // namespace connectpsp

#endif
