// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "message.hpp"

#include "clock_text.hpp"
#include "json.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>

namespace sandbox {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return boost::beast::iequals({a.data(), a.size()}, {b.data(), b.size()});
}

std::string_view request::field(std::string_view name) const {
    std::string_view value;
    bool seen = false;
    for (auto const& [field_name, field_value] : fields) {
        if (!equal_ignoring_case(field_name, name)) continue;
        if (seen) return {};
        seen = true;
        value = field_value;
    }
    return value;
}

reply problem(int status, std::string_view title, std::string_view code, std::string_view detail) {
    object_writer body;
    body.text("type", "about:blank").text("title", title).raw("status", std::to_string(status));
    if (!code.empty()) body.text("code", code);
    if (!detail.empty()) body.text("detail", detail);
    reply answer{status, "application/problem+json", body.str()};
    if (status == 401)
        answer.fields.emplace_back("WWW-Authenticate", "Bearer"); // RFC 9110 section 15.5.2
    return answer;
}

std::string_view reason_of(int status) {
    namespace http = boost::beast::http;
    auto const known = http::int_to_status(static_cast<unsigned>(status));
    auto const reason = http::obsolete_reason(known);
    if (known == http::status::unknown) return "Unknown";
    return {reason.data(), reason.size()};
}

std::string to_wire(reply const& answer, bool keep_alive, bool head) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
    text += reason_of(answer.status);
    auto const add = [&text](std::string_view name, std::string_view value) {
        text.append("\r\n").append(name).append(": ").append(value);
    };
    add("Server", "connectpsp-sandbox");
    add("Date", format_http_date(wall_clock::now()));
    add("Connection", keep_alive ? "keep-alive" : "close");
    for (auto const& [name, value] : answer.fields)
        add(name, value);

    bool const bodiless = answer.status == 204 || answer.status == 304; // RFC 9110 section 6.4.1
    if (!bodiless) {
        if (!answer.content_type.empty()) add("Content-Type", answer.content_type);
        add("Content-Length", std::to_string(answer.body.size()));
    }
    text += "\r\n\r\n";
    if (!bodiless && !head) text += answer.body;
    return text;
}

} // namespace sandbox
