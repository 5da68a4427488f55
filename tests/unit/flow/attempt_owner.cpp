// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/attempt_record.hpp>

#include "catch.hpp"
#include "support/attempts.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/webhook.hpp>
#include <connectpsp/flow/client.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// To whom a stored attempt belongs, and which key opens it.

using namespace connectpsp;
using namespace connectpsp::test;

namespace attempt_owner_test {

namespace {

environment const here = environment::staging();

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    std::size_t const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// The refusal, and the part of it that a log may show.
void check_refused(result<loaded_attempt<create_cash_out>> const& read, errc code,
                   std::string_view pointer) {
    REQUIRE_FALSE(read);
    INFO(to_string(read.error()));
    CHECK(read.error() == code);
    CHECK(read.error().pointer() == pointer);
    CHECK(read.error() == condition::invalid_argument);
    CHECK(read.error() != condition::untrusted);
    CHECK(read.error().remedy() == remedy::fix_request);
}

template <class... Arguments>
concept saves = requires(Arguments const&... arguments) { save_attempt(arguments...); };

template <class... Arguments>
concept loads =
    requires(Arguments const&... arguments) { load_attempt<create_cash_out>(arguments...); };

} // namespace

TEST_CASE("no record is made or opened without its merchant and environment", "[flow][attempt]") {
    STATIC_REQUIRE(saves<create_cash_out, session, timestamp>);
    STATIC_REQUIRE(saves<create_cash_out, environment, credentials, timestamp>);
    STATIC_REQUIRE(loads<std::string, session>);
    STATIC_REQUIRE(loads<std::string, environment, credentials>);
    STATIC_REQUIRE_FALSE(saves<create_cash_out, timestamp, signer>);
    STATIC_REQUIRE_FALSE(saves<create_cash_out, timestamp>);
    STATIC_REQUIRE_FALSE(saves<create_cash_out, credentials, timestamp>);
    STATIC_REQUIRE_FALSE(saves<create_cash_out, environment, timestamp>);
    STATIC_REQUIRE_FALSE(saves<create_cash_out, environment, signer, timestamp>);
    STATIC_REQUIRE_FALSE(loads<std::string, signer>);
    STATIC_REQUIRE_FALSE(loads<std::string>);
    STATIC_REQUIRE_FALSE(loads<std::string, environment>);
    STATIC_REQUIRE_FALSE(loads<std::string, credentials>);
}

TEST_CASE("a session and its parts write and open the same record", "[flow][attempt]") {
    session const session{here, sample_credentials()};
    auto const text = save_attempt(sample_payout(), session, made_at);
    REQUIRE(text);
    CHECK(text.value() == save_sample(sample_payout()).value());
    auto const record = decode<attempt_record>(text.value()).value();
    CHECK(record.version == 2);
    CHECK(record.environment == here.base_url());
    CHECK(record.client_id == client_id);
    for (auto const& back :
         {load_attempt<create_cash_out>(text.value(), session),
          load_attempt<create_cash_out>(text.value(), here, sample_credentials())}) {
        REQUIRE(back);
        CHECK(back.value().environment == here);
        CHECK(back.value().client_id == client_id);
    }
}

TEST_CASE("a record of another environment is refused as one", "[flow][attempt]") {
    auto const text = save_sample(sample_payout()).value();
    // Whether the credentials are the same there or others.
    for (std::string_view const token : {crypto_token, std::string_view{"another CryptoToken"}}) {
        auto const read = load_attempt<create_cash_out>(text, environment::production(),
                                                        merchant_of(client_id, token));
        check_refused(read, errc::attempt_of_other_environment, "/environment");
        REQUIRE(read.error().mismatch() != nullptr);
        CHECK(read.error().mismatch()->expected == environment::production().base_url());
        CHECK(read.error().mismatch()->received == here.base_url());
    }
    session const production{environment::production(), sample_credentials()};
    check_refused(load_attempt<create_cash_out>(text, production),
                  errc::attempt_of_other_environment, "/environment");
    auto const port = environment::parse("https://api.homologacao.connectpsp.com:8443").value();
    check_refused(load_attempt<create_cash_out>(text, port, sample_credentials()),
                  errc::attempt_of_other_environment, "/environment");
}

TEST_CASE("a record of another merchant is refused as one", "[flow][attempt]") {
    auto const text = save_sample(sample_payout()).value();
    for (std::string_view const token : {crypto_token, std::string_view{"another CryptoToken"}})
        for (std::string_view const id : {"4712", "471", "47110", "04711"}) {
            auto const read = load_attempt<create_cash_out>(text, here, merchant_of(id, token));
            check_refused(read, errc::attempt_of_other_merchant, "/clientId");
            REQUIRE(read.error().mismatch() != nullptr);
            CHECK(read.error().mismatch()->expected == id);
            CHECK(read.error().mismatch()->received == client_id);
        }
    session const other{here, merchant_of("4712")};
    check_refused(load_attempt<create_cash_out>(text, other), errc::attempt_of_other_merchant,
                  "/clientId");
}

TEST_CASE("a record that was made to name another owner opens nowhere", "[flow][attempt]") {
    auto const text = save_sample(sample_payout()).value();
    auto const other = merchant_of("4712", "another CryptoToken");
    auto const moved = replaced(text, R"("clientId":"4711")", R"("clientId":"4712")");
    // Unverified, it is refused by its own session as the other's, and by the other as a forgery.
    check_refused(load_sample<create_cash_out>(moved), errc::attempt_of_other_merchant,
                  "/clientId");
    auto const read = load_attempt<create_cash_out>(moved, here, other);
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::attempt_mac_mismatch);
    environment const production = environment::production();
    auto const elsewhere = replaced(text, here.base_url(), production.base_url());
    check_refused(load_sample<create_cash_out>(elsewhere), errc::attempt_of_other_environment,
                  "/environment");
    auto const forged =
        load_attempt<create_cash_out>(elsewhere, environment::production(), sample_credentials());
    REQUIRE_FALSE(forged);
    CHECK(forged.error() == errc::attempt_mac_mismatch);
    // The owner is signed: with the same key it is another record.
    REQUIRE(load_attempt<create_cash_out>(sealed(moved), here, merchant_of("4712")));
    CHECK(sealed(moved) != moved);
}

TEST_CASE("what a record says of its owner reaches no log unless it is what it claims to be",
          "[flow][attempt]") {
    auto const text = save_sample(sample_payout()).value();
    for (std::string_view const planted :
         {"Maria da Silva", "529.982.247-25", "https://maria@example.com", "\x1b[31m", "a\xc2\x9b",
          "https://", "123456789012345678901"}) {
        for (auto const& [from, code] :
             {std::pair{std::string{here.base_url()}, errc::attempt_of_other_environment},
              std::pair{std::string{"4711"}, errc::attempt_of_other_merchant}}) {
            auto const read = load_sample<create_cash_out>(replaced(text, from, planted));
            REQUIRE_FALSE(read);
            CHECK(read.error() == code);
            CHECK(to_string(read.error()).find(planted) == std::string::npos);
        }
    }
}

TEST_CASE("a CryptoToken that was replaced still opens what it signed", "[flow][attempt]") {
    auto const text = save_sample(sample_payout()).value();
    auto const now = merchant_of(client_id, "the new CryptoToken");
    session const rotated{here, now};
    secret const old{crypto_token};
    std::vector<secret> const ring{secret{"an older one"}, old};
    CHECK(load_attempt<create_cash_out>(text, rotated).error() == errc::attempt_mac_mismatch);
    CHECK(load_attempt<create_cash_out>(text, rotated, ring));
    CHECK(load_attempt<create_cash_out>(text, here, now, ring));
    CHECK(load_attempt<create_cash_out>(text, rotated, {&old, 1}));
    CHECK(load_attempt<create_cash_out>(text, rotated, {&ring[0], 1}).error() ==
          errc::attempt_mac_mismatch);
    // The current one needs no ring, signs alone, and is tried as well.
    auto const newer = save_attempt(sample_payout(), rotated, made_at).value();
    CHECK(newer == save_attempt(sample_payout(), here, now, made_at).value());
    CHECK(load_attempt<create_cash_out>(newer, rotated, ring));
    CHECK(load_attempt<create_cash_out>(newer, here, sample_credentials()).error() ==
          errc::attempt_mac_mismatch);
    // A key ring does not get around the owner.
    CHECK(load_attempt<create_cash_out>(text, environment::production(), now, ring).error() ==
          errc::attempt_of_other_environment);
    CHECK(load_attempt<create_cash_out>(text, here, merchant_of("4712"), ring).error() ==
          errc::attempt_of_other_merchant);
}

TEST_CASE("an older CryptoToken that is empty is refused", "[flow][attempt]") {
    auto const text = save_sample(sample_payout()).value();
    std::vector<secret> const ring{secret{crypto_token}, secret{}};
    auto const read = load_attempt<create_cash_out>(text, here, sample_credentials(), ring);
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::empty_secret);
    credentials gone = sample_credentials();
    credentials const moved = std::move(gone);
    // NOLINTNEXTLINE(bugprone-use-after-move): it signs nothing
    CHECK(save_attempt(sample_payout(), here, gone, made_at).error() == errc::empty_secret);
}

TEST_CASE("an attempt that another session has loaded is not sent", "[flow][exchange]") {
    struct {
        environment where;
        credentials who;
        errc code;
    } const others[] = {
        {environment::production(), sample_credentials(), errc::attempt_of_other_environment},
        {here, merchant_of("4712"), errc::attempt_of_other_merchant},
        {environment::production(), merchant_of("4712"), errc::attempt_of_other_environment},
    };
    auto const attempt = load_sample<create_cash_out>(save_sample(sample_payout()).value()).value();
    for (auto const& [where, who, code] : others) {
        session other{where, who};
        fake_clock clock;
        REQUIRE(other.on_token(token_reply(), clock()));
        int sent = 0;
        auto const send = [&](request const&) -> result<response> {
            ++sent;
            return error{errc::no_answer};
        };
        client call{other, send, retry_policy{}, clock};
        auto const refused = call(attempt);
        REQUIRE_FALSE(refused);
        CHECK(sent == 0);
        CHECK(refused.error().cause() == make_error_code(code));
        CHECK(refused.error().remedy() == remedy::fix_request);
        // A request that the attempt's own session sent before may have been carried out.
        CHECK(refused.error().outcome_unknown());
        CHECK(refused.error().idempotency_key() == sample_key);

        exchange exchange{other, attempt};
        CHECK(exchange.result().error().outcome_unknown());
        CHECK(exchange.start(clock()).done());
        CHECK(exchange.start(clock()).done());
        CHECK(exchange.resume(clock()).done());
    }
    session same{here, sample_credentials()};
    REQUIRE(same.on_token(token_reply(), made_at));
    exchange exchange{same, attempt};
    CHECK(exchange.start(made_at).request() != nullptr);
}

TEST_CASE("no record, webhook or DigitalSignature verifies as another of the three",
          "[flow][attempt]") {
    signer const key = signer::make(secret{crypto_token}).value();
    webhook_receiver const hook{secret{crypto_token}};
    auto const with_mac = [](std::string_view message, std::string_view mac) {
        return std::string{message} + ",\"mac\":\"" + std::string{mac} + "\"}";
    };
    std::string const record = save_sample(sample_payout()).value();
    std::string_view const message = std::string_view{record}.substr(0, record.size() - 74);
    std::string_view const code = std::string_view{record}.substr(record.size() - 66, 64);
    REQUIRE(with_mac(message, code) == record);
    std::string const body = R"({"eventType":"CASHOUT_COMPLETED","eventAt":"2026-03-10T14:35:00Z",)"
                             R"("data":)" +
                             std::string{completed_cash_out_json} + "}";
    hex_digest const signature{key(body)};
    REQUIRE(hook.receive(body, signature.text()));

    // A record as a webhook: not even to those who only verify.
    for (std::string_view const text : {message, std::string_view{record}}) {
        CHECK(hook.verify(text, code).error() == errc::wrong_signature);
        CHECK(hook.receive(text, code).error() == errc::wrong_signature);
        CHECK_FALSE(verify_mac(key, text, code));
    }
    // A webhook as a record, and what a server would have to sign to make one.
    CHECK_FALSE(load_sample<create_cash_out>(with_mac(body, signature.text())));
    hex_digest const of_record{key(message)};
    CHECK(load_sample<create_cash_out>(with_mac(message, of_record.text())).error() ==
          errc::attempt_mac_mismatch);
    // A DigitalSignature as a record, and a record's MAC as one.
    CHECK_FALSE(load_sample<create_cash_out>(with_mac(access_token, access_token_signature)));
    CHECK(hex_digest{record_key()(access_token)} != sign(key, access_token));
    CHECK_FALSE(verify_mac(record_key(), access_token, access_token_signature));
    // The text that derives the records' key is not a webhook and not a token that is signed.
    std::string_view const label = "connectpsp attempt record 2";
    CHECK(refusal_of_access_token(label) == errc::invalid_access_token);
    hex_digest const of_label{key(label)};
    CHECK_FALSE(hook.receive(label, of_label.text()));
}

} // namespace attempt_owner_test
