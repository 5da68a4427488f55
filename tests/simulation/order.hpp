// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_ORDER_HPP
#define CONNECTPSP_TESTS_SIMULATION_ORDER_HPP

#include <connectpsp/api/status.hpp>
#include <connectpsp/core/error.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace simulation {

enum class order_kind : std::uint8_t { payout, charge, refund };

enum class order_state : std::uint8_t {
    wanted,   ///< nothing was sent
    open,     ///< an attempt is stored, and may have been sent
    accepted, ///< the gateway has it
    refused,  ///< it was not done and will not be
};

/// One thing that the merchant wants done once. All of it but the last members is on disk.
struct order {
    std::size_t application = 0;
    order_kind kind{};
    std::string reference{}; ///< of a refund, the charge's transaction id
    connectpsp::money amount{};
    std::string deed{}; ///< as the audit names it

    order_state state = order_state::wanted;
    std::string attempt{}; ///< saved
    /// An exchange ended with an unknown outcome, or with a crash: what it sent may have been carried
    /// out, or may yet be.
    bool in_question = false;
    connectpsp::timestamp in_question_since{};
    int refusals = 0;
    std::string id{};
    std::variant<connectpsp::open_enum<connectpsp::cash_out_status>,
                 connectpsp::open_enum<connectpsp::cash_in_status>>
        status{};
    int credited = 0;     ///< how often its payer was credited
    bool checked = false; ///< at the end of the day

    // In memory.
    bool busy = false;
    std::optional<connectpsp::error> unknown{}; ///< what the last exchange left it unknown with
};

} // namespace simulation

#endif
