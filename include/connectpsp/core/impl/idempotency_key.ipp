// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_IDEMPOTENCY_KEY_IPP
#define CONNECTPSP_CORE_IMPL_IDEMPOTENCY_KEY_IPP

#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/detail/digits.hpp>
#include <connectpsp/core/detail/guid.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

CONNECTPSP_DECL result<idempotency_key> idempotency_key::parse(std::string_view text) {
    constexpr errc code = errc::invalid_idempotency_key;
    constexpr std::string_view name = "idempotency key";
    if (text.size() != 36)
        return detail::wrong_size_error(code, name, "expected 36 characters", text.size());
    if (!detail::is_guid(text)) return detail::value_error(code, name, "it is not a UUID");
    if (text[14] != '4') return detail::value_error(code, name, "expected version 4", 14);
    char lower[36];
    std::transform(text.begin(), text.end(), lower, detail::to_lower); // 36, as is_guid says
    // The variant's two bits, 10, leave four digits.
    if (std::string_view{"89ab"}.find(lower[19]) == std::string_view::npos)
        return detail::value_error(code, name, "expected variant 10", 19);
    idempotency_key made;
    made.text_ = detail::static_string<36>{{lower, sizeof lower}};
    return made;
}

CONNECTPSP_DECL idempotency_key
idempotency_key::make(std::array<std::uint8_t, 16> const& random_bytes) noexcept {
    auto bytes = random_bytes;
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    char text[36];
    std::size_t at = 0;
    for (std::uint8_t const byte : bytes) {
        if (at == 8 || at == 13 || at == 18 || at == 23) text[at++] = '-';
        text[at++] = detail::hex_digits[byte >> 4U];
        text[at++] = detail::hex_digits[byte & 0x0FU];
    }
    idempotency_key made;
    made.text_ = detail::static_string<36>{{text, sizeof text}};
    return made;
}

} // namespace connectpsp

#endif
