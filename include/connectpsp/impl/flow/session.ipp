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
    standing found{.refresh_due = known.due(now), .refresh_at = known.refresh_at};
    if (known.lasts(now))
        found.authorization = std::move(known.authorization);
    else if (!found.refresh_due && known.refused())
        found.refusal = std::move(known.refusal);
    return found;
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
    grant_.store({.authorization = ready,
                  .from = asked_at,
                  .refresh_at = asked_at + life - margin - detail::part_of(margin / 2, *ready),
                  .until = asked_at + life});
    return ready;
}

CONNECTPSP_DECL void session::postpone_refresh(error why, timestamp now) {
    using std::chrono::microseconds;
    std::lock_guard const lock{writing_};
    grant known = grant_.load();
    // When a clock that has jumped back is right again, so is the token.
    if (!known.due(now) || (known.authorization && now < known.from)) return;

    bool const goes_on = known.refused() && !known.authorization && now >= known.refresh_at &&
                         now < known.refresh_at + known.pause;
    microseconds pause = limits::token_refresh_pause;
    if (why.retry_after())
        pause = std::min(why.retry_after()->delay(now), limits::token_longest_pause);
    else if (known.lasts(now))
        pause = std::min<microseconds>(pause, known.until - now);
    else if (!(why == condition::authentication))
        pause = std::min(pause, goes_on ? 2 * known.pause : limits::token_retry_pause);
    pause = std::max<microseconds>(pause, limits::token_retry_pause);

    if (!known.lasts(now)) known.authorization.reset();
    known.refresh_at = now + pause;
    known.pause = pause;
    known.refusal = std::move(why);
    if (known.refusal.retry_after())
        known.refusal = known.refusal.with([&](error_context& context) {
            context.retry_after =
                retry_after{std::chrono::ceil<std::chrono::seconds>(known.refresh_at)};
        });
    grant_.store(std::move(known));
}

CONNECTPSP_DECL void session::discard(authorization_ptr const& refused) noexcept {
    std::lock_guard const lock{writing_};
    grant known = grant_.load();
    if (!refused || known.authorization != refused) return;
    // What the server has asked for holds without a token, too.
    if (known.refusal.retry_after())
        known.authorization.reset();
    else
        known = {};
    grant_.store(std::move(known));
}

} // namespace connectpsp

#endif
