// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "idempotency.hpp"

#include "documents.hpp"
#include "handlers.hpp"

#include <algorithm>

namespace sandbox {
namespace {

constexpr std::string_view key_field = "X-Idempotency-Key";

} // namespace

reply idempotency_store::answer(request const& req, std::function<reply()> const& process) {
    bool const sent = std::any_of(req.fields.begin(), req.fields.end(), [](auto const& field) {
        return equal_ignoring_case(field.first, key_field);
    });
    if (!sent) return process();

    std::string key{req.field(key_field)};
    if (!is_uuid(key)) return invalid_request("X-Idempotency-Key must be one UUID.");
    for (auto& c : key) // a UUID is the same in either case (RFC 9562 section 4)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');

    if (auto const found = by_key_.find(key); found != by_key_.end()) {
        auto const& first = found->second;
        if (first.path != req.path || first.body != req.body)
            return problem(422, "Unprocessable Entity", "IDEMPOTENCY_KEY_REUSED",
                           "X-Idempotency-Key belongs to another request.");
        ++replayed_;
        return first.given;
    }
    auto given = process();
    if (given.status < 300) by_key_.emplace(std::move(key), memory{req.path, req.body, given});
    return given;
}

} // namespace sandbox
