// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_INTEGRATION_MERCHANT_HPP
#define CONNECTPSP_TESTS_INTEGRATION_MERCHANT_HPP

#include <connectpsp/connectpsp.hpp>

#include "../sandbox/server.hpp"
#include "stacks.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

/// An integrator with a sandbox, a session and two clients over one real HTTP stack: one that sends
/// everything once, and one that sends again. Time stands still unless a test moves it, or sleeps.
struct merchant {
    explicit merchant(stack over, sandbox::config settings = {})
        : psp(std::move(settings))
        , send(make_transport(over)) {}

    connectpsp::credentials credentials() const {
        auto const& known = psp.settings();
        return connectpsp::credentials::make(
                   {.client_id = known.client_id,
                    .client_secret = connectpsp::secret{known.client_secret},
                    .application_token = connectpsp::secret{known.application_token},
                    .crypto_token = connectpsp::secret{known.crypto_token}})
            .value();
    }

    std::uint64_t received(char const* endpoint) const {
        return psp.counts().received_by(endpoint);
    }

    struct clock {
        connectpsp::timestamp* now;
        connectpsp::timestamp operator()() const noexcept { return *now; }
        void sleep_for(std::chrono::milliseconds delay) const noexcept { *now += delay; }
    };

    sandbox::server psp;
    connectpsp::timestamp now = connectpsp::parse_timestamp("2026-03-10T14:35:00Z").value();
    any_transport send;
    connectpsp::session session{connectpsp::environment::parse(psp.base_url()).value(),
                                credentials()};
    connectpsp::client<any_transport&, clock> client{
        session, send, connectpsp::retry_policy::no_retry(), clock{&now}};
    connectpsp::client<any_transport&, clock> patient_client{
        session, send, connectpsp::retry_policy{}, clock{&now}};
};

#endif
