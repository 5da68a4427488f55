// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "crowds.hpp"

#include "beast_transport.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <connectpsp/flow/client.hpp>
#include <connectpsp/flow/co_run.hpp>

#include <chrono>
#include <list>
#include <utility>

namespace {

using namespace connectpsp;
namespace asio = boost::asio;

class asio_crowd final : public crowd {
public:
    void pay(session& session, create_cash_out order, tell done) override {
        auto const slot = cancelling_.emplace_back().slot();
        co_spawn(loop_, exchange(session, std::move(order), std::move(done)),
                 asio::bind_cancellation_slot(slot, [this](std::exception_ptr thrown) {
                     if (thrown) std::rethrow_exception(thrown);
                     --running_;
                 }));
        ++running_;
    }
    void run(std::function<bool()> const& enough) override {
        loop_.restart();
        while (running_ != 0 && !enough())
            loop_.run_for(std::chrono::milliseconds{1});
    }
    void cancel() override {
        for (auto& each : cancelling_)
            each.emit(asio::cancellation_type::terminal);
        loop_.restart();
        loop_.run();
    }

private:
    asio::awaitable<void> exchange(session& session, create_cash_out order, tell done) {
        using paying = asio::awaitable<result<cash_out_receipt>>;
        auto const send = [this](request const& message) { return http_.async(message); };
        auto const sleep = [](std::chrono::milliseconds delay) -> asio::awaitable<void> {
            asio::steady_timer timer{co_await asio::this_coro::executor, delay};
            co_await timer.async_wait(asio::use_awaitable);
        };
        done(co_await co_run<paying>(connectpsp::exchange{session, std::move(order)}, send, sleep,
                                     system_time{}));
    }

    examples::beast_transport http_{};
    std::list<asio::cancellation_signal> cancelling_{};
    int running_ = 0;
    asio::io_context loop_{}; ///< whose end is that of the coroutines
};

} // namespace

std::unique_ptr<crowd> make_asio_crowd() { return std::make_unique<asio_crowd>(); }
