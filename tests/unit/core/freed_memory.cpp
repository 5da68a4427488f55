// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "freed_memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

// Each block is preceded by its size, in as much room as keeps the block aligned.
constexpr std::size_t before = alignof(std::max_align_t) < 16 ? 16 : alignof(std::max_align_t);

thread_local std::string_view looked_for;
thread_local std::size_t found = 0;
void const* volatile last_touched = nullptr;

[[maybe_unused]] void* allocate(std::size_t size) {
    auto* const whole = static_cast<unsigned char*>(std::malloc(size + before));
    if (whole == nullptr) throw std::bad_alloc{};
    std::memcpy(whole, &size, sizeof size);
    std::memset(whole + before, 0, size);
    return whole + before;
}

[[maybe_unused]] void* try_allocate(std::size_t size) noexcept {
    try {
        return allocate(size);
    } catch (std::bad_alloc const&) {
        return nullptr;
    }
}

[[maybe_unused]] void release(void* memory) noexcept {
    if (memory == nullptr) return;
    auto* const whole = static_cast<unsigned char*>(memory) - before;
    if (!looked_for.empty()) {
        std::size_t size = 0;
        std::memcpy(&size, whole, sizeof size);
        auto const* const begin = static_cast<char const*>(memory);
        if (std::search(begin, begin + size, looked_for.begin(), looked_for.end()) != begin + size)
            ++found;
    }
    std::free(whole);
}

} // namespace

namespace freed_memory {

void start(std::string_view wanted) noexcept {
    found = 0;
    looked_for = wanted;
}

std::size_t stop() noexcept {
    looked_for = {};
    return found;
}

void touch(void const* memory) noexcept { last_touched = memory; }

} // namespace freed_memory

#if !defined(CONNECTPSP_TEST_NEW_IS_THE_SANITIZERS)
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
// The standard's own call the ones above; a sanitizer's do not.
void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return try_allocate(size); }
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept {
    return try_allocate(size);
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::nothrow_t const&) noexcept { release(memory); }
void operator delete[](void* memory, std::nothrow_t const&) noexcept { release(memory); }
#endif
