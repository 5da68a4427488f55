// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The harness of the test of the replay program: its inputs say how it dies.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const wanted{reinterpret_cast<char const*>(data), size};
    if (wanted == "abort") std::abort();
    if (wanted == "throw") throw std::runtime_error{"as the input wants"};
    if (wanted == "read past the end") {
        std::uint8_t const volatile* const end = data + size;
        return *end == 0 ? 0 : -1;
    }
    return 0;
}
