// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Base URLs, against a second reading of what one may be and the C library's addresses.
#include "oracle.hpp"

#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/limits.hpp>

#include <arpa/inet.h>

#include <cstdint>
#include <regex>
#include <string>

namespace fuzz_base_url {

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
        // A host that has only the characters of an address is left to the resolver.
        constexpr std::string_view allowed = "0123456789abcdef:.";
        return host.ends_with(']') && host.find(':') != host.npos &&
               host.find_first_not_of(allowed, 1) == host.size() - 1;
    }
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return fuzz::is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
    });
}

bool is_port(std::string_view port) {
    return !port.empty() && port.size() <= 5 &&
           std::all_of(port.begin(), port.end(), fuzz::is_digit) &&
           std::stoi(std::string{port}) >= 1 && std::stoi(std::string{port}) <= 65535;
}

std::string lowered(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

/// One segment behind a slash, as a regular expression of RFC 3986 has it.
bool is_segment(std::string const& text) {
    static std::regex const right{"([-A-Za-z0-9._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+"};
    static std::regex const dots{"(\\.|%2[eE]){1,2}"};
    static std::regex const encoded{".*%([01][0-9A-Fa-f]|20|7[Ff]|2[Ff]|5[Cc]).*"};
    return std::regex_match(text, right) && !std::regex_match(text, dots) &&
           !std::regex_match(text, encoded);
}

struct reading {
    errc refusal{};
    std::string normal{};
};

reading expected(std::string_view url) {
    reading const no{errc::invalid_base_url};
    if (url.size() > connectpsp::limits::base_url_bytes) return no;
    if (url.find('\0') != url.npos) return no;
    std::size_t const scheme_end = url.find("://");
    if (scheme_end == url.npos) return no;
    std::string const scheme = lowered(url.substr(0, scheme_end));
    std::string_view rest = url.substr(scheme_end + 3);
    std::string_view const authority = rest.substr(0, rest.find('/'));
    rest.remove_prefix(authority.size());
    std::string host = lowered(authority), port;
    // A colon inside brackets is the address's.
    std::size_t const colon = host.rfind(':');
    if (colon != host.npos && host.find(']', colon) == host.npos) {
        if (!is_port(host.substr(colon + 1))) return no;
        port = std::to_string(std::stoi(host.substr(colon + 1)));
        host.resize(colon);
    }
    if ((scheme != "https" && scheme != "http") || !is_host(host)) return no;
    reading made{{}, scheme + "://" + host};
    if (!port.empty() && port != (scheme == "https" ? "443" : "80")) made.normal += ':' + port;
    if (rest.ends_with('/')) rest.remove_suffix(1);
    while (!rest.empty()) {
        std::string segment{rest.substr(1, rest.find('/', 1) - 1)};
        rest.remove_prefix(segment.size() + 1);
        if (!is_segment(segment)) return no;
        for (std::size_t at = segment.find('%'); at != segment.npos; at = segment.find('%', at + 1))
            for (std::size_t i = at + 1; i != at + 3; ++i)
                if (segment[i] >= 'a') segment[i] = static_cast<char>(segment[i] - 32);
        made.normal += '/' + segment;
    }
    if (scheme == "http" && !is_loopback(host)) made.refusal = errc::insecure_base_url;
    return made;
}

void check_use(connectpsp::environment const& where) {
    auto const sent = connectpsp::build(connectpsp::obtain_token{.client_id = "1"}, where);
    require(sent.has_value(), "a request can be built");
    require(sent.value().url == where.base_url() + "/auth/token", "the path follows the base URL");
    std::string const& base = where.base_url();
    std::string const prefix =
        base.substr(std::min(base.find('/', base.find("://") + 3), base.size()));
    require(sent.value().target() == prefix + "/auth/token", "the target is prefix and path");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(base_url) {
    std::string_view const text = fuzz::input{data, size}.rest();
    fuzz::exact_copy const copy{text};
    auto const got = connectpsp::environment::parse(copy.view());

    auto const [refusal, normal] = expected(text);
    auto const test = connectpsp::environment::insecure_for_tests(copy.view());
    bool const own = normal.find("connectpsp.com") != normal.npos;
    require(own || test.has_value() == (refusal != errc::invalid_base_url),
            "a test set-up needs no TLS");
    require(got.has_value() == (refusal == errc{}), "exactly the base URLs are taken");
    if (!got) {
        require(got.error() == refusal, "a URL is refused for the right reason");
        return 0;
    }

    std::string const& url = got.value().base_url();
    require(url == normal, "a URL is kept in its normal form");
    auto const again = connectpsp::environment::parse(url);
    require(again && again.value() == got.value(), "what is taken is taken again");
    check_use(got.value());
    return 0;
}

} // namespace fuzz_base_url
