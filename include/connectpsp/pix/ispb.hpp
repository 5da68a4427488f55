// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_ISPB_HPP
#define CONNECTPSP_PIX_ISPB_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/static_string.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <compare>
#include <cstddef>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The eight characters that identify a participant of the Brazilian payment system. Digits until
/// 2026; letters too, since a CNPJ may hold them.  docs/protocol.md §5, BACEN PIX API 2.9.0
class ispb {
public:
    /// An empty one, which no request is built with.
    constexpr ispb() = default;

    /// Eight of `0-9A-Z`.  Errors: invalid_ispb.
    static result<ispb> parse(std::string_view text) {
        if (text.size() != 8)
            return detail::wrong_size_error(errc::invalid_ispb, "ISPB", "expected 8 characters",
                                            text.size());
        for (std::size_t i = 0; i != text.size(); ++i)
            if (!detail::is_digit_or_capital(text[i]))
                return detail::value_error(errc::invalid_ispb, "ISPB", "invalid character", i);
        ispb made;
        made.text_ = detail::static_string<8>{text};
        return made;
    }

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend constexpr auto operator<=>(ispb const&, ispb const&) = default;

private:
    detail::static_string<8> text_{};
};

} // namespace connectpsp

#endif
