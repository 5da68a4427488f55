// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Many workers of the ledger in virtual time, while ConnectPSP is away for an hour.

#include "fleet.hpp"

#include <charconv>
#include <cstdint>
#include <iostream>
#include <string_view>

namespace {

using fleet::figures;
using fleet::outage;
using fleet::plan;
using fleet::worst;

constexpr char usage[] =
    "fleet                      a short version that is held to bounds: what ctest runs\n"
    "fleet --full               1,000 processes of a merchant, and 10,000 merchants in a process\n"
    "  with --full: [--at-once N] [--most-a-second N] [--orders-a-second N] [--start-over SECONDS] "
    "[--seed N]\n"
    "               [--key-retention SECONDS] [--breaker-pause MS]\n";

std::string_view name_of(outage kind) {
    switch (kind) {
    case outage::refuses: return "no connection";
    case outage::silent: return "no answer";
    case outage::answers: return "503";
    }
    return "";
}

void tell(std::string_view of, worst const& most) {
    std::cout << "  worst second " << of << ": " << most.logins << " logins, " << most.requests
              << " requests\n";
}

void tell(plan const& how, figures const& came) {
    std::cout << how.workers
              << (how.one_merchant ? " processes of one merchant, " : " merchants in one process, ")
              << name_of(how.kind) << " for " << how.away.count() << " s\n";
    tell("of the first minute", came.start);
    tell("while away", came.away);
    tell("of its second half", came.steady);
    tell("when back", came.back);
    std::cout << "  requests in the last second before: " << came.typical << "\n  backlog of "
              << came.backlog << " orders ended after " << came.backlog_seconds << " s\n  "
              << came.orders << " orders: " << came.paid << " paid, " << came.held
              << " held for a person, " << came.refused << " refused, " << came.paid_twice
              << " paid twice" << std::endl;
}

bool holds(bool is_so, std::string_view what) {
    if (!is_so) std::cout << "  out of bounds: " << what << '\n';
    return is_so;
}

bool is_sound(figures const& came) {
    bool all = holds(came.paid_twice == 0, "an order was paid twice");
    all &= holds(came.refused == 0, "an order was refused");
    all &= holds(came.paid + came.held == came.orders, "an order did not end");
    return all & holds(came.backlog > 0, "there was no backlog");
}

/// The same fleet, smaller; a gateway that is away for ten minutes.
bool is_within_bounds(plan how) {
    how.before = how.after = fleet::seconds{120};
    how.away = fleet::seconds{600};
    how.orders_a_second = 20;
    auto const came = fleet::live_through(how);
    tell(how, came);
    auto const workers = static_cast<std::uint32_t>(how.workers);
    bool all = is_sound(came);
    // Until each breaker has seen eight failures; then each asks once in 2.5 to 7.5 seconds.
    all &= holds(came.away.requests <= 5 * workers, "requests in a second while it was away");
    all &= holds(came.steady.requests <= workers * 2 / 5, "requests after the breakers opened");
    all &= holds(came.steady.requests > 0, "no breaker asked");
    all &= holds(came.start.logins <= workers, "logins in a second at the start");
    all &= holds(came.away.logins <= workers / 2, "logins in a second while it was away");
    all &= holds(came.back.logins <= workers, "logins in a second when it was back");
    all &= holds(came.back.requests <= 80 * workers, "requests in a second when it was back");
    all &= holds(came.backlog_seconds <= 60, "time for the backlog");
    return all;
}

/// With two payouts a second from each, no second has more, a read or a retry from each aside.
bool is_pace_kept() {
    plan how{.workers = 50,
             .most_a_second = 2,
             .orders_a_second = 20,
             .before = fleet::seconds{120},
             .away = fleet::seconds{600},
             .after = fleet::seconds{300}};
    auto const came = fleet::live_through(how);
    tell(how, came);
    bool all = is_sound(came);
    all &= holds(came.back.requests <= 3 * 50, "requests in a second with a limit");
    all &= holds(came.backlog_seconds >= 100, "a backlog that the limit does not allow");
    all &= holds(came.backlog_seconds <= 200, "time for the backlog with a limit");
    return all;
}

bool is_short_version_sound() {
    bool all = true;
    for (outage const kind : {outage::refuses, outage::silent, outage::answers}) {
        all &= is_within_bounds({.workers = 100, .kind = kind});
        all &= is_within_bounds({.workers = 400, .one_merchant = false, .kind = kind});
    }
    all &= is_pace_kept();
    std::size_t const bytes = fleet::bytes_for_a_merchant(1'000);
    if (bytes == 0)
        std::cout << "skipped: memory for a merchant, which this allocator does not tell\n";
    else
        all &= holds(bytes >= 700 && bytes <= 4'000, "memory for a merchant");
    std::cout << bytes << " bytes for a merchant\n";
    return all;
}

bool live_in_full(plan const& given) {
    bool all = true;
    for (bool const one_merchant : {true, false})
        for (outage const kind : {outage::refuses, outage::silent, outage::answers}) {
            plan how = given;
            how.one_merchant = one_merchant;
            how.workers = one_merchant ? 1'000 : 10'000;
            how.kind = kind;
            auto const came = fleet::live_through(how);
            tell(how, came);
            all &= is_sound(came);
        }
    std::cout << fleet::bytes_for_a_merchant(10'000) << " bytes for a merchant\n";
    return all;
}

bool parse(int count, char** arguments, plan& to, bool& full) {
    for (int i = 1; i < count; ++i) {
        std::string_view const name = arguments[i];
        if (name == "--full") {
            full = true;
            continue;
        }
        if (++i == count) return false;
        std::string_view const value = arguments[i];
        std::uint32_t number = 0;
        auto const [end, failed] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        if (failed != std::errc{} || end != value.data() + value.size()) return false;
        if (name == "--at-once" && number != 0)
            to.at_once = number;
        else if (name == "--most-a-second")
            to.most_a_second = number;
        else if (name == "--orders-a-second" && number != 0)
            to.orders_a_second = number;
        else if (name == "--start-over")
            to.start_over = fleet::seconds{number};
        else if (name == "--seed")
            to.seed = number;
        else if (name == "--key-retention")
            to.key_retention = fleet::seconds{number};
        else if (name == "--breaker-pause" && number != 0)
            to.breaker_pause = std::chrono::milliseconds{number};
        else
            return false;
    }
    return full || count == 1;
}

} // namespace

int main(int count, char** arguments) {
    plan how;
    bool full = false;
    if (!parse(count, arguments, how, full)) {
        std::cerr << usage;
        return 2;
    }
    return (full ? live_in_full(how) : is_short_version_sound()) ? 0 : 1;
}
