// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <qrencode.h>

#include <memory>
#include <string>

namespace examples {

/// A text as a QR code of half blocks, two rows a line, for a terminal of either colour scheme.
/// Empty when libqrencode cannot draw it.
inline std::string qr_in_terminal(std::string const& text) {
    std::unique_ptr<QRcode, void (*)(QRcode*)> const code{
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L), QRcode_free};
    if (!code) return {};
    constexpr int quiet = 2; // modules of margin, without which cameras look in vain
    auto const dark = [&](int x, int y) {
        bool const inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
        return inside && (code->data[y * code->width + x] & 1) != 0;
    };
    std::string picture;
    for (int y = -quiet; y < code->width + quiet; y += 2) {
        picture += "\033[30;47m"; // black on white
        for (int x = -quiet; x < code->width + quiet; ++x)
            picture += dark(x, y) ? (dark(x, y + 1) ? "\u2588" : "\u2580")
                                  : (dark(x, y + 1) ? "\u2584" : " ");
        picture += "\033[0m\n";
    }
    return picture;
}

} // namespace examples
