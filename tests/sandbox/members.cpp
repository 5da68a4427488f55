// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "members.hpp"

#include "handlers.hpp"
#include "ledger.hpp"

#include <algorithm>
#include <charconv>

namespace sandbox {

std::variant<json_value, reply> read_object(request const& req) {
    if (!has_json_type(req)) return unsupported_media_type();
    auto body = parse_json(req.body);
    if (!body || body->kind != json_kind::object)
        return invalid_request("The body is not a JSON object.");
    return *std::move(body);
}

json_value const* members::find(std::string_view name) const {
    auto const* found = object_ == nullptr ? nullptr : object_->find(name);
    return found == nullptr || found->kind == json_kind::null ? nullptr : found;
}

void members::complain(std::string_view name, std::string_view what) {
    if (!complaint_.empty()) return;
    complaint_ = prefix_;
    complaint_.append(name).append(" ").append(what).append(".");
}

std::string members::text(std::string_view name) {
    auto value = optional_text(name);
    if (value.empty()) complain(name, "must be a string that is not empty");
    return value;
}

std::string members::optional_text(std::string_view name) {
    auto const* found = find(name);
    if (found == nullptr) return {};
    if (found->kind == json_kind::string) return found->text;
    complain(name, "must be a string");
    return {};
}

std::string members::one_of(std::string_view name, std::initializer_list<std::string_view> known) {
    auto value = text(name);
    if (std::find(known.begin(), known.end(), value) != known.end()) return value;
    std::string what = "must be one of";
    for (auto const& each : known)
        what.append(" ").append(each);
    complain(name, what);
    return {};
}

centavos members::amount(std::string_view name) {
    auto const* found = find(name);
    if (found == nullptr || found->kind != json_kind::number) {
        complain(name, "must be a number");
        return 0;
    }
    auto const read = parse_money(found->text);
    if (!read)
        complain(name, read.fault == money_fault::negative    ? "must be above zero"
                       : read.fault == money_fault::too_large ? "is too large"
                                                              : "must be whole centavos");
    else if (read.value == 0)
        complain(name, "must be above zero");
    else if (read.value > ledger::total_limit)
        complain(name, "is too large");
    return read.value;
}

int members::count(std::string_view name, int usual, int most) {
    auto const* found = find(name);
    if (found == nullptr) return usual;
    int value = 0;
    auto const* const end = found->text.data() + found->text.size();
    auto const [stopped, error] = std::from_chars(found->text.data(), end, value);
    if (found->kind != json_kind::number || error != std::errc{} || stopped != end || value < 1 ||
        value > most)
        complain(name, "must be a whole number from 1 to " + std::to_string(most));
    return value;
}

members members::object(std::string_view name) {
    auto const* found = find(name);
    if (found == nullptr || found->kind != json_kind::object) {
        complain(name, "must be an object");
        found = nullptr;
    }
    return {found, complaint_, prefix_ + std::string{name} + '.'};
}

void members::only(std::initializer_list<std::string_view> known) {
    for (auto const& name : json().names)
        if (std::find(known.begin(), known.end(), name) == known.end())
            complain(name, "is not known here");
}

json_value const& members::json() const {
    static json_value const nothing;
    return object_ == nullptr ? nothing : *object_;
}

} // namespace sandbox
