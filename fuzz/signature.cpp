// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// HMAC-SHA256 with kept states, against Crypto++'s HMAC, for keys and messages of any length at
// any alignment; and verify_mac(), which takes the MAC alone.
#include "hmac_oracle.hpp"
#include "oracle.hpp"

#include <connectpsp/codec/signature.hpp>

#include <cstdint>
#include <string>

namespace fuzz_signature {

namespace {

using connectpsp::errc;
using connectpsp::secret;
using connectpsp::signer;
using fuzz::require;

char upper(char c) noexcept { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; }

bool accepts(signer const& key, std::string_view message, std::string_view signature) {
    return verify_mac(key, message, fuzz::exact_copy{signature}.view());
}

void check_verify(signer const& key, std::string_view message, std::string const& right,
                  unsigned choice) {
    require(accepts(key, message, right), "the MAC is accepted");
    std::string mixed = right;
    for (std::size_t i = 0; i != mixed.size(); ++i)
        if ((choice >> i % 8 & 1) != 0) mixed[i] = upper(mixed[i]);
    require(accepts(key, message, mixed), "the MAC is accepted in either case");

    require(!accepts(key, message, right.substr(1)), "a MAC without its first digit is refused");
    require(!accepts(key, message, right.substr(0, 63)), "a MAC without its last one is refused");
    require(!accepts(key, message, right + right.front()), "a MAC with a digit more is refused");
    require(!accepts(key, message, ""), "nothing is refused");

    // Every digit is changed where messages are short, and one to a quarter of all bytes.
    for (std::size_t i = 0; i != (message.size() <= 64 ? right.size() : 0); ++i) {
        std::string wrong = right;
        wrong[i] = wrong[i] == '0' ? '1' : '0';
        require(!accepts(key, message, wrong), "a MAC with another digit is refused");
    }
    std::size_t const at = choice % right.size();
    for (unsigned byte = choice / 64; byte < 256; byte += 4) {
        std::string changed = right;
        changed[at] = static_cast<char>(byte);
        bool const same = changed[at] == right[at] || changed[at] == upper(right[at]);
        require(accepts(key, message, changed) == same, "only the digit's two cases are accepted");
    }
}

} // namespace

CONNECTPSP_FUZZ_HARNESS(signature) {
    fuzz::input in{data, size};
    std::size_t const shift = in.byte() % 16;
    unsigned const choice = in.byte();
    std::string_view const key = in.take(in.byte() % 200);
    std::string_view const message = in.rest();

    // `shift` bytes before the message, and none behind it.
    std::string shifted(shift, '.');
    shifted += message;
    fuzz::exact_copy const copy{shifted};
    std::string_view const placed = copy.view().substr(shift);

    auto const made = signer::make(secret{fuzz::exact_copy{key}.view()});
    if (!made && made.error() == errc::surrounding_space) {
        auto const outer = [](char c) { return (c & 0x80) != 0 || (c > 8 && c < 14) || c == ' '; };
        require(!key.empty() && (outer(key.front()) || outer(key.back())),
                "only white space around a key is refused as such");
        return 0;
    }
    require(made.has_value() == !key.empty(), "every other key but an empty one signs");
    if (!made) {
        require(made.error() == errc::empty_secret, "an empty key is refused as one");
        return 0;
    }
    signer const& with = made.value();
    std::string const right = fuzz::hmac_hex(key, message);
    require(sign(with, placed).text() == right, "the MAC is HMAC-SHA256");
    signer other = signer::make(secret{"another key"}).value();
    other = with;
    require(sign(other, placed).text() == right, "a copy signs as its original does");
    require(sign(with, placed).text() == right, "a signer signs again and again");
    check_verify(with, placed, right, choice);
    return 0;
}

} // namespace fuzz_signature
