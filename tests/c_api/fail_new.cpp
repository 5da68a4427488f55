// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Allocations that fail when the test says so: for the test in C.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> left{-1}; // allocations until one fails; below zero none does

void* allocate(std::size_t size) {
    if (left.load(std::memory_order_relaxed) >= 0 && left.fetch_sub(1) == 0) throw std::bad_alloc{};
    if (void* const made = std::malloc(size == 0 ? 1 : size)) return made;
    throw std::bad_alloc{};
}

} // namespace

extern "C" void fail_new_after(long allocations);
extern "C" int new_has_failed(void);
extern "C" void fail_new_after(long allocations) { left = allocations; }
extern "C" int new_has_failed(void) { return left.load() < 0 ? 1 : 0; }

// NOLINTBEGIN
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return std::malloc(size); }
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
void operator delete[](void* at, std::size_t) noexcept { std::free(at); }
void operator delete(void* at, std::nothrow_t const&) noexcept { std::free(at); }
// NOLINTEND
