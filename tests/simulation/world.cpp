// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "world.hpp"

#include "merchant.hpp"

#include <cstdint>

namespace simulation {
namespace {

std::vector<onboarding> draw_applications(random_source& random, journal& book) {
    std::vector<onboarding> drawn(random.chance(0.7) ? 1 : 2);
    for (auto& each : drawn) {
        each = {std::to_string(random.between(1000, 999'999)), random.uuid(), random.uuid(),
                random.uuid()};
        if (&each != &drawn.front()) {
            // Another merchant, or the same in another environment, or both; the CryptoToken is
            // the same at worst.
            bool const elsewhere = random.chance(0.5);
            if (elsewhere) each.where = connectpsp::environment::production();
            if (elsewhere && random.chance(0.5)) each.client_id = drawn.front().client_id;
            if (random.chance(0.3)) each.crypto_token = drawn.front().crypto_token;
        }
        for (auto const& text : {each.client_secret, each.application_token, each.crypto_token})
            book.keep_secret(text);
    }
    return drawn;
}

class world {
public:
    world(std::uint64_t seed, mutant off, bool verbose)
        : random_(seed)
        , book_(time_, verbose)
        , seen_(book_)
        , how_(climate::drawn_from(random_))
        , applications_(draw_applications(random_, book_))
        , bank_(time_, random_, seen_, book_, how_, applications_)
        , wire_(time_, random_, book_, how_, bank_)
        , scene_{time_, random_, book_, seen_, how_, wire_, off}
        , merchant_(scene_, bank_, applications_) {
        bank_.deliver = [this](webhook const& what, std::function<void(bool)> acknowledge) {
            wire_.carry(
                what, [this](webhook const& arrived) { return merchant_.receive(arrived); },
                std::move(acknowledge));
        };
    }

    outcome run() {
        plan();
        constexpr int far_too_many = 50'000;
        for (int events = 0; time_.step() && !seen_.failed(); ++events) {
            if (!bank_.money_conserved()) seen_.complain("money came into being or was lost");
            if (events == far_too_many) seen_.complain("does not come to rest");
        }
        if (!seen_.failed()) merchant_.compare_with_ledger();
        if (!seen_.failed())
            if (auto const leak = book_.leak(); !leak.empty())
                seen_.complain("a secret stands in the log: " + leak);
        return {seen_.conversations(), seen_.late_copies(),
                seen_.failed() ? seen_.complaints().front() : std::string{}};
    }

private:
    void plan() {
        constexpr duration windows[] = {2s, 30s, 300s, 1800s};
        duration const window = windows[random_.below(4)];
        auto const anywhere = [&] { return random_.between(0s, window); };
        for (auto wanted = random_.between(8, 40); wanted != 0; --wanted) {
            std::size_t const application = random_.below(applications_.size());
            auto const what = random_.below(10);
            time_.after(anywhere(), [this, what, application] {
                if (what < 4)
                    merchant_.want(order_kind::payout, application);
                else if (what < 7)
                    merchant_.want(order_kind::charge, application);
                else if (what < 9)
                    merchant_.set_balance(application);
                else
                    merchant_.look_at_balance(application);
            });
        }
        if (random_.chance(0.4))
            for (auto times = random_.between(1, 4); times != 0; --times)
                time_.after(anywhere(), [this] { bank_.revoke_tokens(); });
        if (how_.clock_jumps)
            for (auto times = random_.between(1, 5); times != 0; --times)
                time_.after(anywhere(), [this] {
                    duration const widths[] = {1s, 60s, 7200s};
                    duration const width = widths[random_.below(3)];
                    scene_.clock_offset += random_.between(-width, width);
                    book_.trace("clock", "jumps");
                });
        if (random_.chance(0.2))
            for (auto times = random_.between(1, 3); times != 0; --times)
                time_.after(anywhere(), [this] { merchant_.fork(); });
        if (scene_.off == mutant::leaky_ledger)
            time_.after(anywhere(), [this] { bank_.lose_a_centavo(); });

        duration const storm = window + random_.between(0s, 1200s);
        time_.after(storm, [this] {
            book_.trace("fault_profile", "calm");
            how_.calm();
        });
        time_.after(storm + 2h, [this] {
            book_.trace("merchant", "checks the books");
            merchant_.check_books();
        });
    }

    timeline time_;
    random_source random_;
    journal book_;
    audit seen_;
    climate how_;
    std::vector<onboarding> applications_;
    gateway bank_;
    network wire_;
    scene scene_;
    merchant merchant_;
};

} // namespace

outcome live_through(std::uint64_t seed, mutant off, bool verbose) {
    return world{seed, off, verbose}.run();
}

} // namespace simulation
