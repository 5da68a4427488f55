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
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// A SHA-256 message authentication code, 32 bytes.
using mac = std::array<std::uint8_t, 32>;

/// A MAC as it goes into a header: 64 lower-case hexadecimal digits.  docs/protocol.md §1
class digital_signature {
public:
    explicit digital_signature(mac const& code) noexcept {
        for (std::size_t i = 0; i != code.size(); ++i) {
            text_[2 * i] = digit(code[i] >> 4U);
            text_[2 * i + 1] = digit(code[i] & 15U);
        }
    }

    /// Valid as long as this object is.
    std::string_view text() const& noexcept { return {text_.data(), text_.size()}; }
    detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend bool operator==(digital_signature const& left, digital_signature const& right) noexcept {
        return detail::constant_time_equal(left.text(), right.text());
    }

private:
    /// Computed, because the address of a table's element would tell the digit by its time.
    static constexpr char digit(unsigned value) noexcept {
        return static_cast<char>('0' + value + ((value + 6) >> 4U) * ('a' - '0' - 10));
    }

    std::array<char, 64> text_{};
};

/// HMAC-SHA256 with one key. The key's inner and outer SHA-256 states are computed once (RFC 2104
/// §4); a message then costs its own blocks and one more, and no allocation. Copies are
/// independent; one signer may be used by many threads at once. The states are wiped at the end.
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
    ~signer() { detail::wipe(this, sizeof *this); }

    /// The MAC of a message.
    CONNECTPSP_DECL mac operator()(std::string_view message) const noexcept;

private:
    CONNECTPSP_DECL explicit signer(std::string_view key) noexcept;

    using state = std::array<std::uint32_t, 8>;
    alignas(16) state inner_{};
    alignas(16) state outer_{};
};

/// The DigitalSignature header of every sensitive request made with this token. It depends on the
/// token and the CryptoToken alone, never on the request.  docs/protocol.md §1
/// @param access_token the JWT without `Bearer `
inline digital_signature sign(signer const& key, std::string_view access_token) noexcept {
    return digital_signature{key(access_token)};
}

/// The SHA-256 of a text as 64 lower-case hexadecimal digits.  FIPS 180-4
CONNECTPSP_DECL digital_signature sha256(std::string_view text) noexcept;

/// Whether `signature` is the hexadecimal MAC of `message`, in either case of letters. A text that
/// is not 64 hexadecimal digits does not match. Takes the same time wherever the first difference
/// is.
CONNECTPSP_DECL bool(verify)(signer const& key, std::string_view message,
                             std::string_view signature) noexcept;

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/codec/impl/signature.ipp>
#endif

#endif
