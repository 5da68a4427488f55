// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/system_idempotency_key.hpp>

#include "catch.hpp"

#include <sys/resource.h>

#include <set>
#include <string>

using connectpsp::errc;
using connectpsp::idempotency_key;
using connectpsp::system_idempotency_key;

static_assert(noexcept(system_idempotency_key()));

namespace system_idempotency_key_test {

TEST_CASE("the system gives another key every time", "[core][idempotency_key]") {
    std::set<std::string> texts;
    unsigned all = 0, none = 0xF; // of each digit's bits, whether they were ever set or clear
    for (int i = 0; i != 1000; ++i) {
        auto const key = system_idempotency_key().value();
        REQUIRE((idempotency_key::parse(key.text()).value() == key));
        texts.insert(std::string{key.text()});
        char const last = key.text().back();
        unsigned const digit = static_cast<unsigned>(last <= '9' ? last - '0' : last - 'a' + 10);
        all |= digit;
        none &= digit;
    }
    CHECK(texts.size() == 1000);
    CHECK(all == 0xF);
    CHECK(none == 0);
}

TEST_CASE("a system without random bytes is an error and nothing is thrown",
          "[core][idempotency_key]") {
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit no_files = before;
    no_files.rlim_cur = 0; // the system's device cannot be opened
    REQUIRE(setrlimit(RLIMIT_NOFILE, &no_files) == 0);
    auto const key = system_idempotency_key();
    REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
    REQUIRE_FALSE(key.has_value());
    CHECK(key.error() == errc::no_randomness);
    CHECK(system_idempotency_key().has_value());
}

} // namespace system_idempotency_key_test
