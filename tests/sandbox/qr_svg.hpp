// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_QR_SVG_HPP
#define CONNECTPSP_TESTS_SANDBOX_QR_SVG_HPP

#include <string>

namespace sandbox {

/// A QR code as an SVG image, one module a unit, with the quiet zone of four modules (ISO/IEC 18004).
/// Black on white in every colour scheme, because many readers reject the inverse. The text must not
/// hold a NUL.
/// \throws std::runtime_error for a text that no QR code can hold
std::string qr_svg(std::string const& text);

} // namespace sandbox

#endif
