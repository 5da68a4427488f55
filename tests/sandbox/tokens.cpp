// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "tokens.hpp"

#include "crypto.hpp"
#include "json.hpp"

#include <charconv>
#include <cstdint>

namespace sandbox {
namespace {

std::int64_t integer_member(json_value const& object, std::string_view name) {
    std::int64_t value = 0;
    if (auto const* member = object.find(name); member != nullptr)
        std::from_chars(member->text.data(), member->text.data() + member->text.size(), value);
    return value;
}

} // namespace

token_mint::token_mint() : key_(random_bytes(32)) {}

std::string token_mint::issue(std::string_view subject, wall_clock::time_point now,
                              std::chrono::seconds lifetime) const {
    auto const issued_at = unix_seconds(now);
    auto const payload = object_writer{}
                             .text("sub", subject)
                             .raw("iat", std::to_string(issued_at))
                             .raw("exp", std::to_string(issued_at + lifetime.count()))
                             .text("jti", random_uuid())
                             .raw("gen", std::to_string(generation_))
                             .str();
    auto const signed_part =
        to_base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + to_base64url(payload);
    return signed_part + '.' + to_base64url(hmac_sha256(key_, signed_part));
}

token_state token_mint::judge(std::string_view jwt, wall_clock::time_point now) const {
    auto const second_dot = jwt.rfind('.');
    if (second_dot == std::string_view::npos) return token_state::invalid;
    auto const signed_part = jwt.substr(0, second_dot);
    auto const signature = jwt.substr(second_dot + 1);
    // Compared as text, so that no second spelling of the same signature passes.
    if (!equal_in_constant_time(signature, to_base64url(hmac_sha256(key_, signed_part))))
        return token_state::invalid;

    // The signature is ours, so the payload is as issue() wrote it.
    auto const payload = parse_json(from_base64url(signed_part.substr(signed_part.find('.') + 1)));
    if (!payload) return token_state::invalid;
    auto const generation = integer_member(*payload, "gen");
    if (generation < oldest_known_) return token_state::invalid;
    if (generation < oldest_fresh_ || unix_seconds(now) >= integer_member(*payload, "exp"))
        return token_state::expired;
    return token_state::valid;
}

} // namespace sandbox
