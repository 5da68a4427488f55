// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Idempotency keys: texts against a pattern, and what is made of a generator's draws. The first byte
// says which generator.
#include "oracle.hpp"

#include <connectpsp/core/idempotency_key.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace fuzz_idempotency_key {

namespace {

using connectpsp::errc;
using connectpsp::idempotency_key;
using fuzz::require;

void check_text(std::string_view text) {
    constexpr std::string_view pattern = "xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx";
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    bool const right =
        std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), [&](char c, char p) {
            return p == 'x'   ? digits.find(c) != digits.npos
                   : p == 'v' ? std::string_view{"89abAB"}.find(c) != std::string_view::npos
                              : c == p;
        });
    fuzz::exact_copy const copy{text};
    auto const got = idempotency_key::parse(copy.view());
    require(got.has_value() == right, "exactly the UUIDs of version 4 are read");
    if (!got) return require(got.error() == errc::invalid_idempotency_key, "it is refused as one");
    std::string lower{text};
    for (char& c : lower)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    require(got.value().text() == lower, "a key is in lower case");
    require(idempotency_key::parse(lower).value() == got.value(), "and equal in either");
}

/// Gives what was written down for it, and counts.
template <class Int, Int Min, Int Max>
struct script {
    static constexpr Int min() { return Min; }
    static constexpr Int max() { return Max; }
    Int operator()() {
        require(at != draws.size(), "no more is drawn than is needed");
        return static_cast<Int>(Min + draws[at++]);
    }
    std::vector<Int> draws{}; ///< above the least
    std::size_t at = 0;
};

template <class Generator>
std::string key_of(Generator urbg) {
    idempotency_key const key = idempotency_key::generate(urbg);
    require(urbg.at == urbg.draws.size(), "all that is needed is drawn");
    return std::string{key.text()};
}

int value(char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; }

int differing_bits(std::string const& left, std::string const& right) {
    int count = 0;
    for (std::size_t i = 0; i != left.size(); ++i)
        for (int bits = left[i] == '-' ? 0 : value(left[i]) ^ value(right[i]); bits != 0;
             bits &= bits - 1)
            ++count;
    return count;
}

/// Each drawn bit must reach one bit of the key or none, and the key's 122 random bits each come
/// from one: then uniform draws make uniform keys. Draws beyond the power of two must not matter.
template <class Int, Int Min, Int Max>
void check_generator(unsigned bits, fuzz::input in) {
    using source = script<Int, Min, Max>;
    Int const mask = static_cast<Int>(~std::uint64_t{0} >> (64 - bits));
    source base;
    for (std::size_t got = 0; got < 128; got += bits)
        base.draws.push_back(static_cast<Int>(in.word() & mask));
    std::string const key = key_of(base);
    check_text(key);
    require(idempotency_key::parse(key).has_value(), "what is made is a key");

    int moved = 0;
    for (std::size_t draw = 0; draw != base.draws.size(); ++draw)
        for (unsigned bit = 0; bit != bits; ++bit) {
            source flipped = base;
            flipped.draws[draw] = static_cast<Int>(flipped.draws[draw] ^ (Int{1} << bit));
            int const changed = differing_bits(key, key_of(flipped));
            require(changed <= 1, "a drawn bit is one bit of the key");
            moved += changed;
        }
    require(moved == 122, "a key has 122 drawn bits");

    Int const most = static_cast<Int>(Max - Min);
    if (most == mask) return;
    source longer;
    for (Int const draw : base.draws) {
        auto const spare = static_cast<std::uint64_t>(most - mask);
        for (unsigned again = in.byte() % 4; again != 0; --again)
            longer.draws.push_back(static_cast<Int>(mask + 1 + in.word() % spare));
        longer.draws.push_back(draw);
    }
    require(key_of(longer) == key, "a draw beyond the power of two is drawn again");
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(idempotency_key) {
    fuzz::input in{data, size};
    check_text(in.rest());
    check_text(in.rest().substr(0, 36));
    constexpr auto all = std::numeric_limits<std::uint64_t>::max();
    switch (in.byte() % 8) {
    case 0: check_generator<std::uint64_t, 0, all>(64, in); break;
    case 1: check_generator<std::uint64_t, 1, all>(63, in); break;
    case 2: check_generator<std::uint32_t, 0, 0xFFFFFFFF>(32, in); break;
    case 3: check_generator<std::uint32_t, 1, 2147483646>(30, in); break; // std::minstd_rand
    case 4: check_generator<std::uint16_t, 100, 483>(8, in); break;
    case 5: check_generator<std::uint8_t, 0, 255>(8, in); break;
    case 6: check_generator<std::uint8_t, 249, 255>(2, in); break;
    default: check_generator<std::uint8_t, 0, 1>(1, in); break;
    }
    return 0;
}

} // namespace fuzz_idempotency_key
