// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

// Many threads share a session, each with a client of its own. The clocks stand or are set by
// hand; only the slow answer to a request for a token takes real time.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace client_threads_test {

namespace {

/// A server for many threads: counts what it is asked, and answers it.
struct busy_server {
    std::atomic<int> token_requests{0};
    std::atomic<int> in_flight{0};
    std::atomic<int> most_in_flight{0};
    std::atomic<int> refused{0};
    std::atomic<int> valid_token{1}; ///< the number of the token that is taken

    result<response> operator()(request const& message) {
        if (message.target() == "/auth/token") {
            int const now = ++in_flight;
            for (int seen = most_in_flight; now > seen;)
                if (most_in_flight.compare_exchange_weak(seen, now)) break;
            std::this_thread::sleep_for(50ms);
            int const number = ++token_requests;
            --in_flight;
            return token_reply("t." + std::to_string(number) + ".x");
        }
        std::string const taken = "Bearer t." + std::to_string(valid_token.load()) + ".x";
        if (message.headers.find("Authorization") != taken) {
            ++refused;
            return problem_reply(401, "TOKEN_EXPIRED");
        }
        return json_reply(200, std::string{three_banks_json});
    }
};

struct shared_clock {
    std::atomic<std::int64_t> now{1'773'151'200'000'000};
    timestamp operator()() const noexcept {
        return timestamp{std::chrono::microseconds{now.load()}};
    }
    void sleep_for(std::chrono::milliseconds delay) const { std::this_thread::sleep_for(delay); }
};

/// Has many threads call at once; the number of calls that were answered.
int call_from_threads(session& session, busy_server& server, shared_clock& clock, int threads,
                      int calls) {
    std::atomic<int> answered{0};
    std::atomic<bool> go{false};
    std::vector<std::thread> running;
    for (int i = 0; i != threads; ++i)
        running.emplace_back([&] {
            client call{session, server, retry_policy::no_retry(), clock};
            while (!go)
                std::this_thread::yield();
            for (int n = 0; n != calls; ++n)
                answered += call(get_balance{}).has_value() ? 1 : 0;
        });
    go = true;
    for (auto& each : running)
        each.join();
    return answered;
}

} // namespace

TEST_CASE("many threads that need a first token ask for one", "[flow][client][threads]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    busy_server server;
    shared_clock clock;
    CHECK(call_from_threads(session, server, clock, 16, 3) == 48);
    CHECK(server.token_requests == 1);
    CHECK(server.refused == 0);
}

TEST_CASE("while one thread renews, the token at hand serves the others",
          "[flow][client][threads]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    busy_server server;
    shared_clock clock;
    REQUIRE(call_from_threads(session, server, clock, 1, 1) == 1);
    clock.now += 3'550'000'000; // within the margin: the first token is still good

    // The server takes the first token alone: a thread that waited for the second is refused.
    std::atomic<int> served{0};
    std::atomic<bool> renewing{false};
    std::atomic<bool> release{false};
    std::atomic<bool> renewed{false};
    auto const slow = [&](request const& message) -> result<response> {
        if (message.target() != "/auth/token") return server(message);
        renewing = true;
        while (!release)
            std::this_thread::yield();
        return token_reply("t.1.x");
    };
    std::thread renewer{[&] {
        client call{session, slow, retry_policy::no_retry(), clock};
        renewed = call(get_balance{}).has_value();
    }};
    while (!renewing)
        std::this_thread::yield();
    served = call_from_threads(session, server, clock, 8, 3);
    release = true;
    renewer.join();
    CHECK(renewed);
    CHECK(served == 24);
    CHECK(server.token_requests == 1);
}

TEST_CASE("many threads whose token was revoked ask for one new token", "[flow][client][threads]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    busy_server server;
    shared_clock clock;
    REQUIRE(call_from_threads(session, server, clock, 1, 1) == 1);
    server.valid_token = 2; // the first is refused from now on
    CHECK(call_from_threads(session, server, clock, 16, 3) == 48);
    CHECK(server.token_requests == 2);
    CHECK(server.most_in_flight == 1);
    CHECK(server.refused >= 1);
}

TEST_CASE("many threads whose token has ended ask for one new token", "[flow][client][threads]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    busy_server server;
    shared_clock clock;
    REQUIRE(call_from_threads(session, server, clock, 1, 1) == 1);
    clock.now += 3'600'000'000;
    server.valid_token = 2;
    CHECK(call_from_threads(session, server, clock, 16, 3) == 48);
    CHECK(server.token_requests == 2);
    CHECK(server.refused == 0);
}

} // namespace client_threads_test
