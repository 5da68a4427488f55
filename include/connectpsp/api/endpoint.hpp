#ifndef CONNECTPSP_API_ENDPOINT_HPP
#define CONNECTPSP_API_ENDPOINT_HPP

#include <connectpsp/core/errc.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/http/request.hpp>

#include <cstdint>
#include <string_view>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE {

/// What a request has to carry.  protocol.md §1
enum class access_level : std::uint8_t {
    open,    ///< nothing: it obtains the token
    bearer,  ///< Authorization and ApplicationToken
    signed_, ///< those and DigitalSignature
};

inline constexpr access_level open_operation = access_level::open;
inline constexpr access_level bearer_operation = access_level::bearer;
inline constexpr access_level signed_operation = access_level::signed_;

/// Whether the same request may be sent again when its answer was lost.
enum class repeat : std::uint8_t {
    safe,  ///< sending it twice has the effect of sending it once
    keyed, ///< with the same idempotency key only
    never,
};

/// An operation's place in the API.
struct endpoint_spec {
    http_method method;
    std::string_view path;
    int success_status; ///< as documented; any other 2xx with a right body is taken as well
    access_level access;
    connectpsp::repeat repeat;

    /// Whether a lost answer leaves open if something has happened that matters: every signed
    /// operation moves money, and what needs a key creates something.
    constexpr bool has_effect() const noexcept {
        return access == access_level::signed_ || repeat != repeat::safe;
    }

    /// What to do when it is open whether the operation happened.
    constexpr remedy unknown_outcome() const noexcept {
        return repeat == repeat::keyed ? remedy::retry_same_key : remedy::reconcile;
    }
};

} // namespace connectpsp

#endif
