// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CORE_DETAIL_RANDOM_BITS_HPP
#define CONNECTPSP_CORE_DETAIL_RANDOM_BITS_HPP

#include <connectpsp/core/version.hpp>

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The requirements of std::uniform_random_bit_generator, without <random>.
template <class Generator>
concept uniform_bit_source =
    std::invocable<Generator&> && std::unsigned_integral<std::invoke_result_t<Generator&>> &&
    sizeof(std::invoke_result_t<Generator&>) <= sizeof(std::uint64_t) && requires {
        { (Generator::min)() } -> std::same_as<std::invoke_result_t<Generator&>>;
        { (Generator::max)() } -> std::same_as<std::invoke_result_t<Generator&>>;
        requires(Generator::min)() < (Generator::max)();
    };

/// Bytes of uniform bits out of a generator of any range: of its values only the first power of two
/// is used, the others are drawn again. A division with remainder would favour some bytes.
template <class Generator>
class random_bits {
public:
    constexpr explicit random_bits(Generator& source) noexcept : source_(source) {}

    constexpr std::uint8_t next_byte() {
        unsigned byte = 0;
        for (unsigned got = 0; got != 8;) {
            if (held_ == 0) draw();
            unsigned const wanted = 8 - got < held_ ? 8 - got : held_;
            byte = byte << wanted | static_cast<unsigned>(pool_ & ((1U << wanted) - 1));
            pool_ >>= wanted;
            held_ -= wanted;
            got += wanted;
        }
        return static_cast<std::uint8_t>(byte);
    }

private:
    static constexpr std::uint64_t span = static_cast<std::uint64_t>((Generator::max)()) -
                                          static_cast<std::uint64_t>((Generator::min)());
    // With span + 1 values there are so many whole bits; all of 64 bits would overflow.
    static constexpr unsigned bits_a_draw =
        span == UINT64_MAX ? 64 : static_cast<unsigned>(std::bit_width(span + 1)) - 1;

    constexpr void draw() {
        do
            pool_ = static_cast<std::uint64_t>(source_()) -
                    static_cast<std::uint64_t>((Generator::min)());
        while (bits_a_draw != 64 && pool_ >> (bits_a_draw % 64) != 0);
        held_ = bits_a_draw;
    }

    Generator& source_;
    std::uint64_t pool_ = 0;
    unsigned held_ = 0;
};

} // namespace connectpsp::detail

#endif
