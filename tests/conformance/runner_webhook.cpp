// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "outcome.hpp"
#include "runners.hpp"

#include <connectpsp/api/webhook.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace connectpsp::test {
namespace {

/// Receives what `webhook` states; where it states a clock, the event has to be fresh by it.
result<event> received_event(strict_object stated) {
    std::vector<secret> tokens;
    auto const stated_tokens = stated.take("crypto_tokens");
    for (auto const& each : stated_tokens.as_array())
        tokens.emplace_back(std::string_view{each.as_string()});
    std::string const body = stated.take_body("body");
    std::string const signature = stated.take_body("signature");
    std::string const delivery_id = stated.take_text("delivery_id");
    bool const has_clock = stated.has("clock");
    timestamp now{};
    std::chrono::seconds tolerance{};
    if (has_clock) {
        strict_object clock = stated.take_object("clock");
        now = timestamp{std::chrono::microseconds{clock.take_int64("now_us")}};
        tolerance = std::chrono::seconds{clock.take_int64("tolerance")};
        clock.finish();
    }
    stated.finish();
    auto const hook = webhook_receiver::make(tokens);
    if (!hook) return hook.error();
    auto got = hook.value().receive(body, signature, delivery_id);
    if (!got || !has_clock) return got;
    auto const fresh = check_freshness(got.value(), now, tolerance);
    if (!fresh) return fresh.error();
    return got;
}

} // namespace

void run_webhook(strict_object& fixture) {
    strict_object expect = fixture.take_object("expect");
    check_outcome(received_event(fixture.take_object("webhook")), std::move(expect), "event");
}

} // namespace connectpsp::test
