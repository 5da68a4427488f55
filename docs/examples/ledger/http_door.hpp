// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <boost/beast/http.hpp>

#include <functional>
#include <string>

namespace ledger {

using http_request = boost::beast::http::request<boost::beast::http::string_body>;

struct http_answer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body{};
};

/// Listens on loopback, behind a proxy that terminates TLS, and answers one request after another.
/// Each has five seconds, which is what ConnectPSP waits.
/// @param port      0 takes any
/// @param listening called once with the port
/// @param stop      asked at least once a second
/// @param idle      called between requests, at least once a second
void serve_loopback(unsigned short port, std::function<void(unsigned short)> const& listening,
                    std::function<http_answer(http_request const&)> const& answer,
                    std::function<bool()> const& stop, std::function<void()> const& idle);

} // namespace ledger
