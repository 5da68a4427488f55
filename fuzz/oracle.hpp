// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_ORACLE_HPP
#define CONNECTPSP_FUZZ_ORACLE_HPP

// The helpers of every harness: a check that stops the program, inputs in buffers of their exact
// size, and ways to carve several values out of one input.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <source_location>
#include <string_view>

/// The function that runs one input. libFuzzer finds it by its one name. A replay program calls it
/// by the harness' own, so that several harnesses are compiled as one source.
#ifdef CONNECTPSP_FUZZ_REPLAY
#define CONNECTPSP_FUZZ_HARNESS(name)                                                              \
    extern "C" int connectpsp_fuzz_##name(std::uint8_t const* data, std::size_t size);             \
    extern "C" int connectpsp_fuzz_##name(std::uint8_t const* data, std::size_t size)
#else
#define CONNECTPSP_FUZZ_HARNESS(name)                                                              \
    extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);             \
    extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
#endif

namespace fuzz {

/// Stops the program when an oracle is contradicted, in every build type.
inline void require(bool holds, char const* what,
                    std::source_location const where = std::source_location::current()) {
    if (holds) return;
    std::fprintf(stderr, "ERROR: %s:%u: violated: %s\n", where.file_name(),
                 static_cast<unsigned>(where.line()), what);
    std::abort();
}

/// A copy on the heap with not a byte to spare, so that a sanitizer sees a read past either end.
/// For an empty input it is a view without an address, which is the hardest kind of empty view.
class exact_copy {
public:
    explicit exact_copy(std::string_view text)
        : bytes_(text.empty() ? nullptr : new char[text.size()])
        , size_(text.size()) {
        std::copy(text.begin(), text.end(), bytes_.get());
    }

    std::string_view view() const noexcept { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

/// An input that is carved from its front. Missing input is zero or empty.
class input {
public:
    input(std::uint8_t const* data, std::size_t size) noexcept
        : rest_(reinterpret_cast<char const*>(data), size) {}

    std::string_view rest() const noexcept { return rest_; }

    /// Takes so many bytes, or what is left.
    std::string_view take(std::size_t size) noexcept {
        std::string_view const taken = rest_.substr(0, size);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    /// Takes a line and its end.
    std::string_view line() noexcept {
        std::string_view const taken = take(std::min(rest_.find('\n'), rest_.size()));
        take(1);
        return taken;
    }

    /// Takes one byte.
    unsigned byte() noexcept {
        std::string_view const taken = take(1);
        return taken.empty() ? 0U : static_cast<unsigned char>(taken.front());
    }

    /// Takes eight bytes.
    std::uint64_t word() noexcept {
        std::uint64_t value = 0;
        std::string_view const taken = take(sizeof value);
        std::memcpy(&value, taken.data(), taken.size());
        return value;
    }

private:
    std::string_view rest_;
};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Bytes that could forge a line of a log or steer a terminal.
inline bool has_control(std::string_view text) noexcept {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// The same, and C1 in UTF-8, which are U+0080 to U+009F.
inline bool has_control_character(std::string_view text) noexcept {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\xC2' && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    return has_control(text);
}

/// The bytes of one UTF-8 character at the front: 0 when there is none, -1 when the text is shorter
/// than its first byte announces, whatever follows (Boost.JSON waits for all of them, too).
/// RFC 3629 §4
inline int utf8_size(std::string_view text) noexcept {
    auto const at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.empty()) return -1;
    unsigned const first = at(0);
    if (first < 0x80) return 1;
    std::size_t const size = first < 0xC2   ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
    if (size == 0) return 0;
    // The second byte's range keeps out overlong forms, surrogates and what is above U+10FFFF.
    unsigned const low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned const high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (size > text.size()) return -1;
    for (std::size_t i = 1; i != size; ++i)
        if (at(i) < (i == 1 ? low : 0x80) || at(i) > (i == 1 ? high : 0xBF)) return 0;
    return static_cast<int>(size);
}

inline bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        int const size = utf8_size(text);
        if (size <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

} // namespace fuzz

#endif
