// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_RANDOM_HPP
#define CONNECTPSP_TESTS_SIMULATION_RANDOM_HPP

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

namespace simulation {

using duration = std::chrono::microseconds;

/// Everything that a seed decides comes from here, in one order: SplitMix64.
class random_source {
public:
    using result_type = std::uint64_t;

    explicit random_source(std::uint64_t seed) noexcept : state_(seed) {}

    static constexpr result_type min() noexcept { return 0; }
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    result_type operator()() noexcept {
        std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    /// Below `bound`, which is not zero.
    std::uint64_t below(std::uint64_t bound) noexcept { return (*this)() % bound; }

    bool chance(double probability) noexcept {
        return static_cast<double>((*this)() >> 11) * 0x1p-53 < probability;
    }

    std::int64_t between(std::int64_t least, std::int64_t most) noexcept {
        return least +
               static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least + 1)));
    }

    duration between(duration least, duration most) noexcept {
        return duration{between(least.count(), most.count())};
    }

    /// A UUID of version 4.
    std::string uuid() {
        std::string text = hex(32);
        text[12] = '4';
        text[16] = "89ab"[below(4)];
        for (std::size_t const at : {8U, 13U, 18U, 23U})
            text.insert(at, 1, '-');
        return text;
    }

    std::string hex(std::size_t digits) {
        std::string text(digits, '0');
        std::uint64_t word = 0;
        for (std::size_t i = 0; i != digits; ++i, word >>= 4) {
            if (i % 16 == 0) word = (*this)();
            text[i] = "0123456789abcdef"[word & 15];
        }
        return text;
    }

private:
    std::uint64_t state_;
};

} // namespace simulation

#endif
