// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace sandbox {
namespace {

constexpr std::size_t depth_limit = 32;

/// Builds the tree from nlohmann's events. The addresses in `open_` stay good because a parent gets
/// its next element only after the one before is closed.
class tree_builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    json_value root;

    bool null() override { return add({json_kind::null, "null", {}, {}}); }
    bool boolean(bool value) override {
        return add({json_kind::boolean, value ? "true" : "false", {}, {}});
    }
    bool number_integer(number_integer_t value) override {
        return add_number(std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return add_number(std::to_string(value));
    }
    bool number_float(number_float_t /*value*/, string_t const& token) override {
        // The lexer spells the point as the process' locale does.
        auto text = token;
        std::replace(text.begin(), text.end(), ',', '.');
        return add_number(std::move(text));
    }
    bool string(string_t& value) override {
        return add({json_kind::string, std::move(value), {}, {}});
    }
    bool binary(binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*count*/) override {
        return open({json_kind::object, {}, {}, {}});
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*count*/) override {
        return open({json_kind::array, {}, {}, {}});
    }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        auto& names = open_.back()->names;
        if (std::find(names.begin(), names.end(), name) != names.end()) return false;
        names.push_back(std::move(name));
        return true;
    }

    bool parse_error(std::size_t /*position*/, std::string const& /*token*/,
                     nlohmann::detail::exception const& /*error*/) override {
        return false;
    }

private:
    bool add_number(std::string text) { return add({json_kind::number, std::move(text), {}, {}}); }
    bool add(json_value value) {
        place(std::move(value));
        return true;
    }
    json_value& place(json_value value) {
        if (open_.empty()) return root = std::move(value);
        return open_.back()->elements.emplace_back(std::move(value));
    }
    bool open(json_value value) {
        if (open_.size() == depth_limit) return false;
        auto& placed = place(std::move(value));
        open_.push_back(&placed);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::vector<json_value*> open_;
};

} // namespace

json_value const* json_value::find(std::string_view name) const {
    auto const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? nullptr
                                : &elements[static_cast<std::size_t>(found - names.begin())];
}

std::optional<std::string> json_value::string_member(std::string_view name) const {
    auto const* member = find(name);
    if (member == nullptr || member->kind != json_kind::string) return std::nullopt;
    return member->text;
}

std::optional<json_value> parse_json(std::string_view text) {
    tree_builder builder;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
    return std::move(builder.root);
}

std::string quote(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

object_writer& object_writer::raw(std::string_view name, std::string_view json) {
    if (body_.size() > 1) body_ += ',';
    body_ += quote(name);
    body_ += ':';
    body_ += json;
    return *this;
}

object_writer& object_writer::text(std::string_view name, std::string_view value) {
    return raw(name, quote(value));
}

object_writer& object_writer::text_or_null(std::string_view name,
                                           std::optional<std::string> const& value) {
    return value ? text(name, *value) : raw(name, "null");
}

std::string to_json(json_value const& value) {
    switch (value.kind) {
    case json_kind::null:
    case json_kind::boolean:
    case json_kind::number: break;
    case json_kind::string: return quote(value.text);
    case json_kind::array: {
        std::vector<std::string> elements;
        for (auto const& each : value.elements)
            elements.push_back(to_json(each));
        return join_array(elements);
    }
    case json_kind::object: {
        object_writer body;
        for (std::size_t index = 0; index < value.names.size(); ++index)
            body.raw(value.names[index], to_json(value.elements[index]));
        return body.str();
    }
    }
    return value.text;
}

std::string join_array(std::vector<std::string> const& elements) {
    std::string text = "[";
    for (auto const& element : elements) {
        if (text.size() > 1) text += ',';
        text += element;
    }
    return text + ']';
}

} // namespace sandbox
