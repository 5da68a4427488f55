#ifndef CONNECTPSP_HTTP_REQUEST_HPP
#define CONNECTPSP_HTTP_REQUEST_HPP

#include <connectpsp/core/secret.hpp>
#include <connectpsp/http/header_fields.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace connectpsp {

enum class http_method : std::uint8_t { get, post };

/// `GET`, `POST`.
constexpr std::string_view to_string(http_method method) noexcept {
    return method == http_method::get ? "GET" : "POST";
}

/// What an HTTP stack has to send. Holds a token or a client secret: log it through redact() only.
/// Its memory is wiped at the end.
struct request {
    http_method method = http_method::get;
    std::string url{}; ///< absolute
    header_fields headers{};
    std::string body{}; ///< empty: send none

    /// The path and query of the URL, as an HTTP/1.1 request line has it. Valid as long as `url`.
    std::string_view target() const noexcept {
        std::string_view const whole = url;
        std::size_t const authority = whole.find("://");
        std::size_t const path =
            whole.find('/', authority == std::string_view::npos ? 0 : authority + 3);
        return path == std::string_view::npos ? std::string_view{"/"} : whole.substr(path);
    }

    request() = default;
    request(request const&) = default;
    request(request&&) = default;
    request& operator=(request const&) = default;
    request& operator=(request&&) = default;
    ~request() { detail::wipe(body.data(), body.size()); }
};

} // namespace connectpsp

#endif
