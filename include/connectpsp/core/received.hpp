// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_RECEIVED_HPP
#define CONNECTPSP_CORE_RECEIVED_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A value as the server sent it, kept even where it is not a regular Value: strict in what we
/// build, tolerant in what we read. Value has `static result<Value> parse(std::string_view)`.
template <class Value>
class received {
public:
    received() = default;
    explicit received(std::string_view text) : text_(text) {}

    /// The text as it was sent.
    std::string const& text() const& noexcept { return text_; }
    detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// The value, or the reason why the text is irregular.
    result<Value> value() const { return Value::parse(text_); }

    bool is_regular() const { return value().has_value(); }

    bool operator==(received const&) const = default;

private:
    std::string text_;
};

} // namespace connectpsp

#endif
