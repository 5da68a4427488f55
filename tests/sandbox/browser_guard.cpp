// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "browser_guard.hpp"

#include "loopback_url.hpp"

#include <string>

namespace sandbox {
namespace {

bool is_loopback_host(std::string_view host) {
    auto const read = read_loopback_url("http://" + std::string{host});
    return read && read->host == host;
}

/// Whether every field of that name, however often it was sent, has an allowed value.
template <class Allowed>
bool all_fields(request const& req, std::string_view name, Allowed allowed) {
    for (auto const& [field_name, value] : req.fields)
        if (equal_ignoring_case(field_name, name) && !allowed(value)) return false;
    return true;
}

} // namespace

std::optional<reply> refuse_other_pages(request const& req) {
    auto const host = req.field("Host");
    if (!is_loopback_host(host))
        return problem(403, "Forbidden", "FOREIGN_HOST",
                       "The Host must be localhost, [::1] or an address in 127.0.0.0/8.");
    if (req.method == "GET" || req.method == "HEAD") return std::nullopt; // they change nothing

    auto const own = "http://" + std::string{host};
    bool const same_origin =
        all_fields(req, "Origin", [&](std::string_view value) { return value == own; }) &&
        // `none` is a request that no page caused.
        all_fields(req, "Sec-Fetch-Site", [](std::string_view value) {
            return value == "same-origin" || value == "none";
        });
    if (same_origin) return std::nullopt;
    return problem(403, "Forbidden", "FOREIGN_ORIGIN",
                   "Another web page must not steer the sandbox.");
}

} // namespace sandbox
