// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "identifiers.hpp"

#include "crypto.hpp"

namespace sandbox {

std::string random_tx_id() { return to_hex(random_bytes(16)); }

std::string make_end_to_end_id(char prefix, std::string_view ispb, wall_clock::time_point when) {
    constexpr std::string_view alphabet =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string id{prefix};
    id += ispb;
    // From 2026-03-10T14:35:00Z to 202603101435.
    for (char const c : format_timestamp(when).substr(0, 16))
        if (c >= '0' && c <= '9') id += c;
    for (char const c : random_bytes(11))
        id += alphabet[static_cast<unsigned char>(c) % alphabet.size()];
    return id;
}

} // namespace sandbox
