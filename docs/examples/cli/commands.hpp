// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include "place.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace cli {

/// The command that was chosen. It returns the exit status, or throws stop.
using action = std::function<status()>;

// Each adds its commands to the program, and sets the action when one of them is chosen.
void add_wallet(CLI::App& program, common_options const& common, action& chosen);
void add_cash_in(CLI::App& program, common_options const& common, action& chosen);
void add_cash_out(CLI::App& program, common_options const& common, action& chosen);
void add_webhook(CLI::App& program, common_options const& common, action& chosen);
void add_br_code(CLI::App& program, common_options const& common, action& chosen);
void add_attempt(CLI::App& program, common_options const& common, action& chosen);

} // namespace cli
