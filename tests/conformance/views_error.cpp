// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "view_parts.hpp"
#include "views.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

namespace connectpsp::test {
namespace {

namespace json = boost::json;

struct named_code {
    std::string_view name;
    boost::system::error_code code;
};

std::vector<named_code> const& named_codes() {
    static std::vector<named_code> const all{
        {"invalid_number", errc::invalid_number},
        {"not_whole_centavos", errc::not_whole_centavos},
        {"not_an_integer", errc::not_an_integer},
        {"out_of_range", errc::out_of_range},
        {"negative_amount", errc::negative_amount},
        {"invalid_access_token", errc::invalid_access_token},
        {"access_token_too_long", errc::access_token_too_long},
        {"empty_secret", errc::empty_secret},
        {"empty_value", errc::empty_value},
        {"text_too_long", errc::text_too_long},
        {"control_character", errc::control_character},
        {"invalid_utf8", errc::invalid_utf8},
        {"amount_not_positive", errc::amount_not_positive},
        {"amount_too_large", errc::amount_too_large},
        {"invalid_url", errc::invalid_url},
        {"insecure_url", errc::insecure_url},
        {"json_syntax", errc::json_syntax},
        {"json_incomplete", errc::json_incomplete},
        {"json_trailing_bytes", errc::json_trailing_bytes},
        {"json_too_deep", errc::json_too_deep},
        {"body_too_large", errc::body_too_large},
        {"too_many_elements", errc::too_many_elements},
        {"wrong_type", errc::wrong_type},
        {"missing_member", errc::missing_member},
        {"duplicate_member", errc::duplicate_member},
        {"unexpected_token_type", errc::unexpected_token_type},
        {"unexpected_currency", errc::unexpected_currency},
        {"payout_not_accepted", errc::payout_not_accepted},
        {"mismatched_amount", errc::mismatched_amount},
        {"mismatched_reference", errc::mismatched_reference},
        {"mismatched_payer", errc::mismatched_payer},
        {"mismatched_payee", errc::mismatched_payee},
        {"mismatched_id", errc::mismatched_id},
        {"mismatched_br_code", errc::mismatched_br_code},
        {"mismatched_date", errc::mismatched_date},
        {"missing_signature", errc::missing_signature},
        {"malformed_signature", errc::malformed_signature},
        {"wrong_signature", errc::wrong_signature},
        {"stale_event", errc::stale_event},
        {"event_from_future", errc::event_from_future},
        {"outcome_unknown", errc::outcome_unknown},
        {"invalid_credentials", api_errc::invalid_credentials},
        {"token_expired", api_errc::token_expired},
        {"invalid_application_token", api_errc::invalid_application_token},
        {"invalid_signature", api_errc::invalid_signature},
        {"insufficient_funds", api_errc::insufficient_funds},
        {"cash_in_not_paid", api_errc::cash_in_not_paid},
        {"cash_in_already_refunded", api_errc::cash_in_already_refunded},
        {"cash_in_expired", api_errc::cash_in_expired},
        {"cash_in_cancelled", api_errc::cash_in_cancelled},
        {"missing_end_to_end_id", api_errc::missing_end_to_end_id},
        {"bad_request", api_errc::bad_request},
        {"unauthorized", api_errc::unauthorized},
        {"forbidden", api_errc::forbidden},
        {"not_found", api_errc::not_found},
        {"request_timeout", api_errc::request_timeout},
        {"conflict", api_errc::conflict},
        {"unprocessable", api_errc::unprocessable},
        {"too_many_requests", api_errc::too_many_requests},
        {"other_client_error", api_errc::other_client_error},
        {"internal_server_error", api_errc::internal_server_error},
        {"bad_gateway", api_errc::bad_gateway},
        {"service_unavailable", api_errc::service_unavailable},
        {"gateway_timeout", api_errc::gateway_timeout},
        {"other_server_error", api_errc::other_server_error},
        {"unexpected_status", api_errc::unexpected_status},
        {"declined", api_errc::declined},
        {"misdirected_request", api_errc::misdirected_request},
        {"too_early", api_errc::too_early},
    };
    return all;
}

constexpr std::pair<std::string_view, condition> conditions[] = {
    {"invalid_argument", condition::invalid_argument},
    {"invalid_response", condition::invalid_response},
    {"authentication", condition::authentication},
    {"rejected", condition::rejected},
    {"insufficient_funds", condition::insufficient_funds},
    {"already_done", condition::already_done},
    {"not_found", condition::not_found},
    {"rate_limited", condition::rate_limited},
    {"unavailable", condition::unavailable},
    {"transport", condition::transport},
    {"retryable", condition::retryable},
    {"outcome_unknown", condition::outcome_unknown},
    {"mismatch", condition::mismatch},
    {"untrusted", condition::untrusted},
};

json::value view_of_problem(problem const& value) {
    return {{"type", text_or_null(value.type)},
            {"title", text_or_null(value.title)},
            {"status", value.status ? json::value(*value.status) : json::value{}},
            {"code", text_or_null(value.code)},
            {"detail", text_or_null(value.detail)}};
}

json::value view_of_wait(retry_after const& value) {
    if (auto const* const delay = std::get_if<std::chrono::seconds>(&value.value()))
        return {{"seconds", delay->count()}};
    return {
        {"unix_time", std::get<retry_after::instant>(value.value()).time_since_epoch().count()}};
}

json::value nonempty_or_null(std::string_view text) {
    return text.empty() ? json::value{} : view_of_text(text);
}

json::string name_of(boost::system::error_code const& code) {
    json::string name;
    for (named_code const& each : named_codes())
        if (each.code == code) name = each.name;
    return name;
}

json::value view_of_mismatch(value_mismatch const& value) {
    return {{"expected", view_of_text(value.expected)}, {"received", view_of_text(value.received)}};
}

} // namespace

json::value view_of(error const& value) {
    json::array met;
    for (auto const& [name, each] : conditions)
        if (value == each) met.push_back(json::string(name));
    // Beside a problem the excerpt repeats the body, which the fixture states already.
    std::string_view const excerpt =
        value.problem() == nullptr ? std::string_view{value.body_excerpt()} : std::string_view{};
    return {
        {"code", name_of(value.code())},
        {"cause", value.outcome_unknown() ? json::value(name_of(value.cause())) : json::value{}},
        {"status", value.status()},
        {"pointer", json::string_view{value.pointer()}},
        {"conditions", std::move(met)},
        {"remedy", json::string_view{to_string(value.remedy())}},
        {"outcome_unknown", value.outcome_unknown()},
        {"problem", value.problem() != nullptr ? view_of_problem(*value.problem()) : json::value{}},
        {"body_excerpt", nonempty_or_null(excerpt)},
        {"offset", view_or_null(value.offset(), [](std::size_t at) { return at; })},
        {"mismatch",
         value.mismatch() != nullptr ? view_of_mismatch(*value.mismatch()) : json::value{}},
        {"retry_after", view_or_null(value.retry_after(), view_of_wait)}};
}

std::vector<std::string> names_of_codes() {
    std::vector<std::string> names;
    for (named_code const& each : named_codes())
        names.emplace_back(each.name);
    return names;
}

} // namespace connectpsp::test
