// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "loopback_url.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace sandbox {
namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> loopback_address(std::string_view host) {
    if (host == "localhost") return ip::address_v4::loopback();
    if (host == "[::1]") return ip::address_v6::loopback();
    boost::system::error_code error;
    auto const address = ip::make_address_v4(std::string{host}, error);
    if (error || !address.is_loopback()) return std::nullopt;
    return address;
}

/// The port of `:8080`, or 80 when there is none.
std::optional<std::uint16_t> port_of(std::string_view text) {
    if (text.empty()) return std::uint16_t{80};
    std::uint16_t port = 0;
    auto const digits = text.substr(1);
    auto const* const end = digits.data() + digits.size();
    auto const [stopped, error] = std::from_chars(digits.data(), end, port);
    if (text.front() != ':' || error != std::errc{} || stopped != end || port == 0)
        return std::nullopt;
    return port;
}

} // namespace

std::optional<loopback_url> read_loopback_url(std::string_view text) {
    constexpr std::string_view scheme = "http://";
    // Nothing that could end the request's line or a field of it.
    bool const printable =
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (!printable || !text.starts_with(scheme)) return std::nullopt;

    text = text.substr(0, text.find('#')).substr(scheme.size());
    auto const authority = text.substr(0, text.find_first_of("/?"));
    auto target = std::string{text.substr(authority.size())};
    if (!target.starts_with('/')) target.insert(0, 1, '/');

    auto const bracket = authority.find(']');
    auto const colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    auto const host = authority.substr(0, colon);
    auto const address = loopback_address(host);
    auto const port = port_of(authority.substr(host.size()));
    if (!address || !port) return std::nullopt;
    return loopback_url{{*address, *port}, std::string{authority}, std::move(target)};
}

} // namespace sandbox
