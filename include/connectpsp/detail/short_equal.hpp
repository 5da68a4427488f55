#ifndef CONNECTPSP_DETAIL_SHORT_EQUAL_HPP
#define CONNECTPSP_DETAIL_SHORT_EQUAL_HPP

#include <cstdint>
#include <cstring>
#include <string_view>

namespace connectpsp::detail {

template <class Word>
Word load(char const* at) noexcept {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// left == right, for texts of a few words: two loads that may overlap beat a call of memcmp.
inline bool short_equal(std::string_view left, std::string_view right) noexcept {
    std::size_t const size = left.size();
    if (size != right.size()) return false;
    char const* const a = left.data();
    char const* const b = right.data();
    if (size >= 8 && size <= 16)
        return ((load<std::uint64_t>(a) ^ load<std::uint64_t>(b)) |
                (load<std::uint64_t>(a + size - 8) ^ load<std::uint64_t>(b + size - 8))) == 0;
    if (size >= 4 && size < 8)
        return ((load<std::uint32_t>(a) ^ load<std::uint32_t>(b)) |
                (load<std::uint32_t>(a + size - 4) ^ load<std::uint32_t>(b + size - 4))) == 0;
    return std::memcmp(a, b, size) == 0;
}

} // namespace connectpsp::detail

#endif
