// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#pragma once
#include <connectpsp/flow/observer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace examples {

/// An observer that counts, and tells it in the text format of Prometheus. Labels are endpoints,
/// statuses and names of codes: never an id, a key or a person. Any thread may use it.
class prometheus {
public:
    void operator()(connectpsp::attempt_report const& told) {
        auto const& endpoint = told.endpoint;
        std::string const error = told.code ? name_of(told.code) : std::string{};
        std::lock_guard const one_at_a_time{mutex_};
        requests_[labels({{"http_request_method", to_string(endpoint.method)},
                          {"url_template", endpoint.path},
                          {"http_response_status_code", std::to_string(told.status)},
                          {"error_type", error}})]
            .add(told.duration);
        if (endpoint.auth == connectpsp::auth::none)
            ++tokens_[labels({{"result", error.empty() ? "obtained" : error}})];
        else if (told.number > 1)
            ++retries_[labels({{"operation", operation_of(endpoint)}})];
    }

    void operator()(connectpsp::operation_report const& told) {
        auto const outcome = !told.code ? "done" : told.outcome_unknown ? "unknown" : "refused";
        std::string_view const remedy = told.remedy ? to_string(*told.remedy) : std::string_view{};
        std::lock_guard const one_at_a_time{mutex_};
        operations_[labels({{"operation", operation_of(told.endpoint)},
                            {"outcome", outcome},
                            {"remedy", remedy}})]
            .add(told.duration);
    }

    /// All series, in the order of their labels.
    std::string text() const {
        std::lock_guard const one_at_a_time{mutex_};
        std::string out;
        add_histograms(out, "http_client_request_duration_seconds", "Requests to ConnectPSP.",
                       requests_);
        add_histograms(out, "connectpsp_operation_duration_seconds",
                       "Operations with all their requests and pauses.", operations_);
        add_counters(out, "connectpsp_retries_total", "Requests that were not the first.",
                     retries_);
        add_counters(out, "connectpsp_token_requests_total", "Requests for a token.", tokens_);
        return out;
    }

private:
    static constexpr std::array<double, 11> bounds{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};

    struct histogram {
        std::array<std::uint64_t, bounds.size()> up_to{};
        std::uint64_t count = 0;
        double sum = 0;

        void add(std::chrono::microseconds duration) {
            double const seconds = static_cast<double>(duration.count()) / 1e6;
            for (std::size_t i = 0; i != bounds.size(); ++i)
                up_to[i] += seconds <= bounds[i] ? 1U : 0U;
            ++count;
            sum += seconds;
        }
    };

    struct pair {
        std::string_view name;
        std::string_view value;
    };

    /// `name="value",...`: no value here has a character that would be escaped.
    static std::string labels(std::initializer_list<pair> pairs) {
        std::string made;
        for (pair const& each : pairs) {
            if (each.value.empty()) continue;
            if (!made.empty()) made += ',';
            made.append(each.name).append("=\"").append(each.value).append("\"");
        }
        return made;
    }

    static std::string operation_of(connectpsp::endpoint_spec const& endpoint) {
        return std::string{to_string(endpoint.method)} + ' ' + std::string{endpoint.path};
    }

    /// A code of another library is `other`, so that the series stay few.
    static std::string name_of(boost::system::error_code const& code) {
        auto const name = connectpsp::name_of(code);
        return name.empty() ? "other" : std::string{name};
    }

    static void add_head(std::string& out, std::string_view name, std::string_view type,
                         std::string_view help) {
        out.append("# HELP ").append(name).append(" ").append(help).append("\n");
        out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }

    static std::string number(double value) {
        char text[40];
        std::snprintf(text, sizeof text, "%.15g", value);
        return text;
    }

    using counters = std::map<std::string, std::uint64_t>;
    using histograms = std::map<std::string, histogram>;

    static void add_counters(std::string& out, std::string_view name, std::string_view help,
                             counters const& all) {
        add_head(out, name, "counter", help);
        for (auto const& [of, count] : all)
            out.append(name).append("{" + of + "} " + std::to_string(count) + "\n");
    }

    static void add_histograms(std::string& out, std::string_view name, std::string_view help,
                               histograms const& all) {
        add_head(out, name, "histogram", help);
        for (auto const& [of, each] : all) {
            auto const add = [&](std::string_view suffix, std::string const& more,
                                 std::string const& value) {
                out.append(name).append(suffix).append("{" + of + more + "} " + value + "\n");
            };
            for (std::size_t i = 0; i != bounds.size(); ++i)
                add("_bucket", ",le=\"" + number(bounds[i]) + "\"", std::to_string(each.up_to[i]));
            add("_bucket", ",le=\"+Inf\"", std::to_string(each.count));
            add("_sum", "", number(each.sum));
            add("_count", "", std::to_string(each.count));
        }
    }

    mutable std::mutex mutex_{};
    histograms requests_{};
    histograms operations_{};
    counters retries_{};
    counters tokens_{};
};

} // namespace examples
