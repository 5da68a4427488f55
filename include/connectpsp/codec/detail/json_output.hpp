// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_DETAIL_JSON_OUTPUT_HPP
#define CONNECTPSP_CODEC_DETAIL_JSON_OUTPUT_HPP

#include <connectpsp/core/detail/config.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/version.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The text that an encoder writes: a string with room, and the place in it where the next byte
/// goes. A write is a copy, and does not set a size or a terminator as a string's append does.
///
/// The text may hold a secret. A text that outgrows its room is wiped where it was, and so is the
/// room of an encoder that throws.
class json_output {
public:
    /// Every usual body fits: one allocation.
    static constexpr std::size_t usual_bytes = 512;

    json_output() : text_(usual_bytes, '\0'), at_(text_.data()) {}
    json_output(json_output const&) = delete;
    json_output& operator=(json_output const&) = delete;
    ~json_output() { wipe(text_.data(), text_.size()); }

    /// Returns the place of the next byte, with room for at least so many.
    char* room(std::size_t bytes) {
        if (static_cast<std::size_t>(text_.data() + text_.size() - at_) < bytes) [[unlikely]]
            grow(bytes);
        return at_;
    }

    /// Says that the text ends here now: behind what was written at room(), or earlier.
    void end_at(char* at) noexcept { at_ = at; }

    void put(std::string_view piece) {
        char* const at = room(piece.size());
        std::memcpy(at, piece.data(), piece.size());
        at_ = at + piece.size();
    }

    void put(char c) {
        *room(1) = c;
        ++at_;
    }

    std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - text_.data()); }
    char& operator[](std::size_t at) noexcept { return text_[at]; }

    /// Forgets what was written from `size` on.
    void cut(std::size_t size) noexcept { at_ = text_.data() + size; }

    std::string take() && {
        text_.resize(size());
        return std::exchange(text_, std::string{});
    }

private:
    CONNECTPSP_NOINLINE void grow(std::size_t bytes) {
        std::size_t const used = size();
        std::string larger(2 * text_.size() + bytes, '\0');
        std::memcpy(larger.data(), text_.data(), used);
        wipe(text_.data(), text_.size());
        text_.swap(larger);
        at_ = text_.data() + used;
    }

    std::string text_;
    char* at_;
};

} // namespace connectpsp::detail

#endif
