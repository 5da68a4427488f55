// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "br_code.hpp"

#include <cstdint>
#include <cstdio>

namespace sandbox {
namespace {

std::string decimal_length(std::size_t value) {
    auto const text = std::to_string(value);
    return text.size() < 2 ? "0" + text : text;
}

/// Tag, length, value.
std::string item(std::string_view tag, std::string_view value) {
    return std::string{tag}.append(decimal_length(value.size())).append(value);
}

} // namespace

std::uint16_t crc16(std::string_view bytes) {
    unsigned int crc = 0xFFFF;
    for (char const c : bytes) {
        crc ^= static_cast<unsigned int>(static_cast<unsigned char>(c)) << 8U;
        for (int bit = 0; bit < 8; ++bit)
            crc = ((crc & 0x8000U) != 0 ? (crc << 1U) ^ 0x1021U : crc << 1U) & 0xFFFFU;
    }
    return static_cast<std::uint16_t>(crc);
}

std::string dynamic_br_code(std::string_view tx_id, centavos amount) {
    auto const location = std::string{"pix.sandbox.invalid/v2/"}.append(tx_id);
    auto code = item("00", "01") + item("01", "12") +
                item("26", item("00", "br.gov.bcb.pix") + item("25", location)) +
                item("52", "0000") + item("53", "986") + item("54", format_money(amount)) +
                item("58", "BR") + item("59", "CONNECTPSP SANDBOX") + item("60", "SAO PAULO") +
                item("62", item("05", "***"));
    code += "6304"; // the checksum covers its own tag and length
    char digits[5];
    std::snprintf(digits, sizeof digits, "%04X", static_cast<unsigned int>(crc16(code)));
    return code + digits;
}

std::string_view qr_code_image_base64() {
    return "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJ"
           "ggg==";
}

} // namespace sandbox
