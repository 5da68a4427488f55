// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_OPEN_ENUM_HPP
#define CONNECTPSP_CORE_OPEN_ENUM_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/version.hpp>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// Says what an enumeration's values are called on the wire: specialize with
/// `static constexpr std::string_view names[]`, in the order of the enumerators, which count from
/// zero without a gap.
template <class Enum>
struct enum_names;

/// A value of an enumeration that the server may extend: the text of an unknown value is kept, so
/// that a new value at the server breaks no program.
template <class Enum>
class open_enum {
public:
    /// An unknown, empty text.
    open_enum() = default;

    open_enum(Enum value) noexcept : known_(value) {}

    /// Any text; the known ones become enumerators.
    explicit open_enum(std::string_view text) {
        for (std::size_t i = 0; i != std::size(enum_names<Enum>::names); ++i) {
            if (enum_names<Enum>::names[i] == text) {
                known_ = static_cast<Enum>(i);
                return;
            }
        }
        unknown_ = text;
    }

    /// The enumerator, or nothing when the text is not a known one.
    std::optional<Enum> known() const noexcept { return known_; }

    /// The text as it stands on the wire. Valid as long as this object is.
    std::string_view text() const& noexcept {
        return known_ ? enum_names<Enum>::names[static_cast<std::size_t>(*known_)]
                      : std::string_view{unknown_};
    }
    detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend bool operator==(open_enum const& left, Enum right) noexcept {
        return left.known_ == right;
    }
    friend bool operator==(open_enum const&, open_enum const&) = default;

private:
    std::optional<Enum> known_{};
    std::string unknown_{};
};

} // namespace connectpsp

#endif
