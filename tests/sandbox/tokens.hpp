// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SANDBOX_TOKENS_HPP
#define CONNECTPSP_TESTS_SANDBOX_TOKENS_HPP

#include "clock_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

enum class token_state { valid, expired, invalid };

/// Issues HS256 JWTs (RFC 7519) and judges them again. It keeps none: the signature proves that a
/// token is its own, and the private claim `gen` tells on which side of the last revocation or
/// expiry it was issued.
class token_mint {
public:
    token_mint();

    std::string issue(std::string_view subject, wall_clock::time_point now,
                      std::chrono::seconds lifetime) const;
    token_state judge(std::string_view jwt, wall_clock::time_point now) const;

    void revoke_all() { oldest_known_ = oldest_fresh_ = ++generation_; }
    void expire_all() { oldest_fresh_ = ++generation_; }

private:
    std::string key_; // random, so that a token never outlives its server
    std::int64_t generation_ = 0;
    std::int64_t oldest_known_ = 0;
    std::int64_t oldest_fresh_ = 0;
};

} // namespace sandbox

#endif
