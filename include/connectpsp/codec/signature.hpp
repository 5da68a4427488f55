// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_SIGNATURE_HPP
#define CONNECTPSP_CODEC_SIGNATURE_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/utf8.hpp>
#include <connectpsp/core/detail/value_error.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A SHA-256 message authentication code, 32 bytes.
using mac = std::array<std::uint8_t, 32>;

/// 32 bytes as 64 lower-case hexadecimal digits: a digest, or a MAC as it goes into a header.
/// docs/protocol.md §1
class hex_digest {
public:
    explicit hex_digest(mac const& code) noexcept {
        for (std::size_t i = 0; i != code.size(); ++i) {
            text_[2 * i] = digit(code[i] >> 4U);
            text_[2 * i + 1] = digit(code[i] & 15U);
        }
    }

    /// Valid as long as this object is.
    std::string_view text() const& noexcept { return {text_.data(), text_.size()}; }
    detail::owned_text text() const&& { return detail::owned_text{text()}; }

    /// Takes the same time wherever the first difference is.
    friend bool operator==(hex_digest const& left, hex_digest const& right) noexcept {
        return detail::constant_time_equal(left.text(), right.text());
    }

private:
    /// Computed, because the address of a table's element would tell the digit by its time.
    static constexpr char digit(unsigned value) noexcept {
        return static_cast<char>('0' + value + ((value + 6) >> 4U) * ('a' - '0' - 10));
    }

    std::array<char, 64> text_{};
};

/// HMAC-SHA256 with one key. The key is hashed once; a message then costs its own blocks and one
/// more, and no allocation. Copies share the hashed key, which is wiped with the last of them.
/// Thread safety: many threads may use one signer at once.
/// RFC 2104, RFC 4231, FIPS 180-4
class signer {
public:
    /// Takes a key of any bytes, such as the UTF-8 bytes of a CryptoToken.
    /// Errors: empty_secret, because an empty key would sign for anyone; surrounding_space for a
    /// text with white space around it, which is a CryptoToken that was read with the end of its
    /// line. A key may have any bytes.
    static result<signer> make(secret const& key) {
        if (key.empty()) return detail::value_error(errc::empty_secret, "key of a signer");
        std::string_view const bare = detail::without_outer_space(key.reveal());
        if (bare.size() != key.size() && !bare.empty() &&
            detail::refusal_of_text(bare, bare.size()) == detail::no_error)
            return *detail::refusal_of_setting(key.reveal(), "key of a signer");
        return signer{key.reveal()};
    }

    signer(signer const&) = default;
    signer& operator=(signer const&) = default;
    ~signer() = default;

    /// Returns the MAC of a message.
    CONNECTPSP_DECL mac operator()(std::string_view message) const noexcept;

private:
    /// Two objects of Crypto++, which have hashed the key with the inner and the outer padding.
    struct hashed_key;

    CONNECTPSP_DECL explicit signer(std::string_view key);

    std::shared_ptr<hashed_key const> key_;
};

/// The DigitalSignature header of every sensitive request made with this token. It depends on the
/// token and the CryptoToken alone, never on the request.  docs/protocol.md §1
/// @param access_token the JWT without `Bearer `
inline hex_digest sign(signer const& key, std::string_view access_token) noexcept {
    return hex_digest{key(access_token)};
}

/// The SHA-256 of a text as 64 lower-case hexadecimal digits.  FIPS 180-4
CONNECTPSP_DECL hex_digest sha256(std::string_view text) noexcept;

/// Whether `signature` is the hexadecimal MAC of `message`, in either case of letters. A text that
/// is not 64 hexadecimal digits does not match. Takes the same time wherever the first difference
/// is.
CONNECTPSP_DECL bool verify_mac(signer const& key, std::string_view message,
                                std::string_view signature) noexcept;

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/codec/impl/signature.ipp>
#endif

#endif
