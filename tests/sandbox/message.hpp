// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_MESSAGE_HPP
#define CONNECTPSP_TESTS_SANDBOX_MESSAGE_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

using header_fields = std::vector<std::pair<std::string, std::string>>;

struct request {
    std::string method;
    std::string path;  ///< without the query
    std::string query; ///< without the `?`
    header_fields fields;
    std::string body;

    /// The value of a field that was sent exactly once; otherwise empty, because a credential sent
    /// twice is not valid.
    [[nodiscard]] std::string_view field(std::string_view name) const;
};

struct reply {
    int status = 200;
    std::string content_type = "application/json"; ///< empty: no Content-Type field
    std::string body;
    header_fields fields = {};
};

/// An RFC 9457 problem; an empty `code` or `detail` is left out.
reply problem(int status, std::string_view title, std::string_view code, std::string_view detail);

/// The standard's own name for a status, or "Unknown".
std::string_view reason_of(int status);

/// The whole answer as it goes over the wire. 204 and 304 carry no body, an answer to HEAD only its
/// length.
std::string to_wire(reply const& answer, bool keep_alive, bool head);

bool equal_ignoring_case(std::string_view a, std::string_view b);

} // namespace sandbox

#endif
