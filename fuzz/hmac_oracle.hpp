// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_HMAC_ORACLE_HPP
#define CONNECTPSP_FUZZ_HMAC_ORACLE_HPP

#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace fuzz {

/// HMAC-SHA256 by Crypto++, in lower-case hexadecimal digits.
inline std::string hmac_hex(std::string_view key, std::string_view message) {
    auto const bytes = [](std::string_view text) {
        return reinterpret_cast<CryptoPP::byte const*>(text.data());
    };
    CryptoPP::HMAC<CryptoPP::SHA256> hmac{bytes(key), key.size()};
    std::array<CryptoPP::byte, 32> code{};
    hmac.CalculateDigest(code.data(), bytes(message), message.size());
    std::string hex;
    for (std::size_t const each : code) {
        hex += "0123456789abcdef"[each >> 4];
        hex += "0123456789abcdef"[each & 15];
    }
    return hex;
}

} // namespace fuzz

#endif
