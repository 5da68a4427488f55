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
    session of{environment::staging(), sample_credentials()};
    fake_clock clock{};

    /// With a token at hand.
    explicit fixture(bool with_token = true) {
        if (with_token) REQUIRE(of.accept(token_reply(), clock()));
    }

    template <class Op>
    exchange<Op> begin(Op op, retry_policy const& policy = {}) {
        return {of, std::move(op), policy, 1};
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
    auto talk = f.begin(sample_payout());
    step now = talk.start(f.clock());
    REQUIRE(sends(now, "/cash-out"));
    CHECK_FALSE(now.done());
    CHECK(now.request()->headers.find("X-Idempotency-Key") == sample_key);
    now = talk.receive(accepted(), f.clock());
    CHECK(now.done());
    CHECK(now.request() == nullptr);
    auto const got = talk.result();
    REQUIRE(got);
    CHECK(got.value().transaction_id == sample_id);
    CHECK(std::move(talk).result().value() == got.value());
}

TEST_CASE("an exchange without a token asks for one first", "[flow][exchange]") {
    fixture f{false};
    auto talk = f.begin(get_balance{});
    REQUIRE(asks_for_token(talk.start(f.clock())));
    REQUIRE(sends(talk.receive(token_reply(), f.clock()), "/account/balance"));
    CHECK(talk.receive(json_reply(200, std::string{three_banks_json}), f.clock()).done());
    CHECK(talk.result().value() == three_banks());
    CHECK(f.of.current(f.clock()) != nullptr);
    CHECK(f.of.take_refresh_turn(f.clock() + std::chrono::hours{1}));
}

TEST_CASE("a lost answer has the same bytes sent again", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout());
    step now = talk.start(f.clock());
    std::string const first = bytes_of(*now.request());
    for (int lost = 0; lost != 3; ++lost) {
        now = talk.fail(error{errc::no_answer}, f.clock());
        REQUIRE(waits(now));
        CHECK(now.delay() <= 200ms * (1 << lost));
        f.clock.advance(now.delay());
        now = talk.resume(f.clock());
        REQUIRE(sends(now, "/cash-out"));
        CHECK(bytes_of(*now.request()) == first);
    }
    CHECK(talk.receive(accepted(), f.clock()).done());
    CHECK(talk.result());
}

TEST_CASE("when every answer is lost, the end says what the payout is known by",
          "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout());
    step now = talk.start(f.clock());
    int sent = 0;
    while (!now.done()) {
        if (now.request() != nullptr) {
            ++sent;
            now = talk.fail(error{errc::no_answer}, f.clock());
        } else {
            f.clock.advance(now.delay());
            now = talk.resume(f.clock());
        }
    }
    CHECK(sent == 4);
    error const why = talk.result().error();
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
        auto talk = f.begin(sample_payout());
        REQUIRE(sends(talk.start(f.clock()), "/cash-out"));
        CHECK(talk.receive(problem_reply(status, code), f.clock()).done());
        error const why = talk.result().error();
        CHECK(why.status() == status);
        // The reference may be taken by an attempt that nobody here knows of.
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
        auto talk = f.begin(sample_payout(), {.attempts = 2});
        talk.start(f.clock());
        step now = talk.fail(error{errc::no_answer}, f.clock());
        REQUIRE(waits(now));
        now = talk.resume(f.clock());
        REQUIRE(sends(now, "/cash-out"));
        REQUIRE(talk.receive(answer, f.clock()).done());
        error const why = talk.result().error();
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
    auto talk = f.begin(sample_refund(), {.attempts = 2});
    talk.start(f.clock());
    talk.fail(error{errc::no_answer}, f.clock());
    talk.resume(f.clock());
    REQUIRE(talk.receive(problem_reply(422, "CASH_IN_ALREADY_REFUNDED"), f.clock()).done());
    CHECK(talk.result().error().cause() == condition::already_done);
    CHECK(talk.result().error().outcome_unknown());
    CHECK(talk.result().error().remedy() == remedy::reconcile);
}

TEST_CASE("that a later attempt never left does not hide one that may have paid",
          "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout(), {.attempts = 2});
    talk.start(f.clock());
    talk.fail(error{errc::no_answer}, f.clock());
    talk.resume(f.clock());
    REQUIRE(talk.fail(error{errc::not_sent}, f.clock()).done());
    error const why = talk.result().error();
    CHECK(why.cause() == errc::not_sent);
    CHECK(why.outcome_unknown());
    CHECK(why.remedy() == remedy::retry_same_key);
}

TEST_CASE("nor does a token that cannot be had", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout());
    talk.start(f.clock());
    REQUIRE(waits(talk.fail(error{errc::no_answer}, f.clock())));
    f.of.discard(f.of.current(f.clock()));
    REQUIRE(asks_for_token(talk.resume(f.clock())));
    REQUIRE(talk.receive(problem_reply(401, "INVALID_CREDENTIALS"), f.clock()).done());
    error const why = talk.result().error();
    CHECK(why.while_authorizing());
    CHECK(why.outcome_unknown());
    CHECK(why.remedy() == remedy::retry_same_key);
}

TEST_CASE("a stored attempt that is taken up keeps its doubt until it succeeds",
          "[flow][exchange]") {
    fixture f;
    auto const record = freeze(sample_payout(), f.of, f.clock()).value();
    auto const attempt = thaw<create_cash_out>(record, f.of).value();
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
        exchange talk{f.of, attempt, retry_policy::once()};
        static_assert(std::is_same_v<decltype(talk), exchange<create_cash_out>>);
        REQUIRE(sends(talk.start(f.clock()), "/cash-out"));
        REQUIRE(talk.receive(answer, f.clock()).done());
        CHECK(talk.result().error().status() == answer.status);
        CHECK(talk.result().error().outcome_unknown());
        CHECK(talk.result().error().remedy() == what);
        CHECK(talk.result().error().idempotency_key() == sample_key);
    }
    exchange found{f.of, attempt};
    CHECK(found.result().error().outcome_unknown()); // even before it is sent
    found.start(f.clock());
    REQUIRE(found.receive(accepted(), f.clock()).done());
    CHECK(found.result());
}

TEST_CASE("a rebalance's deadline runs while a token is waited for", "[flow][exchange]") {
    rebalance const op{.target_amount = money::from_centavos(100)};
    for (bool const late : {false, true}) {
        fixture f{false};
        auto talk = f.begin(op, {.deadline = 10s});
        REQUIRE(asks_for_token(talk.start(f.clock())));
        f.clock.advance(late ? 10s : 10s - 1us);
        step const now = talk.receive(token_reply(), f.clock());
        CHECK(now.done() == late);
        if (!late) continue;
        CHECK(talk.result().error() == errc::not_sent);
        CHECK(talk.result().error().while_authorizing());
        CHECK_FALSE(talk.result().error().outcome_unknown());
    }
    fixture f{false}; // what has a key does not grow old
    auto talk = f.begin(sample_payout(), {.deadline = 10s});
    talk.start(f.clock());
    f.clock.advance(11s);
    CHECK(sends(talk.receive(token_reply(), f.clock()), "/cash-out"));
}

TEST_CASE("an answer about another payout ends the exchange", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout());
    talk.start(f.clock());
    REQUIRE(talk.receive(json_reply(202, sample_payout_json("1.00")), f.clock()).done());
    error const why = talk.result().error();
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
        auto talk = f.begin(op, {.deadline = 10s});
        REQUIRE(sends(talk.start(f.clock()), "/account/rebalance"));
        f.clock.advance(9s);
        step now = talk.fail(error{errc::no_answer}, f.clock());
        REQUIRE(waits(now));
        f.clock.advance(late ? 1s : 1s - 1us); // whoever drives it slept too long
        now = talk.resume(f.clock());
        CHECK(now.done() == late);
        if (!late) continue;
        CHECK(talk.result().error().cause() == errc::no_answer);
        CHECK(talk.result().error().outcome_unknown());
        CHECK(talk.result().error().remedy() == remedy::reconcile);
        CHECK(talk.result().error().idempotency_key().empty());
    }
}

TEST_CASE("a deadline may be no deadline", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout(), {.deadline = std::chrono::milliseconds::max()});
    talk.start(f.clock());
    f.clock.advance(std::chrono::minutes{50});
    REQUIRE(waits(talk.fail(error{errc::no_answer}, f.clock())));
    CHECK(sends(talk.resume(f.clock()), "/cash-out"));
}

TEST_CASE("a rebalance that a clock has been set back for is not sent", "[flow][exchange]") {
    rebalance const op{.target_amount = money::from_centavos(100)};
    {
        fixture f{false}; // while a token was waited for
        auto talk = f.begin(op);
        REQUIRE(asks_for_token(talk.start(f.clock())));
        f.clock.advance(-1s);
        REQUIRE(talk.receive(token_reply(), f.clock()).done());
        CHECK(talk.result().error() == errc::not_sent);
    }
    fixture f; // between two attempts
    REQUIRE(f.of.accept(token_reply(), f.clock() - 60s));
    auto talk = f.begin(op);
    talk.start(f.clock());
    REQUIRE(waits(talk.fail(error{errc::no_answer}, f.clock())));
    f.clock.advance(-1s);
    REQUIRE(talk.resume(f.clock()).done());
    CHECK(talk.result().error().outcome_unknown());
}

TEST_CASE("a server that asks to come back is waited for, up to a bound", "[flow][exchange]") {
    for (auto const& [text, delay] : std::vector<std::pair<char const*, std::chrono::seconds>>{
             {"7", 7s}, {"Tue, 10 Mar 2026 14:00:09 GMT", 9s}, {"61", -1s}, {"31536000", -1s}}) {
        INFO(text);
        fixture f;
        auto talk = f.begin(sample_payout(), {.deadline = std::chrono::minutes{10}});
        talk.start(f.clock());
        step const now = talk.receive(response{.status = 429, .retry_after = text}, f.clock());
        CHECK(now.done() == (delay < 0s));
        if (!now.done()) CHECK(now.delay() == delay);
        if (now.done()) CHECK_FALSE(talk.result().error().outcome_unknown());
    }
}

TEST_CASE("a token that is refused is renewed once, which is no attempt", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout(), retry_policy::once());
    std::string const body = talk.start(f.clock()).request()->body;
    REQUIRE(asks_for_token(talk.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock())));
    step now = talk.receive(token_reply("d.e.f"), f.clock());
    REQUIRE(sends(now, "/cash-out"));
    CHECK(now.request()->body == body);
    CHECK(now.request()->headers.find("Authorization") == "Bearer d.e.f");
    CHECK(now.request()->headers.find("X-Idempotency-Key") == sample_key);
    REQUIRE(talk.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock()).done());
    CHECK(talk.result().error() == api_errc::token_expired);
    CHECK_FALSE(talk.result().error().outcome_unknown());
}

TEST_CASE("a refused token that was replaced meanwhile is not renewed again", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(get_balance{});
    REQUIRE(sends(talk.start(f.clock()), "/account/balance"));
    REQUIRE(f.of.accept(token_reply("d.e.f"), f.clock()));
    step const now = talk.receive(problem_reply(401, "TOKEN_EXPIRED"), f.clock());
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
    auto third = f.begin(get_balance{}); // and nobody tries again at once
    CHECK(sends(third.start(f.clock()), "/account/balance"));
    f.clock.advance(limits::token_refresh_pause - 1us);
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
    CHECK(why.while_authorizing());
    CHECK_FALSE(why.outcome_unknown());
}

TEST_CASE("a token that cannot be had is asked for as often as the policy says",
          "[flow][exchange]") {
    fixture f{false};
    auto talk = f.begin(sample_payout(), {.attempts = 3});
    step now = talk.start(f.clock());
    int asked = 0;
    while (!now.done()) {
        if (now.request() != nullptr) {
            REQUIRE(asks_for_token(now));
            ++asked;
            now = talk.receive(html(503), f.clock());
        } else {
            // Nobody has the turn while this one waits.
            CHECK(f.of.take_refresh_turn(f.of.look(f.clock()).refresh_at));
            f.clock.advance(now.delay());
            now = talk.resume(f.clock());
        }
    }
    CHECK(asked == 3);
    CHECK(talk.result().error() == api_errc::service_unavailable);
    CHECK(talk.result().error().while_authorizing());
    CHECK_FALSE(talk.result().error().outcome_unknown());
}

TEST_CASE("of a crowd that is refused a token, one asks", "[flow][exchange]") {
    fixture f{false};
    std::vector<exchange<get_balance>> crowd;
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
        CHECK(each.result().error().while_authorizing());
        CHECK_FALSE(each.result().error().outcome_unknown());
    }
    auto later = f.begin(get_balance{});
    REQUIRE(later.start(f.clock()).done());
    CHECK(later.result().error() == api_errc::invalid_credentials);
    f.clock.advance(limits::token_refresh_pause);
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
    std::vector<exchange<get_balance>> crowd;
    for (int i = 0; i != 40; ++i)
        crowd.push_back(f.begin(get_balance{}, {.attempts = 40}));
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
    auto patient = f.begin(get_balance{}, {.deadline = 20001ms, .longest_retry_after = 20s});
    step const now = patient.start(f.clock());
    REQUIRE(waits(now));
    CHECK(now.delay() == 20s);
    auto hasty = f.begin(sample_payout(), {.deadline = 20s});
    REQUIRE(hasty.start(f.clock()).done());
    CHECK(hasty.result().error() == api_errc::too_many_requests);
    CHECK(hasty.result().error().retry_after()->delay(f.clock()) == 20s);
    CHECK_FALSE(hasty.result().error().outcome_unknown());
    auto proud = f.begin(get_balance{}, {.deadline = 60s, .longest_retry_after = 19s});
    REQUIRE(proud.start(f.clock()).done());
    CHECK(proud.result().error() == api_errc::too_many_requests);
    f.clock.advance(20s);
    CHECK(asks_for_token(patient.resume(f.clock())));
}

TEST_CASE("what is refused before the wire sends nothing", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(rebalance{.target_amount = money::from_centavos(-1)});
    CHECK(talk.start(f.clock()).done());
    CHECK(talk.result().error() == errc::negative_amount);
}

TEST_CASE("an exchange that is given up says whether the request may have left",
          "[flow][exchange]") {
    fixture f;
    SECTION("before it began") {
        auto talk = f.begin(sample_payout());
        CHECK(talk.result().error() == errc::cancelled);
        talk.cancel();
        CHECK(talk.start(f.clock()).done());
        CHECK(talk.result().error() == errc::cancelled);
        CHECK_FALSE(talk.result().error().outcome_unknown());
    }
    SECTION("while it asks for a token") {
        f.of.discard(f.of.current(f.clock()));
        auto talk = f.begin(sample_payout());
        REQUIRE(asks_for_token(talk.start(f.clock())));
        CHECK_FALSE(f.of.take_refresh_turn(f.clock()));
        talk.cancel();
        CHECK_FALSE(talk.result().error().outcome_unknown());
        CHECK(f.of.take_refresh_turn(f.clock())); // the session goes on
        CHECK(talk.receive(token_reply(), f.clock()).done());
        CHECK(f.of.current(f.clock()) == nullptr);
    }
    SECTION("while the operation is out") {
        auto talk = f.begin(sample_payout());
        talk.start(f.clock());
        CHECK(talk.result().error().outcome_unknown()); // as it stands
        talk.cancel();
        error const why = talk.result().error();
        CHECK(why.cause() == errc::cancelled);
        CHECK(why.outcome_unknown());
        CHECK(why.remedy() == remedy::retry_same_key);
        CHECK(why.idempotency_key() == sample_key);
        CHECK(talk.receive(accepted(), f.clock()).done());
        CHECK(talk.result().error().cause() == errc::cancelled);
    }
    SECTION("while a read is out") {
        auto talk = f.begin(get_balance{});
        talk.start(f.clock());
        talk.cancel();
        CHECK_FALSE(talk.result().error().outcome_unknown());
    }
    SECTION("between two attempts") {
        for (bool const left : {false, true}) {
            auto talk = f.begin(sample_payout());
            talk.start(f.clock());
            REQUIRE(waits(talk.fail(error{left ? errc::no_answer : errc::not_sent}, f.clock())));
            CHECK(talk.result().error().outcome_unknown() == left);
            talk.cancel();
            error const why = talk.result().error();
            CHECK(why.outcome_unknown() == left);
            // The very same order may be sent again; nobody needs to look into it first.
            if (left) CHECK(why.remedy() == remedy::retry_same_key);
        }
    }
    SECTION("when it is done") {
        auto talk = f.begin(sample_payout());
        talk.start(f.clock());
        talk.receive(accepted(), f.clock());
        talk.cancel();
        CHECK(talk.result());
    }
    SECTION("by its destruction") {
        f.of.discard(f.of.current(f.clock()));
        {
            auto talk = f.begin(sample_payout());
            REQUIRE(asks_for_token(talk.start(f.clock())));
        }
        CHECK(f.of.take_refresh_turn(f.clock()));
    }
}

TEST_CASE("calls that no step has asked for change nothing", "[flow][exchange]") {
    fixture f;
    auto talk = f.begin(sample_payout());
    step now = talk.start(f.clock());
    REQUIRE(sends(now, "/cash-out"));
    CHECK(waits(talk.start(f.clock()))); // a request is handed out once
    CHECK(waits(talk.resume(f.clock())));
    now = talk.fail(error{errc::no_answer}, f.clock());
    REQUIRE(waits(now));
    auto const delay = now.delay();
    CHECK(talk.receive(accepted(), f.clock()).delay() == delay); // an answer that comes too late
    CHECK(talk.fail(error{errc::not_sent}, f.clock()).delay() == delay);
    CHECK(waits(talk.start(f.clock())));
    talk.resume(f.clock());
    REQUIRE(talk.receive(accepted(), f.clock()).done());
    CHECK(talk.receive(problem_reply(422, ""), f.clock()).done());
    CHECK(talk.fail(error{errc::no_answer}, f.clock()).done());
    CHECK(talk.resume(f.clock()).done());
    CHECK(talk.result());
}

TEST_CASE("delays come from the caller's random word, or from the moment", "[flow][exchange]") {
    auto const first_delay = [](std::optional<std::uint64_t> random, std::chrono::microseconds at) {
        fixture f;
        f.clock.advance(at);
        exchange talk{f.of, get_balance{}, {.first_delay = 4s}, random};
        talk.start(f.clock());
        return talk.fail(error{errc::no_answer}, f.clock()).delay();
    };
    CHECK(first_delay(7, 0us) == first_delay(7, 5s));
    CHECK(first_delay(std::nullopt, 1us) == first_delay(std::nullopt, 1us));
    std::set<std::chrono::milliseconds> given, moments;
    for (int i = 0; i != 50; ++i) {
        given.insert(first_delay(i, 0us));
        moments.insert(first_delay(std::nullopt, std::chrono::microseconds{i}));
    }
    CHECK(given.size() > 40);
    CHECK(moments.size() > 40);
}

TEST_CASE("a clock that jumps ends what it can no longer time", "[flow][exchange]") {
    for (auto const jump : {std::chrono::hours{-1}, std::chrono::hours{1}}) {
        fixture f;
        REQUIRE(f.of.accept(token_reply(access_token, 100'000), f.clock() - 2h));
        auto talk = f.begin(sample_payout());
        talk.start(f.clock());
        f.clock.advance(jump);
        CHECK(talk.fail(error{errc::no_answer}, f.clock()).done());
        CHECK(talk.result().error().outcome_unknown());
    }
}

} // namespace exchange_test
