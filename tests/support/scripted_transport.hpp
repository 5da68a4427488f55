// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_SCRIPTED_TRANSPORT_HPP
#define CONNECTPSP_TESTS_SUPPORT_SCRIPTED_TRANSPORT_HPP

#include <connectpsp/http/transport.hpp>

#include "catch.hpp"

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace connectpsp::test {

/// A transport that knows what will be asked of it, in which order, and what to answer:
///     scripted_transport wire;
///     wire.expect(http_method::post, "/auth/token").reply(token_reply());
///     client call{session, wire};
/// A request that is not the script's next, and a script that is not played to its end, fail the
/// test. Hand it over as an lvalue: it is not copied and not moved.
class scripted_transport {
public:
    class step {
    public:
        /// Answers with a response of any status.
        void reply(response answer) { outcome_ = std::move(answer); }

        /// Answers with a transport's error.
        void fail(error why) { outcome_ = std::move(why); }

        /// Runs in the middle of the exchange, when the request has been taken.
        step& meanwhile(std::function<void()> action) {
            meanwhile_ = std::move(action);
            return *this;
        }

    private:
        friend scripted_transport;

        step(http_method method, std::string_view target) : method_(method), target_(target) {}

        http_method method_;
        std::string target_;
        std::function<void()> meanwhile_{};
        result<response> outcome_ = error{errc::no_answer};
    };

    scripted_transport() = default;
    scripted_transport(scripted_transport const&) = delete;
    scripted_transport& operator=(scripted_transport const&) = delete;

    ~scripted_transport() {
        if (std::uncaught_exceptions() == 0) CHECK(consumed());
    }

    /// Adds a step to the script.
    step& expect(http_method method, std::string_view target) {
        script_.push_back(step{method, target});
        return script_.back();
    }

    result<response> operator()(request const& message) {
        if (consumed()) {
            FAIL_CHECK("a request behind the end of the script: " << message.target());
            return error{errc::not_sent};
        }
        step const& now = script_[sent_.size()];
        sent_.push_back(message);
        CHECK(to_string(now.method_) == to_string(message.method));
        CHECK(now.target_ == message.target());
        if (now.meanwhile_) now.meanwhile_();
        return now.outcome_;
    }

    /// Whether the whole script was played.
    bool consumed() const noexcept { return sent_.size() == script_.size(); }

    /// The requests so far.
    std::vector<request> const& sent() const noexcept { return sent_; }

private:
    std::deque<step> script_; ///< a deque, because expect() hands out references
    std::vector<request> sent_;
};

static_assert(transport<scripted_transport>);

} // namespace connectpsp::test

#endif
