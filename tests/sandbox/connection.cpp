// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "connection.hpp"

#include "handlers.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <exception>

namespace sandbox {
namespace {

namespace http = boost::beast::http;

template <class View>
std::string copy(View const& text) {
    return {text.data(), text.size()};
}

request to_request(http::request<http::string_body>&& message) {
    request req;
    req.method = copy(message.method_string());
    auto const target = copy(message.target());
    auto const question = target.find('?');
    req.path = target.substr(0, question);
    if (question != std::string::npos) req.query = target.substr(question + 1);
    for (auto const& field : message)
        req.fields.emplace_back(copy(field.name_string()), copy(field.value()));
    req.body = std::move(message.body());
    return req;
}

reply refusal_of(boost::system::error_code const& error) {
    if (error == http::error::body_limit)
        return problem(413, "Payload Too Large", "PAYLOAD_TOO_LARGE",
                       "The body is larger than the limit.");
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return problem(431, "Request Header Fields Too Large", "HEADER_TOO_LARGE",
                       "The header exceeds the limit.");
    return problem(400, "Bad Request", "INVALID_REQUEST", "This is no HTTP request.");
}

/// Whether the parser, and not the socket, reported it.
bool is_parsers(boost::system::error_code const& error) {
    return error.category() == http::make_error_code(http::error::bad_value).category() &&
           error != http::error::end_of_stream && error != http::error::partial_message;
}

} // namespace

void stop_signal::raise() {
    {
        std::lock_guard const lock{mutex_};
        raised_ = true;
    }
    changed_.notify_all();
}

bool stop_signal::wait_for(std::chrono::milliseconds limit) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, limit, [this] { return raised_; });
}

connection::connection(boost::asio::ip::tcp::socket socket, state& world, stop_signal& stopping)
    : socket_(std::move(socket))
    , world_(world)
    , stopping_(stopping)
    ,
    // A header at its limit must fit together with what was read ahead of the body.
    buffer_(world.settings.header_limit_bytes + 64UL * 1024)
    , thread_([this] { run(); }) {}

connection::~connection() {
    cut();
    thread_.join();
}

void connection::run() noexcept {
    try {
        serve();
    } catch (
        std::exception const&) { // out of memory or of randomness: this client loses its connection
    }
    socket_.close();
    finished_ = true;
}

void connection::serve() {
    for (auto then = next::read_again; then == next::read_again;) {
        auto const got = read();
        if (auto const* end = std::get_if<hang_up>(&got)) {
            if (end->parting && write(to_wire(*end->parting, false, false))) socket_.close_gently();
            return;
        }
        then = respond(std::get<arrival>(got));
    }
}

std::variant<connection::arrival, connection::hang_up> connection::read() {
    auto const& settings = world_.settings;
    socket_.expires_after(settings.idle_timeout);
    if (buffer_.size() == 0 && !socket_.wait_for_input()) return hang_up{};
    socket_.expires_after(settings.request_timeout);

    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(settings.header_limit_bytes));
    parser.body_limit(settings.body_limit_bytes);

    boost::system::error_code error;
    http::read_header(socket_, buffer_, parser, error);
    if (!error && boost::beast::iequals(parser.get()[http::field::expect], "100-continue") &&
        !write("HTTP/1.1 100 Continue\r\n\r\n"))
        return hang_up{};
    if (!error) http::read(socket_, buffer_, parser, error);
    if (error) return is_parsers(error) ? hang_up{refusal_of(error)} : hang_up{};

    bool const keep_alive = parser.get().keep_alive();
    return arrival{to_request(parser.release()), keep_alive};
}

connection::next connection::respond(arrival const& got) {
    if (auto const controlled = handle_control(world_, got.req)) return send(*controlled, got);
    count_request(world_, got.req);
    if (auto const f = world_.faults.take(got.req.path)) {
        {
            std::lock_guard const lock{world_.mutex};
            ++world_.counts.faults_served;
        }
        return misbehave(*f, got);
    }
    return send(handle(world_, got.req), got);
}

connection::next connection::misbehave(fault const& f, arrival const& got) {
    if (f.wait.count() > 0 && stopping_.wait_for(f.wait)) return next::close;
    switch (f.kind) {
    case fault_kind::drop_request: return next::close;
    case fault_kind::drop_answer: handle(world_, got.req); return next::close;
    case fault_kind::delay: return send(handle(world_, got.req), got);
    case fault_kind::truncated: {
        auto const answer = handle(world_, got.req);
        auto const whole = to_wire(answer, got.keep_alive, false);
        write(std::string_view{whole}.substr(0, whole.size() - (answer.body.size() + 1) / 2));
        return next::close;
    }
    case fault_kind::status:
    case fault_kind::retry_after:
    case fault_kind::server_error:
    case fault_kind::empty:
    case fault_kind::html:
    case fault_kind::garbage:
    case fault_kind::raw: break;
    }
    if (f.processed) handle(world_, got.req);
    return send(bad_answer(f), got);
}

connection::next connection::send(reply const& answer, arrival const& got) {
    bool const sent = write(to_wire(answer, got.keep_alive, got.req.method == "HEAD"));
    return sent && got.keep_alive ? next::read_again : next::close;
}

bool connection::write(std::string_view text) {
    socket_.expires_after(world_.settings.request_timeout);
    boost::system::error_code error;
    boost::asio::write(socket_, boost::asio::buffer(text.data(), text.size()), error);
    return !error;
}

} // namespace sandbox
