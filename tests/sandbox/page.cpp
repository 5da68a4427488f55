// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "page.hpp"

#include "crypto.hpp"
#include "handlers.hpp"
#include "overview.hpp"
#include "page_parts.hpp"

#include <string>

namespace sandbox {
namespace {

bool wants_json(request const& req) {
    auto const accept = req.field("Accept");
    return accept.find("application/json") != std::string_view::npos &&
           accept.find("text/html") == std::string_view::npos;
}

/// The head, style and scripts in one document. The nonce is new at each answer, so that no other
/// script or style of the document would run.
std::string document(std::string const& nonce) {
    auto const part = [&](std::string_view element, std::string_view text) {
        return std::string{"<"}
            .append(element)
            .append(" nonce=\"")
            .append(nonce)
            .append("\">\n")
            .append(text)
            .append("</")
            .append(element)
            .append(">\n");
    };
    constexpr std::string_view styles_here = "<!-- style -->\n";
    constexpr std::string_view scripts_here = "<!-- script -->\n";
    std::string text{page_parts::index_html};
    text.replace(text.find(styles_here), styles_here.size(), part("style", page_parts::page_css));
    text.replace(text.find(scripts_here), scripts_here.size(),
                 part("script", page_parts::texts_js) + part("script", page_parts::view_js) +
                     part("script", page_parts::page_js));
    return text;
}

} // namespace

reply show_page(state& world, request const& req) {
    if (req.method != "GET" && req.method != "HEAD") return method_not_allowed(req, "GET, HEAD");
    reply answer;
    if (wants_json(req)) {
        answer = show_overview(world, req);
    } else {
        auto const nonce = random_uuid();
        answer = {200, "text/html; charset=utf-8", document(nonce)};
        answer.fields.emplace_back(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce +
                "'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
        answer.fields.emplace_back("Referrer-Policy", "no-referrer");
    }
    answer.fields.emplace_back("Vary", "Accept");
    return answer;
}

} // namespace sandbox
