// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_WEBHOOK_SENDER_HPP
#define CONNECTPSP_TESTS_SANDBOX_WEBHOOK_SENDER_HPP

#include "webhook_post.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sandbox {

/// How deliveries are tried.
struct webhook_policy {
    std::chrono::milliseconds first_delay{200}; ///< before the second attempt; doubles each time
    unsigned attempts = 5;                      ///< of one delivery
    std::chrono::milliseconds timeout{5'000};   ///< for the receiver's 200
};

struct webhook_attempt {
    std::string event_id; ///< the X-Event-Id, new each time
    int status = 0;       ///< 0: no whole answer came in time
    std::string error = {};
};

enum class webhook_status {
    waiting,      ///< for its turn, its next attempt or a release
    delivered,    ///< answered with 200
    given_up,     ///< as often as the policy allows
    undeliverable ///< its URL is not on this machine; never contacted
};

struct webhook_event {
    std::string type; ///< `CASHIN_PAID`
    std::string transaction_id;
    std::string url;
    std::string body; ///< what is signed and sent, byte for byte, at every attempt
    webhook_status status = webhook_status::waiting;
    std::vector<webhook_attempt> attempts = {};
};

/// Some of the events, the last one first, with what there is in all.
struct webhook_events_page {
    std::size_t total = 0;
    bool held = false;
    std::vector<webhook_event> events = {};
};

enum class release_order { as_they_came, reverse };

/// Delivers events one at a time from a thread of its own. Its members may be called from any
/// thread.
class webhook_sender {
public:
    webhook_sender(std::string crypto_token, webhook_policy policy);
    /// As stop().
    ~webhook_sender();
    webhook_sender(webhook_sender const&) = delete;
    webhook_sender& operator=(webhook_sender const&) = delete;

    void add(webhook_event event);

    /// From now on events wait; what is on its way already still arrives.
    void hold();
    /// All that wait are tried at once, one after the other, retries too.
    void release(release_order order = release_order::as_they_came);
    /// Delivers the last event once more, or the last of that transaction, whatever became of it
    /// before. False when there is none or it is undeliverable.
    bool redeliver(std::optional<std::string> const& transaction_id = std::nullopt);
    /// The same for the event of that number, in order of creation from 1 on.
    bool redeliver_number(std::size_t number);

    [[nodiscard]] std::vector<webhook_event> events() const; ///< a copy, in order of creation
    /// A copy of up to `count` events, the last one first, after `offset` later ones.
    [[nodiscard]] webhook_events_page recent(std::size_t offset, std::size_t count) const;

    /// Cuts the delivery on its way and ends the thread. Calling it again does nothing.
    void stop();

private:
    using steady = std::chrono::steady_clock;

    struct delivery {
        std::size_t event; // its index in events_
        unsigned attempts_left;
        std::chrono::milliseconds next_delay;
        steady::time_point due;
        std::int64_t rank; // the lower first among those that are due
    };

    void run();
    void deliver(std::unique_lock<std::mutex>& lock, delivery one);
    void enqueue(std::size_t event);
    bool deliver_again(std::size_t event);
    /// The delivery whose turn is next, or null when none may leave.
    std::vector<delivery>::iterator next();

    std::string const crypto_token_;
    webhook_policy const policy_;
    webhook_post post_;

    mutable std::mutex mutex_; // guards the members after it, but the thread
    std::condition_variable changed_;
    std::vector<webhook_event> events_;
    std::vector<delivery> queue_;
    std::int64_t last_rank_ = 0;
    bool held_ = false;
    bool stopping_ = false;
    std::thread thread_; // last: it starts when all else is there
};

std::string_view name_of(webhook_status status);

} // namespace sandbox

#endif
