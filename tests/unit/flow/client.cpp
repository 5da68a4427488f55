// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"
#include "support/scripted_transport.hpp"

#include <boost/system/errc.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <type_traits>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace client_test {

namespace {

struct fixture {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};
    scripted_transport wire{};
    client<scripted_transport&, fake_clock&> call{session, wire, retry_policy::no_retry(), clock};

    scripted_transport::step& expect_token() {
        return wire.expect(http_method::post, "/auth/token");
    }
    scripted_transport::step& expect_balance() {
        return wire.expect(http_method::get, "/account/balance");
    }
    scripted_transport::step& expect_rebalance() {
        return wire.expect(http_method::post, "/account/rebalance");
    }
    std::string_view token_of(std::size_t request) const {
        return wire.sent().at(request).headers.find("Authorization");
    }
};

response balance_reply() { return json_reply(200, std::string{three_banks_json}); }

} // namespace

TEST_CASE("a client refers to a transport and clock that are handed over as lvalues",
          "[flow][client]") {
    fixture f;
    client deduced{f.session, f.wire, retry_policy{}, f.clock};
    static_assert(std::is_same_v<decltype(deduced), client<scripted_transport&, fake_clock&>>);
    client owning{f.session, [](request const&) -> result<response> { return balance_reply(); }};
    static_assert(!std::is_reference_v<decltype(owning)>);
}

TEST_CASE("a transport that throws has lost an answer, and nothing is thrown at the caller",
          "[flow][client]") {
    fake_clock clock;
    connectpsp::session session{environment::staging(), sample_credentials()};
    auto const send = [&](request const& message) -> result<response> {
        if (message.target() == "/auth/token") return token_reply();
        throw std::runtime_error("connection reset");
    };
    client call{session, send, retry_policy::no_retry(), clock};
    auto const got = call(rebalance{});
    REQUIRE_FALSE(got);
    CHECK(got.error().cause() == errc::no_answer);
    CHECK(got.error().outcome_unknown());
}

TEST_CASE("what goes wrong with the token is not taken for the operation's own answer",
          "[flow][client]") {
    fixture f;
    f.expect_token().reply(problem_reply(404, "NO_SUCH_CLIENT"));
    auto const missing = f.call(get_balance{});
    REQUIRE_FALSE(missing);
    CHECK(missing.error() == api_errc::other_client_error); // no transaction was looked for
    CHECK(missing.error() != condition::not_found);
    CHECK(missing.error().code() != condition::not_found);
    CHECK(missing.error().during_authentication());
    CHECK_FALSE(missing.error().outcome_unknown());
    CHECK(to_string(missing.error()).starts_with("asking for a token: 404 "));
    f.expect_token().reply(problem_reply(422, "INSUFFICIENT_FUNDS"));
    CHECK(f.call(rebalance{}).error() != condition::insufficient_funds);
    f.expect_token().reply(problem_reply(400, "X"));
    CHECK(f.call(rebalance{}).error() != condition::rejected);
    f.expect_token().reply(problem_reply(401, "INVALID_CREDENTIALS"));
    CHECK(f.call(rebalance{}).error() == condition::authentication);
    CHECK(f.call(rebalance{}).error() == api_errc::invalid_credentials); // no request is sent again
    f.clock.advance(limits::token_backoff);
    f.expect_token().reply(token_reply());
    f.expect_balance().reply(problem_reply(404, "NO_SUCH_WALLET"));
    auto const own = f.call(get_balance{});
    CHECK(own.error() == condition::not_found);
    CHECK_FALSE(own.error().during_authentication());
}

TEST_CASE("a client sends again what may be sent again, and waits before it", "[flow][client]") {
    fixture f;
    client patient{f.session, f.wire, retry_policy{}, f.clock};
    f.expect_token().reply({.status = 503, .retry_after = "2"});
    f.expect_token().reply(token_reply());
    f.wire.expect(http_method::post, "/cash-out").fail(error{errc::no_answer});
    f.wire.expect(http_method::post, "/cash-out").reply({.status = 429, .retry_after = "3"});
    f.wire.expect(http_method::post, "/cash-out").reply(json_reply(202, sample_payout_json()));
    CHECK(patient(sample_payout()));
    CHECK(f.clock.slept() >= 5s);
    CHECK(f.clock.slept() <= 5200ms);
    CHECK(f.wire.sent()[2].body == f.wire.sent()[4].body);
    for (std::size_t i = 2; i != 5; ++i)
        CHECK(f.wire.sent()[i].headers.find("X-Idempotency-Key") == sample_key);
}

TEST_CASE("a client that gives up says what may have happened, and under which key",
          "[flow][client]") {
    fixture f;
    client patient{f.session, f.wire, retry_policy{.max_attempts = 3}, f.clock};
    f.expect_token().reply(token_reply());
    f.wire.expect(http_method::post, "/cash-out").fail(error{errc::no_answer});
    f.wire.expect(http_method::post, "/cash-out").fail(error{errc::not_sent});
    f.wire.expect(http_method::post, "/cash-out").reply(problem_reply(422, "INSUFFICIENT_FUNDS"));
    auto const paid = patient(sample_payout());
    REQUIRE_FALSE(paid);
    CHECK(paid.error().cause() == api_errc::insufficient_funds);
    CHECK(paid.error().outcome_unknown());
    CHECK(paid.error().idempotency_key() == sample_key);
    CHECK(paid.error().external_reference() == sample_reference);
    std::string const line = to_string(paid.error());
    CHECK(line.ends_with("; outcome unknown of key " + std::string{sample_key}));
    CHECK(line.find(sample_reference) == std::string::npos);
}

TEST_CASE("a client that takes a stored attempt up believes no refusal", "[flow][client]") {
    fixture f;
    auto const record = save_attempt(sample_payout(), f.session, f.clock()).value();
    f.expect_token().reply(token_reply());
    f.wire.expect(http_method::post, "/cash-out").reply(problem_reply(422, "INSUFFICIENT_FUNDS"));
    auto const paid = f.call(load_attempt<create_cash_out>(record, f.session).value());
    REQUIRE_FALSE(paid);
    CHECK(paid.error().cause() == api_errc::insufficient_funds);
    CHECK(paid.error().outcome_unknown());
    CHECK(paid.error() != condition::insufficient_funds);
}

TEST_CASE("a sleep that is interrupted gives the operation up and says what it may have done",
          "[flow][client]") {
    struct interrupted_clock : fake_clock {
        void sleep_for(std::chrono::milliseconds) const { throw std::runtime_error("interrupted"); }
    } clock;
    fixture f;
    client interrupted{f.session, f.wire, retry_policy{}, clock};
    f.expect_token().reply(token_reply());
    f.wire.expect(http_method::post, "/cash-out").fail(error{errc::no_answer});
    auto const paid = interrupted(sample_payout());
    REQUIRE_FALSE(paid);
    CHECK(paid.error().cause() == errc::cancelled);
    CHECK(paid.error().outcome_unknown());
    CHECK(paid.error().idempotency_key() == sample_key);
}

TEST_CASE("a client needs nothing but a session and a transport", "[flow][client]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    int sent = 0;
    client by_the_system{session, [&](request const& message) -> result<response> {
                             if (message.target() == "/auth/token") return token_reply();
                             if (++sent == 1) return error{errc::not_sent};
                             return balance_reply();
                         }};
    CHECK(by_the_system(get_balance{})); // after a pause of some milliseconds
    CHECK(sent == 2);
}

TEST_CASE("the token is obtained on first use and used again", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply());
    f.expect_balance().reply(balance_reply());
    f.expect_balance().reply(balance_reply());
    f.expect_rebalance().reply(json_reply(200, R"({"success":true,"message":"Done."})"));
    auto const wallet = f.call(get_balance{});
    REQUIRE(wallet);
    CHECK(wallet.value() == three_banks());
    f.clock.advance(std::chrono::minutes{30});
    CHECK(f.call(get_balance{}));
    auto const moved = f.call(rebalance{.target_amount = money::from_centavos(100)});
    REQUIRE(moved);
    CHECK(moved.value().message == "Done.");
    CHECK(f.token_of(0).empty());
    for (std::size_t i = 1; i != 4; ++i)
        CHECK(f.token_of(i) == "Bearer " + std::string{access_token});
    CHECK(f.wire.sent()[3].headers.find("DigitalSignature") == access_token_signature);
    CHECK(f.wire.sent()[3].body == R"({"targetAmount":1.00})");
}

TEST_CASE("what is refused before the wire asks for no token", "[flow][client]") {
    fixture f; // which expects no request
    auto const refused = f.call(rebalance{.target_amount = money::from_centavos(-1)});
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == errc::negative_amount);
    CHECK_FALSE(refused.error().outcome_unknown());
}

TEST_CASE("a token is renewed before its end", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply("a.b.c"));
    f.expect_balance().reply(balance_reply());
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
    f.clock.advance(3510s - 1us);
    CHECK(f.call(get_balance{}));
    f.clock.advance(30s + 1us);
    f.expect_token().reply(token_reply("d.e.f"));
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
    CHECK(f.token_of(4) == "Bearer d.e.f");
}

TEST_CASE("an early renewal that fails keeps the token that is still valid", "[flow][client]") {
    for (int const how : {0, 1, 2, 3}) {
        INFO(how);
        fixture f;
        f.expect_token().reply(token_reply("a.b.c"));
        f.expect_balance().reply(balance_reply());
        REQUIRE(f.call(get_balance{}));
        f.clock.advance(3550s);
        auto& renewal = f.expect_token();
        if (how == 0) renewal.fail(error{errc::not_sent});
        if (how == 1) renewal.fail(error{errc::no_answer});
        if (how == 2) renewal.reply({.status = 502, .content_type = "text/html", .body = "<p>"});
        if (how == 3) renewal.reply(token_reply("a b"));
        f.expect_balance().reply(balance_reply());
        CHECK(f.call(get_balance{}));
        CHECK(f.token_of(3) == "Bearer a.b.c");
        // and is not tried with every call, but again after a pause
        f.expect_balance().reply(balance_reply());
        CHECK(f.call(get_balance{}));
        CHECK(f.token_of(4) == "Bearer a.b.c");
        f.clock.advance(limits::token_backoff);
        f.expect_token().reply(token_reply("d.e.f"));
        f.expect_balance().reply(balance_reply());
        CHECK(f.call(get_balance{}));
        CHECK(f.token_of(6) == "Bearer d.e.f");
    }
}

TEST_CASE("a renewal that takes until the token's end does not serve it", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply());
    f.expect_balance().reply(balance_reply());
    REQUIRE(f.call(get_balance{}));
    f.clock.advance(3590s);
    f.expect_token().meanwhile([&] { f.clock.advance(10s); }).fail(error{errc::no_answer});
    auto const failed = f.call(get_balance{});
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == errc::no_answer);
}

TEST_CASE("behind the token's end a renewal that fails is the answer", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply());
    f.expect_balance().reply(balance_reply());
    REQUIRE(f.call(get_balance{}));
    f.clock.advance(3600s);
    f.expect_token().reply({.status = 503, .body = "", .retry_after = "30"});
    auto const failed = f.call(rebalance{});
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == api_errc::service_unavailable);
    CHECK(failed.error().retry_after() == retry_after{30s});
    CHECK_FALSE(failed.error().outcome_unknown()); // nothing was sent that moves money
}

TEST_CASE("a slow answer shortens the life of a token", "[flow][client]") {
    fixture f;
    f.expect_token().meanwhile([&] { f.clock.advance(40s); }).reply(token_reply("a.b.c", 100));
    f.expect_balance().reply(balance_reply());
    REQUIRE(f.call(get_balance{}));
    f.clock.advance(60s); // 100 s from when it was asked for
    f.expect_token().reply(token_reply("d.e.f"));
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
}

TEST_CASE("an expired or revoked token is renewed once and the request sent again",
          "[flow][client]") {
    for (char const* const code : {"TOKEN_EXPIRED", "TOKEN_REVOKED", ""}) {
        INFO(code);
        fixture f;
        f.expect_token().reply(token_reply("a.b.c"));
        f.expect_rebalance().reply(problem_reply(401, code));
        f.expect_token().reply(token_reply("d.e.f"));
        f.expect_rebalance().reply(json_reply(200, R"({"success":true})"));
        rebalance const op{.target_amount = money::from_centavos(5)};
        CHECK(f.call(op));
        CHECK(f.token_of(1) == "Bearer a.b.c");
        CHECK(f.token_of(3) == "Bearer d.e.f");
        CHECK(f.wire.sent()[1].body == f.wire.sent()[3].body);
        CHECK(f.wire.sent()[1].headers.find("DigitalSignature") !=
              f.wire.sent()[3].headers.find("DigitalSignature"));
    }
}

TEST_CASE("a token that is refused again is not renewed again", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply("a.b.c"));
    f.expect_balance().reply(problem_reply(401, "TOKEN_EXPIRED"));
    f.expect_token().reply(token_reply("d.e.f"));
    f.expect_balance().reply(problem_reply(401, "TOKEN_EXPIRED"));
    auto const failed = f.call(get_balance{});
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == api_errc::token_expired);
    CHECK(failed.error().remedy() == remedy::reauthenticate);
}

TEST_CASE("a renewal after a refusal that fails is the answer", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply());
    f.expect_rebalance().reply(problem_reply(401, "TOKEN_EXPIRED"));
    f.expect_token().fail(error{errc::no_answer});
    auto const failed = f.call(rebalance{});
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == errc::no_answer);
    CHECK_FALSE(failed.error().outcome_unknown()); // the rebalance was refused
    // the refused token is not served again
    f.expect_token().reply(token_reply("d.e.f"));
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
}

TEST_CASE("what another token cannot mend is not sent again", "[flow][client]") {
    struct {
        int status;
        char const* code;
        api_errc meaning;
    } const table[] = {
        {401, "INVALID_CREDENTIALS", api_errc::invalid_credentials},
        {401, "INVALID_APPLICATION_TOKEN", api_errc::invalid_application_token},
        {403, "", api_errc::forbidden},
        {422, "INVALID_SIGNATURE", api_errc::invalid_signature},
        {422, "INSUFFICIENT_FUNDS", api_errc::insufficient_funds},
        {429, "", api_errc::too_many_requests},
        {500, "", api_errc::internal_server_error},
        {503, "", api_errc::service_unavailable},
    };
    for (auto const& [status, code, meaning] : table) {
        INFO(status << ' ' << code);
        fixture f;
        f.expect_token().reply(token_reply());
        f.expect_rebalance().reply(problem_reply(status, code));
        auto const failed = f.call(rebalance{});
        REQUIRE_FALSE(failed);
        CHECK(failed.error().cause() == meaning);
    }
}

TEST_CASE("refused credentials are not sent again", "[flow][client]") {
    fixture f;
    f.expect_token().reply(problem_reply(401, "INVALID_CREDENTIALS"));
    auto const failed = f.call(get_balance{});
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == api_errc::invalid_credentials);
    CHECK(failed.error().remedy() == remedy::fix_request);
}

TEST_CASE("a 401 to the request for a token does not begin a circle", "[flow][client]") {
    for (char const* const code : {"", "TOKEN_EXPIRED"}) {
        fixture f;
        f.expect_token().reply(problem_reply(401, code));
        CHECK_FALSE(f.call(get_balance{}));
    }
}

TEST_CASE("a clock that jumps back has a token obtained anew", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply("a.b.c"));
    f.expect_balance().reply(balance_reply());
    REQUIRE(f.call(get_balance{}));
    f.clock.advance(-1s);
    f.expect_token().reply(token_reply("d.e.f"));
    f.expect_balance().reply(balance_reply());
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
    CHECK(f.call(get_balance{}));
    CHECK(f.token_of(4) == "Bearer d.e.f");
}

TEST_CASE("a clock that jumps back while a token is obtained harms nothing", "[flow][client]") {
    fixture f;
    f.expect_token()
        .meanwhile([&] { f.clock.advance(-std::chrono::hours{1}); })
        .reply(token_reply("a.b.c"));
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
}

TEST_CASE("a clock that jumps ahead has a token obtained anew", "[flow][client]") {
    fixture f;
    f.expect_token().reply(token_reply("a.b.c"));
    f.expect_balance().reply(balance_reply());
    REQUIRE(f.call(get_balance{}));
    f.clock.advance(std::chrono::hours{24 * 365});
    f.expect_token().reply(token_reply("d.e.f"));
    f.expect_balance().reply(balance_reply());
    CHECK(f.call(get_balance{}));
}

TEST_CASE("a request that never left has no unknown outcome", "[flow][client]") {
    auto const cause = make_error_code(boost::system::errc::connection_refused);
    for (error const& reported :
         {error{errc::not_sent}, error{errc::not_sent, {.underlying = cause}}}) {
        fixture f;
        f.expect_token().reply(token_reply());
        f.expect_rebalance().fail(reported);
        auto const failed = f.call(rebalance{});
        REQUIRE_FALSE(failed);
        CHECK(failed.error() == errc::not_sent);
        CHECK(failed.error() == condition::transport);
        CHECK(failed.error() == condition::retryable);
        CHECK(failed.error().underlying() == reported.underlying());
        CHECK_FALSE(failed.error().outcome_unknown());
        CHECK(failed.error().remedy() == remedy::wait);
    }
}

TEST_CASE("a lost answer to a rebalance leaves its outcome unknown", "[flow][client]") {
    auto const reset = make_error_code(boost::system::errc::connection_reset);
    for (error const& reported :
         {error{reset}, error{errc::no_answer, {.underlying = reset}}, error{errc::no_answer},
          error{errc::json_syntax}, error{api_errc::bad_gateway}}) {
        INFO(reported);
        fixture f;
        f.expect_token().reply(token_reply());
        f.expect_rebalance().fail(reported);
        f.expect_balance().fail(reported);
        auto const lost = f.call(rebalance{});
        REQUIRE_FALSE(lost);
        CHECK(lost.error().cause() == errc::no_answer);
        CHECK(lost.error().cause() == condition::transport);
        CHECK(lost.error() == condition::outcome_unknown);
        CHECK(lost.error().remedy() == remedy::reconcile);
        CHECK(lost.error().status() == 0);
        auto const harmless = f.call(get_balance{});
        REQUIRE_FALSE(harmless);
        CHECK(harmless.error() == errc::no_answer);
        CHECK_FALSE(harmless.error().outcome_unknown());
        CHECK(harmless.error().remedy() == remedy::wait);
        CHECK(lost.error().underlying() == harmless.error().underlying());
        if (reported.code() == reset || reported.underlying() == reset)
            CHECK(lost.error().underlying() == reset);
    }
}

TEST_CASE("a conversation that fails at any step says so and is taken up again", "[flow][client]") {
    // 0: token, 1: balance refused, 2: token again, 3: balance, 4: rebalance
    for (std::size_t failing = 0; failing != 5; ++failing) {
        for (bool const sent : {false, true}) {
            INFO("step " << failing << (sent ? ", sent" : ", not sent"));
            fixture f;
            error const why{sent ? errc::no_answer : errc::not_sent};
            auto const play = [&](std::size_t step, scripted_transport::step& at, response answer) {
                if (step == failing)
                    at.fail(why);
                else
                    at.reply(std::move(answer));
                return step != failing;
            };
            bool const whole =
                play(0, f.expect_token(), token_reply("a.b.c")) &&
                play(1, f.expect_balance(), problem_reply(401, "TOKEN_EXPIRED")) &&
                play(2, f.expect_token(), token_reply("d.e.f")) &&
                play(3, f.expect_balance(), balance_reply()) &&
                play(4, f.expect_rebalance(), json_reply(200, R"({"success":true})"));
            CHECK_FALSE(whole);
            auto const wallet = f.call(get_balance{});
            CHECK(wallet.has_value() == (failing == 4));
            if (!wallet) {
                CHECK(wallet.error().code() == why.code());
                CHECK_FALSE(wallet.error().outcome_unknown());
            } else {
                auto const moved = f.call(rebalance{});
                REQUIRE_FALSE(moved);
                CHECK(moved.error().cause() == why.code());
                CHECK(moved.error().outcome_unknown() == sent);
            }
            CHECK(f.wire.consumed());

            // The next call goes on from there: it needs a token where none was left.
            bool const needs_token = failing == 0 || failing == 2;
            if (needs_token) f.expect_token().reply(token_reply("g.h.i"));
            f.expect_balance().reply(balance_reply());
            CHECK(f.call(get_balance{}));
        }
    }
}

} // namespace client_test
