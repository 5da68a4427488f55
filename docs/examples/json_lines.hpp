// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <connectpsp/codec/json.hpp>
#include <connectpsp/flow/observer.hpp>

#include <boost/describe/class.hpp>

#include <cstdint>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>

namespace examples {

/// A line of json_lines. A member that has nothing to say is left out.
struct json_line {
    std::string event{}; ///< `request`, or `end` of an operation
    connectpsp::timestamp at{};
    std::string method{};
    std::string path{};                   ///< the template: an id is never in it
    std::int64_t number = 0;              ///< of the request; at the end how many there were
    std::int64_t duration_us = 0;         ///< microseconds
    std::optional<std::int64_t> status{}; ///< HTTP
    std::optional<std::string> code{};    ///< why it did not succeed
    std::optional<std::string> cause{};   ///< at the end of an operation in doubt
    std::optional<std::string> remedy{};
    std::optional<bool> outcome_unknown{};        ///< true: it may have been carried out
    std::optional<std::int64_t> next_in_ms{};     ///< until the next request
    std::optional<std::string> idempotency_key{}; ///< finds the order
};

BOOST_DESCRIBE_STRUCT(json_line, (),
                      (event, at, method, path, number, duration_us, status, code, cause, remedy,
                       outcome_unknown, next_in_ms, idempotency_key))

/// The name of a code, such as `no_answer`. One of a transport's own is its category's name with a
/// number.
inline std::string code_text(boost::system::error_code const& code) {
    auto const name = connectpsp::name_of(code);
    return !name.empty() ? std::string{name}
                         : std::string{code.category().name()} + ":" + std::to_string(code.value());
}

/// An observer that writes a line of JSON for each request, and one for each end. Any thread may use
/// it. The stream must outlive it.
class json_lines {
public:
    explicit json_lines(std::ostream& out) : out_(&out) {}

    void operator()(connectpsp::attempt_report const& told) {
        json_line line = line_of("request", told);
        line.at = told.sent_at;
        line.number = told.number;
        if (told.next_in) line.next_in_ms = told.next_in->count();
        write(line);
    }

    void operator()(connectpsp::operation_report const& told) {
        json_line line = line_of("end", told);
        line.at = told.began_at;
        line.number = told.attempts;
        if (told.outcome_unknown) line.cause = code_text(told.cause);
        write(line);
    }

private:
    template <class Report>
    static json_line line_of(char const* event, Report const& told) {
        json_line line{.event = event,
                       .method = std::string{to_string(told.endpoint.method)},
                       .path = std::string{told.endpoint.path},
                       .duration_us = told.duration.count()};
        if (told.status != 0) line.status = told.status;
        if (told.code) line.code = code_text(told.code);
        if (told.remedy) line.remedy = std::string{to_string(*told.remedy)};
        if (told.outcome_unknown) line.outcome_unknown = true;
        if (!told.idempotency_key.empty()) line.idempotency_key = std::string{told.idempotency_key};
        return line;
    }

    void write(json_line const& line) {
        std::string const text = connectpsp::encode(line) + '\n';
        std::lock_guard const one_at_a_time{mutex_};
        *out_ << text << std::flush;
    }

    std::ostream* out_;
    std::mutex mutex_{};
};

} // namespace examples
