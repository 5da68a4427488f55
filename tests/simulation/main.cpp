// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "world.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

using namespace simulation;

/// Fewer where a conversation takes much longer: with sanitizers, or without optimization.
constexpr std::uint64_t default_conversations() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
    return 20'000;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return 20'000;
#endif
#endif
    return 200'000;
}

struct options {
    std::uint64_t first = 1;
    std::uint64_t seeds = 0;
    std::uint64_t conversations = default_conversations(); ///< where no seeds are given
    bool verbose = false;
    bool every_mutant = false;
    mutant off = mutant::none;
};

constexpr char usage[] =
    "simulation [--seeds N | --conversations N] [--from S]   lives through seeds, one by one\n"
    "simulation --seed S [--verbose]                         replays one\n"
    "simulation --mutant NAME                                any of these with a guard off\n"
    "simulation --mutants                                    shows that each guard is missed\n";

std::optional<mutant> mutant_of(std::string_view name) {
    if (name == "none") return mutant::none;
    if (name == "hand-written") return mutant::hand_written;
    for (auto const& each : mutants)
        if (each.name == name) return each.which;
    return std::nullopt;
}

bool parse(int count, char** arguments, options& to) {
    for (int i = 1; i < count; ++i) {
        std::string_view const name = arguments[i];
        if (name == "--verbose") {
            to.verbose = true;
            continue;
        }
        if (name == "--mutants") {
            to.every_mutant = true;
            continue;
        }
        if (++i == count) return false;
        std::string_view const value = arguments[i];
        if (name == "--mutant") {
            auto const found = mutant_of(value);
            if (!found) return false;
            to.off = *found;
            continue;
        }
        std::uint64_t number = 0;
        auto const [end, failed] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        if (failed != std::errc{} || end != value.data() + value.size()) return false;
        if (name == "--seeds")
            to.seeds = number;
        else if (name == "--from")
            to.first = number;
        else if (name == "--conversations")
            to.conversations = number;
        else if (name == "--seed")
            to.first = number, to.seeds = 1;
        else
            return false;
    }
    return true;
}

bool failed(std::uint64_t seed, outcome const& came, std::string_view with) {
    if (came.complaint.empty()) return false;
    std::cout << "seed " << seed << " failed: " << came.complaint << "\nreplay: simulation --seed "
              << seed << with << " --verbose\n";
    return true;
}

bool run(options const& wanted, std::string const& with) {
    auto const started = std::chrono::steady_clock::now();
    outcome sum;
    std::uint64_t seed = wanted.first;
    for (std::uint64_t i = 0;
         wanted.seeds == 0 ? sum.conversations < wanted.conversations : i != wanted.seeds;
         ++i, ++seed) {
        auto const came = live_through(seed, wanted.off, wanted.verbose);
        if (failed(seed, came, with)) return false;
        sum.conversations += came.conversations;
        sum.late_copies += came.late_copies;
    }
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - started;
    std::cout << sum.conversations << " conversations of " << seed - wanted.first << " seeds from "
              << wanted.first << " in " << took.count() << " s; " << sum.late_copies
              << " copies of refused requests came late\n";
    return true;
}

/// The first seed that notices that a guard is missing; 0 when too many do not.
std::uint64_t first_to_notice(named_mutant const& each) {
    constexpr std::uint64_t bound = 1000;
    for (std::uint64_t seed = 1; seed <= bound; ++seed)
        if (auto const came = live_through(seed, each.which); !came.complaint.empty()) {
            std::cout << each.name << ": noticed at seed " << seed << ": " << came.complaint
                      << std::endl;
            return seed;
        }
    std::cout << each.name << ": not noticed within " << bound << " seeds\n";
    return 0;
}

/// Whether each guard is missed where it is off, in seeds that pass with all of them.
bool every_guard_is_missed() {
    bool all = true;
    std::uint64_t last = 0;
    for (auto const& each : mutants) {
        auto const seed = first_to_notice(each);
        all = all && seed != 0;
        last = std::max(last, seed);
    }
    for (std::uint64_t seed = 1; seed <= last; ++seed)
        if (failed(seed, live_through(seed), "") ||
            failed(seed, live_through(seed, mutant::hand_written), " --mutant hand-written"))
            return false;
    return all;
}

} // namespace

int main(int count, char** arguments) {
    options wanted;
    if (!parse(count, arguments, wanted)) {
        std::cerr << usage;
        return 2;
    }
    if (wanted.every_mutant) return every_guard_is_missed() ? 0 : 1;
    std::string with;
    if (wanted.off == mutant::hand_written) with = " --mutant hand-written";
    for (auto const& each : mutants)
        if (each.which == wanted.off) with = " --mutant " + std::string{each.name};
    return run(wanted, with) ? 0 : 1;
}
