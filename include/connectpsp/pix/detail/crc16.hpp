// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_PIX_DETAIL_CRC16_HPP
#define CONNECTPSP_PIX_DETAIL_CRC16_HPP

#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// CRC-16/CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF, nothing reflected.  EMV MPM, tag 63
constexpr std::uint16_t crc16(std::string_view text) noexcept {
    unsigned crc = 0xFFFF;
    for (char const c : text) {
        // Eight steps at once: the polynomial's taps 0, 5 and 12 become three shifts.
        unsigned folded = (crc >> 8) ^ static_cast<unsigned char>(c);
        folded ^= folded >> 4;
        crc = ((crc << 8) ^ (folded << 12) ^ (folded << 5) ^ folded) & 0xFFFF;
    }
    return static_cast<std::uint16_t>(crc);
}

} // namespace connectpsp::detail

#endif
