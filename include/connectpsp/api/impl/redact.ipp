// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_IMPL_REDACT_IPP
#define CONNECTPSP_API_IMPL_REDACT_IPP

#include <connectpsp/api/redact.hpp>
#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/log_text.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL std::string redact(event const& value) {
    detail::json_output out;
    detail::writer const to{out, true};
    out.put(R"({"eventType":)");
    detail::write_value(value.type, to);
    out.put(R"(,"eventAt":)");
    if (!detail::write_value(value.time, to)) out.put("null");
    std::visit(
        [&]<class Data>(Data const& about) {
            if constexpr (described<Data>) {
                out.put(R"(,"data":)");
                detail::write_value(about, to);
            }
        },
        value.data);
    out.put('}');
    return std::move(out).take();
}

namespace detail {

/// Whether a log may show a part of a path: a fixed part of an operation of this library, or an id
/// under the rule for ids.
inline bool is_shown_segment(std::string_view segment) noexcept {
    constexpr std::string_view fixed[] = {"",          "auth",    "token",    "account", "balance",
                                          "rebalance", "cash-in", "cash-out", "refund"};
    return is_shown_id(segment) ||
           std::find(std::begin(fixed), std::end(fixed), segment) != std::end(fixed);
}

/// Letters, digits, `.`, `-`, `:` and the brackets of an IPv6 address; no user information.
inline bool is_shown_authority(std::string_view text) noexcept {
    return !text.empty() && text.size() <= limits::base_url_bytes &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_digit(c) || is_ascii_letter(c) ||
                      std::string_view{".-:[]"}.find(c) != std::string_view::npos;
           });
}

/// Letters and `-`, as the names of header fields have them.
inline bool is_shown_field_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return is_ascii_letter(c) || c == '-';
    });
}

/// Appends a URL: each part of the path that may be shown, and nothing of a query or fragment.
inline void append_url_for_log(std::string& out, std::string_view url) {
    std::string_view const scheme = url.starts_with("https://")  ? "https://"
                                    : url.starts_with("http://") ? "http://"
                                                                 : "";
    if (scheme.empty()) {
        out += masked_text;
        return;
    }
    url.remove_prefix(scheme.size());
    std::size_t const path_end = (std::min)(url.find_first_of("?#"), url.size());
    bool const more = path_end != url.size();
    url = url.substr(0, path_end);
    std::string_view const authority = url.substr(0, url.find('/'));
    url.remove_prefix(authority.size());
    out.append(scheme).append(is_shown_authority(authority) ? authority : masked_text);
    while (!url.empty()) {
        url.remove_prefix(1); // the slash
        std::string_view const segment = url.substr(0, url.find('/'));
        url.remove_prefix(segment.size());
        out.append("/").append(is_shown_segment(segment) ? segment : masked_text);
    }
    if (more) out.append("?").append(masked_text);
}

} // namespace detail

CONNECTPSP_DECL std::string redact(request const& message) {
    std::string text{to_string(message.method)};
    text += ' ';
    detail::append_url_for_log(text, message.url);
    text += " {";
    bool first = true;
    for (header_field const field : message.headers) {
        text.append(first ? "" : ", ")
            .append(detail::is_shown_field_name(field.name) ? field.name : detail::masked_text)
            .append(": ***");
        first = false;
    }
    text.append("} ").append(std::to_string(message.body.size())).append(" bytes");
    return text;
}

CONNECTPSP_DECL std::string redact(response_view const& answer) {
    // The media type is the server's text too: only one that is known is shown.
    constexpr std::string_view known[] = {"application/json",
                                          "application/problem+json",
                                          "application/xml",
                                          "application/problem+xml",
                                          "text/html",
                                          "text/plain",
                                          "text/xml",
                                          "text/css",
                                          "application/javascript",
                                          "application/octet-stream",
                                          "application/xhtml+xml",
                                          "text/json",
                                          "application/soap+xml",
                                          "application/gzip",
                                          "application/pdf"};
    std::string_view type = answer.content_type;
    type = type.substr(0, type.find(';'));
    type = type.substr(0, type.find_last_not_of(" \t") + 1);
    auto const found =
        std::find_if(std::begin(known), std::end(known), [type](std::string_view each) {
            return detail::equal_ignoring_case(each, type);
        });
    std::string text = "HTTP " + std::to_string(answer.status);
    if (!type.empty())
        text.append(" ").append(found != std::end(known) ? *found : detail::masked_text);
    text.append(" ").append(std::to_string(answer.body.size())).append(" bytes");
    return text;
}

} // namespace connectpsp

#endif
