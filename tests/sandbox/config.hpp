// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_CONFIG_HPP
#define CONNECTPSP_TESTS_SANDBOX_CONFIG_HPP

#include "money_text.hpp"
#include "webhook_sender.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace sandbox {

/// The configuration of a sandbox. The credentials are made up and open nothing else.
struct config {
    std::uint16_t port = 0; ///< 0: any free one

    std::string client_id = "1000001";
    std::string client_secret = "5ec2e700-0000-4000-8000-000000000001";
    std::string application_token = "a9910000-0000-4000-8000-000000000001";
    std::string crypto_token = "sandbox-crypto-token";
    std::chrono::seconds token_lifetime{3600};

    centavos transactional = 500'000'00; ///< the total over the three banks
    centavos proprietary = 1'000'000'00;

    /// How long after its creation a cash-in is paid and a cash-out completed by itself; 0: never.
    std::chrono::milliseconds settle_after{0};

    webhook_policy webhooks = {};

    std::chrono::milliseconds idle_timeout{60'000}; ///< between two requests of one connection
    std::chrono::milliseconds request_timeout{
        5'000}; ///< from a request's first byte to its last, and for an answer
    std::size_t header_limit_bytes = std::size_t{16} * 1024;
    std::size_t body_limit_bytes = std::size_t{256} * 1024;
    std::size_t connection_limit = 512; ///< connections beyond it are closed at once
};

} // namespace sandbox

#endif
