// expect: idempotency_key::generate needs a uniform random bit generator
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/idempotency_key.hpp>

struct generator {
    static constexpr int min() { return 0; }
    static constexpr int max() { return 1; }
    int operator()();
};

auto key(generator& urbg) { return connectpsp::idempotency_key::generate(urbg); }
