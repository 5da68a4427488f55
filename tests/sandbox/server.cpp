#include "server.hpp"

#include "connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

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
        // All are cut before the first is joined, so that they end together.
        for (auto& each : connections_)
            each.cut();
        connections_.clear();
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

    // Touched by the acceptor's thread alone, until stop() has joined it.
    std::list<connection> connections_;
    stop_signal stopping_;
    boost::asio::io_context io_;
    tcp::acceptor acceptor_;
    std::thread acceptor_thread_;

public:
    std::uint16_t const port;
};

server::server(config settings) : impl_(std::make_unique<impl>(std::move(settings))) {}
server::~server() = default;

std::uint16_t server::port() const { return impl_->port; }
std::string server::base_url() const { return "http://127.0.0.1:" + std::to_string(impl_->port); }
config const& server::settings() const { return impl_->world.settings; }
fault_plan& server::faults() { return impl_->world.faults; }

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

void server::stop() { impl_->stop(); }

} // namespace sandbox
