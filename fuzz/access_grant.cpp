// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The answer of POST /auth/token, decoded.
#include "decoder_oracle.hpp"

#include <connectpsp/api/obtain_token.hpp>

#include <cstdint>

namespace fuzz {

/// Seconds, which may come in quotes.
struct seconds_in_quotes {
    std::int64_t value = 0;
};

void expect(extraction& from, json const& value, std::string const& at, seconds_in_quotes& out) {
    bool const quoted = value.kind == json::type::string && !value.mended;
    bool const digits = quoted && !value.text.empty() &&
                        std::all_of(value.text.begin(), value.text.end(), is_digit);
    if (!digits || (value.text.size() > 1 && value.text.front() == '0'))
        return expect(from, value, at, out.value);
    json plain = value;
    plain.kind = json::type::number;
    expect(from, plain, at, out.value);
}

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::access_grant& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "accessToken", out.access_token);
    from.optional(value, at, "tokenType", out.token_type);
    seconds_in_quotes lifetime;
    from.required(value, at, "expiresIn", lifetime);
    out.expires_in = lifetime.value;
    from.optional(value, at, "issuedAt", out.issued_at);
}

template <>
struct subject<connectpsp::access_grant> {
    static constexpr std::string_view names[] = {"accessToken", "tokenType", "expiresIn",
                                                 "issuedAt"};

    static bool equal(connectpsp::access_grant const& left, connectpsp::access_grant const& right) {
        return left.access_token == right.access_token && left.token_type == right.token_type &&
               left.expires_in == right.expires_in && left.issued_at == right.issued_at;
    }

    static void replace_texts(connectpsp::access_grant& value) {
        value.access_token = connectpsp::secret{"another text"};
        replace_text(value.token_type);
    }
};

} // namespace fuzz

namespace fuzz_access_grant {

CONNECTPSP_FUZZ_HARNESS(access_grant) {
    fuzz::check_decoder<connectpsp::access_grant>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_access_grant
