// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_EXTERNAL_REFERENCE_HPP
#define CONNECTPSP_PIX_EXTERNAL_REFERENCE_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <compare>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The caller's own name for a transaction. Answers and webhooks repeat it, and the server refuses
/// a second cash-out under it; no transaction can be looked up by it.  docs/protocol.md §2
class external_reference {
public:
    /// An empty one, which no request is built with.
    external_reference() = default;

    /// At most limits::external_reference_bytes of UTF-8, without control characters, and without
    /// a space at either end: a server that trims it would call two references one.
    /// Errors: empty_value; text_too_long; then, whichever stands first in the text,
    /// control_character or invalid_utf8; then invalid_character for an outer space.
    static result<external_reference> parse(std::string_view text) {
        constexpr std::string_view name = "external reference";
        if (text.empty()) return detail::value_error(errc::empty_value, name);
        if (text.size() > limits::external_reference_bytes)
            return detail::wrong_size_error(
                errc::text_too_long, name,
                "expected at most " + std::to_string(limits::external_reference_bytes) + " bytes",
                text.size());
        if (errc const wrong = detail::refusal_of_text(text, text.size());
            wrong != detail::no_error)
            return detail::value_error(wrong, name);
        if (detail::has_outer_space(text))
            return detail::value_error(errc::invalid_character, name,
                                       "a space stands at its beginning or end",
                                       text.front() == ' ' ? 0 : text.size() - 1);
        external_reference made;
        made.text_ = text;
        return made;
    }

    bool empty() const noexcept { return text_.empty(); }

    /// Valid until this object is assigned to or gone.
    std::string_view text() const& noexcept { return text_; }
    detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// By bytes.
    friend auto operator<=>(external_reference const&, external_reference const&) = default;

private:
    std::string text_{};
};

} // namespace connectpsp

#endif
