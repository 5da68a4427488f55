// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_HTTP_REQUEST_HPP
#define CONNECTPSP_HTTP_REQUEST_HPP

#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/header_fields.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

enum class http_method : std::uint8_t { get, post };

/// `GET`, `POST`.
constexpr std::string_view to_string(http_method method) noexcept {
    return method == http_method::get ? "GET" : "POST";
}

/// Where a request goes, as an HTTP stack asks for it. Views into the request's URL.
struct request_origin {
    bool secure = false;          ///< https
    std::string_view authority{}; ///< for the Host field: `host[:port]`
    std::string_view host{};      ///< without the brackets of an IPv6 address
    std::string_view port{};      ///< in digits; 443 or 80 where the URL names none
    std::string_view target{};    ///< path and query, for the request line
};

/// A request for an HTTP stack to send. Holds a token or a client secret: log it through redact()
/// only. Its memory is wiped at the end.
struct request {
    http_method method = http_method::get;
    std::string url{}; ///< absolute
    header_fields headers{};
    std::string body{}; ///< empty: send none

    /// Returns whether an HTTP stack may send the request a second time by itself, as many do when a
    /// kept connection turns out dead: a read, or a POST with an idempotency key. A rebalance and a
    /// login have none, so they need a new connection, or a stack that never repeats.
    bool repeatable() const noexcept {
        return method == http_method::get || !headers.find("X-Idempotency-Key").empty();
    }

    /// The parts of `url`, which build() made from an environment. Valid as long as `url` is.
    request_origin origin() const&& = delete;
    request_origin origin() const& noexcept {
        request_origin parts;
        std::string_view rest = url;
        parts.secure = rest.starts_with("https://");
        rest.remove_prefix((std::min)(rest.size(), rest.find("://") + 3));
        parts.authority = rest.substr(0, rest.find('/'));
        parts.target = rest.substr(parts.authority.size());
        if (parts.target.empty()) parts.target = "/";
        parts.host = parts.authority;
        parts.port = parts.secure ? "443" : "80";
        std::size_t const colon = parts.authority.rfind(':');
        if (colon != std::string_view::npos && parts.authority.back() != ']') {
            parts.host = parts.authority.substr(0, colon);
            parts.port = parts.authority.substr(colon + 1);
        }
        if (parts.host.starts_with('[')) parts.host = parts.host.substr(1, parts.host.size() - 2);
        return parts;
    }

    /// The path and query of the URL. Valid as long as `url` is.
    std::string_view target() const& noexcept { return origin().target; }
    detail::owned_text target() const&& { return detail::owned_text{target()}; }

    request() = default;
    request(request const&) = default;
    request(request&&) = default;
    // The old contents go into `other`, and are wiped with it.
    request& operator=(request&& other) noexcept {
        std::swap(method, other.method);
        url.swap(other.url);
        headers.swap(other.headers);
        body.swap(other.body);
        return *this;
    }
    request& operator=(request const& other) { return *this = request{other}; }
    ~request() { detail::wipe(body.data(), body.size()); }
};

} // namespace connectpsp

#endif
