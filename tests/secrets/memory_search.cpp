// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "secrets/memory_search.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <random>
#include <utility>

namespace connectpsp::test {

namespace {

constexpr std::size_t piece_bytes = 12;
constexpr std::size_t piece_distance = 4;
constexpr std::uint64_t mask_of_word = std::uint64_t{0x0101010101010101} * needle::mask;

/// Twelve bytes, masked.
struct piece {
    std::uint64_t first;
    std::uint32_t last;
    std::size_t needle;
    std::size_t offset;
};

struct region {
    unsigned long begin;
    unsigned long end;
    std::string name;
};

/// Every mapping that can be read and written.
std::vector<region> writable_memory() {
    std::vector<region> regions;
    std::FILE* const maps = std::fopen("/proc/self/maps", "r");
    if (maps == nullptr) return regions;
    char line[512];
    while (std::fgets(line, sizeof line, maps) != nullptr) {
        unsigned long begin = 0, end = 0;
        char rights[8] = {}, name[400] = {};
        if (std::sscanf(line, "%lx-%lx %7s %*s %*s %*s %399[^\n]", &begin, &end, rights, name) < 3)
            continue;
        if (rights[0] == 'r' && rights[1] == 'w') regions.push_back({begin, end, name});
    }
    std::fclose(maps);
    return regions;
}

std::vector<piece> pieces_of(std::vector<needle> const& needles) {
    std::vector<piece> pieces;
    for (std::size_t i = 0; i != needles.size(); ++i)
        for (std::size_t at = 0; at + piece_bytes <= needles[i].size(); at += piece_distance) {
            piece made{0, 0, i, at};
            std::memcpy(&made.first, needles[i].masked().data() + at, sizeof made.first);
            std::memcpy(&made.last, needles[i].masked().data() + at + sizeof made.first,
                        sizeof made.last);
            pieces.push_back(made);
        }
    return pieces;
}

std::mt19937_64& random_source() {
    static std::mt19937_64 source{std::random_device{}()};
    return source;
}

} // namespace

needle random_text(std::string name, std::size_t size, std::string_view alphabet) {
    std::vector<unsigned char> masked(size);
    for (auto& each : masked)
        each = static_cast<unsigned char>(
            static_cast<unsigned char>(alphabet[random_source()() % alphabet.size()]) ^
            needle::mask);
    return {std::move(name), std::move(masked)};
}

needle random_guid(std::string name) {
    needle const made = random_text(std::move(name), 36, "0123456789abcdef");
    std::vector<unsigned char> masked = made.masked();
    for (std::size_t const at : {8U, 13U, 18U, 23U})
        masked[at] = '-' ^ needle::mask;
    return {made.name(), std::move(masked)};
}

needle needle_of(std::string name, void const* bytes, std::size_t size) {
    auto const* const at = static_cast<unsigned char const*>(bytes);
    std::vector<unsigned char> masked(size);
    for (std::size_t i = 0; i != size; ++i)
        masked[i] = static_cast<unsigned char>(at[i] ^ needle::mask);
    return {std::move(name), std::move(masked)};
}

needle flipped(std::string name, needle const& other, unsigned char flip) {
    std::vector<unsigned char> masked = other.masked();
    for (auto& each : masked)
        each = static_cast<unsigned char>(each ^ flip);
    return {std::move(name), std::move(masked)};
}

void append_text(std::string& to, needle const& what) {
    for (std::size_t i = 0; i != what.size(); ++i)
        to += what.at(i);
}

std::vector<finding> find_in_memory(std::vector<needle> const& needles) {
    std::vector<piece> const pieces = pieces_of(needles);
    // Most places are passed over by two of their bytes.
    static std::array<bool, 1 << 16> may_begin;
    may_begin.fill(false);
    for (piece const& each : pieces)
        may_begin[each.first & 0xFFFF] = true;

    std::vector<std::pair<unsigned long, std::size_t>> hits;
    hits.reserve(1024);
    std::vector<region> const regions = writable_memory();
    for (region const& in : regions) {
        for (unsigned long at = in.begin; at + piece_bytes <= in.end; ++at) {
            std::uint64_t first;
            std::memcpy(&first, reinterpret_cast<void const*>(at), sizeof first);
            first ^= mask_of_word;
            if (!may_begin[first & 0xFFFF]) continue;
            std::uint32_t last;
            std::memcpy(&last, reinterpret_cast<void const*>(at + sizeof first), sizeof last);
            last ^= static_cast<std::uint32_t>(mask_of_word);
            for (std::size_t i = 0; i != pieces.size(); ++i)
                if (pieces[i].first == first && pieces[i].last == last &&
                    hits.size() != hits.capacity())
                    hits.emplace_back(at, i);
        }
    }

    std::vector<finding> found;
    for (auto const& [at, which] : hits) {
        auto const in = std::find_if(regions.begin(), regions.end(), [at = at](region const& each) {
            return at >= each.begin && at < each.end;
        });
        found.push_back({needles[pieces[which].needle].name(), pieces[which].offset, in->name});
    }
    return found;
}

std::size_t places_of(std::vector<finding> const& found, std::string_view name) {
    return static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(), [name](finding const& each) {
            return each.name == name && each.offset == 0;
        }));
}

std::string to_string(std::vector<finding> const& found) {
    std::string text;
    for (finding const& each : found)
        text += each.name + " from byte " + std::to_string(each.offset) + " on, in " +
                (each.region.empty() ? "memory without a name" : each.region) + '\n';
    return text;
}

} // namespace connectpsp::test
