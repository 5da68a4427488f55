// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_WEATHER_HPP
#define CONNECTPSP_TESTS_SIMULATION_WEATHER_HPP

#include "random.hpp"

#include <chrono>

namespace simulation {

using namespace std::chrono_literals;

/// How a world is: drawn once from its seed. Probabilities, unless a unit says otherwise.
struct climate {
    // The network, for each request.
    double not_sent = 0;     ///< the transport knows that it never left
    double request_lost = 0; ///< and it does not
    double copied = 0;       ///< a second one is delivered as well
    double late = 0;         ///< arrives around the transport's timeout
    double very_late = 0;    ///< arrives long after all conversations have given up
    double reset = 0;        ///< the connection breaks while the request goes on
    double answer_lost = 0;  ///< after whatever was done
    double turned_away = 0;  ///< by what stands before the gateway
    double spoiled = 0;      ///< the answer, after whatever was done
    // The gateway.
    double refused = 0; ///< by a business rule of its own
    double webhook_lost = 0;
    // The merchant.
    double crash = 0;  ///< at each step
    double cancel = 0; ///< for each conversation
    double hang = 0;   ///< a call of the transport never returns
    double stale = 0;  ///< a timer fires while a request is out
    double oversleep = 0;
    bool refuses_tokens = false; ///< the gateway gives tokens and takes none
    bool clock_jumps = false;

    bool checks_references = true; ///< else idempotency keys are all there is
    bool one_token = false;        ///< a new token ends the one before
    std::chrono::seconds token_life = 3600s;
    duration transport_timeout = 10s;

    duration key_memory = 10'000h; ///< how long the gateway knows an idempotency key

    /// How long the merchant holds keys to be known: so much shorter that whatever it sends while
    /// it does arrives before the gateway forgets.
    std::chrono::seconds key_retention() const noexcept {
        return std::chrono::duration_cast<std::chrono::seconds>(key_memory - 18min);
    }

    /// Nobody is late by more than that.
    static constexpr duration max_delay = 10min;

    static climate drawn_from(random_source& random) {
        climate drawn;
        int const storm = static_cast<int>(random.below(10)); // 0: fine, 1 to 5: mild, else a storm
        double const worst = storm == 0 ? 0 : storm <= 5 ? 0.04 : 0.25;
        for (double* each : {&drawn.not_sent, &drawn.request_lost, &drawn.late, &drawn.very_late,
                             &drawn.reset, &drawn.answer_lost, &drawn.turned_away, &drawn.spoiled})
            *each = random.chance(0.7) ? worst * static_cast<double>(random.below(100)) / 100 : 0;
        drawn.copied = random.chance(0.5) ? worst / 2 : 0;
        drawn.refused = random.chance(0.5) ? worst : 0;
        drawn.webhook_lost = storm == 0 ? 0 : random.chance(0.2) ? 1 : 0.3;
        drawn.crash = random.chance(0.4) ? worst / 8 : 0;
        drawn.cancel = random.chance(0.3) ? worst / 4 : 0;
        drawn.hang = random.chance(0.3) ? worst / 8 : 0;
        drawn.stale = random.chance(0.5) ? 0.1 : 0;
        drawn.oversleep = random.chance(0.5) ? worst : 0;
        drawn.refuses_tokens = storm != 0 && random.chance(0.1);
        drawn.clock_jumps = storm != 0 && random.chance(0.25);
        drawn.checks_references = random.chance(0.5);
        drawn.one_token = random.chance(0.1);
        drawn.token_life =
            std::chrono::seconds{random.chance(0.5) ? random.between(20, 300) : 3600};
        drawn.transport_timeout = random.between(2s, 20s);
        // A clock that jumps does not tell how old a key is.
        if (!drawn.clock_jumps && random.chance(0.3)) drawn.key_memory = 20min;
        return drawn;
    }

    /// Nothing goes wrong any more.
    void calm() {
        not_sent = request_lost = copied = late = very_late = reset = answer_lost = 0;
        turned_away = spoiled = refused = webhook_lost = crash = cancel = hang = oversleep = 0;
        clock_jumps = refuses_tokens = false;
    }
};

} // namespace simulation

#endif
