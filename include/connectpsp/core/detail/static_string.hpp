// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_STATIC_STRING_HPP
#define CONNECTPSP_CORE_DETAIL_STATIC_STRING_HPP

#include <connectpsp/core/version.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// A text of at most `Capacity` bytes, held without the heap. Ordered as its text is, as long as
/// that is ASCII: what is beyond the end is zero, which stands before every other character.
template <std::size_t Capacity>
class static_string {
    static_assert(Capacity < 256, "the size of a short text is one byte");

public:
    /// An empty text.
    constexpr static_string() = default;

    /// @pre text.size() <= Capacity
    constexpr explicit static_string(std::string_view text) noexcept
        : size_(static_cast<std::uint8_t>(text.size())) {
        for (std::size_t i = 0; i != text.size(); ++i)
            bytes_[i] = text[i];
    }

    constexpr bool empty() const noexcept { return size_ == 0; }

    /// Valid as long as this object is.
    constexpr std::string_view text() const noexcept { return {bytes_.data(), size_}; }

    friend constexpr auto operator<=>(static_string const&, static_string const&) = default;

private:
    std::array<char, Capacity> bytes_{};
    std::uint8_t size_ = 0;
};

/// One of `0-9A-Z`.
constexpr bool is_digit_or_capital(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

} // namespace connectpsp::detail

#endif
