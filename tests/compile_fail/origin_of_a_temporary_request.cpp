// expect: deleted (member )?function
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/http/request.hpp>

auto const host = connectpsp::request{}.origin().host;
