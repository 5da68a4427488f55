// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "faults.hpp"

#include <algorithm>
#include <utility>

namespace sandbox {

bool fault::matches(std::string_view request_path) const {
    if (path.ends_with('*'))
        return request_path.starts_with(std::string_view{path}.substr(0, path.size() - 1));
    return path == request_path;
}

std::uint64_t fault_plan::add(fault f) {
    if (f.times == 0) return 0;
    std::lock_guard const lock{mutex_};
    f.id = ++last_id_;
    faults_.push_back(std::move(f));
    return last_id_;
}

bool fault_plan::remove(std::uint64_t id) {
    std::lock_guard const lock{mutex_};
    return std::erase_if(faults_, [id](fault const& f) { return f.id == id; }) != 0;
}

std::vector<fault> fault_plan::list() const {
    std::lock_guard const lock{mutex_};
    return {faults_.begin(), faults_.end()};
}

void fault_plan::clear() {
    std::lock_guard const lock{mutex_};
    faults_.clear();
}

std::size_t fault_plan::pending() const {
    std::lock_guard const lock{mutex_};
    std::size_t turns = 0;
    for (auto const& f : faults_)
        turns += f.times;
    return turns;
}

std::optional<fault> fault_plan::take(std::string_view request_path) {
    std::lock_guard const lock{mutex_};
    auto const found = std::find_if(faults_.begin(), faults_.end(),
                                    [&](fault const& f) { return f.matches(request_path); });
    if (found == faults_.end()) return std::nullopt;
    if (found->times > 1) {
        --found->times;
        return *found;
    }
    auto last_turn = std::move(*found);
    faults_.erase(found);
    return last_turn;
}

reply bad_answer(fault const& f) {
    auto const status_or = [&f](int usual) { return f.status != 0 ? f.status : usual; };
    auto const as_problem = [&f](int status) {
        return problem(status, f.title.empty() ? reason_of(status) : std::string_view{f.title},
                       f.code, f.detail);
    };
    switch (f.kind) {
    case fault_kind::retry_after: {
        auto answer = as_problem(status_or(429));
        answer.fields.emplace_back("Retry-After", f.retry_after);
        return answer;
    }
    case fault_kind::empty: return {status_or(500), {}, {}};
    case fault_kind::html:
        return {status_or(502), "text/html",
                "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"};
    case fault_kind::garbage:
        return {status_or(200), "application/json", "}{ \x01 this is no JSON"};
    case fault_kind::raw: return {status_or(200), f.content_type, f.body, f.headers};
    case fault_kind::drop_request:
    case fault_kind::drop_answer:
    case fault_kind::delay:
    case fault_kind::truncated:
    case fault_kind::status:
    case fault_kind::server_error: break;
    }
    return as_problem(status_or(500));
}

} // namespace sandbox
