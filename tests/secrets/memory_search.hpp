// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SECRETS_MEMORY_SEARCH_HPP
#define CONNECTPSP_TESTS_SECRETS_MEMORY_SEARCH_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Searches the writable memory of the own process, the stack included, for secrets. A secret is kept
// here as bytes that are masked, so that the search itself never holds one.

namespace connectpsp::test {

/// A secret that is made at run time and stands nowhere in memory as it is.
class needle {
public:
    needle() = default;
    needle(std::string name, std::vector<unsigned char> masked)
        : name_(std::move(name))
        , masked_(std::move(masked)) {}

    std::string const& name() const noexcept { return name_; }
    std::size_t size() const noexcept { return masked_.size(); }

    /// One character of it. A piece that is this short is not searched for.
    char at(std::size_t i) const noexcept { return static_cast<char>(masked_[i] ^ mask); }

    std::vector<unsigned char> const& masked() const noexcept { return masked_; }

    static constexpr unsigned char mask = 0x95;

private:
    std::string name_{};
    std::vector<unsigned char> masked_{};
};

/// Makes a text of such characters of which the alphabet is, at random.
needle random_text(std::string name, std::size_t size, std::string_view alphabet);

/// Makes a GUID at random.
needle random_guid(std::string name);

/// Makes a needle of bytes that the caller overwrites.
needle needle_of(std::string name, void const* bytes, std::size_t size);

/// Makes a needle of the bytes of another, each of them flipped.
needle flipped(std::string name, needle const& other, unsigned char flip);

/// Appends the text of a needle, character by character.
void append_text(std::string& to, needle const& what);

/// Where a piece of twelve bytes of a secret stands. Pieces begin at every fourth byte, so that a
/// residue of fifteen bytes holds at least one. A saved register of eight bytes holds none: compilers
/// copy through registers, which a library cannot clear.
struct finding {
    std::string name;   ///< of the needle
    std::size_t offset; ///< of the piece in the secret
    std::string region; ///< `[stack]`, `[heap]`, a file or nothing
};

/// Searches for the pieces of all needles.
std::vector<finding> find_in_memory(std::vector<needle> const& needles);

/// The number of findings that are the first piece of a needle.
std::size_t places_of(std::vector<finding> const& found, std::string_view name);

/// A line for each finding.
std::string to_string(std::vector<finding> const& found);

} // namespace connectpsp::test

#endif
