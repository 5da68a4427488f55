// expect: connectpsp: this operation needs a token: build\(op, authorization\)
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/account.hpp>

auto message(connectpsp::environment const& where) {
    return connectpsp::build(connectpsp::get_balance{}, where);
}
