// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/co_run.hpp>

#include <atomic>
#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

#include <pthread.h>
#include <unistd.h>

// A thread that is cancelled, and a fiber that is destroyed: both unwind their stack by something
// that is not a std::exception, and both must reach its end.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace cancellation_test {

namespace {

/// As Boost.Context unwinds a fiber: a class of its own, without a base.
struct forced_unwind {};

/// A coroutine that ends at once or with an exception.
template <class T>
struct task {
    struct promise_type {
        std::optional<T> value{};
        std::exception_ptr thrown{};
        task get_return_object() {
            return task{std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_value(T made) { value.emplace(std::move(made)); }
        void unhandled_exception() { thrown = std::current_exception(); }
    };
    explicit task(std::coroutine_handle<promise_type> session) : of_(session) {}
    task(task&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~task() {
        if (of_) of_.destroy();
    }
    T get() const {
        if (of_.promise().thrown) std::rethrow_exception(of_.promise().thrown);
        return *of_.promise().value;
    }

private:
    std::coroutine_handle<promise_type> of_;
};

template <class T>
struct ready {
    T value;
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    T await_resume() { return std::move(value); }
};

} // namespace

// glibc unwinds a thread that is cancelled. The sanitizers do not follow it there.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define CONNECTPSP_TEST_NO_CANCELLATION
#endif
#endif
#if !defined(CONNECTPSP_TEST_NO_CANCELLATION)

namespace {

struct scene {
    connectpsp::session session{environment::staging(), sample_credentials()};
    bool in_sleep = false;
    std::atomic<bool> waits{false};
    std::atomic<bool> unwound{false};
    std::atomic<int> sent{0};
};

/// Blocks until it is cancelled.
struct waiting_clock {
    scene* about;
    timestamp operator()() const { return fake_clock{}(); }
    void sleep_for(std::chrono::milliseconds) const {
        about->waits = true;
        for (;;)
            pause();
    }
};

void* work(void* raw) {
    scene& about = *static_cast<scene*>(raw);
    struct mark {
        std::atomic<bool>& at;
        ~mark() { at = true; }
    } const leaves{about.unwound};
    auto const send = [&](request const&) -> result<response> {
        ++about.sent;
        if (about.in_sleep) return error{errc::not_sent};
        about.waits = true;
        for (;;)
            pause();
    };
    client call{about.session, send, retry_policy{}, waiting_clock{&about}};
    (void)call(get_balance{});
    return nullptr;
}

} // namespace

TEST_CASE("a thread that is cancelled in a transport or a sleep ends, and the process does not",
          "[flow][client][cancel]") {
    for (bool const in_sleep : {false, true}) {
        INFO(in_sleep);
        scene about;
        about.in_sleep = in_sleep;
        pthread_t thread;
        REQUIRE(pthread_create(&thread, nullptr, work, &about) == 0);
        while (!about.waits)
            usleep(1000);
        REQUIRE(pthread_cancel(thread) == 0);
        void* end = nullptr;
        REQUIRE(pthread_join(thread, &end) == 0);
        CHECK(end == PTHREAD_CANCELED);
        CHECK(about.unwound);
        CHECK(about.sent == 1);
        // Its turn to log in was given back.
        CHECK(about.session.try_lock_refresh(fake_clock{}() + 10s));
    }
}

#endif
#endif

TEST_CASE("what unwinds a fiber passes through a client, and nothing is sent on the way",
          "[flow][client][cancel]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock;
    int sent = 0;
    SECTION("in a transport") {
        auto const send = [&](request const&) -> result<response> {
            ++sent;
            throw forced_unwind{};
        };
        client call{session, send, retry_policy{}, clock};
        CHECK_THROWS_AS(call(sample_payout()), forced_unwind);
    }
    SECTION("in a sleep") {
        struct unwinding_clock : fake_clock {
            void sleep_for(std::chrono::milliseconds) const { throw forced_unwind{}; }
        } unwinding;
        auto const send = [&](request const&) -> result<response> {
            ++sent;
            return error{errc::not_sent};
        };
        client call{session, send, retry_policy{}, unwinding};
        CHECK_THROWS_AS(call(sample_payout()), forced_unwind);
        clock.advance(10s);
    }
    CHECK(sent == 1);
    CHECK(session.try_lock_refresh(clock()));
}

TEST_CASE("what unwinds a fiber passes through co_run", "[flow][co_run][cancel]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock;
    using paying = task<result<cash_out_receipt>>;
    int sent = 0;
    SECTION("in a transport") {
        auto const send = [&](request const&) -> ready<result<response>> {
            ++sent;
            throw forced_unwind{};
        };
        auto const sleep = [](std::chrono::milliseconds) { return ready<int>{0}; };
        auto const exchange = co_run<paying>(connectpsp::exchange{session, sample_payout()}, send,
                                             sleep, std::ref(clock));
        CHECK_THROWS_AS(exchange.get(), forced_unwind);
    }
    SECTION("in a sleep") {
        auto const send = [&](request const&) -> ready<result<response>> {
            ++sent;
            return {error{errc::not_sent}};
        };
        auto const sleep = [](std::chrono::milliseconds) -> ready<int> { throw forced_unwind{}; };
        auto const exchange = co_run<paying>(connectpsp::exchange{session, sample_payout()}, send,
                                             sleep, std::ref(clock));
        CHECK_THROWS_AS(exchange.get(), forced_unwind);
    }
    CHECK(sent == 1);
}

} // namespace cancellation_test
