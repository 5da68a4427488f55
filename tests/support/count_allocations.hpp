// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_COUNT_ALLOCATIONS_HPP
#define CONNECTPSP_TESTS_SUPPORT_COUNT_ALLOCATIONS_HPP

// Counts what a thread asks of operator new, and makes a chosen request fail. The executable links
// replace_new.cpp.
//
// ThreadSanitizer brings operators of its own that cannot be replaced everywhere: there nothing is
// counted, and allocations_are_counted says so.

#include <cstddef>
#include <new>
#include <string_view>
#include <utility>

#if defined(__SANITIZE_THREAD__)
#define CONNECTPSP_TEST_THREAD_SANITIZER
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CONNECTPSP_TEST_THREAD_SANITIZER
#endif
#endif

namespace connectpsp::test {

#if defined(CONNECTPSP_TEST_THREAD_SANITIZER)
inline constexpr bool allocations_are_counted = false;
#else
inline constexpr bool allocations_are_counted = true;
#endif

struct allocation_state {
    std::size_t made = 0;
    std::size_t freed = 0;
    std::size_t until_failure = 0;  ///< 0: none fails; 1: the next one does
    std::string_view secret_text{}; ///< what no memory that is given back may hold
    std::size_t betrayals = 0;      ///< how often some did
};

inline constinit thread_local allocation_state allocations{};

/// The allocations of this thread since a moment.
class allocation_watch {
public:
    std::size_t made() const noexcept { return allocations.made - begin_.made; }
    std::size_t leaked() const noexcept { return made() - (allocations.freed - begin_.freed); }

private:
    allocation_state begin_ = allocations;
};

/// The allocations that an action makes.
template <class Action>
std::size_t allocations_of(Action&& action) {
    allocation_watch const watch;
    std::forward<Action>(action)();
    return watch.made();
}

/// How often an action gives memory back that still holds a text.
template <class Action>
std::size_t betrayals_of(std::string_view secret_text, Action&& action) {
    allocations.betrayals = 0;
    allocations.secret_text = secret_text;
    std::forward<Action>(action)();
    allocations.secret_text = {};
    return allocations.betrayals;
}

struct failure_tally {
    std::size_t failures = 0; ///< allocations that were made to fail, one in each run
    std::size_t leaks = 0;    ///< allocations that a failed run did not give back
};

/// Runs an action with its first allocation failing, then its second, until it comes to its end
/// without one. Only std::bad_alloc may leave it.
template <class Action>
failure_tally fail_every_allocation(Action&& action) {
    failure_tally tally;
    if (!allocations_are_counted) return tally;
    for (std::size_t nth = 1;; ++nth) {
        allocation_watch const watch;
        allocations.until_failure = nth;
        bool failed = false;
        try {
            action();
        } catch (std::bad_alloc const&) {
            failed = true;
        } catch (...) {
            allocations.until_failure = 0;
            throw;
        }
        bool const reached = allocations.until_failure == 0;
        allocations.until_failure = 0;
        tally.leaks += watch.leaked();
        if (!reached && !failed) return tally;
        ++tally.failures;
    }
}

} // namespace connectpsp::test

#endif
