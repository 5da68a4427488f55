// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "place.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace cli {

/// The command that was chosen. It returns the exit status, or throws stop.
using action = std::function<status()>;

/// Adds a command about one payment, which an ID names.
inline CLI::App* add_command_of_id(CLI::App& group, std::string const& name,
                                   std::string const& about, std::string& id) {
    auto* const added = group.add_subcommand(name, about);
    added->add_option("ID", id, "transaction id, internal code or end-to-end id")->required();
    return added;
}

// Each adds its commands to the program, and sets the action when one of them is chosen.
void add_wallet(CLI::App& program, common_options const& common, action& chosen);
void add_cash_in(CLI::App& program, common_options const& common, action& chosen);
void add_cash_out(CLI::App& program, common_options const& common, action& chosen);
void add_webhook(CLI::App& program, common_options const& common, action& chosen);
void add_br_code(CLI::App& program, common_options const& common, action& chosen);
void add_attempt(CLI::App& program, common_options const& common, action& chosen);

} // namespace cli
