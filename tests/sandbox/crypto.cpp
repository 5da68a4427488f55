// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace sandbox {
namespace {

constexpr std::string_view base64url_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

unsigned char const* as_bytes(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

} // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
    // OpenSSL reads a null key as "the previous one", so an empty view still needs an address.
    auto const* key_data = key.empty() ? "" : key.data();
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    if (HMAC(EVP_sha256(), key_data, static_cast<int>(key.size()), as_bytes(message),
             message.size(), digest, &length) == nullptr)
        throw std::runtime_error("HMAC-SHA256 is not available");
    return {reinterpret_cast<char const*>(digest), length};
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::string to_base64url(std::string_view bytes) {
    std::string text;
    unsigned int pending = 0;
    unsigned int bits = 0;
    for (char c : bytes) {
        pending = (pending << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6; bits -= 6)
            text += base64url_alphabet[(pending >> (bits - 6)) & 63U];
        pending &= (1U << bits) - 1U;
    }
    if (bits > 0) text += base64url_alphabet[(pending << (6 - bits)) & 63U];
    return text;
}

std::string from_base64url(std::string_view text) {
    std::string bytes;
    unsigned int pending = 0;
    unsigned int bits = 0;
    for (char c : text) {
        auto const value = base64url_alphabet.find(c);
        if (value == std::string_view::npos) return {};
        pending = (pending << 6U) | static_cast<unsigned int>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(static_cast<unsigned char>(pending >> bits));
        }
        pending &= (1U << bits) - 1U;
    }
    return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("no randomness is available");
    return bytes;
}

std::string random_uuid() {
    auto bytes = random_bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    auto text = to_hex(bytes);
    for (std::size_t position : {8U, 13U, 18U, 23U})
        text.insert(position, 1, '-');
    return text;
}

std::string digital_signature(std::string_view crypto_token, std::string_view jwt) {
    return to_hex(hmac_sha256(crypto_token, jwt));
}

} // namespace sandbox
