// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "webhook_listener.hpp"

#include "event_inbox.hpp"
#include "merchant.hpp"

#include "catch.hpp"
#include "support/sample_payments.hpp"

#include "../sandbox/webhook_inbox.hpp"

#include <connectpsp/core/system_idempotency_key.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

/// Posts to a listener from another thread while this one listens.
int status_of_posting(examples::event_inbox& hooks, std::string body, std::string signature) {
    auto posted = std::async(std::launch::async, [&, url = hooks.url()] {
        request message{};
        message.method = http_method::post;
        message.url = url;
        if (!signature.empty()) message.headers.append("X-Connect-Signature", signature).value();
        message.body = body;
        return make_transport(stack::curl)(message).value().status;
    });
    while (posted.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        if (hooks.next(std::chrono::milliseconds{20})) FAIL("an event that nobody signed");
    return posted.get();
}

sandbox::config with_webhooks_answered_within(std::chrono::milliseconds limit) {
    sandbox::config settings;
    settings.webhooks.timeout = limit;
    settings.webhooks.first_delay = std::chrono::milliseconds{10};
    return settings;
}

std::string field_of(sandbox::request const& delivery, std::string_view name) {
    for (auto const& [key, value] : delivery.fields)
        if (key == name) return value;
    return {};
}

/// Returns the state of the webhooks, after so many were delivered or after a time limit.
std::vector<sandbox::webhook_event> delivered(merchant& shop, std::size_t count) {
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    for (;;) {
        auto all = shop.psp.webhooks().events();
        auto const arrived = std::count_if(all.begin(), all.end(), [](auto const& each) {
            return each.status == sandbox::webhook_status::delivered;
        });
        if (static_cast<std::size_t>(arrived) >= count || std::chrono::steady_clock::now() > end)
            return all;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
}

} // namespace

TEST_CASE("the listener hands out each event once and refuses what is not ConnectPSP's",
          "[integration][webhook]") {
    merchant shop{stack::curl};
    secret const token{shop.psp.settings().crypto_token};
    examples::event_inbox hooks{webhook_receiver{token}};
    auto charge = sample_charge();
    charge.webhook_url = hooks.url();
    auto const id = shop.client(charge).value().transaction_id;
    REQUIRE(shop.psp.pay(id));
    auto const event = hooks.next(std::chrono::seconds{10});
    REQUIRE(event);
    CHECK(event->type == event_type::cash_in_paid);
    CHECK(std::get<cash_in>(event->data).transaction_id == id);
    CHECK_FALSE(event->delivery_id.empty());
    REQUIRE(shop.psp.webhooks().redeliver());
    CHECK_FALSE(hooks.next(std::chrono::milliseconds{500}));

    auto const sign = [&](std::string_view body) {
        return std::string{hex_digest{signer::make(token).value()(body)}.text()};
    };
    std::string const forged = R"({"eventType":"CASHIN_PAID"})";
    CHECK(status_of_posting(hooks, forged, "") == 401);
    CHECK(status_of_posting(hooks, forged, std::string(64, '0')) == 401);
    CHECK(status_of_posting(hooks, forged, sign(forged)) == 400);
}

TEST_CASE("an answer that comes too late is none: the event is delivered again",
          "[integration][webhook]") {
    CHECK(sandbox::config{}.webhooks.timeout == std::chrono::seconds{5}); // as ConnectPSP waits
    merchant shop{stack::curl, with_webhooks_answered_within(std::chrono::milliseconds{300})};
    webhook_receiver const hook{secret{shop.psp.settings().crypto_token}};
    sandbox::test::webhook_inbox slow;
    slow.answer_next({sandbox::test::webhook_inbox::late});
    auto charge = sample_charge();
    charge.webhook_url = slow.url();
    REQUIRE(shop.psp.pay(shop.client(charge).value().transaction_id));

    auto const came = slow.wait_for(2);
    REQUIRE(came.size() == 2);
    std::string keys[2];
    for (std::size_t i = 0; i != 2; ++i)
        keys[i] = hook.receive(came[i].body, field_of(came[i], "X-Connect-Signature"))
                      .value()
                      .dedupe_key();
    CHECK(keys[0] == keys[1]);
    CHECK(field_of(came[0], "X-Event-Id") != field_of(came[1], "X-Event-Id"));
    auto const sent = delivered(shop, 1);
    REQUIRE(sent.size() == 1);
    REQUIRE(sent[0].attempts.size() == 2);
    CHECK(sent[0].attempts[0].status == 0);
    CHECK(sent[0].attempts[1].status == 200);
}

TEST_CASE("a webhook is answered in time, however long the work on it and other senders take",
          "[integration][webhook]") {
    merchant shop{stack::curl};
    webhook_receiver hook{secret{shop.psp.settings().crypto_token}};
    std::promise<void> to_end;
    auto const end = to_end.get_future().share();
    std::atomic<int> done = 0;
    auto const work = [&](event const&) {
        end.wait();
        ++done;
    };
    examples::webhook_listener hooks{.hook = std::move(hook), .work = work};
    auto ended = std::move(to_end); // goes before the worker, which then waits no longer
    boost::asio::thread_pool network{1};
    boost::asio::ip::tcp::acceptor door{network, {boost::asio::ip::address_v4::loopback(), 0}};
    auto const at = door.local_endpoint();
    co_spawn(network, hooks.listen(door), boost::asio::detached);

    boost::asio::io_context elsewhere;
    boost::asio::ip::tcp::socket stalled{elsewhere};
    stalled.connect(at);
    boost::asio::write(stalled, boost::asio::buffer(std::string_view{"POST / HTTP/1.1\r\nHo"}));
    for (char const* const order : {"ORDER-1", "ORDER-2"}) {
        auto charge = sample_charge();
        charge.idempotency_key = system_idempotency_key().value();
        charge.external_reference = external_reference::parse(order).value();
        charge.webhook_url = "http://127.0.0.1:" + std::to_string(at.port()) + "/webhooks";
        REQUIRE(shop.psp.pay(shop.client(charge).value().transaction_id));
    }
    auto const sent = delivered(shop, 2);
    CHECK(done == 0); // both are answered, and no work has ended
    ended.set_value();
    network.stop();
    network.join();
    REQUIRE(sent.size() == 2);
    for (auto const& each : sent) {
        REQUIRE(each.attempts.size() == 1);
        CHECK(each.attempts[0].status == 200);
    }
    hooks.worker.join();
    CHECK(done == 2);
}

TEST_CASE("the webhook server prints what happened, and to nobody", "[integration][webhook]") {
    merchant shop{stack::curl};
    auto const& who = shop.psp.settings();
    std::string const command =
        "CONNECTPSP_CLIENT_ID=" + who.client_id + " CONNECTPSP_CLIENT_SECRET=" + who.client_secret +
        " CONNECTPSP_APPLICATION_TOKEN=" + who.application_token +
        " CONNECTPSP_CRYPTO_TOKEN=" + who.crypto_token +
        " timeout 30 sh -c 'echo $$; exec " CONNECTPSP_EXAMPLE_WEBHOOK_SERVER_EXE " 0'";
    std::unique_ptr<FILE, int (*)(FILE*)> const server{popen(command.c_str(), "r"), pclose};
    REQUIRE(server);
    auto const line = [&] {
        std::string text(4096, '\0');
        if (std::fgets(text.data(), static_cast<int>(text.size()), server.get()) == nullptr)
            return std::string{};
        return text.substr(0, text.find('\n'));
    };
    pid_t const process = std::atoi(line().c_str());
    REQUIRE(process > 1);
    std::string const greeting = line();
    constexpr std::string_view before = "listening on ";
    REQUIRE(greeting.starts_with(before));
    auto charge = sample_charge();
    charge.webhook_url = greeting.substr(before.size());
    auto const id = shop.client(charge).value().transaction_id;
    REQUIRE(shop.psp.pay(id));
    std::string const printed = line();
    CHECK(printed.starts_with(R"({"eventType":"CASHIN_PAID","eventAt":")"));
    CHECK(printed.find(id) != std::string::npos);
    CHECK(printed.find("Maria") == std::string::npos);
    CHECK(printed.find(sample_cpf) == std::string::npos);
    CHECK(::kill(process, SIGTERM) == 0); // or pclose would wait for it
}
