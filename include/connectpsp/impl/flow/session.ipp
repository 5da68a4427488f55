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
    bool const held = known.held(now);
    standing found{.refresh_due = known.due(now),
                   .refresh_at = held ? known.held_until : known.refresh_at};
    if (known.lasts(now))
        found.authorization = std::move(known.authorization);
    else if (held)
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

inline std::chrono::microseconds session::grant::pause_after(error const& why,
                                                             timestamp now) const {
    using std::chrono::microseconds;
    microseconds wanted = limits::token_refresh_pause;
    if (why.retry_after()) {
        wanted = (std::min)(why.retry_after()->delay(now), limits::token_longest_pause);
    } else if (lasts(now)) {
        wanted = std::min<microseconds>(wanted, until - now);
    } else if (!(why == condition::authentication)) {
        bool const goes_on = refusal.code().failed() && !authorization && now >= held_until &&
                             now < held_until + limits::token_refresh_pause;
        wanted = (std::min)(wanted, goes_on ? 2 * pause : limits::token_retry_pause);
    }
    return std::max<microseconds>(wanted, limits::token_retry_pause);
}

CONNECTPSP_DECL void session::postpone_refresh(error why, timestamp now) {
    std::lock_guard const lock{writing_};
    grant known = grant_.load();
    // When a clock that has jumped back is right again, so is the token.
    if (!known.due(now) || (known.authorization && now < known.from)) return;
    known.pause = known.pause_after(why, now);
    known.held_until = now + known.pause;
    if (!known.lasts(now)) known.forget_token();
    known.refusal = std::move(why);
    if (known.refusal.retry_after()) {
        retry_after const moment{std::chrono::ceil<std::chrono::seconds>(known.held_until)};
        known.refusal =
            known.refusal.with([&](error_context& context) { context.retry_after = moment; });
    }
    grant_.store(std::move(known));
}

CONNECTPSP_DECL void session::discard(authorization_ptr const& refused) noexcept {
    std::lock_guard const lock{writing_};
    grant known = grant_.load();
    if (!refused || known.authorization != refused) return;
    if (known.refusal.retry_after()) // what the server has asked for holds without a token, too
        known.forget_token();
    else
        known = {};
    grant_.store(std::move(known));
}

} // namespace connectpsp

#endif
