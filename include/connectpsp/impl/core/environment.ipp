#ifndef CONNECTPSP_IMPL_CORE_ENVIRONMENT_IPP
#define CONNECTPSP_IMPL_CORE_ENVIRONMENT_IPP

#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/detail/digits.hpp>

namespace connectpsp {
namespace detail {

/// `[0-9A-Za-z.-]+`, or an IPv6 address in brackets. No user info: credentials do not belong in
/// a URL.
inline bool take_host(std::string_view& text, std::string_view& host) noexcept {
    bool const bracketed = !text.empty() && text.front() == '[';
    std::string_view const allowed =
        bracketed ? "0123456789abcdefABCDEF:."
                  : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-";
    if (bracketed) text.remove_prefix(1);
    host = text.substr(0, text.find_first_not_of(allowed));
    text.remove_prefix(host.size());
    if (bracketed) return host.find(':') != std::string_view::npos && take(text, ']');
    return !host.empty();
}

inline bool take_port(std::string_view& text) noexcept {
    int port = 0;
    std::size_t digits = 0;
    for (; !text.empty() && is_digit(text.front()) && digits != 5; ++digits)
        port = port * 10 + take_digits(text, 1);
    return digits != 0 && port >= 1 && port <= 65535;
}

/// localhost, 127.0.0.0/8 or ::1. A name that only begins like an address is none.
inline bool is_loopback(std::string_view host) noexcept {
    if (host == "localhost" || host == "::1") return true;
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

} // namespace detail

CONNECTPSP_DECL result<environment> environment::at(std::string_view base_url) {
    if (base_url.size() > limits::base_url_bytes) return error{errc::invalid_base_url};
    bool const secure = base_url.starts_with("https://");
    if (!secure && !base_url.starts_with("http://")) return error{errc::invalid_base_url};
    std::string_view rest = base_url.substr(secure ? 8 : 7);
    std::string_view host;
    if (!detail::take_host(rest, host)) return error{errc::invalid_base_url};
    if (detail::take(rest, ':') && !detail::take_port(rest)) return error{errc::invalid_base_url};
    if (rest == "/")
        base_url.remove_suffix(1);
    else if (!rest.empty())
        return error{errc::invalid_base_url};
    if (!secure && !detail::is_loopback(host)) return error{errc::insecure_base_url};
    return environment{std::string{base_url}};
}

} // namespace connectpsp

#endif
