// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_LOOKUP_ID_HPP
#define CONNECTPSP_API_LOOKUP_ID_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The id by which a transaction is looked up: its transaction id, internal code or end-to-end id.
/// It is a part of the path, so a text that could lead to another resource is refused.
/// docs/protocol.md §2, GET /cash-in/{id}
class lookup_id {
public:
    /// Empty: build() refuses it.
    lookup_id() = default;

    /// Visible ASCII without slash, backslash, question mark, `#` and `%`, at most
    /// limits::lookup_id_bytes, and not one point or two.
    /// Errors: empty_value, text_too_long, invalid_character.
    static result<lookup_id> parse(std::string_view text) {
        constexpr std::string_view name = "id of a transaction";
        if (text.empty()) return detail::value_error(errc::empty_value, name);
        if (text.size() > limits::lookup_id_bytes)
            return detail::wrong_size_error(errc::text_too_long, name,
                                            "expected at most " +
                                                std::to_string(limits::lookup_id_bytes) + " bytes",
                                            text.size());
        if (text == "." || text == "..")
            return detail::value_error(errc::invalid_character, name, "it consists of dots", 0);
        for (std::size_t i = 0; i != text.size(); ++i)
            if (text[i] <= ' ' || text[i] >= '\x7f' ||
                std::string_view{"/\\?#%"}.find(text[i]) != text.npos)
                return detail::value_error(errc::invalid_character, name, {}, i);
        lookup_id made;
        made.text_ = text;
        return made;
    }

    bool empty() const noexcept { return text_.empty(); }

    /// Valid as long as this object is.
    std::string_view text() const& noexcept { return text_; }
    detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend auto operator<=>(lookup_id const&, lookup_id const&) = default;

private:
    std::string text_{};
};

} // namespace connectpsp

#endif
