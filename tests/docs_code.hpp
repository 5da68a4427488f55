// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_DOCS_CODE_HPP
#define CONNECTPSP_TESTS_DOCS_CODE_HPP

// The names that a block of C++ in docs/ may use without defining them. Nothing of it is defined:
// the blocks are compiled, never run.

#include <connectpsp/connectpsp.hpp>
#include <connectpsp/flow/co_run.hpp>

#include <array>
#include <chrono>
#include <coroutine>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

namespace docs {

namespace psp = connectpsp;
using namespace psp::literals;

// Of the library.

/// The reader's HTTP stack.
struct carrier {
    psp::result<psp::response> operator()(psp::request const& message);
};

extern carrier send;
extern psp::credentials who;
extern psp::session session;
extern psp::client<carrier> client;
extern psp::authorization const auth;
extern psp::response_view const response; ///< what any HTTP stack got
extern psp::timestamp const now;

// The reader's framework.

template <class T>
struct returned {
    void return_value(T value);
};
template <>
struct returned<void> {
    void return_void();
};

/// A coroutine, which can be awaited.
template <class T>
struct task {
    struct promise_type : returned<T> {
        task get_return_object();
        std::suspend_always initial_suspend() noexcept;
        std::suspend_always final_suspend() noexcept;
        void unhandled_exception();
    };
    bool await_ready();
    void await_suspend(std::coroutine_handle<> who);
    T await_resume();
};

task<psp::result<psp::response>> async_send(psp::request const& message);
task<void> async_sleep(std::chrono::milliseconds delay);
void spawn(task<void> begun);
void begin_sending(psp::request const& message);
void begin_waiting(std::chrono::milliseconds delay);

// Of the reader.

/// An order of the reader's shop, and the cash-in that a webhook or an answer tells of.
struct known_order {
    psp::open_enum<psp::cash_in_status> status;
};

extern known_order order;
extern std::vector<psp::create_cash_out> const payouts;
extern psp::cash_in const incoming;

/// A webhook's request.
struct http_request {
    std::string body;
    std::string_view header(std::string_view name) const;
};

extern http_request const delivery;

template <class... What>
void store(What const&... what); ///< in a database, before anything else happens
template <class... What>
void alert(What const&... what); ///< a person who looks at it
template <class... What>
void show(What const&... what); ///< to whoever waits for it
bool seen_before(std::string const& key);
template <class... What>
void close(std::string const& record, What const&... what); ///< the record has its end: this one
std::vector<std::string> unfinished(); ///< the records of attempts that have no end yet
extern std::chrono::seconds const
    key_retention; ///< how long the reader trusts a key to be remembered

} // namespace docs

// A block may make a client or an order of its own, and need not use all that it makes.
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-variable"
#endif

#endif
