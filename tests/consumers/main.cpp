// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/connectpsp.hpp>

int main() {
    using namespace connectpsp::literals;
    return connectpsp::to_string(1'000.50_brl) == "1000.50" ? 0 : 1;
}
