// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "qr_svg.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace sandbox {

std::string qr_svg(std::string const& text) {
    std::unique_ptr<QRcode, void (*)(QRcode*)> const code{
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), QRcode_free};
    if (!code) throw std::runtime_error("a QR code cannot hold this text");
    constexpr int quiet = 4;
    auto const side = std::to_string(code->width + 2 * quiet);

    // A run of dark modules in a row is one rectangle of the path.
    std::string path;
    auto const dark = [&](int x, int y) { return (code->data[y * code->width + x] & 1) != 0; };
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            if (!dark(x, y)) continue;
            int const first = x;
            while (x < code->width && dark(x, y))
                ++x;
            auto const run = std::to_string(x - first);
            path.append("M").append(std::to_string(first + quiet)).append(" ");
            path.append(std::to_string(y + quiet)).append("h").append(run);
            path.append("v1h-").append(run).append("z");
        }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side +
           "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + 'v' + side +
           "H0z\"/><path d=\"" + path + "\"/></svg>";
}

} // namespace sandbox
