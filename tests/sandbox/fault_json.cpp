// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "faults.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sandbox {
namespace {

constexpr std::array<std::pair<std::string_view, fault_kind>, 11> kinds{{
    {"drop_request", fault_kind::drop_request},
    {"drop_answer", fault_kind::drop_answer},
    {"delay", fault_kind::delay},
    {"status", fault_kind::status},
    {"retry_after", fault_kind::retry_after},
    {"server_error", fault_kind::server_error},
    {"empty", fault_kind::empty},
    {"html", fault_kind::html},
    {"truncated", fault_kind::truncated},
    {"garbage", fault_kind::garbage},
    {"raw", fault_kind::raw},
}};

bool read_text(json_value const& json, std::string& into) {
    into = json.text;
    return json.kind == json_kind::string;
}

template <class Integer>
bool read_integer(json_value const& json, Integer& into, Integer least, Integer most) {
    if (json.kind != json_kind::number) return false;
    auto const* const end = json.text.data() + json.text.size();
    auto const [stopped, error] = std::from_chars(json.text.data(), end, into);
    return error == std::errc{} && stopped == end && into >= least && into <= most;
}

bool read_kind(json_value const& json, fault_kind& into) {
    auto const found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](auto const& each) { return each.first == json.text; });
    if (json.kind != json_kind::string || found == kinds.end()) return false;
    into = found->second;
    return true;
}

bool read_headers(json_value const& json, header_fields& into) {
    if (json.kind != json_kind::object) return false;
    for (std::size_t index = 0; index < json.names.size(); ++index) {
        if (json.elements[index].kind != json_kind::string) return false;
        into.emplace_back(json.names[index], json.elements[index].text);
    }
    return true;
}

bool read_member(std::string_view name, json_value const& json, fault& into) {
    if (name == "kind") return read_kind(json, into.kind);
    if (name == "path") return read_text(json, into.path) && !into.path.empty();
    if (name == "times") return read_integer(json, into.times, 1U, 1'000'000U);
    if (name == "milliseconds") {
        int count = 0;
        bool const good = read_integer(json, count, 0, 600'000);
        into.wait = std::chrono::milliseconds{count};
        return good;
    }
    if (name == "processed") {
        into.processed = json.text == "true";
        return json.kind == json_kind::boolean;
    }
    // Below 200 an answer would be an interim one, which no exchange may end with.
    if (name == "status") return read_integer(json, into.status, 200, 999);
    if (name == "code") return read_text(json, into.code);
    if (name == "title") return read_text(json, into.title);
    if (name == "detail") return read_text(json, into.detail);
    if (name == "retry_after") {
        into.retry_after = json.text;
        return json.kind == json_kind::string || json.kind == json_kind::number;
    }
    if (name == "content_type") return read_text(json, into.content_type);
    if (name == "headers") return read_headers(json, into.headers);
    if (name == "body") return read_text(json, into.body);
    return false;
}

} // namespace

std::string_view name_of(fault_kind kind) {
    auto const found = std::find_if(kinds.begin(), kinds.end(),
                                    [kind](auto const& each) { return each.second == kind; });
    return found->first;
}

std::variant<fault, std::string> read_fault(json_value const& json) {
    if (json.kind != json_kind::object) return "a fault is a JSON object";
    if (json.find("kind") == nullptr) return "a fault needs a kind";
    fault f;
    for (std::size_t index = 0; index < json.names.size(); ++index)
        if (!read_member(json.names[index], json.elements[index], f))
            return "the member " + quote(json.names[index]) + " is unknown or has a wrong value";
    return f;
}

} // namespace sandbox
