// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <connectpsp/core/error.hpp>

#include <string>
#include <utility>

namespace cli {

/// The exit statuses. docs/cli.md lists them.
enum class status {
    done = 0,
    failed = 1,        ///< this machine: a file that cannot be written
    usage = 2,         ///< an option or a value is wrong
    configuration = 3, ///< credentials that are missing, wrong, or readable by others
    no_answer = 4,     ///< no usable answer, and nothing depends on it
    refused = 5,       ///< ConnectPSP has refused
    unknown = 6,       ///< money may have moved
    not_valid = 7,     ///< a webhook, a BR Code or a stored attempt is not valid
    funds = 8,         ///< funds are missing
    not_confirmed = 9, ///< the question was not answered with yes
};

/// Ends the program with one line.
struct stop {
    status how;
    std::string line;                                ///< what is wrong, and what to do
    connectpsp::error const why{connectpsp::errc{}}; ///< for --json; of no value without an error
    bool has_error = false;

    stop(status code, std::string text) : how(code), line(std::move(text)) {}
    stop(status code, std::string text, connectpsp::error reason)
        : how(code)
        , line(std::move(text))
        , why(std::move(reason))
        , has_error(true) {}
};

/// The status that an error of a request ends the program with.
status status_of(connectpsp::error const& why);

/// The value; stops with the name of what was read where there is none.
template <class T>
T value_of(char const* name, connectpsp::result<T> got, status how = status::usage) {
    if (!got) throw stop{how, std::string{name} + ": " + to_string(got.error()), got.error()};
    return std::move(got).value();
}

} // namespace cli
