// expect: (no match for 'operator<<'|invalid operands to binary expression).*connectpsp::(v[0-9_]+::)?secret
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/secret.hpp>

#include <iostream>

void print(connectpsp::secret const& value) { std::cout << value; }
