// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "server.hpp"

#include "connection.hpp"
#include "settlement.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <list>
#include <system_error>
#include <thread>
#include <utility>

namespace sandbox {

using boost::asio::ip::tcp;

class server::impl {
public:
    explicit impl(config settings)
        : world(std::move(settings))
        , acceptor_(io_,
                    tcp::endpoint{boost::asio::ip::address_v4::loopback(), world.settings.port})
        , port(acceptor_.local_endpoint().port()) {
        accept_next();
        acceptor_thread_ = std::thread{[this] { io_.run(); }};
        if (world.settings.settle_after.count() > 0)
            settling_thread_ = std::thread{[this] { settle_until_stopped(); }};
    }
    ~impl() { stop(); }
    impl(impl const&) = delete;
    impl& operator=(impl const&) = delete;

    void stop() {
        if (!acceptor_thread_.joinable()) return;
        io_.stop();
        acceptor_thread_.join();
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        stopping_.raise();
        if (settling_thread_.joinable()) settling_thread_.join();
        // All are cut before the first is joined, so that they end together.
        for (auto& each : connections_)
            each.cut();
        connections_.clear();
        world.webhooks.stop();
    }

    template <class Change>
    bool settle(Change change) {
        std::lock_guard const lock{world.mutex};
        return change(world) == settled::done;
    }

    state world;

private:
    void accept_next() {
        acceptor_.async_accept([this](boost::system::error_code const& error, tcp::socket socket) {
            connections_.remove_if([](connection const& each) { return each.finished(); });
            if (error) {
                // Out of descriptors, most likely: trying again at once would only spin.
                if (stopping_.wait_for(std::chrono::milliseconds{10})) return;
            } else if (connections_.size() < world.settings.connection_limit) {
                try {
                    connections_.emplace_back(std::move(socket), world, stopping_);
                } catch (std::system_error const&) { // no thread to serve it: the socket closes
                }
            }
            accept_next();
        });
    }

    void settle_until_stopped() {
        while (!stopping_.wait_for(settle_due(world))) {
        }
    }

    // Touched by the acceptor's thread alone, until stop() has joined it.
    std::list<connection> connections_;
    stop_signal stopping_;
    boost::asio::io_context io_;
    tcp::acceptor acceptor_;
    std::thread acceptor_thread_;
    std::thread settling_thread_;

public:
    std::uint16_t const port;
};

server::server(config settings) : impl_(std::make_unique<impl>(std::move(settings))) {}
server::~server() = default;

std::uint16_t server::port() const { return impl_->port; }
std::string server::base_url() const { return "http://127.0.0.1:" + std::to_string(impl_->port); }
config const& server::settings() const { return impl_->world.settings; }
fault_plan& server::faults() { return impl_->world.faults; }
webhook_sender& server::webhooks() { return impl_->world.webhooks; }

tallies server::counts() const {
    std::lock_guard const lock{impl_->world.mutex};
    return impl_->world.counts;
}

ledger server::accounts() const {
    std::lock_guard const lock{impl_->world.mutex};
    return impl_->world.accounts;
}

void server::revoke_tokens() {
    std::lock_guard const lock{impl_->world.mutex};
    impl_->world.tokens.revoke_all();
}

void server::expire_tokens() {
    std::lock_guard const lock{impl_->world.mutex};
    impl_->world.tokens.expire_all();
}

bool server::pay(std::string const& id) {
    return impl_->settle([&](state& world) { return pay_cash_in(world, id); });
}

bool server::expire(std::string const& id) {
    return impl_->settle([&](state& world) { return expire_cash_in(world, id); });
}

bool server::cancel_cash_in(std::string const& id) {
    return impl_->settle([&](state& world) { return sandbox::cancel_cash_in(world, id); });
}

bool server::forget_end_to_end_id(std::string const& id) {
    return impl_->settle([&](state& world) { return sandbox::forget_end_to_end_id(world, id); });
}

bool server::complete(std::string const& id) {
    return impl_->settle([&](state& world) { return complete_cash_out(world, id); });
}

bool server::fail(std::string const& id, failure why) {
    return impl_->settle([&](state& world) { return fail_cash_out(world, id, std::move(why)); });
}

bool server::fail(std::string const& id, std::string code, std::string message) {
    return fail(id, failure{std::move(code), std::move(message)});
}

bool server::cancel_cash_out(std::string const& id) {
    return impl_->settle([&](state& world) { return sandbox::cancel_cash_out(world, id); });
}

bool server::refund_cash_out(std::string const& id) {
    return impl_->settle([&](state& world) { return sandbox::refund_cash_out(world, id); });
}

void server::place_payment_url(payment_url_place where) {
    std::lock_guard const lock{impl_->world.mutex};
    impl_->world.payment_url = where;
}

void server::advance_clock(std::chrono::seconds by) {
    std::lock_guard const lock{impl_->world.mutex};
    impl_->world.clock_ahead += by;
}

void server::stop() { impl_->stop(); }

} // namespace sandbox
