// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_FAULTS_HPP
#define CONNECTPSP_TESTS_SANDBOX_FAULTS_HPP

#include "json.hpp"
#include "message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sandbox {

enum class fault_kind {
    drop_request, ///< close the connection; nothing processed, nothing answered
    drop_answer,  ///< process, then close without an answer
    delay,        ///< wait, then behave
    status,       ///< a problem with `status`, `code`, `title`, `detail`
    retry_after,  ///< the same, 429 unless told otherwise, with a Retry-After field
    server_error, ///< a 500 problem
    empty,        ///< a 500 with an empty body
    html,         ///< a proxy's 502 page
    truncated,    ///< process, announce the whole body, send half of it and close
    garbage,      ///< a 200 whose body is no JSON
    raw           ///< `status`, `content_type`, `headers` and `body` as given
};

/// One way to misbehave, for the next `times` requests to `path`.
struct fault {
    fault_kind kind = fault_kind::drop_request;
    std::string path = "*"; ///< one path, a prefix that ends in `*`, or `*` for all
    unsigned times = 1;
    std::chrono::milliseconds wait{0}; ///< before anything else, whatever the kind
    bool processed = false;            ///< process the request before giving the bad answer
    int status = 0;                    ///< 0: what the kind stands for
    std::string code = {};
    std::string title = {}; ///< empty: the status' own name
    std::string detail = {};
    std::string retry_after = "1"; ///< seconds or an HTTP-date (RFC 9110 section 10.2.3)
    std::string content_type = "application/json";
    header_fields headers = {};
    std::string body = {};
    std::uint64_t id = 0; ///< given by the plan

    [[nodiscard]] bool matches(std::string_view request_path) const;
};

/// The faults still to come, served in the order they were added. Safe to share between threads.
class fault_plan {
public:
    /// Returns the fault's id, from 1 on; 0 for a fault without a turn, which is not kept.
    std::uint64_t add(fault f);
    void clear();
    bool remove(std::uint64_t id);                 ///< false when no such fault waits
    [[nodiscard]] std::vector<fault> list() const; ///< a copy, in the order of service
    /// How many requests still have a fault waiting for them.
    [[nodiscard]] std::size_t pending() const;
    /// Uses up one turn of the first fault that matches.
    std::optional<fault> take(std::string_view request_path);

private:
    mutable std::mutex mutex_;
    std::deque<fault> faults_;
    std::uint64_t last_id_ = 0;
};

/// The name of the JSON form, such as `drop_answer`.
std::string_view name_of(fault_kind kind);

/// The answer a fault gives instead of the endpoint's own. Not for the kinds that close or wait.
reply bad_answer(fault const& f);

/// Reads the JSON form that the README describes; otherwise what is wrong with it, for a misspelt
/// member must not become a fault that never strikes.
std::variant<fault, std::string> read_fault(json_value const& json);

} // namespace sandbox

#endif
