// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/money.hpp>

connectpsp::money nothing();
connectpsp::money nothing() { return {}; }
