// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "webhook_listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace examples {

/// Webhooks for a program that waits for them: they are taken in meanwhile, in a thread of their own.
class event_inbox {
public:
    explicit event_inbox(connectpsp::webhook_receiver hook)
        : hooks_{.hook = std::move(hook), .work = [this](auto const& event) { keep(event); }} {
        co_spawn(network_, hooks_.listen(door_), boost::asio::detached);
    }
    ~event_inbox() {
        network_.stop();
        network_.join();
        hooks_.worker.join();
    }

    std::string url() const {
        return "http://127.0.0.1:" + std::to_string(door_.local_endpoint().port()) + "/webhooks";
    }

    /// The next event, or nothing when none comes in time.
    std::optional<connectpsp::event> next(std::chrono::steady_clock::duration patience) {
        std::unique_lock lock{mutex_};
        if (!arrived_.wait_for(lock, patience, [this] { return !events_.empty(); }))
            return std::nullopt;
        std::optional first{std::move(events_.front())};
        events_.pop_front();
        return first;
    }

private:
    void keep(connectpsp::event const& event) {
        std::scoped_lock const lock{mutex_};
        events_.push_back(event);
        arrived_.notify_one();
    }

    std::mutex mutex_; ///< of the events
    std::condition_variable arrived_;
    std::deque<connectpsp::event> events_;
    webhook_listener hooks_;
    boost::asio::thread_pool network_{1};
    boost::asio::ip::tcp::acceptor door_{network_, {boost::asio::ip::address_v4::loopback(), 0}};
};

} // namespace examples
