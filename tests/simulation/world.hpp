// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SIMULATION_WORLD_HPP
#define CONNECTPSP_TESTS_SIMULATION_WORLD_HPP

#include "mutant.hpp"

#include <cstdint>
#include <string>

namespace simulation {

/// The result of one seed.
struct outcome {
    std::uint64_t conversations = 0;
    std::uint64_t late_copies = 0; ///< carried out after their original was refused
    std::string complaint{};       ///< the first; empty when all is well
};

/// Everything that a seed decides, from the first order to the day's end.
outcome live_through(std::uint64_t seed, mutant off = mutant::none, bool verbose = false);

} // namespace simulation

#endif
