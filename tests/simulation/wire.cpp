// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "wire.hpp"

#include "gateway.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <iomanip>
#include <sstream>

namespace simulation {

using connectpsp::response;

response json(int status, std::string body) {
    return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

response problem(int status, std::string_view code) {
    std::string body =
        "{\"type\":\"about:blank\",\"title\":\"Title\",\"status\":" + std::to_string(status);
    if (!code.empty()) body.append(",\"code\":\"").append(code).append("\"");
    return {.status = status, .content_type = "application/problem+json", .body = body + "}"};
}

response page(int status) {
    return {.status = status,
            .content_type = "text/html",
            .body = "<html><body><h1>" + std::to_string(status) + "</h1></body></html>"};
}

std::string to_json(transaction const& what) {
    std::string text =
        "{\"transactionId\":\"" + what.id + "\",\"internalCode\":\"" + what.internal_code +
        "\",\"externalReference\":\"" + what.reference + "\",\"status\":\"" + what.status +
        "\",\"amount\":" + money_text(what.amount) + ",\"" + (what.out ? "payee" : "payer") +
        "\":" + what.party + ",\"requestedAt\":\"" + time_text(what.requested_at) + '"';
    if (!what.end_to_end_id.empty()) text += ",\"endToEndId\":\"" + what.end_to_end_id + '"';
    if (!what.original_end_to_end_id.empty())
        text += ",\"originalEndToEndId\":\"" + what.original_end_to_end_id + '"';
    if (what.status == "FAILED") text += R"(,"failure":{"code":"PIX_KEY_NOT_FOUND"})";
    return text + '}';
}

std::string time_text(connectpsp::timestamp at) {
    using namespace std::chrono;
    auto const day = floor<days>(at);
    year_month_day const date{day};
    hh_mm_ss const time{floor<seconds>(at - day)};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int{date.year()},
                  unsigned{date.month()}, unsigned{date.day()},
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text;
}

std::string http_date(connectpsp::timestamp at) {
    using namespace std::chrono;
    static constexpr char const* names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const day = floor<days>(at);
    year_month_day const date{day};
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %s GMT", names[weekday{day}.c_encoding()],
                  unsigned{date.day()}, months[unsigned{date.month()} - 1], int{date.year()},
                  time_text(at).substr(11, 8).c_str());
    return text;
}

std::optional<std::chrono::seconds> pause_asked_for(std::string const& retry_after,
                                                    connectpsp::timestamp now) {
    using namespace std::chrono;
    constexpr std::string_view digits = "0123456789";
    if (retry_after.empty()) return std::nullopt;
    if (retry_after.find_first_not_of(digits) == std::string::npos)
        return seconds{retry_after.size() > 9 ? 999'999'999 : std::stoll(retry_after)};
    std::tm at{};
    std::istringstream in{retry_after};
    if (!(in >> std::get_time(&at, "%a, %d %b %Y %H:%M:%S GMT"))) return std::nullopt;
    auto const day = year{at.tm_year + 1900} / (at.tm_mon + 1) / at.tm_mday;
    auto const when = sys_days{day} + hours{at.tm_hour} + minutes{at.tm_min} + seconds{at.tm_sec};
    return std::max(ceil<seconds>(when - now), seconds{0});
}

std::string money_text(std::int64_t centavos) {
    std::string const fraction = std::to_string(centavos % 100);
    return std::to_string(centavos / 100) + (fraction.size() == 1 ? ".0" : ".") + fraction;
}

std::int64_t centavos(boost::json::object const& session, std::string_view name) {
    auto const* const found = session.if_contains(name);
    if (!found || !found->is_number()) return -1;
    return std::llround(found->to_number<double>() * 100);
}

} // namespace simulation
