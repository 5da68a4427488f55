// expect: connectpsp: this operation is sent without a token: build\(op, environment\)
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/obtain_token.hpp>

auto message(connectpsp::authorization const& auth) {
    return connectpsp::build(connectpsp::obtain_token{}, auth);
}
