// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The client is held to the conversations that every language's package is held to:
// tests/bindings/conversations/README.md says what their members mean.

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/connectpsp.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

std::string text_in(json::object const& from, char const* name, std::string otherwise = {}) {
    auto const* const found = from.if_contains(name);
    return found != nullptr ? std::string{found->as_string()} : std::move(otherwise);
}

std::int64_t number_in(json::object const& from, char const* name, std::int64_t otherwise) {
    auto const* const found = from.if_contains(name);
    return found != nullptr ? found->as_int64() : otherwise;
}

/// The transport of one conversation.
class script {
public:
    explicit script(fake_clock const& clock) : clock_(&clock), last_(clock()) {}

    void begin(json::array const& steps) {
        steps_.assign(steps.begin(), steps.end());
        sent_.clear();
    }
    bool is_over() const { return steps_.empty(); }

    result<response> operator()(request const& message) {
        INFO(message.url);
        REQUIRE_FALSE(steps_.empty());
        json::object const step = steps_.front().as_object();
        steps_.pop_front();
        CHECK(std::string{to_string(message.method)} + " " + std::string{message.target()} ==
              text_in(step, "request"));
        if (auto const token = text_in(step, "token"); !token.empty())
            CHECK(message.headers.find("Authorization") == "Bearer " + token);
        std::string const bytes = message.url + '\n' + message.body + '\n' +
                                  std::string{message.headers.find("X-Idempotency-Key")};
        if (auto const same = number_in(step, "sameAs", -1); same >= 0)
            CHECK(sent_.at(static_cast<std::size_t>(same)) == bytes);
        CHECK(clock_->operator()() - last_ >=
              std::chrono::milliseconds{number_in(step, "waitsAtLeastMilliseconds", 0)});
        sent_.push_back(bytes);
        last_ = (*clock_)();
        auto const happens = text_in(step, "happens");
        if (!happens.empty()) return error{happens == "notSent" ? errc::not_sent : errc::no_answer};
        auto const& body = step.at("body");
        response made;
        made.status = static_cast<int>(step.at("status").as_int64());
        made.content_type = text_in(step, "contentType", "application/json");
        made.retry_after = text_in(step, "retryAfter");
        made.body = body.is_string() ? std::string{body.as_string()} : json::serialize(body);
        return made;
    }

private:
    fake_clock const* clock_;
    timestamp last_;
    std::deque<json::value> steps_{};
    std::vector<std::string> sent_{};
};

retry_policy policy_of(json::object const& form) {
    retry_policy made;
    using ms = std::chrono::milliseconds;
    made.max_attempts = static_cast<unsigned>(number_in(form, "maxAttempts", 4));
    made.initial_delay =
        ms{number_in(form, "initialDelayMilliseconds", made.initial_delay.count())};
    made.max_delay = ms{number_in(form, "maxDelayMilliseconds", made.max_delay.count())};
    made.max_retry_after =
        std::chrono::seconds{number_in(form, "maxRetryAfterSeconds", made.max_retry_after.count())};
    return made;
}

template <class Client>
result<std::string> carry_out(Client& client, std::string const& call) {
    auto const told = [&](auto const& got, auto text) -> result<std::string> {
        if (!got) return got.error();
        return text(got.value());
    };
    auto const id = [](auto const& got) { return got.transaction_id; };
    if (call == "balance")
        return told(client(get_balance{}), [](balance const& got) {
            return std::to_string(got.consolidated.total_balance.centavos());
        });
    if (call == "rebalance")
        return told(client(rebalance{.target_amount = money::from_centavos(60'000'000)}),
                    [](auto const& got) { return got.success ? "true" : "false"; });
    if (call == "payout") {
        auto payout = sample_payout();
        payout.amount = money::from_centavos(15050);
        payout.external_reference = external_reference::parse("ORDER-1").value();
        return told(client(payout), id);
    }
    if (call == "charge") {
        auto charge = sample_charge();
        charge.amount = money::from_centavos(15050);
        charge.external_reference = external_reference::parse("ORDER-1").value();
        return told(client(charge), id);
    }
    REQUIRE(call == "refund");
    return told(client(refund_cash_in{.idempotency_key = idempotency_key::parse(sample_key).value(),
                                      .id = lookup_id::parse("CI0001").value(),
                                      .reason = refund_reason::fraud}),
                id);
}

void hold(json::object const& told) {
    fake_clock clock;
    connectpsp::session session{environment::staging(), sample_credentials()};
    script wire{clock};
    client client{session, wire, policy_of(told.at("policy").as_object()), clock};
    for (auto const& each : told.at("calls").as_array()) {
        auto const& call = each.as_object();
        wire.begin(call.at("steps").as_array());
        auto const got = carry_out(client, text_in(call, "call"));
        CHECK(wire.is_over());
        if (call.contains("result")) {
            REQUIRE(got);
            CHECK(got.value() == text_in(call, "result"));
            continue;
        }
        REQUIRE_FALSE(got);
        auto const& expected = call.at("error").as_object();
        CHECK(name_of(got.error().code()) == text_in(expected, "code"));
        CHECK(name_of(got.error().cause()) == text_in(expected, "cause"));
        CHECK(to_string(got.error().remedy()) == text_in(expected, "remedy"));
        CHECK(got.error().outcome_unknown() == expected.at("outcomeUnknown").as_bool());
        CHECK(got.error().status() == number_in(expected, "status", 0));
    }
}

} // namespace

TEST_CASE("the client holds the conversations that every package holds", "[integration]") {
    int held = 0;
    for (auto const& each : fs::directory_iterator{fs::path{CONNECTPSP_SOURCE_DIR} / "tests" /
                                                   "bindings" / "conversations"}) {
        if (each.path().extension() != ".json") continue;
        INFO(each.path().filename().string());
        std::ifstream in{each.path()};
        hold(json::parse(std::string{std::istreambuf_iterator<char>{in}, {}}).as_object());
        ++held;
    }
    CHECK(held > 0);
}
