// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/co_run.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace converse_test {

namespace {

/// A coroutine that runs until it has to wait, and ends with its owner.
template <class T>
class task {
public:
    struct promise_type {
        std::optional<T> value{};

        task get_return_object() {
            return task{std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_value(T got) { value.emplace(std::move(got)); }
        void unhandled_exception() { throw; }
    };

    task(task&& other) noexcept : running_(std::exchange(other.running_, nullptr)) {}
    task& operator=(task const&) = delete;
    ~task() {
        if (running_) running_.destroy();
    }

    bool done() const { return running_.done(); }
    T const& got() const {
        REQUIRE(done());
        return running_.promise().value.value();
    }

private:
    explicit task(std::coroutine_handle<promise_type> running) : running_(running) {}
    std::coroutine_handle<promise_type> running_;
};

/// An awaitable that is ready at once.
template <class T>
struct ready {
    T value;
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    T await_resume() { return std::move(value); }
};

/// An awaitable that is ready when the test says so.
template <class T>
struct awaited {
    std::coroutine_handle<> waiting{};
    std::optional<T> value{};
    std::exception_ptr thrown{};

    bool await_ready() const noexcept { return value || thrown; }
    void await_suspend(std::coroutine_handle<> who) noexcept { waiting = who; }
    T await_resume() {
        if (thrown) std::rethrow_exception(thrown);
        return std::move(*value);
    }
    void give(T got) {
        value.emplace(std::move(got));
        waiting.resume();
    }
    void fail() {
        thrown = std::make_exception_ptr(std::runtime_error{"no"});
        waiting.resume();
    }
};

/// Awaits something that stays elsewhere.
template <class T>
struct in_hand {
    awaited<T>& session;
    bool await_ready() const noexcept { return session.await_ready(); }
    void await_suspend(std::coroutine_handle<> who) const noexcept { session.await_suspend(who); }
    T await_resume() const { return session.await_resume(); }
};

struct nothing {};

std::string bytes_of(request const& message) {
    return message.url + '\n' + std::string{message.headers.text()} + message.body;
}

/// A transport and a timer that do what the test says, when it says so.
struct by_hand {
    struct sent {
        request const* message;
        std::string bytes;
        awaited<result<response>> answer{};

        bool is(std::string_view target) const { return message->target() == target; }
    };
    struct slept {
        std::chrono::milliseconds delay;
        awaited<nothing> end{};
    };

    std::deque<sent> requests{};
    std::deque<slept> sleeps{};
    fake_clock clock{};

    auto send() {
        return [this](request const& message) {
            return in_hand<result<response>>{
                requests.emplace_back(sent{&message, bytes_of(message)}).answer};
        };
    }
    auto sleep() {
        return [this](std::chrono::milliseconds delay) {
            return in_hand<nothing>{sleeps.emplace_back(slept{delay}).end};
        };
    }
    /// The last sleeper's time passes.
    void wake() {
        clock.advance(sleeps.back().delay);
        sleeps.back().end.give({});
    }

    template <class Op>
    auto begin(session& session, Op op, retry_policy const& policy = {}) {
        return co_run<task<result<typename Op::result_type>>>(
            connectpsp::exchange<Op>{session, std::move(op), policy, 1}, send(), sleep(),
            std::ref(clock));
    }
};

struct fixture : by_hand {
    connectpsp::session session{environment::staging(), sample_credentials()};

    explicit fixture(bool with_token = true) {
        if (with_token) REQUIRE(session.on_token(token_reply(), clock()));
    }
    bool turn_is_free() {
        return static_cast<bool>(
            session.try_lock_refresh(std::max(clock(), session.state(clock()).refresh_at)));
    }
};

response accepted() { return json_reply(202, sample_payout_json()); }

/// A payout with a reference of its own, and the answer to it.
create_cash_out payout_number(int number) {
    auto payout = sample_payout();
    payout.external_reference =
        external_reference::parse("ORDER-" + std::to_string(number)).value();
    return payout;
}
response answer_to(int number) {
    std::string body = sample_payout_json();
    body.replace(body.find(sample_reference), sample_reference.size(),
                 "ORDER-" + std::to_string(number));
    return json_reply(202, std::move(body));
}

} // namespace

TEST_CASE("awaiting what is there at once carries an operation out", "[flow][co_run]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock;
    std::vector<std::string> targets;
    auto const send = [&](request const& message) {
        targets.emplace_back(message.target());
        return ready<result<response>>{targets.size() == 1 ? token_reply() : accepted()};
    };
    auto const sleep = [](std::chrono::milliseconds) { return ready<nothing>{}; };
    auto const exchange = co_run<task<result<cash_out_receipt>>>(
        connectpsp::exchange{session, sample_payout()}, send, sleep, std::ref(clock));
    REQUIRE(exchange.got());
    CHECK(exchange.got().value().transaction_id == sample_id);
    CHECK(targets == std::vector<std::string>{"/auth/token", "/cash-out"});
}

TEST_CASE("a coroutine waits for its answer, and the request stays where it is meanwhile",
          "[flow][co_run]") {
    fixture f{false};
    auto const exchange = f.begin(f.session, sample_payout());
    REQUIRE(f.requests.size() == 1);
    CHECK(f.requests[0].is("/auth/token"));
    CHECK_FALSE(exchange.done());
    f.requests[0].answer.give(token_reply());
    REQUIRE(f.requests.size() == 2);
    CHECK(f.requests[1].is("/cash-out"));
    CHECK(bytes_of(*f.requests[1].message) == f.requests[1].bytes);
    CHECK_FALSE(exchange.done());
    f.requests[1].answer.give(accepted());
    REQUIRE(exchange.got());
    CHECK(exchange.got().value().transaction_id == sample_id);
    CHECK(f.sleeps.empty());
}

TEST_CASE("an awaited answer that is lost has the same bytes sent after the delay",
          "[flow][co_run]") {
    fixture f;
    auto const exchange = f.begin(f.session, sample_payout());
    f.requests[0].answer.give(error{errc::no_answer});
    REQUIRE(f.sleeps.size() == 1);
    CHECK(f.sleeps[0].delay <= 200ms);
    CHECK(f.requests.size() == 1);
    f.wake();
    f.requests.at(1).answer.give(response{.status = 503, .retry_after = "3"});
    REQUIRE(f.sleeps.size() == 2);
    CHECK(f.sleeps[1].delay == 3s);
    f.wake();
    REQUIRE(f.requests.size() == 3);
    CHECK(f.requests[1].bytes == f.requests[0].bytes);
    CHECK(f.requests[2].bytes == f.requests[0].bytes);
    f.requests[2].answer.give(accepted());
    CHECK(exchange.got());
}

TEST_CASE("the time that the clock tells is the exchange's", "[flow][co_run]") {
    fixture f;
    auto const exchange = f.begin(f.session, sample_payout(), {.deadline = 10s});
    f.clock.advance(10s);
    f.requests[0].answer.give(error{errc::no_answer});
    REQUIRE(exchange.done()); // no time is left for another attempt
    CHECK(exchange.got().error().outcome_unknown());
}

TEST_CASE("an awaited transport that throws has lost an answer", "[flow][co_run]") {
    SECTION("when it is awaited") {
        fixture f;
        auto const exchange = f.begin(f.session, sample_payout());
        f.requests[0].answer.fail();
        REQUIRE_FALSE(exchange.done());
        f.wake();
        REQUIRE(f.requests.size() == 2);
        CHECK(f.requests[1].bytes == f.requests[0].bytes);
        f.requests[1].answer.give(accepted());
        CHECK(exchange.got());
    }
    SECTION("when it is called") {
        fixture f;
        int calls = 0;
        auto const send = [&](request const&) -> ready<result<response>> {
            ++calls;
            throw std::runtime_error{"no"};
        };
        auto const exchange = co_run<task<result<cash_out_receipt>>>(
            connectpsp::exchange{f.session, sample_payout(), retry_policy::no_retry()}, send,
            f.sleep(), std::ref(f.clock));
        error const why = exchange.got().error();
        CHECK(calls == 1);
        CHECK(why.cause() == errc::no_answer);
        CHECK(why.outcome_unknown());
        CHECK(why.idempotency_key() == sample_key);
    }
    SECTION("while it asks for a token, nothing is unknown") {
        fixture f{false};
        auto const exchange = f.begin(f.session, sample_payout(), retry_policy::no_retry());
        f.requests[0].answer.fail();
        error const why = exchange.got().error();
        CHECK(why == errc::no_answer);
        CHECK(why.during_authentication());
        CHECK_FALSE(why.outcome_unknown());
        CHECK(f.turn_is_free());
    }
}

TEST_CASE("a sleep that throws gives the exchange up, and that is a result", "[flow][co_run]") {
    for (bool const left : {false, true}) {
        CAPTURE(left);
        fixture f;
        auto const exchange = f.begin(f.session, sample_payout());
        f.requests[0].answer.give(error{left ? errc::no_answer : errc::not_sent});
        f.sleeps.at(0).end.fail();
        error const why = exchange.got().error();
        CHECK(why.cause() == errc::cancelled);
        CHECK(why.outcome_unknown() == left);
        CHECK(why.idempotency_key() == (left ? sample_key : ""));
        CHECK(f.requests.size() == 1);
    }
    fixture f;
    auto const sleep = [](std::chrono::milliseconds) -> ready<nothing> {
        throw std::runtime_error{"no"};
    };
    auto const exchange = co_run<task<result<balance>>>(
        connectpsp::exchange{f.session, get_balance{}}, f.send(), sleep, std::ref(f.clock));
    f.requests[0].answer.give(error{errc::no_answer});
    CHECK(exchange.got().error() == errc::cancelled);
    CHECK_FALSE(exchange.got().error().outcome_unknown());
}

TEST_CASE("a coroutine that is destroyed while it waits leaves the session usable",
          "[flow][co_run]") {
    SECTION("for a token") {
        fixture f{false};
        {
            auto const exchange = f.begin(f.session, sample_payout());
            REQUIRE(f.requests.at(0).is("/auth/token"));
            CHECK_FALSE(f.turn_is_free());
        }
        CHECK(f.turn_is_free());
    }
    SECTION("for somebody else's token") {
        fixture f{false};
        auto const first = f.begin(f.session, get_balance{});
        {
            auto const exchange = f.begin(f.session, sample_payout());
            REQUIRE(f.sleeps.size() == 1);
        }
        CHECK_FALSE(f.turn_is_free()); // which is the first one's
        f.requests.at(0).answer.give(token_reply());
        f.requests.at(1).answer.give(json_reply(200, std::string{three_banks_json}));
        CHECK(first.got().value() == three_banks());
    }
    SECTION("for its answer, or for the next attempt") {
        fixture f;
        auto const token = f.session.current(f.clock());
        {
            auto const exchange = f.begin(f.session, sample_payout());
            auto const other = f.begin(f.session, sample_payout());
            f.requests.at(1).answer.give(error{errc::no_answer});
            REQUIRE(f.sleeps.size() == 1);
            CHECK(token.use_count() > 2); // two exchanges and the session hold it
        }
        CHECK(f.session.current(f.clock()) == token);
        auto const next = f.begin(f.session, sample_payout());
        f.requests.at(2).answer.give(accepted());
        CHECK(next.got());
    }
}

TEST_CASE("many conversations take turns on one session and obtain one token", "[flow][co_run]") {
    constexpr int many = 100;
    fixture f{false};
    std::list<task<result<cash_out_receipt>>> talks;
    for (int i = 0; i != many; ++i)
        talks.push_back(f.begin(f.session, payout_number(i)));
    REQUIRE(f.requests.size() == 1);
    REQUIRE(f.requests[0].is("/auth/token"));
    REQUIRE(f.sleeps.size() == many - 1);

    // All who wait wake twice in vain, the last first; then the token comes.
    for (int round = 0; round != 2; ++round) {
        f.clock.advance(f.sleeps.back().delay);
        auto const asleep = f.sleeps.size();
        for (std::size_t i = 0; i != many - 1; ++i)
            f.sleeps[asleep - 1 - i].end.give({});
        CHECK(f.requests.size() == 1);
        REQUIRE(f.sleeps.size() == asleep + many - 1);
    }
    f.requests[0].answer.give(token_reply());
    f.clock.advance(f.sleeps.back().delay);
    auto const asleep = f.sleeps.size();
    for (std::size_t i = 0; i != many - 1; ++i)
        f.sleeps[asleep - 1 - i].end.give({});
    REQUIRE(f.requests.size() == 1 + many);

    // Every second answer is lost once; each comes to who has asked.
    auto const number_of = [](request const& message) {
        auto const at = message.body.find("ORDER-");
        return std::stoi(message.body.substr(at + 6));
    };
    for (std::size_t i = f.requests.size() - 1; i != 0; --i) {
        int const number = number_of(*f.requests[i].message);
        if (number % 2 == 0)
            f.requests[i].answer.give(error{errc::no_answer});
        else
            f.requests[i].answer.give(answer_to(number));
    }
    f.clock.advance(200ms);
    for (std::size_t i = asleep; i != f.sleeps.size(); ++i)
        f.sleeps[i].end.give({});
    REQUIRE(f.requests.size() == 1 + many + many / 2);
    for (std::size_t i = 1 + many; i != f.requests.size(); ++i)
        f.requests[i].answer.give(answer_to(number_of(*f.requests[i].message)));

    int number = 0;
    for (auto const& exchange : talks) {
        REQUIRE(exchange.got());
        CHECK(exchange.got().value().external_reference == "ORDER-" + std::to_string(number++));
    }
    int tokens = 0;
    for (auto const& each : f.requests)
        tokens += each.bytes.find("/auth/token") != std::string::npos ? 1 : 0;
    CHECK(tokens == 1);
}

} // namespace converse_test
