// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Takes the place of a harness in the program that only packs and unpacks archives.

#include <cstddef>
#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const*, std::size_t) {
    throw std::runtime_error{"this program has no harness, it only packs and unpacks"};
}
