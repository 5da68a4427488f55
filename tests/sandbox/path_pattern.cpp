// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "path_pattern.hpp"

#include <charconv>

namespace sandbox {

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            bytes += text[at];
            continue;
        }
        unsigned char byte = 0;
        auto const digits = text.substr(at + 1, 2);
        auto const* const end = digits.data() + digits.size();
        auto const [stopped, error] = std::from_chars(digits.data(), end, byte, 16);
        if (digits.size() != 2 || error != std::errc{} || stopped != end) return std::nullopt;
        bytes += static_cast<char>(byte);
        at += 2;
    }
    return bytes;
}

std::optional<std::string> match_path(std::string_view pattern, std::string_view path) {
    constexpr std::string_view parameter = "{id}";
    auto const at = pattern.find(parameter);
    if (at == std::string_view::npos)
        return pattern == path ? std::optional{std::string{}} : std::nullopt;

    auto const before = pattern.substr(0, at);
    auto const after = pattern.substr(at + parameter.size());
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
        !path.ends_with(after))
        return std::nullopt;
    // Cut before decoding: an escaped slash belongs to the id, a plain one ends it.
    auto const id = path.substr(before.size(), path.size() - before.size() - after.size());
    if (id.find('/') != std::string_view::npos) return std::nullopt;
    return percent_decoded(id);
}

} // namespace sandbox
