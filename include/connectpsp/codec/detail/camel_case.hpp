// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_DETAIL_CAMEL_CASE_HPP
#define CONNECTPSP_CODEC_DETAIL_CAMEL_CASE_HPP

#include <connectpsp/core/version.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The end that is added to the name of a member to make its key.
enum class key_suffix : unsigned char { none, centavos };

/// The JSON key of a described member, made at compile time: `target_amount` is `targetAmount`.
template <class Descriptor, key_suffix Suffix = key_suffix::none>
struct camel_case {
    static constexpr std::string_view name{Descriptor::name};
    static constexpr std::string_view suffix = Suffix == key_suffix::none ? "" : "Centavos";

    static constexpr std::size_t length = [] {
        std::size_t underscores = 0;
        for (char const c : name)
            underscores += c == '_' ? 1U : 0U;
        return name.size() - underscores + suffix.size();
    }();

    /// `,"key":`, so that an encoder appends it at once.
    static constexpr std::array<char, length + 4> characters = [] {
        std::array<char, length + 4> key{',', '"'};
        std::size_t at = 2;
        bool raise = false;
        for (char const c : name) {
            if (c == '_') {
                raise = true;
                continue;
            }
            key[at++] = raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            raise = false;
        }
        for (char const c : suffix)
            key[at++] = c;
        key[at] = '"';
        key[at + 1] = ':';
        return key;
    }();

    static constexpr std::string_view text() noexcept { return {characters.data() + 2, length}; }
};

} // namespace connectpsp::detail

#endif
