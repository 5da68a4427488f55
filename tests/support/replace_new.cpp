// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The operators new and delete that count_allocations.hpp looks at.

#include "count_allocations.hpp"

#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <new>
#include <string_view>

#if !defined(CONNECTPSP_TEST_THREAD_SANITIZER)

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) {
    auto& state = connectpsp::test::allocations;
    if (state.until_failure != 0 && --state.until_failure == 0) throw std::bad_alloc{};
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc{};
    // Bytes that an earlier owner left would be attributed to an owner that gives this back without
    // filling it.
    if (!state.secret_text.empty()) std::memset(memory, 0, malloc_usable_size(memory));
    ++state.made;
    return memory;
}

void* operator new[](std::size_t size) { return ::operator new(size); }

void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    try {
        return ::operator new(size);
    } catch (std::bad_alloc const&) {
        return nullptr;
    }
}

void* operator new[](std::size_t size, std::nothrow_t const& tag) noexcept {
    return ::operator new(size, tag);
}

void operator delete(void* memory) noexcept {
    if (memory == nullptr) return;
    auto& state = connectpsp::test::allocations;
    ++state.freed;
    if (!state.secret_text.empty()) {
        std::string_view const block{static_cast<char const*>(memory), malloc_usable_size(memory)};
        state.betrayals += block.find(state.secret_text) != std::string_view::npos ? 1U : 0U;
    }
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { ::operator delete(memory); }
void operator delete[](void* memory) noexcept { ::operator delete(memory); }
void operator delete(void* memory, std::nothrow_t const&) noexcept { ::operator delete(memory); }
void operator delete[](void* memory, std::nothrow_t const&) noexcept { ::operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { ::operator delete(memory); }

#endif
