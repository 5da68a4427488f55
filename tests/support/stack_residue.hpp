// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_STACK_RESIDUE_HPP
#define CONNECTPSP_TESTS_SUPPORT_STACK_RESIDUE_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

// The bytes that an action leaves on the stack, where the next function finds them.

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CONNECTPSP_TEST_STACK_ELSEWHERE
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define CONNECTPSP_TEST_STACK_ELSEWHERE
#endif

namespace connectpsp::test {

/// The address sanitizer keeps local variables somewhere else.
#if defined(CONNECTPSP_TEST_STACK_ELSEWHERE)
inline constexpr bool stack_is_looked_at = false;
#else
inline constexpr bool stack_is_looked_at = true;
#endif

inline constexpr std::size_t stack_looked_at = 32 * 1024;

/// Overwrites the stack below its caller.
[[gnu::noinline]] inline void clear_stack() {
    char block[stack_looked_at];
    std::memset(block, 0, sizeof block);
    __asm__ volatile("" : : "r"(block) : "memory");
}

/// Returns whether the stack below the caller has a text.
[[gnu::noinline]] inline bool stack_holds(std::string_view text) {
    char block[stack_looked_at];
    __asm__ volatile("" : : "r"(block) : "memory"); // whatever has written here stays written
    char const* const end = block + sizeof block;
    return std::search(static_cast<char const*>(block), end, text.begin(), text.end()) != end;
}

template <class Action>
[[gnu::noinline]] void call(Action& action) {
    action();
    __asm__ volatile("" : : : "memory");
}

/// Whether an action leaves a text behind.
template <class Action>
bool leaves_on_stack(std::string_view text, Action action) {
    clear_stack();
    call(action);
    return stack_holds(text);
}

} // namespace connectpsp::test

#endif
