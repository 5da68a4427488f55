// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/session.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/client.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

// A child process, made while another thread of its parent uses the session.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace session_fork_test {

namespace {

constexpr timestamp midday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + 12h;

/// Runs an action in a child process, for ten seconds at most. True when it says so.
template <class Action>
bool in_child(Action&& action) {
    pid_t const child = fork();
    if (child == 0) {
        alarm(10); // one that hangs is killed
        _exit(action() ? 0 : 1);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

TEST_CASE("a child that is made during a login logs in by itself", "[flow][session][fork]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    std::promise<void> sent, answer;
    auto const slow = [&](request const& message) -> result<response> {
        if (message.target() != "/auth/token")
            return json_reply(200, std::string{three_banks_json});
        sent.set_value();
        answer.get_future().wait();
        return token_reply();
    };
    std::thread other{[&] {
        client call{session, slow, retry_policy::no_retry()};
        (void)call(get_balance{});
    }};
    sent.get_future().wait(); // the other thread's request for a token is out

    auto const reads_balance = [&] {
        auto const well = [](request const& message) -> result<response> {
            return message.target() == "/auth/token"
                       ? token_reply()
                       : json_reply(200, std::string{three_banks_json});
        };
        client call{session, well, retry_policy::no_retry()};
        return call(get_balance{}).has_value() && session.current(system_time{}()) != nullptr;
    };
    CHECK(in_child([&] {
        session.after_fork();
        auto const begun = std::chrono::steady_clock::now();
        return reads_balance() && std::chrono::steady_clock::now() - begun < 5s;
    }));
    // The parent's turn is its own.
    CHECK_FALSE(session.try_lock_refresh(system_time{}()));
    answer.set_value();
    other.join();
    CHECK(session.current(system_time{}()) != nullptr);
}

TEST_CASE("a child has its parent's token", "[flow][session][fork]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto const made = session.on_token(token_reply(), midday).value();
    CHECK(in_child([&] {
        session.after_fork();
        return session.current(midday) == made && !session.refresh_due(midday);
    }));
}

TEST_CASE("a turn from before the fork ends none of the child's", "[flow][session][fork]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto before = session.try_lock_refresh(midday);
    CHECK(in_child([&] {
        session.after_fork();
        auto const own = session.try_lock_refresh(midday);
        before = {};
        return own && !session.try_lock_refresh(midday);
    }));
    CHECK_FALSE(session.try_lock_refresh(midday));
}

TEST_CASE("a child that is made while the session is being changed uses it all the same",
          "[flow][session][fork]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    std::atomic<bool> stop{false};
    std::thread other{[&] {
        while (!stop) {
            (void)session.on_token(token_reply(), midday);
            for (int i = 0; i != 100; ++i)
                session.on_token_error(error{errc::no_answer}, midday + 3'590s);
        }
    }};
    constexpr timestamp later = midday + 7'200s;
    session::refresh_lock before = session.try_lock_refresh(later);
    REQUIRE(before);
    int well = 0;
    constexpr int children = 50;
    for (int i = 0; i != children; ++i)
        well += in_child([&] {
            session.after_fork();
            session.on_token_error(error{errc::no_answer}, midday + 3'590s);
            (void)session.state(midday);
            auto const own = session.try_lock_refresh(later);
            before = {}; // ends no turn of the child's, whatever number that has
            return own && !session.try_lock_refresh(later);
        });
    stop = true;
    other.join();
    CHECK(well == children);
}

} // namespace session_fork_test
