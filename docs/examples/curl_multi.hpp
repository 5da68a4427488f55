// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "curl_transfer.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace examples {

/// Carries many operations out at once on one thread, with libcurl's multi interface and without
/// coroutines: each has a request on its way, or a time at which it goes on. Their sessions must
/// outlive it. Needs, once in a program, curl_global_init.
class curl_multi {
public:
    explicit curl_multi(long timeout_seconds = 30) : timeout_(timeout_seconds) {}
    ~curl_multi() { cancel(); }

    /// Begins an exchange. `done` is called once, with its result, by start() itself, poll(),
    /// cancel() or the destructor; it may start others and must not throw.
    template <class Op, class Observer, class Done>
    void start(psp::exchange<Op, Observer> begun, Done done) {
        auto it = std::make_unique<talk_of<Op, Observer, Done>>(std::move(begun), std::move(done));
        auto const next = it->exchange.start(now_());
        go_on(std::move(it), next);
    }

    bool idle() const { return flights_.empty() && asleep_.empty(); }

    /// Waits until something happens, a second at most, and goes on with those it happened to.
    void poll() {
        std::chrono::milliseconds wait{1000};
        if (!asleep_.empty())
            wait = std::clamp(ceil<milliseconds>(asleep_.begin()->first - clock::now()), {}, wait);
        curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
        int count = 0;
        curl_multi_perform(multi_.get(), &count);
        while (CURLMsg const* const told = curl_multi_info_read(multi_.get(), &count)) {
            CURLcode const code = told->data.result; // which goes with the handle
            auto const it = std::move(flights_.extract(told->easy_handle).mapped());
            curl_multi_remove_handle(multi_.get(), it->handle.get());
            auto const next = it->exchange->arrive(it->transfer.end(code), now_());
            go_on(std::move(it->exchange), next);
        }
        while (!asleep_.empty() && asleep_.begin()->first <= clock::now()) {
            auto it = std::move(asleep_.extract(asleep_.begin()).mapped());
            auto const next = it->resume(now_());
            go_on(std::move(it), next);
        }
    }

    /// Gives up all that are not done: errc::cancelled. A request that is on its way may arrive all
    /// the same; error::outcome_unknown() says where that matters.
    void cancel() {
        auto const asleep = std::exchange(asleep_, {});
        for (auto const& [handle, it] : std::exchange(flights_, {})) {
            curl_multi_remove_handle(multi_.get(), handle);
            it->exchange->end();
        }
        for (auto const& [when, it] : asleep)
            it->end();
    }

private:
    using clock = std::chrono::steady_clock;
    using milliseconds = std::chrono::milliseconds;

    struct exchange { // an exchange of any operation
        virtual ~exchange() = default;
        virtual psp::step arrive(psp::result<psp::response> answer, psp::timestamp now) = 0;
        virtual psp::step resume(psp::timestamp now) = 0;
        virtual void end() = 0;
    };
    template <class Op, class Observer, class Done>
    struct talk_of final : exchange {
        talk_of(psp::exchange<Op, Observer> begun, Done tell)
            : exchange(std::move(begun))
            , done(std::move(tell)) {}
        psp::step arrive(psp::result<psp::response> answer, psp::timestamp now) override {
            return answer ? exchange.receive(std::move(answer).value(), now)
                          : exchange.fail(answer.error(), now);
        }
        psp::step resume(psp::timestamp now) override { return exchange.resume(now); }
        void end() override { done(std::move(exchange).result()); }
        psp::exchange<Op, Observer> exchange;
        Done done;
    };
    struct flight { // ends from below: the transfer, its handle, the exchange with the request
        std::unique_ptr<curl_multi::exchange> exchange;
        curl_handle handle;
        curl_transfer transfer;
    };

    void go_on(std::unique_ptr<exchange> it, psp::step next) {
        if (next.done()) return it->end();
        if (next.request() == nullptr) {
            asleep_.emplace(clock::now() + next.delay(), std::move(it));
            return;
        }
        curl_handle handle{curl_easy_init()};
        if (CURL* const key = handle.get(); key != nullptr) {
            std::unique_ptr<flight> begun{
                new flight{std::move(it), std::move(handle), {key, *next.request(), timeout_}}};
            flights_.emplace(key, std::move(begun));
            if (curl_multi_add_handle(multi_.get(), key) == CURLM_OK) return;
            it = std::move(flights_.extract(key).mapped()->exchange);
        }
        auto const after = it->arrive(psp::error{psp::errc::not_sent}, now_());
        go_on(std::move(it), after);
    }

    std::unique_ptr<CURLM, ended_by<curl_multi_cleanup>> multi_{curl_multi_init()};
    std::map<CURL*, std::unique_ptr<flight>> flights_;
    std::multimap<clock::time_point, std::unique_ptr<exchange>> asleep_;
    psp::system_time now_;
    long timeout_;
};

} // namespace examples
