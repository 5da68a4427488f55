// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "process.hpp"

#include <cstdint>

namespace simulation {

using connectpsp::secret;

desk::desk(onboarding const& who, std::chrono::seconds margin)
    : session(who.where,
              connectpsp::credentials::make({.client_id = who.client_id,
                                             .client_secret = secret{who.client_secret},
                                             .application_token = secret{who.application_token},
                                             .crypto_token = secret{who.crypto_token}})
                  .value(),
              margin)
    , hook(secret{who.crypto_token}) {}

process::process(scene& session, std::vector<onboarding> const& who) : scene_(session) {
    auto const margin = session.random.chance(0.5) ? 60s : 5s;
    for (auto const& each : who)
        desks_.emplace_back(each, margin);
}

bool process::crashes_here() {
    if (dead_ || !scene_.random.chance(scene_.how.crash)) return dead_;
    dead_ = true;
    scene_.book.trace("merchant", "crashes");
    on_crash();
    return true;
}

connectpsp::retry_policy process::policy() {
    auto& random = scene_.random;
    return {.max_attempts = static_cast<unsigned>(random.between(1, 5)),
            .deadline = std::chrono::milliseconds{random.between(2'000, 40'000)},
            .initial_delay = std::chrono::milliseconds{random.between(0, 400)},
            .max_delay = std::chrono::milliseconds{random.between(0, 8'000)},
            .max_retry_after = std::chrono::seconds{random.between(0, 60)}};
}

void process::with(std::uint64_t conversation, std::function<void(call&)> const& what) {
    auto const found = calls_.find(conversation);
    if (!dead_ && found != calls_.end()) what(*found->second);
}

void process::add(std::uint64_t conversation, std::unique_ptr<call> made) {
    calls_[conversation] = std::move(made);
    if (scene_.random.chance(scene_.how.cancel))
        scene_.time.after(scene_.random.between(0s, 5s), [self = weak_from_this(), conversation] {
            if (auto const alive = self.lock())
                alive->with(conversation, [](call& each) { each.give_up(); });
        });
    with(conversation, [](call& each) { each.begin(); });
}

void process::fork() {
    scene_.book.trace("merchant", "forks");
    for (auto& [conversation, each] : calls_)
        of_parent_.push_back(std::move(each));
    calls_.clear();
    for (auto& each : desks_) {
        if (scene_.off != mutant::forget_fork) each.session.after_fork();
        each.asking.clear();
    }
}

void process::post(std::uint64_t conversation, connectpsp::request const& message) {
    if (scene_.random.chance(scene_.how.hang)) {
        scene_.book.trace("transport", "never returns");
        if (scene_.random.chance(0.5))
            scene_.wire.send(message, conversation, [](network::answer const&) {});
        return scene_.time.after(
            scene_.random.between(60s, 1800s), [self = weak_from_this(), conversation] {
                if (auto const alive = self.lock())
                    alive->with(conversation, [](call& each) { each.killed(); });
            });
    }
    scene_.wire.send(
        message, conversation, [self = weak_from_this(), conversation](network::answer got) {
            if (auto const alive = self.lock())
                alive->with(conversation, [&](call& each) { each.answered(std::move(got)); });
        });
}

void process::wake_later(std::uint64_t conversation, duration delay) {
    scene_.time.after(delay, [self = weak_from_this(), conversation] {
        if (auto const alive = self.lock())
            alive->with(conversation, [](call& each) { each.woken(); });
    });
}

void process::disturb_later(std::uint64_t conversation, duration delay) {
    scene_.time.after(delay, [self = weak_from_this(), conversation] {
        if (auto const alive = self.lock())
            alive->with(conversation, [](call& each) { each.stale_timer(); });
    });
}

std::unique_ptr<call> process::take(std::uint64_t conversation) {
    auto const found = calls_.find(conversation);
    auto taken = std::move(found->second);
    calls_.erase(found);
    return taken;
}

} // namespace simulation
