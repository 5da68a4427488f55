// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include "catch.hpp"
#include "support/count_allocations.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_values.hpp"

#include <memory>
#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;

namespace client_allocations_test {

TEST_CASE("a conversation may fail at every allocation and be taken up again",
          "[flow][client][allocations]") {
    // Refused once, so that a token is obtained, dropped and obtained again on the way.
    fake_clock clock;
    connectpsp::session session{environment::staging(), sample_credentials()};
    int refusals = 0;
    auto const send = [&](request const& message) -> result<response> {
        if (message.target() == "/auth/token") return token_reply();
        if (refusals++ == 0) return problem_reply(401, "TOKEN_EXPIRED");
        return json_reply(200, R"({"success":true})");
    };
    client call{session, send, retry_policy::no_retry(), clock};

    allocation_watch const watch;
    auto const tally = fail_every_allocation([&] {
        refusals = 0;
        clock.advance(limits::token_probation + limits::token_probation); // no row of bad tokens
        session.invalidate(session.current(clock()));
        // A response for which the transport has no memory is lost.
        auto const got = call(rebalance{});
        if (!got && got.error().cause() != errc::no_answer) throw 1;
    });
    session.invalidate(session.current(clock())); // what the last run has left in the session
    if (allocations_are_counted) CHECK(tally.failures > 10);
    CHECK(watch.leaked() == 0);

    // No lock is held: the session goes on.
    CHECK(call(rebalance{}));
}

TEST_CASE("no memory that a client gives back holds a token, a secret or a signature",
          "[flow][client][allocations]") {
    response const granted = token_reply();
    response const refused = problem_reply(401, "TOKEN_EXPIRED");
    response const receipt = json_reply(200, R"({"success":true})");
    for (std::string_view const secret_text :
         {access_token.substr(0, 20), access_token_signature.substr(0, 20),
          client_secret.substr(0, 20), application_token.substr(0, 20)}) {
        INFO(secret_text);
        fake_clock clock;
        auto session =
            std::make_unique<connectpsp::session>(environment::staging(), sample_credentials());
        int refusals = 0;
        auto const send = [&](request const& message) -> result<response> {
            if (message.target() == "/auth/token") return granted;
            return refusals++ == 0 ? refused : receipt;
        };
        bool right = false;
        auto const betrayed = betrayals_of(secret_text, [&] {
            client call{*session, send, retry_policy::no_retry(), clock};
            right = call(rebalance{}).has_value() && call(get_balance{}).has_error();
            session.reset();
        });
        CHECK(right);
        CHECK(betrayed == 0);
    }
}

} // namespace client_allocations_test
