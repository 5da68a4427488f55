#ifndef CONNECTPSP_IMPL_FLOW_SESSION_IPP
#define CONNECTPSP_IMPL_FLOW_SESSION_IPP

#include <connectpsp/flow/session.hpp>

#include <algorithm>
#include <cstdint>

namespace connectpsp {
namespace detail {

/// Tokens differ, and so do their signatures: in a fleet each has its own part of a time span.
inline std::chrono::microseconds part_of(std::chrono::microseconds span,
                                         authorization const& own) noexcept {
    std::uint32_t mixed = 0;
    for (char const c : own.fields(true)) // whose end is the signature
        mixed = mixed * 31 + static_cast<unsigned char>(c);
    return span * static_cast<std::int64_t>(mixed % 1024) / 1024;
}

} // namespace detail

CONNECTPSP_DECL session::session(environment where, credentials who, std::chrono::seconds margin)
    : where_(std::move(where))
    , who_(std::move(who))
    , margin_(std::clamp(margin, std::chrono::seconds{0}, limits::token_lifetime)) {}

CONNECTPSP_DECL session::standing session::look(timestamp now) const noexcept {
    grant known = grant_.load();
    if (now < known.from || now >= known.until) return {};
    return {std::move(known.authorization), now >= known.refresh_at};
}

CONNECTPSP_DECL session::refresh_turn session::take_refresh_turn(timestamp now) noexcept {
    if (!refresh_due(now) || refreshing_.exchange(true)) return {};
    refresh_turn taken{*this};
    // Somebody may have been ready between the question and the turn.
    return refresh_due(now) ? std::move(taken) : refresh_turn{};
}

CONNECTPSP_DECL result<request> session::token_request() const {
    return build(obtain_token{who_.client_id(), who_.client_secret()}, where_);
}

CONNECTPSP_DECL result<session::authorization_ptr> session::accept(response_view const& answer,
                                                                   timestamp asked_at) {
    using std::chrono::microseconds;
    auto parsed = parse<obtain_token>(answer);
    if (!parsed) return parsed.error();
    access_grant const& granted = parsed.value();
    auto made = authorization::make(where_, who_, granted.access_token);
    if (!made) return made.error();
    auto const ready = std::make_shared<authorization const>(std::move(made).value());
    auto const life = granted.lifetime();
    auto const margin = std::min<microseconds>(margin_, microseconds{life} / 3);

    std::lock_guard const lock{writing_};
    grant_.store({ready, asked_at, asked_at + life - margin - detail::part_of(margin / 2, *ready),
                  asked_at + life});
    return ready;
}

CONNECTPSP_DECL void session::postpone_refresh(timestamp now, std::chrono::seconds pause) noexcept {
    std::lock_guard const lock{writing_};
    grant known = grant_.load();
    if (!known.authorization || now < known.refresh_at) return;
    known.refresh_at = now + std::clamp(pause, std::chrono::seconds{0}, limits::retry_after);
    grant_.store(std::move(known));
}

CONNECTPSP_DECL void session::discard(authorization_ptr const& refused) noexcept {
    std::lock_guard const lock{writing_};
    if (grant_.load().authorization == refused) grant_.store({});
}

} // namespace connectpsp

#endif
