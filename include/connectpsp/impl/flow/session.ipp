#ifndef CONNECTPSP_IMPL_FLOW_SESSION_IPP
#define CONNECTPSP_IMPL_FLOW_SESSION_IPP

#include <connectpsp/flow/session.hpp>

#include <algorithm>

namespace connectpsp {

CONNECTPSP_DECL session::session(environment where, credentials who, std::chrono::seconds margin)
    : where_(std::move(where))
    , who_(std::move(who))
    , margin_(std::max(margin, std::chrono::seconds{0})) {}

CONNECTPSP_DECL session::authorization_ptr session::current(timestamp now) const {
    std::lock_guard const lock{guard_};
    return now >= grant_.from && now < grant_.until ? grant_.authorization : nullptr;
}

CONNECTPSP_DECL bool session::refresh_due(timestamp now) const {
    std::lock_guard const lock{guard_};
    return !grant_.authorization || now < grant_.from || now >= grant_.refresh_at;
}

CONNECTPSP_DECL result<request> session::token_request() const {
    return build(obtain_token{who_.client_id(), who_.client_secret()}, where_);
}

CONNECTPSP_DECL result<session::authorization_ptr> session::accept(response_view const& answer,
                                                                   timestamp asked_at) {
    auto parsed = parse<obtain_token>(answer);
    if (!parsed) return parsed.error();
    access_grant const& granted = parsed.value();
    auto made = authorization::make(where_, who_, granted.access_token);
    if (!made) return made.error();
    auto const ready = std::make_shared<authorization const>(std::move(made).value());
    auto const life = granted.lifetime();

    std::lock_guard const lock{guard_};
    grant_ = {ready, asked_at, asked_at + life - std::min(margin_, life / 2), asked_at + life};
    return ready;
}

CONNECTPSP_DECL void session::discard(authorization_ptr const& refused) noexcept {
    std::lock_guard const lock{guard_};
    if (grant_.authorization == refused) grant_ = {};
}

} // namespace connectpsp

#endif
