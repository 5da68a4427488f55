// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IDEMPOTENCY_KEY_HPP
#define CONNECTPSP_CORE_IDEMPOTENCY_KEY_HPP

#include <connectpsp/core/detail/owned_text.hpp>
#include <connectpsp/core/detail/random_bits.hpp>
#include <connectpsp/core/detail/static_string.hpp>
#include <connectpsp/core/result.hpp>
#include <connectpsp/core/version.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// The key that makes a retry the same request: one for each logical operation, the same on every
/// attempt. A UUID of version 4. docs/protocol.md §1, RFC 9562 §5.4
class idempotency_key {
public:
    /// An empty one, which no request is built with.
    constexpr idempotency_key() = default;

    /// 8-4-4-4-12 hexadecimal digits in either case, of version 4 and variant 10; kept in lower
    /// case, since servers may compare bytes.  Errors: invalid_idempotency_key.
    static result<idempotency_key> parse(std::string_view text);

    /// A new key of 122 bits from the caller's generator, whatever its range: draws beyond a power
    /// of two are repeated, so that every key is as likely as any other. Keys must not collide, not
    /// even those of two processes: use a cryptographic generator, or system_idempotency_key.hpp.
    /// The generators of `<random>` are for tests. Throws what the generator throws.
    template <class Generator>
    static idempotency_key generate(Generator& urbg) {
        static_assert(detail::uniform_bit_source<Generator>,
                      "idempotency_key::generate needs a uniform random bit generator: a call "
                      "without arguments that gives an unsigned integer of at most 64 bits, and "
                      "static constexpr min() and max()");
        detail::random_bits<Generator> bits{urbg};
        std::array<std::uint8_t, 16> bytes;
        for (auto& byte : bytes)
            byte = bits.next_byte();
        return make(bytes);
    }

    /// Makes a key of sixteen random bytes, such as those of an operating system or of another
    /// language; six bits become the version and the variant.
    static idempotency_key make(std::array<std::uint8_t, 16> const& random_bytes) noexcept;

    constexpr bool empty() const noexcept { return text_.empty(); }

    /// Thirty-six characters in lower case. Valid as long as this object is.
    constexpr std::string_view text() const& noexcept { return text_.text(); }
    constexpr detail::owned_text text() const&& { return detail::owned_text{text()}; }

    friend constexpr auto operator<=>(idempotency_key const&, idempotency_key const&) = default;

private:
    detail::static_string<36> text_{};
};

} // namespace connectpsp

#if !defined(CONNECTPSP_SEPARATE_COMPILATION)
#include <connectpsp/core/impl/idempotency_key.ipp>
#endif

#endif
