// expect: deleted (conversion )?function
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/signature.hpp>

std::string_view dangling(connectpsp::signer const& key) {
    return connectpsp::sign(key, "token").text();
}
