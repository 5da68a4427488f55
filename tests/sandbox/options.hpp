// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_OPTIONS_HPP
#define CONNECTPSP_TESTS_SANDBOX_OPTIONS_HPP

#include "config.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace sandbox {

/// The options of the command line.
struct options {
    config settings;
    std::string port_file; ///< empty: none
    bool help = false;
};

struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Reads `--name value` and `--name=value`.
/// \throws usage_error
options read_options(std::vector<std::string> const& arguments);

/// The flags with their defaults.
std::string help_text();

} // namespace sandbox

#endif
