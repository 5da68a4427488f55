// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_JSON_HPP
#define CONNECTPSP_TESTS_SANDBOX_JSON_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

enum class json_kind { null, boolean, number, string, array, object };

/// A JSON value that keeps a number's text as it was sent, so that money never passes through a
/// double.
struct json_value {
    json_kind kind = json_kind::null;
    std::string text;                 ///< a string's value, a number's text, `true` or `false`
    std::vector<std::string> names;   ///< an object's member names, in order
    std::vector<json_value> elements; ///< an array's elements, or the values that belong to `names`

    /// The member of that name, or null when this is not an object or has no such member.
    [[nodiscard]] json_value const* find(std::string_view name) const;
    /// The member's text when it is there and a string.
    [[nodiscard]] std::optional<std::string> string_member(std::string_view name) const;
};

/// Nothing for text that is not JSON (RFC 8259), repeats a member name or nests deeper than 32.
std::optional<json_value> parse_json(std::string_view text);

/// A JSON string with its quotes; what isn't UTF-8 becomes U+FFFD.
std::string quote(std::string_view text);

/// The value as JSON text again, numbers as they were sent.
std::string to_json(json_value const& value);

/// Writes one object, member by member.
class object_writer {
public:
    /// `json` is put in as it stands: a number, or an object made before.
    object_writer& raw(std::string_view name, std::string_view json);
    object_writer& text(std::string_view name, std::string_view value);
    object_writer& text_or_null(std::string_view name, std::optional<std::string> const& value);
    [[nodiscard]] std::string str() const { return body_ + '}'; }

private:
    std::string body_ = "{";
};

/// `[a,b,c]` of JSON texts.
std::string join_array(std::vector<std::string> const& elements);

} // namespace sandbox

#endif
