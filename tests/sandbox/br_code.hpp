// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_BR_CODE_HPP
#define CONNECTPSP_TESTS_SANDBOX_BR_CODE_HPP

#include "money_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF.
std::uint16_t crc16(std::string_view bytes);

/// The "copia e cola" text of a dynamic charge (EMV MPM as the BACEN manual profiles it). It names
/// the amount, which most dynamic codes leave out, so that a client can hold it against the answer.
std::string dynamic_br_code(std::string_view tx_id, centavos amount);

/// A PNG in base64, where ConnectPSP puts its QR code. This one is a single white pixel: drawing
/// the code is not what a client of the API is tested for.
std::string_view qr_code_image_base64();

} // namespace sandbox

#endif
