// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_UNIT_CORE_FREED_MEMORY_HPP
#define CONNECTPSP_TESTS_UNIT_CORE_FREED_MEMORY_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#if defined(__SANITIZE_THREAD__)
#define CONNECTPSP_TEST_NEW_IS_THE_SANITIZERS
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CONNECTPSP_TEST_NEW_IS_THE_SANITIZERS
#endif
#endif

/// Looks into every block that goes back to the heap. The executable has to link freed_memory.cpp,
/// which replaces operator new and delete.
namespace freed_memory {

/// ThreadSanitizer brings operators of its own that cannot be replaced: there nothing is seen.
#if defined(CONNECTPSP_TEST_NEW_IS_THE_SANITIZERS)
inline constexpr bool is_watched = false;
#else
inline constexpr bool is_watched = true;
#endif

void start(std::string_view wanted) noexcept;

/// In how many of the blocks freed since start() the text still stood.
std::size_t stop() noexcept;

/// How many blocks that still hold the text are freed while something runs. The text must have
/// static storage.
template <class Body>
std::size_t count(std::string_view wanted, Body&& body) {
    start(wanted);
    std::forward<Body>(body)();
    return stop();
}

/// A use of memory that the optimizer cannot see through.
void touch(void const* memory) noexcept;

} // namespace freed_memory

#endif
