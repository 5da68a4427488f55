// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Pays many payouts at once on one thread, with Boost.Asio's coroutines.
//
//   payouts_with_asio COUNT
//
// Who and where: environment_variables.hpp, but never in production: the payee is made up.

#include "beast_transport.hpp"
#include "environment_variables.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <connectpsp/connectpsp.hpp>
#include <connectpsp/flow/co_run.hpp>

#include <charconv>
#include <iostream>
#include <string_view>

namespace psp = connectpsp;
namespace asio = boost::asio;
using namespace psp::literals;

namespace {

struct tally {
    int accepted = 0, unknown = 0, refused = 0;
};

/// Sent as often as the policy lets it be, under the order's one key: it is paid once at most.
asio::awaitable<void> pay(psp::session& session, examples::beast_transport& http,
                          psp::create_cash_out order, tally& so_far) {
    using paying = asio::awaitable<psp::result<psp::cash_out_receipt>>;
    auto const send = [&](psp::request const& message) { return http.async(message); };
    auto const sleep = [](std::chrono::milliseconds delay) -> asio::awaitable<void> {
        asio::steady_timer timer{co_await asio::this_coro::executor, delay};
        co_await timer.async_wait(asio::use_awaitable);
    };
    auto const got = co_await psp::co_run<paying>(psp::exchange{session, std::move(order)}, send,
                                                  sleep, psp::system_time{});
    if (got) {
        ++so_far.accepted;
    } else {
        ++(got.error().outcome_unknown() ? so_far.unknown : so_far.refused);
        std::cerr << got.error() << "; what to do: " << to_string(got.error().remedy()) << '\n';
    }
}

psp::result<psp::create_cash_out> new_order() {
    auto const key = psp::system_idempotency_key();
    if (!key) return key.error();
    auto const reference = psp::external_reference::parse(key.value().text());
    auto const to = psp::pix_key::parse(psp::pix_key_type::email, "maria@example.com");
    auto const who = psp::document::parse("529.982.247-25");
    if (!reference) return reference.error();
    if (!to) return to.error();
    if (!who) return who.error();
    return psp::create_cash_out{
        .idempotency_key = key.value(),
        .amount = 1.00_brl,
        .external_reference = reference.value(),
        .payee = {.name = "Maria da Silva", .document = who.value(), .destination = to.value()}};
}

} // namespace

int main(int count, char** arguments) {
    int many = 0;
    std::string_view const text{count == 2 ? arguments[1] : ""};
    std::from_chars(text.data(), text.data() + text.size(), many);
    auto const where = examples::place_from_environment();
    auto who = examples::credentials_from_environment();
    if (many < 1 || !where || !who ||
        where.value().base_url() == psp::environment::production().base_url()) {
        std::cerr << "usage: " << arguments[0]
                  << " COUNT   (and the environment; see the source)\n";
        return 2;
    }
    psp::session session{where.value(), std::move(who).value()};
    examples::beast_transport http;
    tally all;

    asio::io_context loop;
    for (int i = 0; i != many; ++i) {
        auto const order = new_order(); // a real payer stores it, key and all, before it is sent
        if (!order) {
            std::cerr << order.error() << '\n';
            return 1;
        }
        co_spawn(loop, pay(session, http, order.value(), all), asio::detached);
    }
    loop.run();

    std::cout << all.accepted << " accepted, " << all.unknown << " unknown, " << all.refused
              << " refused\n";
    return all.accepted == many ? 0 : 3;
}
