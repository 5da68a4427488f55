// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/client.hpp>

#include "catch.hpp"
#include "secrets/memory_search.hpp"
#include "support/sample_payments.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/webhook.hpp>

#include <cryptopp/sha.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

// After each of these scenes no writable memory of the process holds a secret. Each scene has secrets
// of its own, so that a finding names its scene.
//
// Compiled twice. -O2 shows a wipe that the optimizer drops because nothing reads the memory again,
// and copies in registers that were saved on the stack. -O0 shows copies that -O2 happens to elide:
// every temporary object has a place on the stack there, and no call is inlined.

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

/// Everything that must not be found.
struct secrets {
    needle client_secret = random_guid("client secret");
    needle application_token = random_guid("application token");
    needle crypto_token = random_guid("CryptoToken");
    /// Longer than a short string and than two blocks of SHA-256.
    needle access_token = token("access token");
    needle second_token = token("second access token");

    static needle token(char const* name) {
        return random_text(name, 200, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");
    }
};

secret secret_of(needle const& from) {
    std::string text;
    text.reserve(256);
    append_text(text, from);
    return secret::take(text);
}

/// Makes a needle of SHA-256's state after one block: the state of a key is as good as the key.
CONNECTPSP_NOINLINE needle state_after(std::string name, needle const& key, unsigned char flip) {
    CryptoPP::word32 state[8], words[16];
    for (std::size_t i = 0; i != 16; ++i) {
        words[i] = 0;
        for (std::size_t at = 4 * i; at != 4 * i + 4; ++at)
            words[i] = words[i] << 8 |
                       static_cast<unsigned char>(
                           (at < key.size() ? static_cast<unsigned char>(key.at(at)) : 0U) ^ flip);
    }
    CryptoPP::SHA256::InitState(state);
    CryptoPP::SHA256::Transform(state, words);
    needle made = needle_of(std::move(name), state, sizeof state);
    detail::wipe(state, sizeof state);
    detail::wipe(words, sizeof words);
    return made;
}

/// All needles of the secrets: their texts, the keys that are derived from the CryptoToken, and each
/// key as HMAC flips it.
CONNECTPSP_NOINLINE std::vector<needle> all_of(secrets const& from) {
    std::vector<needle> all{from.client_secret, from.application_token, from.crypto_token,
                            from.access_token, from.second_token};
    auto const add_key = [&all](needle const& key) {
        all.push_back(flipped(key.name() + ", inner pad", key, 0x36));
        all.push_back(flipped(key.name() + ", outer pad", key, 0x5c));
    };
    add_key(from.crypto_token);
    auto const add_states = [&all](needle const& key) {
        all.push_back(state_after("inner state of the " + key.name(), key, 0x36));
        all.push_back(state_after("outer state of the " + key.name(), key, 0x5c));
    };
    add_states(from.crypto_token);
    mac derived = signer::make(secret_of(from.crypto_token)).value()("connectpsp attempt record 2");
    needle const record_key = needle_of("record key", derived.data(), derived.size());
    all.push_back(record_key);
    add_key(record_key);
    add_states(record_key);
    detail::wipe(derived.data(), derived.size());
    return all;
}

/// Overwrites what all_of() and the making of the secrets left on the stack below this call.
CONNECTPSP_NOINLINE void clear_stack() {
    char block[256 * 1024];
    detail::wipe(block, sizeof block);
}

credentials credentials_of(secrets const& from) {
    return credentials::make({.client_id = "4711",
                              .client_secret = secret_of(from.client_secret),
                              .application_token = secret_of(from.application_token),
                              .crypto_token = secret_of(from.crypto_token)})
        .value();
}

enum class spelling { plain, escape_in_front, escape_inside, not_utf8 };

void append_escaped(std::string& to, char c) {
    char text[8];
    std::snprintf(text, sizeof text, "\\u%04x", static_cast<unsigned>(c));
    to += text;
}

/// An empty body with room for a secret. White space goes in front, so that what is allocated later
/// does not happen to overwrite the secret.
std::string roomy_body() {
    std::string body;
    body.reserve(16 * 1024);
    body.append(8 * 1024, ' ');
    return body;
}

/// The answer to a login.
response login_answer(needle const& token, spelling how) {
    response answer{200, "application/json", roomy_body(), ""};
    answer.body += R"({"accessToken":")";
    for (std::size_t i = 0; i != token.size(); ++i) {
        bool const escaped = (how == spelling::escape_in_front && i == 0) ||
                             (how == spelling::escape_inside && i == 140);
        if (escaped)
            append_escaped(answer.body, token.at(i));
        else
            answer.body += token.at(i);
    }
    answer.body += R"(","tokenType":"Bearer","expiresIn":3600)";
    if (how == spelling::not_utf8) answer.body += ",\"x\":\"\xFF\"";
    answer.body += '}';
    return answer;
}

/// A refusal that repeats the client secret.
response echoing_refusal(needle const& client_secret, spelling how) {
    response answer{401, "application/problem+json", roomy_body(), ""};
    answer.body += R"({"code":"INVALID_CREDENTIALS","detail":"no such clientSecret: )";
    if (how == spelling::escape_in_front) answer.body += R"(\u0022)";
    append_text(answer.body, client_secret);
    if (how == spelling::escape_inside) answer.body += R"(\")";
    answer.body += '"';
    if (how == spelling::not_utf8) answer.body += ",\"x\":\"\xFF\"";
    answer.body += '}';
    return answer;
}

response json(int status, char const* body) { return {status, "application/json", body, ""}; }

constexpr spelling spellings[] = {spelling::plain, spelling::escape_in_front,
                                  spelling::escape_inside, spelling::not_utf8};

struct clock_of_test {
    timestamp* now;
    timestamp operator()() const noexcept { return *now; }
    void sleep_for(std::chrono::milliseconds delay) const noexcept { *now += delay; }
};

constexpr char const* accepted_payout =
    R"({"transactionId":"3f25a1b0-5c6d-4e7f-8a9b-0c1d2e3f4a5b","status":"PROCESSING"})";

/// One session with its client, whose answers the scene makes. Nothing of it is static.
struct scene {
    explicit scene(secrets const& from) : session(environment::staging(), credentials_of(from)) {}

    template <class Answer, class Op>
    bool run(Op op, Answer answer) {
        client call{session,
                    [&](request const& asked) -> result<response> { return answer(asked); },
                    retry_policy{}, clock_of_test{&now}};
        return call(std::move(op)).has_value();
    }

    timestamp now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 10};
    connectpsp::session session;
};

bool is_login(request const& asked) { return asked.url.ends_with("/auth/token"); }

/// Runs a scene in a frame of its own and searches when the frame is gone.
template <class Scene>
CONNECTPSP_NOINLINE void run(secrets const& from, Scene const& play) {
    play(from);
    __asm__ volatile("" : : : "memory");
}

template <class Scene>
void check_nothing_stays(Scene const& play) {
    secrets const made{};
    std::vector<needle> const all = all_of(made);
    clear_stack();
    run(made, play);
    auto const found = find_in_memory(all);
    INFO(to_string(found));
    CHECK(found.empty());
}

} // namespace

TEST_CASE("the search finds what is there, and nothing else", "[secrets]") {
    secrets const made{};
    std::vector<needle> const all = all_of(made);
    clear_stack();
    CHECK(find_in_memory(all).empty());
    {
        secret const kept = secret_of(made.client_secret);
        auto const found = find_in_memory(all);
        CHECK(found.size() == 7); // pieces of 36 characters
        CHECK(places_of(found, "client secret") == 1);
    }
    char on_stack[15];
    for (std::size_t i = 0; i != sizeof on_stack; ++i)
        on_stack[i] = made.access_token.at(i + 3);
    __asm__ volatile("" : : "r"(on_stack) : "memory");
    auto const residue = find_in_memory(all);
    CHECK(residue.size() == 1);
    CHECK((!residue.empty() && residue[0].region == "[stack]"));
    detail::wipe(on_stack, sizeof on_stack);
    CHECK(find_in_memory(all).empty());
}

TEST_CASE("credentials leave nothing behind", "[secrets]") {
    check_nothing_stays([](secrets const& from) {
        credentials const first = credentials_of(from);
        credentials second = first;
        second = credentials{first};
        CHECK(second.client_secret() == first.client_secret());
        auto const shown = secret_of(from.crypto_token).reveal(); // a copy of a temporary's text
        CHECK(shown.size() == from.crypto_token.size());
    });
}

TEST_CASE("a token that is signed by hand leaves nothing behind", "[secrets]") {
    check_nothing_stays([](secrets const& from) {
        std::string text;
        text.reserve(256);
        text += ' ';
        append_text(text, from.access_token);
        secret const token = secret::take(text);
        auto const key = signer::make(secret_of(from.crypto_token)).value();
        // Where the token begins at an odd address, its blocks are copied.
        hex_digest const made = sign(key, token.reveal().substr(1));
        secret const aligned = secret_of(from.access_token);
        CHECK(made == sign(signer{key}, aligned.reveal()));
    });
}

TEST_CASE("a login and an operation leave nothing behind", "[secrets]") {
    for (spelling const how : spellings) {
        INFO("spelling " << static_cast<int>(how));
        check_nothing_stays([how](secrets const& from) {
            scene in{from};
            CHECK(in.run(rebalance{.target_amount = money::from_centavos(1)},
                         [&](request const& asked) {
                             return is_login(asked) ? login_answer(from.access_token, how)
                                                    : json(200, R"({"success":true})");
                         }));
        });
    }
}

TEST_CASE("a signed payout and its record leave nothing behind", "[secrets]") {
    check_nothing_stays([](secrets const& from) {
        scene in{from};
        auto const record = save_attempt(sample_payout(), in.session, in.now);
        CHECK(record.has_value());
        secret const older = secret_of(from.crypto_token);
        auto again = load_attempt<create_cash_out>(record.value(), in.session, {&older, 1});
        CHECK(again.has_value());
        bool was_signed = false;
        CHECK(in.run(std::move(again).value(), [&](request const& asked) {
            if (is_login(asked)) return login_answer(from.access_token, spelling::plain);
            header_fields fields = asked.headers;
            was_signed = !fields.find("DigitalSignature").empty();
            std::string const value(1000, 'x'); // so that the fields move
            CHECK(fields.append("X-Trace", value).has_value());
            CHECK(fields.append("X-Trace-More", value).has_value());
            CHECK(header_fields{fields}.find("Authorization").size() > 200);
            return json(202, accepted_payout);
        }));
        CHECK(was_signed);
    });
}

TEST_CASE("a record with another CryptoToken's MAC leaves nothing behind", "[secrets]") {
    check_nothing_stays([](secrets const& from) {
        scene in{from};
        auto record = save_attempt(sample_payout(), in.session, in.now).value();
        record[record.size() - 5] = record[record.size() - 5] == '0' ? '1' : '0';
        CHECK(load_attempt<create_cash_out>(record, in.session).error() ==
              errc::attempt_mac_mismatch);
    });
}

TEST_CASE("a rejected login that repeats the client secret leaves nothing behind", "[secrets]") {
    for (spelling const how : spellings) {
        INFO("spelling " << static_cast<int>(how));
        check_nothing_stays([how](secrets const& from) {
            scene in{from};
            CHECK_FALSE(in.run(sample_payout(), [&](request const&) {
                return echoing_refusal(from.client_secret, how);
            }));
        });
    }
}

TEST_CASE("a login whose answer is reject_response leaves nothing behind", "[secrets]") {
    for (spelling const how : spellings) {
        INFO("spelling " << static_cast<int>(how));
        for (bool const cut : {true, false}) {
            check_nothing_stays([=](secrets const& from) {
                scene in{from};
                CHECK_FALSE(in.run(sample_payout(), [&](request const&) {
                    response answer = login_answer(from.access_token, how);
                    if (cut)
                        answer.body.pop_back();
                    else
                        answer.body.replace(answer.body.find("3600"), 4, "-360");
                    return answer;
                }));
            });
        }
    }
}

TEST_CASE("a token that the API refuses leaves nothing behind", "[secrets]") {
    check_nothing_stays([](secrets const& from) {
        scene in{from};
        int logins = 0;
        CHECK_FALSE(in.run(sample_payout(), [&](request const& asked) {
            if (is_login(asked))
                return login_answer(++logins == 1 ? from.access_token : from.second_token,
                                    spelling::plain);
            return response{401, "application/problem+json", R"({"code":"TOKEN_EXPIRED"})", ""};
        }));
        CHECK(logins == 2);
    });
}

TEST_CASE("lost answers leave nothing behind", "[secrets]") {
    for (bool const login_too : {false, true})
        check_nothing_stays([=](secrets const& from) {
            scene in{from};
            CHECK_FALSE(in.run(sample_payout(), [&](request const& asked) -> result<response> {
                if (is_login(asked) && !login_too)
                    return login_answer(from.access_token, spelling::plain);
                return error{errc::no_answer};
            }));
        });
}

TEST_CASE("a webhook with a wrong signature leaves nothing behind", "[secrets]") {
    check_nothing_stays([](secrets const& from) {
        secret const tokens[] = {secret_of(from.crypto_token), secret_of(from.access_token)};
        auto const receiver = webhook_receiver::make(tokens).value();
        std::string const body = R"({"eventType":"CASHOUT_COMPLETED","data":{}})";
        CHECK(receiver.receive(body, std::string(64, 'a')).error() == errc::wrong_signature);
        CHECK_FALSE((receiver.verify)(body, "zz").has_value());
        auto const key = signer::make(tokens[0]).value();
        hex_digest const right{key(body)};
        CHECK((receiver.verify)(body, right.text()).has_value());
    });
}

TEST_CASE("while idle each secret stands where it is kept, and nowhere else", "[secrets]") {
    secrets const made{};
    std::vector<needle> const all = all_of(made);
    clear_stack();
    scene in{made};
    int logins = 0;
    auto const answer = [&](request const& asked) {
        if (is_login(asked))
            return login_answer(++logins == 1 ? made.access_token : made.second_token,
                                spelling::plain);
        return json(202, accepted_payout);
    };
    auto const run_once = [&] { CHECK(in.run(sample_payout(), answer)); };

    run(made, [&](secrets const&) { run_once(); });
    auto const after_login = find_in_memory(all);
    {
        INFO(to_string(after_login));
        CHECK(places_of(after_login, "client secret") == 1);     // the credentials'
        CHECK(places_of(after_login, "CryptoToken") == 1);       // the credentials'
        CHECK(places_of(after_login, "application token") == 2); // and in the ready fields
        // The ready fields hold the token behind other bytes, but all of it.
        CHECK(places_of(after_login, "access token") == 1);
        std::size_t others = 0;
        for (finding const& each : after_login)
            others += each.name != "client secret" && each.name != "CryptoToken" &&
                      each.name != "application token" && each.name != "access token";
        CHECK(others == 0); // no key's states, pads or the record key
    }

    // An exchange that is done keeps no copy of its request.
    connectpsp::exchange<create_cash_out> exchange{in.session, sample_payout()};
    run(made, [&](secrets const&) {
        CHECK(exchange.start(in.now).request() != nullptr);
        CHECK(exchange.receive(json(202, accepted_payout), in.now).done());
    });
    CHECK(places_of(find_in_memory(all), "access token") == 1);

    // A renewal replaces the token: the old one is wiped while the session lives.
    in.now += std::chrono::hours{2};
    run(made, [&](secrets const&) { run_once(); });
    auto const after_renewal = find_in_memory(all);
    INFO(to_string(after_renewal));
    CHECK(logins == 2);
    CHECK(places_of(after_renewal, "access token") == 0);
    CHECK(places_of(after_renewal, "second access token") == 1);
    std::size_t of_old = 0;
    for (finding const& each : after_renewal)
        of_old += each.name == "access token";
    CHECK(of_old == 0);
}

TEST_CASE("a receiver keeps no text of its CryptoToken", "[secrets]") {
    secrets const made{};
    std::vector<needle> const all = all_of(made);
    clear_stack();
    webhook_receiver const receiver{secret_of(made.crypto_token)};
    auto const found = find_in_memory(all);
    INFO(to_string(found));
    CHECK(places_of(found, "inner state of the CryptoToken") == 1);
    CHECK(places_of(found, "outer state of the CryptoToken") == 1);
    CHECK(found.size() == 12); // the two states alone, 32 bytes each
    CHECK((receiver.verify)("{}", std::string(64, 'a')).error() == errc::wrong_signature);
}
