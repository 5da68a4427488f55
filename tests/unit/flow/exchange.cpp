// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/exchange.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>

#include <boost/system/errc.hpp>

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace exchange_test {

namespace {

struct fixture {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};

    /// With a valid token.
    explicit fixture(bool with_token = true) {
        if (with_token) REQUIRE(session.on_token(token_reply(), clock()));
    }

    template <class Op>
    connectpsp::exchange<Op> begin(Op op, retry_policy const& policy = {}) {
        return {session, std::move(op), policy, 1};
    }
};

bool asks_for_token(step const& now) {
    return now.request() != nullptr && now.request()->target() == "/auth/token";
}
bool sends(step const& now, std::string_view target) {
    return now.request() != nullptr && now.request()->target() == target;
}
bool waits(step const& now) { return !now.done() && now.request() == nullptr; }

std::string bytes_of(request const& message) {
    return message.url + '\n' + std::string{message.headers.text()} + message.body;
}

response html(int status) {
    return {.status = status, .content_type = "text/html", .body = "<html>"};
}

response accepted() { return json_reply(202, sample_payout_json()); }

} // namespace

TEST_CASE("an exchange with a token at hand sends once and is done", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    step now = exchange.start(f.clock());
    REQUIRE(sends(now, "/cash-out"));
    CHECK_FALSE(now.done());
    CHECK(now.request()->headers.find("X-Idempotency-Key") == sample_key);
    now = exchange.receive(accepted(), f.clock());
    CHECK(now.done());
    CHECK(now.request() == nullptr);
    auto const got = exchange.result();
    REQUIRE(got);
    CHECK(got.value().transaction_id == sample_id);
    CHECK(std::move(exchange).result().value() == got.value());
}

TEST_CASE("an exchange without a token asks for one first", "[flow][exchange]") {
    fixture f{false};
    auto exchange = f.begin(get_balance{});
    REQUIRE(asks_for_token(exchange.start(f.clock())));
    REQUIRE(sends(exchange.receive(token_reply(), f.clock()), "/account/balance"));
    CHECK(exchange.receive(json_reply(200, std::string{three_banks_json}), f.clock()).done());
    CHECK(exchange.result().value() == three_banks());
    CHECK(f.session.current(f.clock()) != nullptr);
    CHECK(f.session.try_lock_refresh(f.clock() + std::chrono::hours{1}));
}

TEST_CASE("a lost answer has the same bytes sent again", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    step now = exchange.start(f.clock());
    std::string const first = bytes_of(*now.request());
    for (int lost = 0; lost != 3; ++lost) {
        now = exchange.fail(error{errc::no_answer}, f.clock());
        REQUIRE(waits(now));
        CHECK(now.delay() <= 200ms * (1 << lost));
        f.clock.advance(now.delay());
        now = exchange.resume(f.clock());
        REQUIRE(sends(now, "/cash-out"));
        CHECK(bytes_of(*now.request()) == first);
    }
    CHECK(exchange.receive(accepted(), f.clock()).done());
    CHECK(exchange.result());
}

TEST_CASE("when every answer is lost, the end says what the payout is known by",
          "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    step now = exchange.start(f.clock());
    int sent = 0;
    while (!now.done()) {
        if (now.request() != nullptr) {
            ++sent;
            now = exchange.fail(error{errc::no_answer}, f.clock());
        } else {
            f.clock.advance(now.delay());
            now = exchange.resume(f.clock());
        }
    }
    CHECK(sent == 4);
    error const why = exchange.result().error();
    CHECK(why.cause() == errc::no_answer);
    CHECK(why == condition::outcome_unknown);
    CHECK(why.remedy() == remedy::retry_same_key);
    CHECK(why.idempotency_key() == sample_key);
    CHECK(why.external_reference() == sample_reference);
}

TEST_CASE("what is refused is sent once", "[flow][exchange]") {
    for (auto const& [status, code] :
         std::vector<std::pair<int, char const*>>{{422, "INSUFFICIENT_FUNDS"},
                                                  {422, "INVALID_SIGNATURE"},
                                                  {400, ""},
                                                  {403, ""},
                                                  {404, ""},
                                                  {401, "INVALID_APPLICATION_TOKEN"},
                                                  {409, ""}}) {
        INFO(status << ' ' << code);
        fixture f;
        auto exchange = f.begin(sample_payout());
        REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
        CHECK(exchange.receive(problem_reply(status, code), f.clock()).done());
        error const why = exchange.result().error();
        CHECK(why.status() == status);
        // The reference may be taken by an attempt that is unknown here.
        CHECK(why.outcome_unknown() == (status == 409));
        CHECK(why.idempotency_key().empty() == (status != 409));
    }
}

TEST_CASE("a later refusal does not hide an attempt that may have paid", "[flow][exchange]") {
    struct {
        response answer;
        api_errc code;
        remedy what;
    } const table[] = {
        {problem_reply(422, "INSUFFICIENT_FUNDS"), api_errc::insufficient_funds, remedy::reconcile},
        {problem_reply(400, ""), api_errc::bad_request, remedy::reconcile},
        {problem_reply(404, ""), api_errc::not_found, remedy::reconcile},
        {problem_reply(409, ""), api_errc::conflict, remedy::reconcile},
        {problem_reply(401, "INVALID_CREDENTIALS"), api_errc::invalid_credentials,
         remedy::reconcile},
        {html(502), api_errc::bad_gateway, remedy::retry_same_key},
        {{.status = 429, .retry_after = "3600"},
         api_errc::too_many_requests,
         remedy::retry_same_key},
    };
    for (auto const& [answer, code, what] : table) {
        INFO(answer.status << ' ' << answer.body);
        fixture f;
        auto exchange = f.begin(sample_payout(), {.max_attempts = 2});
        exchange.start(f.clock());
        step now = exchange.fail(error{errc::no_answer}, f.clock());
        REQUIRE(waits(now));
        now = exchange.resume(f.clock());
        REQUIRE(sends(now, "/cash-out"));
        REQUIRE(exchange.receive(answer, f.clock()).done());
        error const why = exchange.result().error();
        CHECK(why.cause() == code);
        CHECK(why == errc::outcome_unknown);
        CHECK(why.code() == condition::outcome_unknown);
        CHECK(why.code() != make_error_code(code));
        CHECK(why.outcome_unknown());
        CHECK(why.remedy() == what);
        CHECK(why.idempotency_key() == sample_key);
        for (auto const misleading :
             {condition::insufficient_funds, condition::rejected, condition::not_found})
            CHECK(why != misleading);
    }
}

TEST_CASE("that a refund was done before is said, whoever did it", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_refund(), {.max_attempts = 2});
    exchange.start(f.clock());
    exchange.fail(error{errc::no_answer}, f.clock());
    exchange.resume(f.clock());
    REQUIRE(exchange.receive(problem_reply(422, "CASH_IN_ALREADY_REFUNDED"), f.clock()).done());
    CHECK(exchange.result().error().cause() == condition::already_done);
    CHECK(exchange.result().error().outcome_unknown());
    CHECK(exchange.result().error().remedy() == remedy::reconcile);
}

TEST_CASE("that a later attempt never left does not hide one that may have paid",
          "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout(), {.max_attempts = 2});
    exchange.start(f.clock());
    exchange.fail(error{errc::no_answer}, f.clock());
    exchange.resume(f.clock());
    REQUIRE(exchange.fail(error{errc::not_sent}, f.clock()).done());
    error const why = exchange.result().error();
    CHECK(why.cause() == errc::not_sent);
    CHECK(why.outcome_unknown());
    CHECK(why.remedy() == remedy::retry_same_key);
}

TEST_CASE("nor does a token that cannot be had", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    exchange.start(f.clock());
    REQUIRE(waits(exchange.fail(error{errc::no_answer}, f.clock())));
    f.session.invalidate(f.session.current(f.clock()));
    REQUIRE(asks_for_token(exchange.resume(f.clock())));
    REQUIRE(exchange.receive(problem_reply(401, "INVALID_CREDENTIALS"), f.clock()).done());
    error const why = exchange.result().error();
    CHECK(why.during_authentication());
    CHECK(why.outcome_unknown());
    CHECK(why.remedy() == remedy::retry_same_key);
}

TEST_CASE("a stored attempt that is taken up keeps its doubt until it succeeds",
          "[flow][exchange]") {
    fixture f;
    auto const record = save_attempt(sample_payout(), f.session, f.clock()).value();
    auto const attempt = load_attempt<create_cash_out>(record, f.session).value();
    struct {
        response answer;
        remedy what;
    } const table[] = {
        {problem_reply(422, "INSUFFICIENT_FUNDS"), remedy::reconcile},
        {problem_reply(400, ""), remedy::reconcile},
        {{.status = 429, .retry_after = "3600"}, remedy::retry_same_key},
    };
    for (auto const& [answer, what] : table) {
        INFO(answer.status);
        exchange exchange{f.session, attempt, retry_policy::no_retry()};
        static_assert(std::is_same_v<decltype(exchange), connectpsp::exchange<create_cash_out>>);
        REQUIRE(sends(exchange.start(f.clock()), "/cash-out"));
        REQUIRE(exchange.receive(answer, f.clock()).done());
        CHECK(exchange.result().error().status() == answer.status);
        CHECK(exchange.result().error().outcome_unknown());
        CHECK(exchange.result().error().remedy() == what);
        CHECK(exchange.result().error().idempotency_key() == sample_key);
    }
    exchange found{f.session, attempt};
    CHECK(found.result().error().outcome_unknown()); // even before it is sent
    found.start(f.clock());
    REQUIRE(found.receive(accepted(), f.clock()).done());
    CHECK(found.result());
}

TEST_CASE("a rebalance's deadline runs while a token is waited for", "[flow][exchange]") {
    rebalance const op{.target_amount = money::from_centavos(100)};
    for (bool const late : {false, true}) {
        fixture f{false};
        auto exchange = f.begin(op, {.deadline = 10s});
        REQUIRE(asks_for_token(exchange.start(f.clock())));
        f.clock.advance(late ? 10s : 10s - 1us);
        step const now = exchange.receive(token_reply(), f.clock());
        CHECK(now.done() == late);
        if (!late) continue;
        CHECK(exchange.result().error() == errc::not_sent);
        CHECK(exchange.result().error().during_authentication());
        CHECK_FALSE(exchange.result().error().outcome_unknown());
    }
    fixture f{false}; // what has a key does not grow old
    auto exchange = f.begin(sample_payout(), {.deadline = 10s});
    exchange.start(f.clock());
    f.clock.advance(11s);
    CHECK(sends(exchange.receive(token_reply(), f.clock()), "/cash-out"));
}

TEST_CASE("an answer about another payout ends the exchange", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    exchange.start(f.clock());
    REQUIRE(exchange.receive(json_reply(202, sample_payout_json("1.00")), f.clock()).done());
    error const why = exchange.result().error();
    CHECK(why.cause() == errc::mismatched_amount);
    CHECK(why.outcome_unknown());
    CHECK(why.remedy() == remedy::reconcile);
    CHECK(why.transaction_id() == sample_id);
    CHECK(why.idempotency_key() == sample_key);
}

TEST_CASE("a rebalance is sent again within its deadline only", "[flow][exchange]") {
    rebalance const op{.target_amount = money::from_centavos(100)};
    for (bool const late : {false, true}) {
        fixture f;
        auto exchange = f.begin(op, {.deadline = 10s});
        REQUIRE(sends(exchange.start(f.clock()), "/account/rebalance"));
        f.clock.advance(9s);
        step now = exchange.fail(error{errc::no_answer}, f.clock());
        REQUIRE(waits(now));
        f.clock.advance(late ? 1s : 1s - 1us); // whoever drives it slept too long
        now = exchange.resume(f.clock());
        CHECK(now.done() == late);
        if (!late) continue;
        CHECK(exchange.result().error().cause() == errc::no_answer);
        CHECK(exchange.result().error().outcome_unknown());
        CHECK(exchange.result().error().remedy() == remedy::reconcile);
        CHECK(exchange.result().error().idempotency_key().empty());
    }
}

TEST_CASE("a deadline may be no deadline", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout(), {.deadline = std::chrono::milliseconds::max()});
    exchange.start(f.clock());
    f.clock.advance(std::chrono::minutes{50});
    REQUIRE(waits(exchange.fail(error{errc::no_answer}, f.clock())));
    CHECK(sends(exchange.resume(f.clock()), "/cash-out"));
}

TEST_CASE("a rebalance that a clock has been set back for is not sent", "[flow][exchange]") {
    rebalance const op{.target_amount = money::from_centavos(100)};
    {
        fixture f{false}; // while a token was waited for
        auto exchange = f.begin(op);
        REQUIRE(asks_for_token(exchange.start(f.clock())));
        f.clock.advance(-1s);
        REQUIRE(exchange.receive(token_reply(), f.clock()).done());
        CHECK(exchange.result().error() == errc::not_sent);
    }
    fixture f; // between two attempts
    REQUIRE(f.session.on_token(token_reply(), f.clock() - 60s));
    auto exchange = f.begin(op);
    exchange.start(f.clock());
    REQUIRE(waits(exchange.fail(error{errc::no_answer}, f.clock())));
    f.clock.advance(-1s);
    REQUIRE(exchange.resume(f.clock()).done());
    CHECK(exchange.result().error().outcome_unknown());
}

TEST_CASE("a server that asks to come back is waited for, up to a bound", "[flow][exchange]") {
    for (auto const& [text, delay] : std::vector<std::pair<char const*, std::chrono::seconds>>{
             {"7", 7s}, {"Tue, 10 Mar 2026 14:00:09 GMT", 9s}, {"61", -1s}, {"31536000", -1s}}) {
        INFO(text);
        fixture f;
        auto exchange = f.begin(sample_payout(), {.deadline = std::chrono::minutes{10}});
        exchange.start(f.clock());
        step const now = exchange.receive(response{.status = 429, .retry_after = text}, f.clock());
        CHECK(now.done() == (delay < 0s));
        if (!now.done()) CHECK(now.delay() == delay);
        if (now.done()) CHECK_FALSE(exchange.result().error().outcome_unknown());
    }
}

TEST_CASE("a token that is refused is renewed once, which is no attempt", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout(), retry_policy::no_retry());
    std::string const body = exchange.start(f.clock()).request()->body;
    REQUIRE(asks_for_token(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock())));
    step now = exchange.receive(token_reply("d.e.f"), f.clock());
    REQUIRE(sends(now, "/cash-out"));
    CHECK(now.request()->body == body);
    CHECK(now.request()->headers.find("Authorization") == "Bearer d.e.f");
    CHECK(now.request()->headers.find("X-Idempotency-Key") == sample_key);
    REQUIRE(exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock()).done());
    CHECK(exchange.result().error() == api_errc::token_expired);
    CHECK_FALSE(exchange.result().error().outcome_unknown());
}

TEST_CASE("a refused token that was replaced meanwhile is not renewed again", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(get_balance{});
    REQUIRE(sends(exchange.start(f.clock()), "/account/balance"));
    REQUIRE(f.session.on_token(token_reply("d.e.f"), f.clock()));
    step const now = exchange.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock());
    REQUIRE(sends(now, "/account/balance"));
    CHECK(now.request()->headers.find("Authorization") == "Bearer d.e.f");
}

TEST_CASE("while one exchange renews, the others go on with the token at hand",
          "[flow][exchange]") {
    fixture f;
    f.clock.advance(3550s);
    auto first = f.begin(get_balance{});
    auto second = f.begin(get_balance{});
    REQUIRE(asks_for_token(first.start(f.clock())));
    CHECK(sends(second.start(f.clock()), "/account/balance"));
    CHECK(sends(first.fail(error{errc::no_answer}, f.clock()), "/account/balance"));
    auto third = f.begin(get_balance{}); // and no exchange tries again at once
    CHECK(sends(third.start(f.clock()), "/account/balance"));
    f.clock.advance(limits::token_backoff - 1us);
    auto fourth = f.begin(get_balance{});
    CHECK_FALSE(asks_for_token(fourth.start(f.clock())));
    f.clock.advance(1us);
    auto fifth = f.begin(get_balance{});
    CHECK(asks_for_token(fifth.start(f.clock())));
}

TEST_CASE("without a token the others wait for who obtains one", "[flow][exchange]") {
    fixture f{false};
    auto first = f.begin(get_balance{});
    auto second = f.begin(sample_payout());
    REQUIRE(asks_for_token(first.start(f.clock())));
    step now = second.start(f.clock());
    for (int i = 0; i != 5; ++i) {
        REQUIRE(waits(now));
        CHECK(now.delay() > 0ms);
        CHECK(now.delay() <= 100ms);
        f.clock.advance(now.delay());
        now = second.resume(f.clock());
    }
    REQUIRE(sends(first.receive(token_reply(), f.clock()), "/account/balance"));
    CHECK(sends(second.resume(f.clock()), "/cash-out"));
}

TEST_CASE("a token that never comes ends the wait, even for a clock that stands",
          "[flow][exchange]") {
    fixture f{false};
    auto first = f.begin(get_balance{});
    auto second = f.begin(sample_payout(), {.deadline = 2s});
    REQUIRE(asks_for_token(first.start(f.clock())));
    step now = second.start(f.clock());
    std::chrono::milliseconds waited{0};
    for (; waits(now); now = second.resume(f.clock()))
        waited += now.delay();
    REQUIRE(now.done());
    CHECK(waited >= 2s);
    CHECK(waited < 2s + 100ms);
    error const why = second.result().error();
    CHECK(why == errc::not_sent);
    CHECK(why.underlying() == boost::system::errc::timed_out);
    CHECK(why.during_authentication());
    CHECK_FALSE(why.outcome_unknown());
}

TEST_CASE("a token that cannot be had is asked for as often as the policy says",
          "[flow][exchange]") {
    fixture f{false};
    auto exchange = f.begin(sample_payout(), {.max_attempts = 3});
    step now = exchange.start(f.clock());
    int asked = 0;
    while (!now.done()) {
        if (now.request() != nullptr) {
            REQUIRE(asks_for_token(now));
            ++asked;
            now = exchange.receive(html(503), f.clock());
        } else {
            // Nobody has the turn while this one waits.
            CHECK(f.session.try_lock_refresh(f.session.state(f.clock()).refresh_at));
            f.clock.advance(now.delay());
            now = exchange.resume(f.clock());
        }
    }
    CHECK(asked == 3);
    CHECK(exchange.result().error() == api_errc::service_unavailable);
    CHECK(exchange.result().error().during_authentication());
    CHECK_FALSE(exchange.result().error().outcome_unknown());
}

TEST_CASE("of a crowd that is refused a token, one asks", "[flow][exchange]") {
    fixture f{false};
    std::vector<connectpsp::exchange<get_balance>> crowd;
    for (int i = 0; i != 50; ++i)
        crowd.push_back(f.begin(get_balance{}));
    REQUIRE(asks_for_token(crowd.front().start(f.clock())));
    for (std::size_t i = 1; i != crowd.size(); ++i)
        REQUIRE(waits(crowd[i].start(f.clock())));
    CHECK(crowd.front().receive(problem_reply(401, "INVALID_CREDENTIALS"), f.clock()).done());
    f.clock.advance(5ms);
    for (auto& each : crowd) {
        REQUIRE(each.resume(f.clock()).done());
        CHECK(each.result().error() == api_errc::invalid_credentials);
        CHECK(each.result().error().during_authentication());
        CHECK_FALSE(each.result().error().outcome_unknown());
    }
    auto later = f.begin(get_balance{});
    REQUIRE(later.start(f.clock()).done());
    CHECK(later.result().error() == api_errc::invalid_credentials);
    f.clock.advance(limits::token_backoff);
    auto much_later = f.begin(get_balance{});
    CHECK(asks_for_token(much_later.start(f.clock())));
}

TEST_CASE("an answer that is no token fails who asked, and nobody else", "[flow][exchange]") {
    for (response const& answer : {html(500), html(520), html(302), html(404), html(200),
                                   json_reply(200, R"({"accessTok)"), problem_reply(400, "X")}) {
        INFO(answer.status << ' ' << answer.body);
        fixture f{false};
        auto first = f.begin(sample_payout());
        auto second = f.begin(sample_payout());
        REQUIRE(asks_for_token(first.start(f.clock())));
        REQUIRE(waits(second.start(f.clock())));
        CHECK(first.receive(answer, f.clock()).done());
        f.clock.advance(5ms);
        step now = second.resume(f.clock());
        REQUIRE(waits(now));
        CHECK(now.delay() == 95ms);
        f.clock.advance(now.delay());
        REQUIRE(asks_for_token(second.resume(f.clock())));
        CHECK(sends(second.receive(token_reply(), f.clock()), "/cash-out"));
    }
}

TEST_CASE("a crowd without a token asks a struggling server ever more rarely", "[flow][exchange]") {
    fixture f{false};
    std::vector<connectpsp::exchange<get_balance>> crowd;
    for (int i = 0; i != 40; ++i)
        crowd.push_back(f.begin(get_balance{}, {.max_attempts = 40}));
    std::vector<timestamp> wakes(crowd.size(), f.clock());
    std::vector<step> steps;
    for (auto& each : crowd)
        steps.push_back(each.start(f.clock()));
    int asked = 0;
    timestamp const begin = f.clock();
    // For twelve seconds the server is struggling, then it is well.
    std::size_t done = 0;
    for (; done != crowd.size() && f.clock() < begin + 60s; f.clock.advance(1ms)) {
        for (std::size_t i = 0; i != crowd.size(); ++i) {
            if (steps[i].done() || wakes[i] > f.clock()) continue;
            if (waits(steps[i])) steps[i] = crowd[i].resume(f.clock());
            if (asks_for_token(steps[i])) {
                ++asked;
                steps[i] = crowd[i].receive(f.clock() < begin + 12s ? html(503) : token_reply(),
                                            f.clock());
            }
            if (sends(steps[i], "/account/balance"))
                steps[i] =
                    crowd[i].receive(json_reply(200, std::string{three_banks_json}), f.clock());
            if (steps[i].done()) ++done;
            wakes[i] = f.clock() + steps[i].delay();
        }
    }
    CHECK(done == crowd.size());
    CHECK(asked > 4);
    CHECK(asked < 12);
    for (auto& each : crowd)
        CHECK(each.result());
    CHECK(f.clock() < begin + 30s);
}

TEST_CASE("who cannot wait as long as the server asks does not wait at all", "[flow][exchange]") {
    fixture f{false};
    auto first = f.begin(get_balance{});
    REQUIRE(asks_for_token(first.start(f.clock())));
    response busy = html(429);
    busy.retry_after = "20";
    CHECK_FALSE(sends(first.receive(busy, f.clock()), "/account/balance"));
    auto patient = f.begin(get_balance{}, {.deadline = 20001ms, .max_retry_after = 20s});
    step const now = patient.start(f.clock());
    REQUIRE(waits(now));
    CHECK(now.delay() == 20s);
    auto hasty = f.begin(sample_payout(), {.deadline = 20s});
    REQUIRE(hasty.start(f.clock()).done());
    CHECK(hasty.result().error() == api_errc::too_many_requests);
    CHECK(hasty.result().error().retry_after()->delay(f.clock()) == 20s);
    CHECK_FALSE(hasty.result().error().outcome_unknown());
    auto proud = f.begin(get_balance{}, {.deadline = 60s, .max_retry_after = 19s});
    REQUIRE(proud.start(f.clock()).done());
    CHECK(proud.result().error() == api_errc::too_many_requests);
    f.clock.advance(20s);
    CHECK(asks_for_token(patient.resume(f.clock())));
}

TEST_CASE("what is refused before the wire sends nothing", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(rebalance{.target_amount = money::from_centavos(-1)});
    CHECK(exchange.start(f.clock()).done());
    CHECK(exchange.result().error() == errc::negative_amount);
}

TEST_CASE("an exchange that is given up says whether the request may have left",
          "[flow][exchange]") {
    fixture f;
    SECTION("before it began") {
        auto exchange = f.begin(sample_payout());
        CHECK(exchange.result().error() == errc::cancelled);
        exchange.cancel();
        CHECK(exchange.start(f.clock()).done());
        CHECK(exchange.result().error() == errc::cancelled);
        CHECK_FALSE(exchange.result().error().outcome_unknown());
    }
    SECTION("while it asks for a token") {
        f.session.invalidate(f.session.current(f.clock()));
        auto exchange = f.begin(sample_payout());
        REQUIRE(asks_for_token(exchange.start(f.clock())));
        CHECK_FALSE(f.session.try_lock_refresh(f.clock()));
        exchange.cancel();
        CHECK_FALSE(exchange.result().error().outcome_unknown());
        CHECK(f.session.try_lock_refresh(f.clock())); // the session goes on
        CHECK(exchange.receive(token_reply(), f.clock()).done());
        CHECK(f.session.current(f.clock()) == nullptr);
    }
    SECTION("while the operation is out") {
        auto exchange = f.begin(sample_payout());
        exchange.start(f.clock());
        CHECK(exchange.result().error().outcome_unknown()); // as it stands
        exchange.cancel();
        error const why = exchange.result().error();
        CHECK(why.cause() == errc::cancelled);
        CHECK(why.outcome_unknown());
        CHECK(why.remedy() == remedy::retry_same_key);
        CHECK(why.idempotency_key() == sample_key);
        CHECK(exchange.receive(accepted(), f.clock()).done());
        CHECK(exchange.result().error().cause() == errc::cancelled);
    }
    SECTION("while a read is out") {
        auto exchange = f.begin(get_balance{});
        exchange.start(f.clock());
        exchange.cancel();
        CHECK_FALSE(exchange.result().error().outcome_unknown());
    }
    SECTION("between two attempts") {
        for (bool const left : {false, true}) {
            auto exchange = f.begin(sample_payout());
            exchange.start(f.clock());
            REQUIRE(
                waits(exchange.fail(error{left ? errc::no_answer : errc::not_sent}, f.clock())));
            CHECK(exchange.result().error().outcome_unknown() == left);
            exchange.cancel();
            error const why = exchange.result().error();
            CHECK(why.outcome_unknown() == left);
            // The very same order may be sent again; a person need not look into it first.
            if (left) CHECK(why.remedy() == remedy::retry_same_key);
        }
    }
    SECTION("when it is done") {
        auto exchange = f.begin(sample_payout());
        exchange.start(f.clock());
        exchange.receive(accepted(), f.clock());
        exchange.cancel();
        CHECK(exchange.result());
    }
    SECTION("by its destruction") {
        f.session.invalidate(f.session.current(f.clock()));
        {
            auto exchange = f.begin(sample_payout());
            REQUIRE(asks_for_token(exchange.start(f.clock())));
        }
        CHECK(f.session.try_lock_refresh(f.clock()));
    }
}

TEST_CASE("calls that no step has asked for change nothing", "[flow][exchange]") {
    fixture f;
    auto exchange = f.begin(sample_payout());
    step now = exchange.start(f.clock());
    REQUIRE(sends(now, "/cash-out"));
    CHECK(waits(exchange.start(f.clock()))); // a request is handed out once
    CHECK(waits(exchange.resume(f.clock())));
    now = exchange.fail(error{errc::no_answer}, f.clock());
    REQUIRE(waits(now));
    auto const delay = now.delay();
    CHECK(exchange.receive(accepted(), f.clock()).delay() ==
          delay); // an answer that comes too late
    CHECK(exchange.fail(error{errc::not_sent}, f.clock()).delay() == delay);
    CHECK(waits(exchange.start(f.clock())));
    exchange.resume(f.clock());
    REQUIRE(exchange.receive(accepted(), f.clock()).done());
    CHECK(exchange.receive(problem_reply(422, ""), f.clock()).done());
    CHECK(exchange.fail(error{errc::no_answer}, f.clock()).done());
    CHECK(exchange.resume(f.clock()).done());
    CHECK(exchange.result());
}

TEST_CASE("delays come from the caller's random word, or from the moment", "[flow][exchange]") {
    auto const initial_delay = [](std::optional<std::uint64_t> random,
                                  std::chrono::microseconds at) {
        fixture f;
        f.clock.advance(at);
        exchange exchange{f.session, get_balance{}, {.initial_delay = 4s}, random};
        exchange.start(f.clock());
        return exchange.fail(error{errc::no_answer}, f.clock()).delay();
    };
    CHECK(initial_delay(7, 0us) == initial_delay(7, 5s));
    CHECK(initial_delay(std::nullopt, 1us) == initial_delay(std::nullopt, 1us));
    std::set<std::chrono::milliseconds> given, moments;
    for (int i = 0; i != 50; ++i) {
        given.insert(initial_delay(i, 0us));
        moments.insert(initial_delay(std::nullopt, std::chrono::microseconds{i}));
    }
    CHECK(given.size() > 40);
    CHECK(moments.size() > 40);
}

TEST_CASE("a clock that jumps ends what it can no longer time", "[flow][exchange]") {
    for (auto const jump : {std::chrono::hours{-1}, std::chrono::hours{1}}) {
        fixture f;
        REQUIRE(f.session.on_token(token_reply(access_token, 100'000), f.clock() - 2h));
        auto exchange = f.begin(sample_payout());
        exchange.start(f.clock());
        f.clock.advance(jump);
        CHECK(exchange.fail(error{errc::no_answer}, f.clock()).done());
        CHECK(exchange.result().error().outcome_unknown());
    }
}

} // namespace exchange_test
