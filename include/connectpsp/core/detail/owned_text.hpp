// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_OWNED_TEXT_HPP
#define CONNECTPSP_CORE_DETAIL_OWNED_TEXT_HPP

#include <connectpsp/core/version.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// A text that an accessor gives of a temporary object: `parse(...).value().text()`. It is a string
/// of its own, which may be compared, printed, kept in `auto` or in a std::string. A
/// std::string_view of it, which would dangle, does not compile.
class owned_text : public std::string {
public:
    constexpr explicit owned_text(std::string_view text) : std::string(text) {}

    constexpr operator std::string_view() const& noexcept { return {data(), size()}; }
    operator std::string_view() const&& = delete;

    template <class Text>
        requires std::convertible_to<Text const&, std::string_view> &&
                 (!std::derived_from<Text, owned_text>)
    friend constexpr bool operator==(owned_text const& left, Text const& right) noexcept {
        return std::string_view{left.data(), left.size()} == static_cast<std::string_view>(right);
    }
};

} // namespace connectpsp::detail

#endif
