// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_ENVIRONMENT_IPP
#define CONNECTPSP_CORE_IMPL_ENVIRONMENT_IPP

#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/url_parts.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstddef>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

CONNECTPSP_DECL bool take_web_scheme(std::string_view& text, bool& secure) noexcept {
    for (std::string_view const scheme : {"https://", "http://"}) {
        if (!equal_ignoring_case(text.substr(0, scheme.size()), scheme)) continue;
        secure = scheme.size() == 8;
        text.remove_prefix(scheme.size());
        return true;
    }
    return false;
}

CONNECTPSP_DECL bool take_host(std::string_view& text, std::string_view& host) noexcept {
    bool const bracketed = !text.empty() && text.front() == '[';
    std::string_view const allowed =
        bracketed ? "0123456789abcdefABCDEF:."
                  : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-";
    if (bracketed) text.remove_prefix(1);
    host = text.substr(0, text.find_first_not_of(allowed));
    text.remove_prefix(host.size());
    if (bracketed) return host.find(':') != std::string_view::npos && take(text, ']');
    return !host.empty();
}

CONNECTPSP_DECL bool take_port(std::string_view& text, int& port) noexcept {
    port = 0;
    std::size_t digits = 0;
    for (; !text.empty() && is_digit(text.front()) && digits != 5; ++digits)
        port = port * 10 + take_digits(text, 1);
    return digits != 0 && port >= 1 && port <= 65535;
}

CONNECTPSP_DECL bool is_loopback(std::string_view host) noexcept {
    if (equal_ignoring_case(host, "localhost") || host == "::1") return true;
    for (int part = 0; part != 4; ++part) {
        if (part != 0 && !take(host, '.')) return false;
        int value = 0;
        std::size_t digits = 0;
        for (; !host.empty() && is_digit(host.front()) && digits != 3; ++digits)
            value = value * 10 + take_digits(host, 1);
        bool const octal = digits > 1 && value < (digits == 2 ? 10 : 100); // to some resolvers
        if (digits == 0 || octal || value > 255 || (part == 0 && value != 127)) return false;
    }
    return host.empty();
}

/// connectpsp.com or a host below it, with or without the root's dot.
inline bool is_of_connectpsp(std::string_view host) noexcept {
    constexpr std::string_view domain = "connectpsp.com";
    while (host.ends_with('.'))
        host.remove_suffix(1);
    if (host.size() < domain.size()) return false;
    std::size_t const at = host.size() - domain.size();
    return equal_ignoring_case(host.substr(at), domain) && (at == 0 || host[at - 1] == '.');
}

/// Appends one segment of a path, its percent-encoding in capitals. False when it is empty, `.` or
/// `..` (encoded or not), or holds what a segment cannot, such as an encoded slash.
/// RFC 3986 §3.3, §6.2.2.1
inline bool append_segment(std::string& out, std::string_view segment) {
    constexpr std::string_view marks = "-._~!$&'()*+,;=:@";
    bool only_dots = segment.size() <= 6;
    std::size_t characters = 0;
    for (std::size_t i = 0; i != segment.size(); ++i, ++characters) {
        char const c = segment[i];
        bool const letter = to_lower(c) >= 'a' && to_lower(c) <= 'z';
        if (letter || is_digit(c) || marks.find(c) != marks.npos) {
            only_dots = only_dots && c == '.';
            out += c;
            continue;
        }
        if (c != '%' || segment.size() - i < 3) return false;
        int const high = hex_value(segment[i + 1]), low = hex_value(segment[i + 2]);
        if (high < 0 || low < 0) return false;
        int const byte = high * 16 + low;
        if (byte <= 0x20 || byte == 0x7F || byte == '/' || byte == '\\') return false;
        only_dots = only_dots && byte == '.';
        out += '%';
        out += capital_hex_digits[static_cast<std::size_t>(high)];
        out += capital_hex_digits[static_cast<std::size_t>(low)];
        i += 2;
    }
    return characters != 0 && !(only_dots && characters <= 2);
}

/// Appends a path prefix without the slash at its end.
inline bool append_path(std::string& out, std::string_view path) {
    if (path.ends_with('/')) path.remove_suffix(1);
    while (!path.empty()) {
        if (!take(path, '/')) return false;
        std::string_view const segment = path.substr(0, path.find('/'));
        out += '/';
        if (!append_segment(out, segment)) return false;
        path.remove_prefix(segment.size());
    }
    return true;
}

/// A base URL in its normal form.
struct base_url {
    std::string text{};
    std::string host{}; ///< without brackets
    bool secure = false;
};

inline result<base_url> read_base_url(std::string_view text) {
    auto const refuse = [](std::string_view why) {
        return value_error(errc::invalid_base_url, "base URL", why);
    };
    if (text.size() > limits::base_url_bytes)
        return wrong_size_error(errc::invalid_base_url, "base URL", "expected at most 255 bytes",
                                text.size());
    base_url read;
    std::string_view rest = text;
    if (!take_web_scheme(rest, read.secure)) return refuse("it does not begin with https://");
    std::string_view const authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != authority.npos) return refuse("it holds user information");
    bool const bracketed = rest.starts_with('[');
    std::string_view host;
    if (!take_host(rest, host)) return refuse("its host is wrong");
    int port = 0;
    if (take(rest, ':') && !take_port(rest, port)) return refuse("its port is wrong");
    if (rest.find('?') != rest.npos) return refuse("it has a query");
    if (rest.find('#') != rest.npos) return refuse("it has a fragment");
    read.host = host;
    std::transform(read.host.begin(), read.host.end(), read.host.begin(), to_lower);
    read.text = read.secure ? "https://" : "http://";
    read.text.append(bracketed ? "[" : "").append(read.host).append(bracketed ? "]" : "");
    if (port != 0 && port != (read.secure ? 443 : 80))
        read.text.append(":").append(std::to_string(port));
    if (!rest.empty() && rest.front() != '/') return refuse("its host is wrong");
    if (!append_path(read.text, rest)) return refuse("its path is wrong");
    return read;
}

} // namespace detail

CONNECTPSP_DECL result<environment> environment::parse(std::string_view base_url) {
    auto read = detail::read_base_url(base_url);
    if (!read) return read.error();
    if (!read.value().secure && !detail::is_loopback(read.value().host))
        return detail::value_error(errc::insecure_base_url, "base URL");
    return environment{std::move(read.value().text)};
}

CONNECTPSP_DECL result<environment> environment::insecure_for_tests(std::string_view base_url) {
    auto read = detail::read_base_url(base_url);
    if (!read) return read.error();
    if (detail::is_of_connectpsp(read.value().host))
        return detail::value_error(errc::insecure_base_url, "base URL",
                                   "it is ConnectPSP's and not of a test set-up");
    return environment{std::move(read.value().text)};
}

} // namespace connectpsp

#endif
