// expect: connectpsp: send is callable with a `request const&`
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/co_run.hpp>

#include <string>

using namespace connectpsp;

struct task {
    struct promise_type {
        task get_return_object();
        std::suspend_never initial_suspend() noexcept;
        std::suspend_never final_suspend() noexcept;
        void return_value(result<balance> const&);
        void unhandled_exception();
    };
};
std::suspend_never fetch(std::string const& url);
std::suspend_never rest(std::chrono::milliseconds);
timestamp now();

task read(session& session) {
    return co_run<task>(connectpsp::exchange{session, get_balance{}}, fetch, rest, now);
}
