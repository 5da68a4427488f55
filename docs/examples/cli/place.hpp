// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "../curl_transport.hpp"
#include "progress.hpp"
#include "stop.hpp"

#include <connectpsp/connectpsp.hpp>

#include <string>

namespace cli {

namespace psp = connectpsp;

/// The options that every command has.
struct common_options {
    bool json = false;
    bool yes = false;
    std::string credentials_file{};
    long timeout_seconds = 30;
};

/// The settings by their names: from the file that the options or CONNECTPSP_CREDENTIALS name, else
/// from the environment. A file that other users can read is refused.
class settings {
public:
    explicit settings(common_options const& options);
    std::string text(char const* name) const;

private:
    std::string file_text_{};
    bool from_file_ = false;
};

/// An amount that a person has typed. Stops with a hint where it has a decimal comma.
psp::money amount_of(char const* name, std::string const& text);

psp::credentials credentials_of(settings const& from);
psp::environment place_of(settings const& from);

/// The clock of system_time; sleeps with a line on the terminal.
struct told_clock : psp::system_time {
    void sleep_for(std::chrono::milliseconds delay) const {
        progress const shown{"waiting to try again"};
        psp::system_time::sleep_for(delay);
    }
};

/// A session with ConnectPSP over libcurl.
class place {
public:
    explicit place(common_options const& options);

    psp::session session;

    /// Carries an operation out. Stops where it has no success.
    template <class Op>
    typename Op::result_type operator()(Op op) {
        return value_or_stop(try_(std::move(op)));
    }

    /// The same, without stopping.
    template <class Op>
    auto try_(Op op) {
        psp::client client{session, send_, psp::retry_policy{}, told_clock{}};
        return client(std::move(op));
    }

    template <class T>
    static T value_or_stop(psp::result<T> got) {
        if (!got) throw stop{status_of(got.error()), advice(got.error()), got.error()};
        return std::move(got).value();
    }

    /// An error with what to do about it.
    static std::string advice(psp::error const& why);

private:
    struct told_transport {
        examples::curl_transport under;
        psp::result<psp::response> operator()(psp::request const& message) {
            progress const shown{"waiting for ConnectPSP"};
            return under(message);
        }
    };
    told_transport send_;
};

} // namespace cli
