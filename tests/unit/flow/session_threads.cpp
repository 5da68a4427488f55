// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/session.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/exchange.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Many threads look at a session while its token is replaced, postponed and dropped: run under the
// thread sanitizer, this is what says that readers need no lock.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace session_threads_test {

namespace {

constexpr timestamp midday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + 12h;
constexpr int tokens = 8;

/// The header fields of each token, made without a session: its text and its signature.
std::vector<std::string> known_fields() {
    std::vector<std::string> known;
    for (int i = 0; i != tokens; ++i)
        known.emplace_back(sample_authorization("t." + std::to_string(i) + ".x").signed_fields());
    return known;
}

response token_number(int number) {
    return token_reply("t." + std::to_string(number % tokens) + ".x");
}

/// Calls from many threads at once.
void on_threads(int count, std::function<void()> const& work) {
    std::vector<std::thread> running;
    for (int i = 0; i != count; ++i)
        running.emplace_back(work);
    for (auto& each : running)
        each.join();
}

} // namespace

TEST_CASE("whoever looks while the token is replaced sees a whole one, and keeps it",
          "[flow][session][threads]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto const known = known_fields();
    constexpr int readers = 4, changes = 100;
    std::atomic<int> torn{0}, gone{0}, satisfied{0}, lost{0};
    auto const patience = std::chrono::steady_clock::now() + 60s;

    auto const read = [&] {
        session::authorization_ptr kept;
        std::string fields_kept;
        for (int seen = 0; seen != changes && std::chrono::steady_clock::now() < patience;) {
            auto now = session.state(midday).authorization;
            if (kept && kept->signed_fields() != fields_kept) ++gone;
            if (!now || now == kept) continue;
            fields_kept = now->signed_fields();
            kept = std::move(now);
            if (std::find(known.begin(), known.end(), fields_kept) == known.end()) ++torn;
            ++seen;
        }
        ++satisfied;
    };
    // Two replace it, so that they meet each other too.
    auto const write = [&] {
        for (int number = 0; satisfied != readers; ++number) {
            auto const made = session.on_token(token_number(number), midday);
            if (!made) ++lost;
            session.on_token_error(error{errc::no_answer}, midday + 3'590s);
            if (number % 3 == 0) session.invalidate(made.value());
        }
    };
    std::thread writers{[&] { on_threads(2, write); }};
    on_threads(readers, read);
    writers.join();
    CHECK(torn == 0);
    CHECK(gone == 0);
    CHECK(lost == 0);
    CHECK(std::chrono::steady_clock::now() < patience);
}

TEST_CASE("exchanges on many threads share the tokens of one session",
          "[flow][exchange][threads]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto const known = known_fields();
    std::atomic<int> asked{0}, served{0}, wrong{0}, unexpected{0};
    std::atomic<int> minutes{0};
    auto const clock = [&] { return midday + std::chrono::minutes{minutes.load()}; };

    // Every token is good for fifty requests, and for a minute.
    auto const serve = [&](request const& message) {
        if (message.target() == "/auth/token") {
            std::this_thread::sleep_for(1ms);
            return token_number(asked++);
        }
        int const valid = (asked - 1) % tokens;
        auto const sent = message.headers.text();
        auto const carries = [&](std::string const& fields) {
            return sent.find(fields) != std::string_view::npos;
        };
        if (std::none_of(known.begin(), known.end(), carries)) ++wrong;
        bool const others = !carries(known[static_cast<std::size_t>(valid)]);
        if (others || ++served % 50 == 0) {
            if (!others) ++minutes;
            return problem_reply(401, "TOKEN_EXPIRED");
        }
        return json_reply(200, R"({"success":true})");
    };
    constexpr int threads = 8, each = 100;
    std::atomic<int> done{0}, refused{0};
    on_threads(threads, [&] {
        for (int i = 0; i != each; ++i) {
            exchange exchange{session, rebalance{.target_amount = money::from_centavos(100)},
                              retry_policy{.deadline = std::chrono::hours{24}}};
            for (step next = exchange.start(clock()); !next.done();) {
                if (auto const* const message = next.request()) {
                    auto const answer = serve(*message);
                    next = exchange.receive(answer, clock());
                } else {
                    std::this_thread::sleep_for(next.delay());
                    next = exchange.resume(clock());
                }
            }
            auto const got = exchange.result();
            if (got)
                ++done;
            else if (got.error() == api_errc::token_expired) // twice in one exchange
                ++refused;
            else
                ++unexpected;
        }
    });
    CHECK(done + refused == threads * each);
    CHECK(done > threads * each / 2);
    CHECK(unexpected == 0);
    CHECK(wrong == 0);
    CHECK(asked > 5);
    // A minute ends the lease of a thread that is asking, so that a second one may ask as well.
    CHECK(asked <= 2 * (minutes + 1));
}

TEST_CASE("one thread asks for a token, and all others go on with it",
          "[flow][exchange][threads]") {
    constexpr int rounds = 20, threads = 8;
    for (int round = 0; round != rounds; ++round) {
        connectpsp::session session{environment::staging(), sample_credentials()};
        std::atomic<int> asked{0}, done{0};
        on_threads(threads, [&] {
            exchange exchange{session, rebalance{.target_amount = money::from_centavos(100)}};
            for (step next = exchange.start(midday); !next.done();) {
                if (auto const* const message = next.request()) {
                    bool const login = message->target() == "/auth/token";
                    if (login) std::this_thread::sleep_for(1ms);
                    next = exchange.receive(login ? token_number(asked++)
                                                  : json_reply(200, R"({"success":true})"),
                                            midday);
                } else {
                    std::this_thread::sleep_for(next.delay());
                    next = exchange.resume(midday);
                }
            }
            done += exchange.result() ? 1 : 0;
        });
        CHECK(asked == 1);
        CHECK(done == threads);
    }
}

} // namespace session_threads_test
