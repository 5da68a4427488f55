// Base URLs, against a second reading of what one may be and the C library's addresses.
#include "oracle.hpp"

#include <connectpsp/api/auth.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/limits.hpp>

#include <arpa/inet.h>

#include <string>

namespace {

using connectpsp::errc;
using fuzz::require;

/// 127.0.0.0/8 as the C library reads it, which takes no leading zeros.
bool is_loopback_ipv4(std::string_view host) {
    in_addr address{};
    return host.find('\0') == host.npos &&
           inet_pton(AF_INET, std::string{host}.c_str(), &address) == 1 && host.starts_with("127.");
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "[::1]" || is_loopback_ipv4(host);
}

bool is_host(std::string_view host) {
    if (host.starts_with('[')) {
        // What is no more than made of an address's characters is the resolver's to refuse.
        constexpr std::string_view allowed = "0123456789abcdefABCDEF:.";
        return host.ends_with(']') && host.find(':') != host.npos &&
               host.find_first_not_of(allowed, 1) == host.size() - 1;
    }
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return fuzz::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
               c == '-';
    });
}

bool is_port(std::string_view port) {
    return !port.empty() && port.size() <= 5 &&
           std::all_of(port.begin(), port.end(), fuzz::is_digit) &&
           std::stoi(std::string{port}) >= 1 && std::stoi(std::string{port}) <= 65535;
}

errc expected(std::string_view url) {
    if (url.size() > connectpsp::limits::base_url_bytes) return errc::invalid_base_url;
    std::size_t const scheme_end = url.find("://");
    if (scheme_end == url.npos) return errc::invalid_base_url;
    std::string_view const scheme = url.substr(0, scheme_end);
    std::string_view host = url.substr(scheme_end + 3);
    if (host.ends_with('/')) host.remove_suffix(1);
    // A colon inside brackets is the address's.
    std::size_t const colon = host.rfind(':');
    if (colon != host.npos && host.find(']', colon) == host.npos) {
        if (!is_port(host.substr(colon + 1))) return errc::invalid_base_url;
        host = host.substr(0, colon);
    }
    if ((scheme != "https" && scheme != "http") || !is_host(host)) return errc::invalid_base_url;
    return scheme == "http" && !is_loopback(host) ? errc::insecure_base_url : errc{};
}

void check_use(connectpsp::environment const& where) {
    auto const sent = connectpsp::build(connectpsp::obtain_token{.client_id = "1"}, where);
    require(sent.has_value(), "a request can be built");
    require(sent.value().url == where.base_url() + "/auth/token", "the path follows the base URL");
    require(sent.value().target() == "/auth/token", "the target is the path");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text = fuzz::input{data, size}.rest();
    fuzz::exact_copy const copy{text};
    auto const got = connectpsp::environment::at(copy.view());

    errc const refusal = expected(text);
    require(got.has_value() == (refusal == errc{}), "exactly the base URLs are taken");
    if (!got) {
        require(got.error() == refusal, "a URL is refused for the right reason");
        return 0;
    }

    std::string const& url = got.value().base_url();
    require(url == (text.ends_with('/') ? text.substr(0, text.size() - 1) : text),
            "a URL is kept without its slash");
    std::string_view const authority = std::string_view{url}.substr(url.find("://") + 3);
    require(authority.find_first_of("/?#@\\ %") == authority.npos && !fuzz::has_control(url),
            "nothing but a host and a port");
    auto const again = connectpsp::environment::at(url);
    require(again && again.value() == got.value(), "what is taken is taken again");
    check_use(got.value());
    return 0;
}
