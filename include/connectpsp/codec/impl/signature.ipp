// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_SIGNATURE_IPP
#define CONNECTPSP_CODEC_IMPL_SIGNATURE_IPP

#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/version.hpp>

#include <cryptopp/sha.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

struct signer::hashed_key {
    CryptoPP::SHA256 inner{};
    CryptoPP::SHA256 outer{};
};

namespace detail {

/// Crypto++ takes bytes. Of no text it may get a null pointer, with a length of zero.
inline void update(CryptoPP::SHA256& hash, std::string_view text) {
    hash.Update(reinterpret_cast<CryptoPP::byte const*>(text.data()), text.size());
}

} // namespace detail

// RFC 2104 §2. Crypto++'s objects wipe themselves; the arrays here are wiped by hand.
CONNECTPSP_DECL signer::signer(std::string_view key) : key_() {
    constexpr std::size_t block_bytes = CryptoPP::SHA256::BLOCKSIZE;
    // Aligned, so that Crypto++ hashes it where it is and keeps no copy.
    alignas(16) std::array<CryptoPP::byte, block_bytes> padded{};
    if (key.size() > padded.size()) {
        CryptoPP::SHA256 hash;
        detail::update(hash, key);
        hash.Final(padded.data());
    } else if (!key.empty()) {
        std::memcpy(padded.data(), key.data(), key.size());
    }
    auto const flip = [&padded](CryptoPP::byte mask) {
        for (CryptoPP::byte& each : padded)
            each ^= mask;
    };
    auto made = std::make_shared<hashed_key>();
    flip(0x36);
    made->inner.Update(padded.data(), padded.size());
    flip(0x36 ^ 0x5c);
    made->outer.Update(padded.data(), padded.size());
    detail::wipe(padded.data(), padded.size());
    key_ = std::move(made);
}

CONNECTPSP_DECL mac signer::operator()(std::string_view message) const noexcept {
    mac code;
    CryptoPP::SHA256 hash{key_->inner};
    detail::update(hash, message);
    hash.Final(code.data());
    hash = key_->outer;
    hash.Update(code.data(), code.size());
    hash.Final(code.data());
    return code;
}

CONNECTPSP_DECL hex_digest sha256(std::string_view text) noexcept {
    mac digest;
    CryptoPP::SHA256 hash;
    detail::update(hash, text);
    hash.Final(digest.data());
    return hex_digest{digest};
}

CONNECTPSP_DECL bool verify_mac(signer const& key, std::string_view message,
                                std::string_view signature) noexcept {
    if (signature.size() != 2 * sizeof(mac)) return false;
    // Upper-case digits are lowered without a branch on what they are; nothing but a letter of
    // A-F becomes a digit of ours by that.
    std::array<char, 2 * sizeof(mac)> lowered;
    for (std::size_t i = 0; i != lowered.size(); ++i) {
        auto const c = static_cast<unsigned char>(signature[i]);
        unsigned const upper = static_cast<unsigned>(c - 'A') < 6U;
        lowered[i] = static_cast<char>(c | (upper << 5));
    }
    mac code = key(message);
    hex_digest expected{code};
    bool const equal =
        detail::constant_time_equal({lowered.data(), lowered.size()}, expected.text());
    // The right MAC of a message that an attacker has written must not stay on the stack.
    detail::wipe(code.data(), code.size());
    detail::wipe(&expected, sizeof expected);
    return equal;
}

} // namespace connectpsp

#endif
