// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "webhook_sender.hpp"

#include "crypto.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sandbox {
namespace {

constexpr std::chrono::hours longest_delay{24};

} // namespace

webhook_sender::webhook_sender(std::string crypto_token, webhook_policy policy)
    : crypto_token_(std::move(crypto_token))
    , policy_(policy)
    , thread_([this] { run(); }) {}

webhook_sender::~webhook_sender() { stop(); }

void webhook_sender::stop() {
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    post_.cut();
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void webhook_sender::add(webhook_event event) {
    bool const deliverable = read_loopback_url(event.url).has_value();
    event.status = deliverable ? webhook_status::waiting : webhook_status::undeliverable;
    std::lock_guard const lock{mutex_};
    events_.push_back(std::move(event));
    if (deliverable) enqueue(events_.size() - 1);
}

void webhook_sender::hold() {
    std::lock_guard const lock{mutex_};
    held_ = true;
}

void webhook_sender::release(release_order order) {
    std::lock_guard const lock{mutex_};
    held_ = false;
    std::sort(queue_.begin(), queue_.end(), [order](delivery const& a, delivery const& b) {
        return order == release_order::reverse ? a.rank > b.rank : a.rank < b.rank;
    });
    auto const now = steady::now();
    for (auto& each : queue_) {
        each.due = now;
        each.rank = ++last_rank_;
    }
    changed_.notify_all();
}

bool webhook_sender::redeliver(std::optional<std::string> const& transaction_id) {
    std::lock_guard const lock{mutex_};
    auto const wanted = std::find_if(events_.rbegin(), events_.rend(), [&](auto const& each) {
        return !transaction_id || each.transaction_id == *transaction_id;
    });
    return wanted != events_.rend() &&
           deliver_again(static_cast<std::size_t>(events_.rend() - wanted) - 1);
}

bool webhook_sender::redeliver_number(std::size_t number) {
    std::lock_guard const lock{mutex_};
    return number != 0 && number <= events_.size() && deliver_again(number - 1);
}

bool webhook_sender::deliver_again(std::size_t event) {
    auto& status = events_[event].status;
    if (status == webhook_status::undeliverable) return false;
    status = webhook_status::waiting;
    enqueue(event);
    return true;
}

std::vector<webhook_event> webhook_sender::events() const {
    std::lock_guard const lock{mutex_};
    return events_;
}

webhook_events_page webhook_sender::recent(std::size_t offset, std::size_t count) const {
    std::lock_guard const lock{mutex_};
    webhook_events_page page{events_.size(), held_};
    for (auto at = events_.size(); at > 0 && page.events.size() < count; --at)
        if (events_.size() - at >= offset) page.events.push_back(events_[at - 1]);
    return page;
}

void webhook_sender::enqueue(std::size_t event) {
    queue_.push_back(
        {event, std::max(policy_.attempts, 1U), policy_.first_delay, steady::now(), ++last_rank_});
    changed_.notify_all();
}

std::vector<webhook_sender::delivery>::iterator webhook_sender::next() {
    if (held_) return queue_.end();
    return std::min_element(queue_.begin(), queue_.end(), [](auto const& a, auto const& b) {
        return std::tie(a.due, a.rank) < std::tie(b.due, b.rank);
    });
}

void webhook_sender::run() {
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        auto const first = next();
        if (first == queue_.end()) {
            changed_.wait(lock);
        } else if (first->due > steady::now()) {
            // A copy, for the queue may change while this waits.
            auto const due = first->due;
            changed_.wait_until(lock, due);
        } else {
            auto const one = *first;
            queue_.erase(first);
            deliver(lock, one);
        }
    }
}

void webhook_sender::deliver(std::unique_lock<std::mutex>& lock, delivery one) {
    auto const body = events_[one.event].body;
    auto const to = read_loopback_url(events_[one.event].url);
    webhook_attempt attempt{random_uuid()};
    lock.unlock(); // only this thread waits for the receiver
    auto const outcome =
        post_.send(*to,
                   {{"Content-Type", "application/json"},
                    {"X-Event-Id", attempt.event_id},
                    {"X-Connect-Signature", to_hex(hmac_sha256(crypto_token_, body))}},
                   body, policy_.timeout);
    lock.lock();
    attempt.status = outcome.status;
    attempt.error = outcome.error;
    auto& event = events_[one.event];
    event.attempts.push_back(std::move(attempt));
    if (outcome.status == 200) {
        event.status = webhook_status::delivered;
    } else if (--one.attempts_left == 0) {
        event.status = webhook_status::given_up;
    } else {
        one.due = steady::now() + one.next_delay;
        one.next_delay = std::min<std::chrono::milliseconds>(one.next_delay * 2, longest_delay);
        queue_.push_back(one);
    }
}

std::string_view name_of(webhook_status status) {
    switch (status) {
    case webhook_status::waiting: return "WAITING";
    case webhook_status::delivered: return "DELIVERED";
    case webhook_status::given_up: return "GIVEN_UP";
    case webhook_status::undeliverable: return "UNDELIVERABLE";
    }
    return {};
}

} // namespace sandbox
