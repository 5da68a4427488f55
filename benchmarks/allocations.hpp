// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_BENCHMARKS_ALLOCATIONS_HPP
#define CONNECTPSP_BENCHMARKS_ALLOCATIONS_HPP

#include <cstddef>
#include <cstdlib>
#include <new>

// Counts every heap allocation of the program. Replaces the global operator new: for the one
// source file of a benchmark.

namespace bench {

inline std::size_t allocations = 0;

/// How many heap allocations one call makes.
template <class Call>
double allocations_of(Call&& call) {
    std::size_t const before = allocations;
    call();
    return static_cast<double>(allocations - before);
}

} // namespace bench

// Not inlined, as they are not without this file.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++bench::allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc{};
}

[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
