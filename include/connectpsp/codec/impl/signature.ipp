// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_SIGNATURE_IPP
#define CONNECTPSP_CODEC_IMPL_SIGNATURE_IPP

#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/version.hpp>

#include <cryptopp/sha.h>

#include <cstdint>
#include <cstring>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

inline constexpr std::size_t sha256_block = 64;

/// Crypto++'s SHA-256 from a given state on: its compression with our padding, because a state
/// that was kept must know how many bytes it has seen and Crypto++ keeps that count to itself.
class sha256_from : private CryptoPP::SHA256 {
public:
    explicit sha256_from(std::array<std::uint32_t, 8> const& state) noexcept { restart(state); }

    /// The initial state of FIPS 180-4.
    sha256_from() noexcept = default;

    /// Goes on from another state. Making another object, and wiping it, would cost half a block.
    void restart(std::array<std::uint32_t, 8> const& state) noexcept {
        std::memcpy(m_state, state.data(), sizeof state);
    }

    /// Takes in whole blocks.
    void blocks(std::string_view bytes) noexcept {
        // Crypto++ reads words: an address that is not a word's goes through a copy.
        if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(CryptoPP::word32) == 0) {
            if (!bytes.empty()) // of nothing it takes a block all the same, on some processors
                HashMultipleBlocks(reinterpret_cast<CryptoPP::word32 const*>(bytes.data()),
                                   bytes.size());
            return;
        }
        alignas(16) char copy[sha256_block];
        for (; !bytes.empty(); bytes.remove_prefix(sha256_block)) {
            std::memcpy(copy, bytes.data(), sha256_block);
            HashMultipleBlocks(reinterpret_cast<CryptoPP::word32 const*>(copy), sha256_block);
        }
        wipe(copy, sizeof copy);
    }

    /// Takes in the rest of a message, with the padding of FIPS 180-4 §5.1.1.
    /// @param length bytes of the whole message, those before the kept state included
    void finish(std::string_view rest, std::uint64_t length) noexcept {
        std::size_t const whole = rest.size() / sha256_block * sha256_block;
        blocks(rest.substr(0, whole));
        rest.remove_prefix(whole);

        alignas(16) char last[2 * sha256_block]{};
        if (!rest.empty()) std::memcpy(last, rest.data(), rest.size());
        last[rest.size()] = static_cast<char>(0x80);
        std::size_t const size =
            rest.size() + 1 + 8 <= sha256_block ? sha256_block : 2 * sha256_block;
        std::uint64_t bits = length * 8;
        for (std::size_t i = 1; i <= 8; ++i, bits >>= 8)
            last[size - i] = static_cast<char>(bits & 0xFF);
        blocks({last, size});
        wipe(last, size); // the end of a key or of a token
    }

    /// Copies the state to where it stays: a state of a key is as good as the key.
    void copy_state(std::array<std::uint32_t, 8>& to) const noexcept {
        std::memcpy(to.data(), m_state.data(), sizeof to);
    }

    /// The state as bytes, most significant first.
    mac digest() const noexcept {
        mac bytes;
        for (std::size_t i = 0; i != 8; ++i) { // four stores that compilers make one of
            std::uint32_t const word = m_state[i];
            bytes[4 * i] = static_cast<std::uint8_t>(word >> 24);
            bytes[4 * i + 1] = static_cast<std::uint8_t>(word >> 16);
            bytes[4 * i + 2] = static_cast<std::uint8_t>(word >> 8);
            bytes[4 * i + 3] = static_cast<std::uint8_t>(word);
        }
        return bytes;
    }
};

inline std::string_view as_text(mac const& bytes) noexcept {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

} // namespace detail

CONNECTPSP_DECL signer::signer(std::string_view key) noexcept {
    using namespace detail;

    alignas(16) char pad[sha256_block]{};
    if (key.size() > sha256_block) {
        sha256_from hash;
        hash.finish(key, key.size());
        mac digest = hash.digest(); // the key that counts
        std::memcpy(pad, digest.data(), digest.size());
        wipe(digest.data(), digest.size());
    } else {
        key.copy(pad, key.size());
    }
    auto const make_state = [&pad](state& to, unsigned char flip) {
        alignas(16) char flipped[sha256_block];
        for (std::size_t i = 0; i != sha256_block; ++i)
            flipped[i] = static_cast<char>(static_cast<unsigned char>(pad[i]) ^ flip);
        sha256_from hash;
        hash.blocks({flipped, sha256_block});
        wipe(flipped, sizeof flipped);
        hash.copy_state(to);
    };
    make_state(inner_, 0x36);
    make_state(outer_, 0x5c);
    wipe(pad, sizeof pad);
}

CONNECTPSP_DECL mac signer::operator()(std::string_view message) const noexcept {
    using namespace detail;

    sha256_from hash{inner_};
    hash.finish(message, sha256_block + message.size());
    mac const digest = hash.digest();
    hash.restart(outer_);
    hash.finish(as_text(digest), sha256_block + digest.size());
    return hash.digest();
}

CONNECTPSP_DECL digital_signature sha256(std::string_view text) noexcept {
    detail::sha256_from hash;
    hash.finish(text, text.size());
    return digital_signature{hash.digest()};
}

CONNECTPSP_DECL bool(verify)(signer const& key, std::string_view message,
                             std::string_view signature) noexcept {
    digital_signature const expected{key(message)};
    if (signature.size() != expected.text().size()) return false;
    // Upper-case digits are lowered without a branch on what they are; nothing but a letter of
    // A-F becomes a digit of ours by that.
    std::array<char, 64> lowered;
    for (std::size_t i = 0; i != lowered.size(); ++i) {
        auto const c = static_cast<unsigned char>(signature[i]);
        unsigned const upper = static_cast<unsigned>(c - 'A') < 6U;
        lowered[i] = static_cast<char>(c | (upper << 5));
    }
    return detail::constant_time_equal({lowered.data(), lowered.size()}, expected.text());
}

} // namespace connectpsp

#endif
