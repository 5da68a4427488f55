// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_IMPL_SYSTEM_IDEMPOTENCY_KEY_IPP
#define CONNECTPSP_CORE_IMPL_SYSTEM_IDEMPOTENCY_KEY_IPP

#include <connectpsp/core/system_idempotency_key.hpp>
#include <connectpsp/core/version.hpp>

#include <cryptopp/osrng.h>

#include <cstddef>
#include <cstdint>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {
namespace detail {

/// Gives sixteen bytes that are there already, one a call, which is what a key draws.
class byte_source {
public:
    explicit byte_source(std::uint8_t const (&bytes)[16]) noexcept : bytes_(bytes) {}

    static constexpr std::uint8_t(min)() noexcept { return 0; }
    static constexpr std::uint8_t(max)() noexcept { return 255; }
    std::uint8_t operator()() noexcept { return bytes_[at_++]; }

private:
    std::uint8_t const (&bytes_)[16];
    std::size_t at_ = 0;
};

} // namespace detail

CONNECTPSP_DECL result<idempotency_key> system_idempotency_key() noexcept {
    std::uint8_t bytes[16];
    try {
        CryptoPP::OS_GenerateRandomBlock(false, bytes, sizeof bytes);
    } catch (...) {
        return error{errc::no_randomness};
    }
    detail::byte_source source{bytes};
    return idempotency_key::generate(source);
}

} // namespace connectpsp

#endif
