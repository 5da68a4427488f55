// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_C_DETAIL_HANDLES_HPP
#define CONNECTPSP_C_DETAIL_HANDLES_HPP

#include <connectpsp/c/connectpsp.h>
#include <connectpsp/c/detail/convert.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/flow/session.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

// The four handles, and the calls of an exchange: one at a time.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {
/// A session, and how often the process forked since it was made.
struct shared_session {
    shared_session(merchant&& whose, std::chrono::seconds margin)
        : of(std::move(whose.environment), std::move(whose.credentials), margin) {}

    connectpsp::session of;
    std::atomic<std::uint64_t> forks{0};
};

/// An exchange of any operation.
class any_exchange {
public:
    any_exchange() = default;
    any_exchange(any_exchange const&) = delete;
    any_exchange& operator=(any_exchange const&) = delete;
    virtual ~any_exchange() = default;
    virtual step start(timestamp now) = 0;
    virtual step receive(response_view const& answer, timestamp now) = 0;
    virtual step fail(error const& why, timestamp now) = 0;
    virtual step resume(timestamp now) = 0;
    virtual void cancel() = 0;
    virtual connectpsp_status give_result(output const& out) const = 0;
};

template <class Op>
class exchange_of final : public any_exchange {
public:
    template <class Begun>
    exchange_of(session& by, Begun&& begun, retry_policy const& policy, std::uint64_t random)
        : exchange_(by, std::forward<Begun>(begun), policy, random) {}

    step start(timestamp now) override { return exchange_.start(now); }
    step receive(response_view const& answer, timestamp now) override {
        return exchange_.receive(answer, now);
    }
    step fail(error const& why, timestamp now) override { return exchange_.fail(why, now); }
    step resume(timestamp now) override { return exchange_.resume(now); }
    void cancel() override { exchange_.cancel(); }
    connectpsp_status give_result(output const& out) const override {
        return give_value(out, exchange_.result());
    }

private:
    exchange<Op> exchange_;
};

} // namespace connectpsp::detail

struct connectpsp_session {
    std::shared_ptr<connectpsp::detail::shared_session> shared;
};

struct connectpsp_exchange {
    std::shared_ptr<connectpsp::detail::shared_session> shared; ///< outlives what follows
    std::unique_ptr<connectpsp::detail::any_exchange> of;
    std::uint64_t forks = 0;
    connectpsp::step now{};
    std::atomic<bool> busy{false};
};

struct connectpsp_webhook_receiver {
    connectpsp::webhook_receiver of;
};

struct connectpsp_authorization {
    connectpsp::environment environment;
    std::optional<connectpsp::authorization> of;
};

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// One call at a time: holds the exchange for as long as the call takes.
class exchange_call {
public:
    explicit exchange_call(connectpsp_exchange* exchange) noexcept
        : exchange_(exchange != nullptr && exchange->forks == exchange->shared->forks &&
                            !exchange->busy.exchange(true, std::memory_order_acquire)
                        ? exchange
                        : nullptr) {}
    exchange_call(exchange_call const&) = delete;
    exchange_call& operator=(exchange_call const&) = delete;
    ~exchange_call() {
        if (exchange_ != nullptr) exchange_->busy.store(false, std::memory_order_release);
    }

    explicit operator bool() const noexcept { return exchange_ != nullptr; }
    connectpsp_exchange* operator->() const noexcept { return exchange_; }

private:
    connectpsp_exchange* exchange_;
};

/// Moves an exchange on, and says what it wants next.
template <class Move>
connectpsp_status move_on(connectpsp_exchange* exchange, std::int32_t* step_out,
                          std::int64_t* delay, Move&& move) noexcept {
    return guarded([&] {
        if (step_out == nullptr || delay == nullptr) return CONNECTPSP_MISUSE;
        exchange_call const call{exchange};
        if (!call) return CONNECTPSP_MISUSE;
        step const next = move(*call->of);
        call->now = next;
        *step_out = next.done()      ? CONNECTPSP_STEP_DONE
                    : next.request() ? CONNECTPSP_STEP_SEND
                                     : CONNECTPSP_STEP_WAIT;
        *delay = next.delay().count();
        return CONNECTPSP_OK;
    });
}

/// Makes an exchange of an operation, or of a loaded attempt.
template <class Op, class Begun>
connectpsp_status make_exchange(connectpsp_session* session, Begun&& begun,
                                std::string_view policy_text, std::uint64_t random,
                                connectpsp_exchange** made, output const& out) {
    auto const policy = policy_of(policy_text);
    if (!policy) return give_error(out, policy.error());
    auto handle = std::make_unique<connectpsp_exchange>();
    handle->shared = session->shared;
    handle->forks = session->shared->forks;
    handle->of = std::make_unique<exchange_of<Op>>(session->shared->of, std::forward<Begun>(begun),
                                                   policy.value(), random);
    *out.size = 0;
    *made = handle.release();
    return CONNECTPSP_OK;
}

} // namespace connectpsp::detail

#endif
