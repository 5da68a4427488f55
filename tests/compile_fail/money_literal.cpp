// expect: non-.?constexpr.? function '.*amount_is_not_a_whole_number_of_centavos_within_64_bits
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/money.hpp>

using namespace connectpsp::literals;

constexpr auto amount = 0.001_brl; // a tenth of a centavo
