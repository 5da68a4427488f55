// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "catch.hpp"
#include "fixture.hpp"
#include "operations.hpp"
#include "views.hpp"

#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/codec/signature.hpp>
#include <connectpsp/core/credentials.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/client.hpp>
#include <connectpsp/flow/session.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Plays the scripts of tests/bindings/conversations, which hold the packages of other languages, with
// the client. The README there tells their form.

using namespace connectpsp;
using namespace connectpsp::test;

namespace json = boost::json;

namespace {

using std::chrono::milliseconds;

constexpr std::string_view base = "https://api.homologacao.connectpsp.com";
constexpr std::string_view crypto_token = "c0ffee00-1234-4abc-9def-0123456789ab";

std::filesystem::path folder() { return fixtures().parent_path() / "bindings" / "conversations"; }

credentials merchant() {
    return credentials::make({.client_id = "4711",
                              .client_secret = secret{"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e"},
                              .application_token = secret{"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"},
                              .crypto_token = secret{crypto_token}})
        .value();
}

std::string text_in(json::value const& from, std::string_view key) {
    auto const* const found = from.as_object().if_contains(key);
    return found == nullptr ? std::string{} : std::string{std::string_view{found->as_string()}};
}

response answer_of(strict_object stated) {
    response made{.status = 200, .content_type = "application/json"};
    if (stated.has("token")) {
        made.body = json::serialize(json::object{{"accessToken", stated.take_text("token")},
                                                 {"tokenType", "Bearer"},
                                                 {"expiresIn", 3600}});
    } else if (stated.has("fixture")) {
        auto const fixture = json::parse(read_file(fixtures() / stated.take_text("fixture")));
        json::value const& sent = fixture.at("response");
        made = {.status = sent.at("status").to_number<int>(),
                .content_type = text_in(sent, "content_type"),
                .body = body_of(sent.at("body")),
                .retry_after = text_in(sent, "retry_after")};
    } else {
        made.status = stated.take_int("status");
        if (stated.has("contentType")) made.content_type = stated.take_text("contentType");
        if (stated.has("retryAfter")) made.retry_after = stated.take_text("retryAfter");
        json::value const body = stated.take_or("body", "");
        made.body = body.is_object() ? json::serialize(body) : body_of(body);
    }
    stated.finish();
    return made;
}

retry_policy policy_of(strict_object stated) {
    retry_policy made;
    auto const number = [&](std::string_view key, auto& into) {
        using type = std::remove_reference_t<decltype(into)>;
        if (stated.has(key)) into = type(std::stoi(stated.take_text(key)));
    };
    number("maxAttempts", made.max_attempts);
    number("deadlineMilliseconds", made.deadline);
    number("initialDelayMilliseconds", made.initial_delay);
    number("maxDelayMilliseconds", made.max_delay);
    number("maxRetryAfterSeconds", made.max_retry_after);
    stated.finish();
    return made;
}

/// Replaces the transport, the clock and the sleep of a client.
class player {
public:
    timestamp operator()() const noexcept { return now_; }
    void sleep_for(milliseconds delay) {
        waited_ = waited_.value_or(milliseconds{0}) + delay;
        now_ += delay;
    }

    void begin(strict_object& call, json::value const& members) {
        now_ += milliseconds{call.take_or("after", 0).to_number<int>()};
        steps_ = call.take("steps").as_array();
        key_ = text_in(members, "idempotencyKey");
        number_ = 0;
        bodies_.clear();
        headers_.clear();
    }

    result<response> send(request const& message) {
        try {
            return play(message);
        } catch (std::exception const& why) { // the client would take it for a lost answer
            FAIL_CHECK("step " << number_ << ": " << why.what());
            return error{errc::not_sent};
        }
    }

    void end(strict_object& expect) {
        CHECK(number_ == steps_.size());
        check_wait(expect);
    }

    std::string const& key() const noexcept { return key_; }

private:
    result<response> play(request const& message) {
        std::string const what = std::string{to_string(message.method)} + ' ' +
                                 message.url.substr((std::min)(base.size(), message.url.size()));
        INFO(what << " as step " << number_ + 1);
        CHECK(message.url.substr(0, base.size()) == base);
        if (number_ == steps_.size()) throw bad_fixture(what + " is not expected");
        strict_object step{steps_[number_++]};
        CHECK(what == step.take_text("request"));
        check_wait(step);
        if (what == "POST /auth/token") {
            CHECK(message.headers.find("Authorization").empty());
            CHECK(message.headers.find("X-Idempotency-Key").empty());
        } else {
            check_authorization(message, step, what);
        }
        if (step.has("body")) CHECK(message.body == step.take_text("body"));
        now_ += milliseconds{step.take_or("takes", 0).to_number<int>()};
        if (step.has("answer")) {
            auto answer = answer_of(step.take_object("answer"));
            step.finish();
            return answer;
        }
        std::string const how = step.take_text("fails");
        step.finish();
        if (how == "not_sent") return error{errc::not_sent};
        if (how != "lost" && how != "timeout") throw bad_fixture("fails " + how);
        return error{errc::no_answer};
    }

    void check_authorization(request const& message, strict_object& step, std::string const& what) {
        std::string const token = step.take_text("token");
        CHECK(message.headers.find("Authorization") == "Bearer " + token);
        CHECK(message.headers.find("X-Idempotency-Key") == key_);
        auto const key = signer::make(secret{crypto_token}).value();
        std::string const signature{sign(key, token).text()};
        bool const is_signed = step.take_or("signed", false).as_bool();
        CHECK(message.headers.find("DigitalSignature") == (is_signed ? signature : ""));
        CHECK(bodies_.emplace(what, message.body).first->second == message.body);
        std::string headers;
        for (header_field const each : message.headers)
            headers.append(each.name).append(": ").append(each.value).append("\n");
        CHECK(headers_.emplace(what + ' ' + token, headers).first->second == headers);
    }

    void check_wait(strict_object& of) {
        auto const waited = std::exchange(waited_, std::nullopt);
        CHECK(waited.has_value() == of.has("wait"));
        if (!of.has("wait")) return;
        json::value const stated = of.take("wait");
        json::object const exactly{{"least", stated}, {"most", stated}};
        strict_object bounds{stated.is_object() ? stated : json::value(exactly)};
        CHECK(waited.value_or(milliseconds{-1}).count() >= bounds.take_int("least"));
        CHECK(waited.value_or(milliseconds{-1}).count() <= bounds.take_int("most"));
        bounds.finish();
    }

    timestamp now_ =
        std::chrono::sys_days{std::chrono::year{2026} / 3 / 10} + std::chrono::hours{12};
    std::optional<milliseconds> waited_{};
    json::array steps_{};
    std::string key_{};
    std::size_t number_ = 0;
    std::map<std::string, std::string> bodies_{};
    std::map<std::string, std::string> headers_{};
};

/// Returns a form without what no script states: empty lists, and the lists of irregular members.
json::value plain(json::value const& value) {
    if (value.is_array()) {
        json::array kept;
        for (auto const& each : value.get_array())
            kept.push_back(plain(each));
        return kept;
    }
    if (!value.is_object()) return value;
    json::object kept;
    for (auto const& [key, each] : value.get_object())
        if (key != "irregular" && !(each.is_array() && each.get_array().empty()))
            kept.emplace(key, plain(each));
    return kept;
}

/// Returns whether an error is of a class, where errors are classes.
bool is_of_class(error const& why, std::string_view name) {
    static std::map<std::string_view, std::vector<condition>> const all{
        {"OutcomeUnknown", {condition::outcome_unknown}},
        {"InvalidArgument", {condition::invalid_argument}},
        {"Rejected", {condition::rejected}},
        {"InsufficientFunds", {condition::insufficient_funds}},
        {"AlreadyDone", {condition::already_done}},
        {"NotFound", {condition::not_found}},
        {"AuthenticationFailed", {condition::authentication}},
        {"Unavailable", {condition::unavailable, condition::transport, condition::rate_limited}},
        {"InvalidResponse", {condition::invalid_response}},
        {"Untrusted", {condition::untrusted}},
    };
    auto const found = all.find(name);
    if (found == all.end()) throw bad_fixture("no class: " + std::string{name});
    return std::any_of(found->second.begin(), found->second.end(),
                       [&](condition each) { return why == each; });
}

/// Returns what a script states of an error, in its spelling.
json::object stated_form(error const& why, json::string_view name_of_class) {
    json::object const view = without_nulls(view_of(why)).as_object();
    json::object made{{"class", name_of_class},
                      {"code", json::string_view{name_of(why.code())}},
                      {"cause", json::string_view{name_of(why.cause())}},
                      {"remedy", view.at("remedy")},
                      {"outcomeUnknown", view.at("outcome_unknown")},
                      {"conditions", view.at("conditions")}};
    if (why.status() != 0) made["status"] = why.status();
    if (!why.pointer().empty()) made["pointer"] = json::string_view{why.pointer()};
    if (why.offset()) made["offset"] = *why.offset();
    if (!why.subject().empty()) made["subject"] = json::string_view{why.subject()};
    if (!why.detail().empty()) made["detail"] = json::string_view{why.detail()};
    if (auto const* const differs = why.mismatch())
        made["mismatch"] = {{"expected", json::string_view{differs->expected}},
                            {"received", json::string_view{differs->received}}};
    if (!why.transaction_id().empty())
        made["transactionId"] = json::string_view{why.transaction_id()};
    if (auto const wait = why.retry_after()) {
        if (auto const* const delay = std::get_if<std::chrono::seconds>(&wait->value()))
            made["retryAfterSeconds"] = delay->count();
        else
            made["retryAt"] = format_timestamp(std::get<retry_after::instant>(wait->value()));
    }
    if (why.during_authentication()) made["duringAuthentication"] = true;
    if (why.problem() != nullptr && why.problem()->code)
        made["problemCode"] = view.at("problem").at("code");
    return made;
}

void check_error(error const& why, json::object stated, std::string const& key,
                 std::string const& reference) {
    // A copy, because the new member may move the others.
    if (json::value const code = stated.at("code"); !stated.contains("cause"))
        stated["cause"] = code;
    json::string_view const name_of_class = stated.at("class").as_string();
    CHECK(is_of_class(why, name_of_class));
    json::object const found = stated_form(why, name_of_class);
    INFO("got      " << json::serialize(found));
    INFO("expected " << json::serialize(stated));
    CHECK(found == stated);
    if (!why.outcome_unknown()) return;
    CHECK(why.idempotency_key() == key);
    CHECK(why.external_reference() == reference);
}

template <class Op, class Client>
result<typename Op::result_type> carry_out(Op const& op, session& of, Client& client, bool resumes,
                                           timestamp now) {
    if (!resumes) return client(op);
    if constexpr (Op::endpoint.idempotency == idempotency::by_key) {
        auto const record = save_attempt(op, of, now);
        return client(load_attempt<Op>(record.value(), of).value());
    } else {
        throw bad_fixture("an operation without a key is not resumed");
    }
}

template <class Op, class Client>
void run_call(strict_object& call, json::value const& members, session& of, Client& client,
              player& with) {
    Op const op = from_binding_form<Op>(json::serialize(members)).value();
    bool const resumes = call.take_or("resume", false).as_bool();
    strict_object expect = call.take_object("expect");
    with.begin(call, members);
    auto const got = carry_out(op, of, client, resumes, with());
    with.end(expect);
    if (expect.has("error")) {
        REQUIRE_FALSE(got);
        check_error(got.error(), expect.take("error").as_object(), with.key(),
                    text_in(members, "externalReference"));
    } else {
        json::value const stated = expect.take("result");
        if (!got) FAIL(json::serialize(view_of(got.error())));
        json::value const found = plain(json::parse(to_binding_form(got.value())));
        INFO("got      " << json::serialize(found));
        INFO("expected " << json::serialize(stated));
        CHECK(found == plain(stated));
    }
    expect.finish();
}

void run_script(std::filesystem::path const& path) {
    strict_object script{json::parse(read_file(path))};
    if (script.take_text("shows").empty()) throw bad_fixture("shows nothing");
    auto const policy = policy_of(strict_object{script.take_or("policy", json::object{})});
    json::value const calls = script.take("calls");
    if (calls.as_array().empty()) throw bad_fixture("calls nothing");
    script.finish();

    player stand_in;
    session of{environment::staging(), merchant()};
    auto transport = [&](request const& message) { return stand_in.send(message); };
    client call_out{of, transport, policy, stand_in};
    for (auto const& each : calls.as_array()) {
        strict_object call{each};
        json::value const members = call.take("members");
        visit_operation(call.take_text("operation"), [&]<class Op>(std::type_identity<Op>) {
            if constexpr (Op::endpoint.auth == auth::none)
                throw bad_fixture("a client obtains its tokens by itself");
            else
                run_call<Op>(call, members, of, call_out, stand_in);
        });
        call.finish();
    }
}

std::vector<std::filesystem::path> const& scripts() {
    static std::vector<std::filesystem::path> const all = [] {
        auto found = entries_of(folder());
        std::erase_if(found, [](auto const& path) { return path.extension() != ".json"; });
        if (found.empty()) throw bad_fixture("there are no scripts in " + folder().string());
        return found;
    }();
    return all;
}

} // namespace

TEST_CASE("a client does what the scripts of conversations state", "[conformance][conversations]") {
    auto const& path = scripts()[GENERATE(range(std::size_t{0}, scripts().size()))];
    DYNAMIC_SECTION(path.stem().string()) {
        try {
            run_script(path);
        } catch (std::exception const& why) {
            FAIL(path << ": " << why.what());
        }
    }
}
