// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "network.hpp"

#include "wire.hpp"

#include <boost/system/errc.hpp>

#include <cstdint>
#include <utility>

namespace simulation {

using connectpsp::errc;
using connectpsp::error;
using connectpsp::request;
using connectpsp::response;

struct network::waiting {
    taker take;
    bool over = false;
};

void network::give(waiting& to, answer what) {
    if (std::exchange(to.over, true)) return;
    to.take(std::move(what));
}

/// How long one way takes.
duration network::way() {
    if (random_.chance(climate_.very_late)) return random_.between(1s, climate::max_delay);
    if (random_.chance(climate_.late))
        return random_.between(climate_.transport_timeout / 2, climate_.transport_timeout * 2);
    return random_.between(5ms, 80ms);
}

void network::send(request const& message, std::uint64_t conversation, taker take) {
    auto const back = std::make_shared<waiting>(waiting{std::move(take)});
    auto const fail_in = [&](duration delay, error why) {
        time_.after(delay, [this, back, why] { give(*back, why); });
    };
    auto const broken = [&]() -> error { // transports speak in many tongues
        switch (random_.below(3)) {
        case 0: return make_error_code(boost::system::errc::connection_reset);
        case 1:
            return {errc::no_answer,
                    {.underlying = make_error_code(boost::system::errc::timed_out)}};
        default: return errc::no_answer;
        }
    };
    fail_in(climate_.transport_timeout, errc::no_answer);
    if (random_.chance(climate_.not_sent)) {
        journal_.trace("network", "does not send it");
        return fail_in(random_.between(1ms, 3s), errc::not_sent);
    }
    if (random_.chance(climate_.request_lost)) {
        journal_.trace("network", "loses the request");
        if (random_.chance(0.5)) fail_in(way(), broken());
        return;
    }
    if (random_.chance(climate_.reset)) {
        journal_.trace("network", "breaks the connection while the request goes on");
        fail_in(random_.between(1ms, 50ms), broken());
    }
    auto const kept = std::make_shared<request const>(message);
    bool const copied = random_.chance(climate_.copied);
    travel(kept, {conversation, copied}, back);
    if (!copied) return;
    journal_.trace("network", "copies the request");
    travel(kept, {conversation, copied}, back);
}

void network::travel(std::shared_ptr<request const> message, origin from,
                     std::shared_ptr<waiting> back) {
    time_.after(way(), [this, message = std::move(message), from, back = std::move(back)] {
        response given;
        if (random_.chance(climate_.turned_away)) {
            given = turned_away();
        } else {
            given = gateway_.handle(*message, from);
            auto& before = last_done_[std::string{message->target()}];
            auto const right = given;
            if (random_.chance(climate_.spoiled))
                given = random_.chance(0.1) && right.status < 300 && before.status != 0
                            ? before // somebody else's
                            : spoiled(std::move(given));
            if (right.status < 300) before = right;
        }
        if (journal_.verbose())
            journal_.trace("gateway", std::string{to_string(message->method)} + ' ' +
                                          std::string{message->target()} + " of " +
                                          std::to_string(from.conversation) + ": " +
                                          std::to_string(given.status) + ' ' +
                                          given.body.substr(0, 120));
        if (random_.chance(climate_.answer_lost))
            return journal_.trace("network", "loses the answer");
        time_.after(way(), [this, back, given = std::move(given)] { give(*back, given); });
    });
}

/// Seconds, a date, or what no server should send.
std::string network::retry_after() {
    switch (random_.below(12)) {
    case 0: return "0";
    case 1: return "1";
    case 2: return "2";
    case 3: return "30";
    case 4: return "3600";
    case 5: return "99999999999999999999999";
    case 6: return "-1";
    case 7: return "soon";
    case 8: return http_date(time_.now() + random_.between(1s, 40s));
    case 9: return http_date(time_.now() - 1h);
    case 10: return http_date(time_.now() + std::chrono::years{1000});
    default: return {};
    }
}

/// A proxy in front of the gateway responds, and keeps the request.
response network::turned_away() {
    static constexpr int statuses[] = {401, 403, 408, 429, 429, 500, 502, 503, 503, 504, 302, 530};
    int const status = statuses[random_.below(std::size(statuses))];
    response given = random_.chance(0.5) ? page(status) : problem(status, "");
    if (random_.chance(0.2)) given.body.clear();
    if (status == 429 || status == 503) given.retry_after = retry_after();
    return given;
}

/// This comes back, independently of what was done.
response network::spoiled(response right) {
    switch (random_.below(9)) {
    case 0: return page(502);
    case 1: return page(504);
    case 2: return problem(500, random_.chance(0.5) ? "INSUFFICIENT_FUNDS" : "");
    case 3: {
        response given = page(503);
        given.retry_after = retry_after();
        return given;
    }
    case 4: return problem(408, "");
    case 5: right.body.resize(random_.below(right.body.size() + 1)); break;
    case 6: right.body = random_.chance(0.5) ? "{}" : ""; break;
    case 7: right.body = "<html>"; break;
    default: right.status = right.status < 300 ? 302 : right.status; break;
    }
    // A refusal whose body is spoiled is a refusal all the same.
    return right;
}

void network::carry(webhook const& what, std::function<bool(webhook const&)> receive,
                    std::function<void(bool)> acknowledge) {
    int const times = random_.chance(climate_.webhook_lost)   ? 0
                      : random_.chance(climate_.webhook_lost) ? 2
                                                              : 1;
    if (times == 0) time_.after(5s, [acknowledge] { acknowledge(false); });
    for (int i = 0; i != times; ++i)
        time_.after(way(), [this, what, receive, acknowledge, first = i == 0] {
            bool const taken = receive(what) && !random_.chance(climate_.webhook_lost);
            if (first) time_.after(way(), [acknowledge, taken] { acknowledge(taken); });
        });
}

} // namespace simulation
