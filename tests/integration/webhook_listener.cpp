#include "webhook_listener.hpp"

#include "merchant.hpp"

#include "catch.hpp"
#include "support/sample_payments.hpp"

#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

/// Posts to a listener from another thread while this one listens.
int status_of_posting(examples::webhook_listener& hooks, std::string body, std::string signature) {
    auto posted = std::async(std::launch::async, [&, url = hooks.url()] {
        request message{};
        message.method = http_method::post;
        message.url = url;
        if (!signature.empty()) message.headers.append("X-Connect-Signature", signature);
        message.body = body;
        return make_transport(stack::curl)(message).value().status;
    });
    while (posted.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        if (hooks.next(std::chrono::milliseconds{20})) FAIL("an event that nobody signed");
    return posted.get();
}

} // namespace

TEST_CASE("the listener hands out each event once and refuses what is not ConnectPSP's",
          "[integration][webhook]") {
    merchant shop{stack::curl};
    secret const token{shop.psp.settings().crypto_token};
    examples::webhook_listener hooks{webhook_receiver{token}};
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
        return std::string{digital_signature{signer::make(token).value()(body)}.text()};
    };
    std::string const forged = R"({"eventType":"CASHIN_PAID"})";
    CHECK(status_of_posting(hooks, forged, "") == 401);
    CHECK(status_of_posting(hooks, forged, std::string(64, '0')) == 401);
    CHECK(status_of_posting(hooks, forged, sign(forged)) == 400);
}

TEST_CASE("the webhook server prints what happened, and to nobody", "[integration][webhook]") {
    merchant shop{stack::curl};
    auto const& who = shop.psp.settings();
    std::string const command = "CONNECTPSP_CLIENT_ID=" + who.client_id +
                                " CONNECTPSP_CLIENT_SECRET=" + who.client_secret +
                                " CONNECTPSP_APPLICATION_TOKEN=" + who.application_token +
                                " CONNECTPSP_CRYPTO_TOKEN=" + who.crypto_token +
                                " timeout 30 " CONNECTPSP_EXAMPLE_WEBHOOK_SERVER_EXE " 0 1";
    std::unique_ptr<FILE, int (*)(FILE*)> const server{popen(command.c_str(), "r"), pclose};
    REQUIRE(server);
    auto const line = [&] {
        std::string text(4096, '\0');
        if (std::fgets(text.data(), static_cast<int>(text.size()), server.get()) == nullptr)
            return std::string{};
        return text.substr(0, text.find('\n'));
    };
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
}
