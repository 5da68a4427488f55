// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_API_OBTAIN_TOKEN_HPP
#define CONNECTPSP_API_OBTAIN_TOKEN_HPP

#include <connectpsp/api/operation.hpp>
#include <connectpsp/core/detail/ascii_case.hpp>
#include <connectpsp/core/open_enum.hpp>
#include <connectpsp/core/secret.hpp>
#include <connectpsp/core/timestamp.hpp>
#include <connectpsp/core/version.hpp>

#include <boost/describe/class.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

enum class token_type : std::uint8_t { bearer };

template <>
struct enum_names<token_type> {
    static constexpr std::string_view names[] = {"Bearer"};
};

/// An access token and how long it lasts.  docs/protocol.md §2, POST /auth/token
struct access_grant {
    secret access_token{};                                         ///< a JWT
    std::optional<open_enum<connectpsp::token_type>> token_type{}; ///< always `Bearer`
    std::int64_t expires_in = 0;          ///< seconds, 3600 as documented; may come in quotes
    std::optional<timestamp> issued_at{}; ///< by the server's clock

    /// `expires_in` as a duration.
    std::chrono::seconds lifetime() const noexcept { return std::chrono::seconds{expires_in}; }
};

BOOST_DESCRIBE_STRUCT(access_grant, (), (access_token, token_type, expires_in, issued_at))

/// Some servers quote it.
template <>
inline constexpr bool detail::is_also_sent_as_text<&access_grant::expires_in> = true;

/// Exchanges the credentials for an access token.  POST /auth/token, docs/protocol.md §2
///
/// Answers: 401 api_errc::invalid_credentials; invalid_access_token or access_token_too_long for a
/// token that no header field can carry, unexpected_token_type, out_of_range for a lifetime that
/// is not positive or beyond limits::token_lifetime.
struct obtain_token {
    using result_type = access_grant;
    static constexpr endpoint_spec endpoint{http_method::post, "/auth/token", auth::none,
                                            effect::none, idempotency::inherent};

    std::string client_id{}; ///< numeric, sent as a JSON string
    secret client_secret{};

    /// Token types are compared without regard to case.  RFC 6749 §5.1
    static constexpr bool is_bearer(std::string_view type) noexcept {
        return detail::equal_ignoring_case(type, "bearer");
    }

    static result<void> check_response(access_grant const& answer) {
        if (auto const code = refusal_of_access_token(answer.access_token.reveal()))
            return error{*code, {.pointer = "/accessToken"}};
        if (answer.token_type && !is_bearer(answer.token_type->text()))
            return error{errc::unexpected_token_type, {.pointer = "/tokenType"}};
        if (answer.expires_in <= 0 || answer.expires_in > limits::token_lifetime.count())
            return error{errc::out_of_range, {.pointer = "/expiresIn"}};
        return boost::outcome_v2::success();
    }
};

BOOST_DESCRIBE_STRUCT(obtain_token, (), (client_id, client_secret))

} // namespace connectpsp

#endif
