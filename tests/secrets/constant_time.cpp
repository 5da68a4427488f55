// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Holds the verification of signatures to constant time, under valgrind's memcheck: what depends on a
// secret is marked as undefined, and memcheck counts each branch and each address that depends on it.
// A. Langley's ctgrind had the idea.
//
// With CONNECTPSP_TEST_EARLY_OUT the same program compares as std::equal or memcmp do, and fails unless
// that is noticed.
#include <connectpsp/core/secret.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>

#if defined(CONNECTPSP_TEST_EARLY_OUT)
namespace connectpsp::detail {

inline bool compares_with_memcmp = false;

inline bool equal_early(std::string_view left, std::string_view right) noexcept {
    if (left.size() != right.size()) return false;
    if (compares_with_memcmp) return std::memcmp(left.data(), right.data(), left.size()) == 0;
    return std::equal(left.begin(), left.end(), right.begin());
}

} // namespace connectpsp::detail
// Every comparison in the headers that follow.
#define constant_time_equal equal_early
#endif

#include <connectpsp/api/webhook.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <valgrind/memcheck.h>

#include <cryptopp/sha.h>

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

int failures = 0;

void check(bool holds, std::string_view what) {
    if (holds) return;
    ++failures;
    std::cerr << "FAILED: " << what << '\n';
}

template <class T>
void poison(T const& what) {
    VALGRIND_MAKE_MEM_UNDEFINED(&what, sizeof what);
}

/// The states of SHA-256 in an object of Crypto++, which keeps them to itself.
struct hashed : CryptoPP::SHA256 {
    void poison() { VALGRIND_MAKE_MEM_UNDEFINED(m_state.data(), m_state.SizeInBytes()); }
};

/// Poisons the key that a signer has hashed: the two objects that its pointer leads to.
void poison_key(signer const& key) {
    hashed* both = nullptr;
    std::memcpy(static_cast<void*>(&both), static_cast<void const*>(&key), sizeof both);
    both[0].poison();
    both[1].poison();
}

/// Makes public what a verification has decided.
bool published(bool decision) {
    bool volatile kept = decision;
    VALGRIND_MAKE_MEM_DEFINED(const_cast<bool*>(&kept), sizeof kept);
    return kept;
}

unsigned complaints() { return static_cast<unsigned>(VALGRIND_COUNT_ERRORS); }

/// The hexadecimal text with another digit at one place.
std::string with_other_digit(std::string_view hex, std::size_t at) {
    std::string other{hex};
    other[at] = other[at] == '0' ? '1' : '0';
    return other;
}

/// Verifies a MAC of 64 digits that is right, and ones that are wrong at the first digit, at later
/// ones and at the last. Each has to cost as many complaints as the others, and no more than the
/// branches that make the decision known.
/// @param verified whether a text is taken for the right one
template <class Verified>
void hold_to_constant_time(std::string_view name, std::string_view right, unsigned decisions,
                           Verified const& verified) {
    std::vector<unsigned> seen;
    auto const look = [&](std::string const& text, bool expected) {
        unsigned const before = complaints();
        bool const taken = published(verified(text));
        seen.push_back(complaints() - before);
        check(taken == expected, name);
    };
    for (std::size_t const at : {0U, 1U, 7U, 8U, 31U, 32U, 62U, 63U})
        look(with_other_digit(right, at), false);
    look(std::string{right}, true);
    std::cout << name << ':';
    for (unsigned const each : seen)
        std::cout << ' ' << each;
    std::cout << '\n';
    bool const constant = std::all_of(seen.begin(), seen.end(), [&](unsigned each) {
        return each == seen.front() && each <= decisions;
    });
#if defined(CONNECTPSP_TEST_EARLY_OUT)
    check(!constant, "an early end is noticed");
#else
    check(constant, "no branch and no address depends on a secret, the decision apart");
#endif
}

void hold_all() {
    constexpr std::string_view body = R"({"eventType":"CASHOUT_COMPLETED","data":{}})";
    auto const key = signer::make(secret{crypto_token}).value();
    hex_digest const right{key(body)};
    std::string const hex{right.text()};

    {
        auto const poisoned = signer::make(secret{crypto_token}).value();
        poison_key(poisoned);
        hold_to_constant_time("verify", hex, 0, [&](std::string const& text) {
            return connectpsp::verify_mac(poisoned, body, text);
        });
    }
    {
        hex_digest const poisoned = right;
        poison(poisoned);
        hold_to_constant_time("hex_digest ==", hex, 0, [&](std::string const& text) {
            mac bytes{};
            for (std::size_t i = 0; i != bytes.size(); ++i)
                bytes[i] = static_cast<std::uint8_t>(std::stoi(text.substr(2 * i, 2), nullptr, 16));
            return hex_digest{bytes} == poisoned;
        });
    }
    {
        // The receiver's keys are its own; its MAC is as secret where the body is.
        std::string const poisoned{body};
        auto const receiver = webhook_receiver{secret{crypto_token}};
        VALGRIND_MAKE_MEM_UNDEFINED(poisoned.data(), poisoned.size());
        hold_to_constant_time("webhook", hex, 1, [&](std::string const& text) {
            return (receiver.verify)(poisoned, text).has_value();
        });
    }
    {
        session const session{environment::staging(), sample_credentials()};
        auto const owner = detail::record_owner::make(session, {}).value();
        std::string const record = save_attempt(sample_payout(), session, timestamp{}).value();
        std::string const front = record.substr(0, record.size() - 66);
        poison_key(owner.keys().front());
        hold_to_constant_time("record", record.substr(record.size() - 66, 64), 2,
                              [&](std::string const& text) {
                                  auto const read = detail::read_record(
                                      front + text + "\"}", create_cash_out::endpoint.path, owner);
                                  return read.has_value();
                              });
    }
#if !defined(CONNECTPSP_TEST_EARLY_OUT)
    {
        secret const poisoned{hex};
        VALGRIND_MAKE_MEM_UNDEFINED(poisoned.reveal().data(), poisoned.size());
        hold_to_constant_time("secret ==", hex, 0,
                              [&](std::string const& text) { return secret{text} == poisoned; });
    }
#endif
}

} // namespace

int main() {
    if (!RUNNING_ON_VALGRIND) {
        std::cout << "skipped: this test runs under valgrind\n";
        return 0;
    }
    hold_all();
#if defined(CONNECTPSP_TEST_EARLY_OUT)
    detail::compares_with_memcmp = true;
    hold_all();
#endif
    return failures == 0 ? 0 : 1;
}
