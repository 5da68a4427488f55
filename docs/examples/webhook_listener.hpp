#pragma once
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <connectpsp/connectpsp.hpp>

#include <chrono>
#include <deque>
#include <set>

namespace examples {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace psp = connectpsp;
/// Takes webhooks in on loopback, as many at once as come, and hands out each event once. A proxy
/// in front of it speaks TLS to the world.
class webhook_listener {
public:
    explicit webhook_listener(psp::webhook_receiver hook, asio::ip::port_type port = 0)
        : hook_(std::move(hook))
        , door_(loop_, {asio::ip::address_v4::loopback(), port}) {
        co_spawn(loop_, listen(), asio::detached);
    }

    std::string url() const {
        return "http://127.0.0.1:" + std::to_string(door_.local_endpoint().port()) + "/webhooks";
    }

    /// The next event, or nothing when none comes in time.
    std::optional<psp::event> next(std::chrono::steady_clock::duration patience) {
        auto const end = std::chrono::steady_clock::now() + patience;
        while (events_.empty() && std::chrono::steady_clock::now() < end)
            loop_.run_one_until(end);
        if (events_.empty()) return std::nullopt;
        psp::event const first = std::move(events_.front());
        events_.pop_front();
        return first;
    }

private:
    asio::awaitable<void> listen() {
        for (;;) {
            boost::system::error_code failed; // of one connection, or of too many open ones
            auto socket = co_await door_.async_accept(redirect_error(asio::use_awaitable, failed));
            if (!failed)
                co_spawn(loop_, serve(beast::tcp_stream{std::move(socket)}), asio::detached);
            else
                co_await asio::steady_timer{loop_, std::chrono::milliseconds{100}}.async_wait(
                    asio::use_awaitable);
        }
    }

    asio::awaitable<void> serve(beast::tcp_stream stream) {
        stream.expires_after(std::chrono::seconds{5});
        beast::flat_buffer buffer;
        http::request_parser<http::string_body> in;
        in.body_limit(psp::limits::webhook_body_bytes);
        co_await http::async_read(stream, buffer, in, asio::use_awaitable);
        auto const& got = in.get(); // its body as it came: nothing has parsed or changed it
        auto event = hook_.receive(got.body(), got["X-Connect-Signature"], got["X-Event-Id"]);
        // 200 says "do not send it again": a real shop stores the event first. Whoever is not
        // ConnectPSP is refused, and what is not understood is asked for again.
        auto const status = event ? http::status::ok
                            : event.error() == psp::condition::untrusted
                                ? http::status::unauthorized
                                : http::status::bad_request;
        if (event && handled_.insert(event.value().dedupe_key()).second)
            events_.push_back(std::move(event).value());
        http::response<http::empty_body> answer{status, got.version()};
        answer.prepare_payload();
        co_await http::async_write(stream, answer, asio::use_awaitable);
    }
    psp::webhook_receiver hook_;
    asio::io_context loop_;
    asio::ip::tcp::acceptor door_;
    std::deque<psp::event> events_;
    std::set<std::string> handled_; ///< a real shop keeps these in its database
};

} // namespace examples
