// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_DETAIL_SHORT_EQUAL_HPP
#define CONNECTPSP_CODEC_DETAIL_SHORT_EQUAL_HPP

#include <connectpsp/core/version.hpp>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

template <class Word>
Word load(char const* at) noexcept {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// Whether `size` bytes are equal, at least one and at most two words: loads that may overlap beat
/// a call of memcmp.
template <class Word>
bool equal_words(char const* left, char const* right, std::size_t size) noexcept {
    std::size_t const last = size - sizeof(Word);
    return ((load<Word>(left) ^ load<Word>(right)) |
            (load<Word>(left + last) ^ load<Word>(right + last))) == 0;
}

/// Whether two texts are equal, quickly: true when they are, and 4 to 24 bytes long.
inline bool equal_keys(std::string_view left, std::string_view right) noexcept {
    std::size_t const size = left.size();
    if (size != right.size()) return false;
    if (size >= 4 && size < 8) return equal_words<std::uint32_t>(left.data(), right.data(), size);
    if (size >= 8 && size <= 16) return equal_words<std::uint64_t>(left.data(), right.data(), size);
    return size > 16 && size <= 24 &&
           load<std::uint64_t>(left.data()) == load<std::uint64_t>(right.data()) &&
           equal_words<std::uint64_t>(left.data() + 8, right.data() + 8, size - 8);
}

} // namespace connectpsp::detail

#endif
