// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/errc.hpp>

#include "catch.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace connectpsp;

namespace errc_test {

namespace {

using conditions = std::vector<condition>;

template <class Code>
struct row {
    Code code;
    int number;
    conditions met;
    remedy asks_for;
};

conditions const argument{condition::invalid_argument};
conditions const untrusted{condition::untrusted};
conditions const mismatch{condition::invalid_response, condition::mismatch};
conditions const response{condition::invalid_response};
conditions const authentication{condition::authentication};
conditions const rejected{condition::rejected};
conditions const transport{condition::transport, condition::retryable};
conditions const unavailable{condition::unavailable};
conditions const unavailable_now{condition::unavailable, condition::retryable};

std::vector<row<errc>> const core_codes{
    {errc::invalid_number, 1, argument, remedy::fix_request},
    {errc::not_whole_centavos, 2, argument, remedy::fix_request},
    {errc::not_an_integer, 3, argument, remedy::fix_request},
    {errc::out_of_range, 4, argument, remedy::fix_request},
    {errc::negative_amount, 5, argument, remedy::fix_request},
    {errc::invalid_timestamp, 6, argument, remedy::fix_request},
    {errc::invalid_date, 7, argument, remedy::fix_request},
    {errc::invalid_guid, 8, argument, remedy::fix_request},
    {errc::invalid_client_id, 9, argument, remedy::fix_request},
    {errc::invalid_ispb, 10, argument, remedy::fix_request},
    {errc::invalid_base_url, 11, argument, remedy::fix_request},
    {errc::insecure_base_url, 12, argument, remedy::fix_request},
    {errc::empty_secret, 13, argument, remedy::fix_request},
    {errc::invalid_access_token, 14, argument, remedy::fix_request},
    {errc::access_token_too_long, 15, argument, remedy::fix_request},
    {errc::wrong_length, 16, argument, remedy::fix_request},
    {errc::invalid_character, 17, argument, remedy::fix_request},
    {errc::wrong_check_digits, 18, argument, remedy::fix_request},
    {errc::repeated_digit, 19, argument, remedy::fix_request},
    {errc::invalid_email_key, 20, argument, remedy::fix_request},
    {errc::invalid_phone_key, 21, argument, remedy::fix_request},
    {errc::invalid_evp_key, 22, argument, remedy::fix_request},
    {errc::invalid_end_to_end_id, 23, argument, remedy::fix_request},
    {errc::empty_value, 24, argument, remedy::fix_request},
    {errc::text_too_long, 25, argument, remedy::fix_request},
    {errc::control_character, 26, argument, remedy::fix_request},
    {errc::invalid_utf8, 27, argument, remedy::fix_request},
    {errc::amount_not_positive, 28, argument, remedy::fix_request},
    {errc::amount_too_large, 29, argument, remedy::fix_request},
    {errc::invalid_idempotency_key, 30, argument, remedy::fix_request},
    {errc::invalid_url, 31, argument, remedy::fix_request},
    {errc::url_user_info, 32, argument, remedy::fix_request},
    {errc::no_randomness, 33, argument, remedy::fix_request},
    {errc::surrounding_space, 34, argument, remedy::fix_request},
    {errc::url_character, 35, argument, remedy::fix_request},
    {errc::insecure_url, 36, argument, remedy::fix_request},
    {errc::url_fragment, 37, argument, remedy::fix_request},
    {errc::unreadable_argument, 38, argument, remedy::fix_request},
    {errc::br_code_too_long, 40, argument, remedy::fix_request},
    {errc::br_code_incomplete, 41, argument, remedy::fix_request},
    {errc::br_code_syntax, 42, argument, remedy::fix_request},
    {errc::br_code_without_crc, 43, argument, remedy::fix_request},
    {errc::br_code_wrong_crc, 44, argument, remedy::fix_request},
    {errc::br_code_duplicate_field, 45, argument, remedy::fix_request},
    {errc::br_code_missing_field, 46, argument, remedy::fix_request},
    {errc::br_code_invalid_value, 47, argument, remedy::fix_request},
    {errc::br_code_not_pix, 48, argument, remedy::fix_request},
    {errc::json_syntax, 100, response, remedy::contact_support},
    {errc::json_incomplete, 101, response, remedy::contact_support},
    {errc::json_trailing_bytes, 102, response, remedy::contact_support},
    {errc::json_too_deep, 103, response, remedy::contact_support},
    {errc::body_too_large, 104, response, remedy::contact_support},
    {errc::too_many_elements, 105, response, remedy::contact_support},
    {errc::wrong_type, 106, response, remedy::contact_support},
    {errc::missing_member, 107, response, remedy::contact_support},
    {errc::duplicate_member, 108, response, remedy::contact_support},
    {errc::unknown_member, 109, response, remedy::contact_support},
    {errc::unexpected_token_type, 120, response, remedy::contact_support},
    {errc::unexpected_currency, 121, response, remedy::contact_support},
    {errc::payout_not_accepted, 122, response, remedy::reconcile},
    {errc::repeated_page, 123, response, remedy::contact_support},
    {errc::mismatched_amount, 130, mismatch, remedy::contact_support},
    {errc::mismatched_reference, 131, mismatch, remedy::contact_support},
    {errc::mismatched_payer, 132, mismatch, remedy::contact_support},
    {errc::mismatched_payee, 133, mismatch, remedy::contact_support},
    {errc::mismatched_id, 134, mismatch, remedy::contact_support},
    {errc::mismatched_br_code, 135, mismatch, remedy::contact_support},
    {errc::mismatched_date, 136, mismatch, remedy::contact_support},
    {errc::not_sent, 200, transport, remedy::wait},
    {errc::no_answer, 201, transport, remedy::wait},
    {errc::cancelled, 202, transport, remedy::wait},
    {errc::outcome_unknown, 203, {condition::outcome_unknown}, remedy::reconcile},
    {errc::missing_signature, 300, untrusted, remedy::reconcile},
    {errc::malformed_signature, 301, untrusted, remedy::reconcile},
    {errc::wrong_signature, 302, untrusted, remedy::reconcile},
    {errc::stale_event, 303, untrusted, remedy::reconcile},
    {errc::event_from_future, 304, untrusted, remedy::reconcile},
    {errc::malformed_attempt, 400, untrusted, remedy::reconcile},
    {errc::unknown_attempt_version, 401, argument, remedy::reconcile},
    {errc::attempt_of_other_operation, 402, argument, remedy::fix_request},
    {errc::attempt_mac_mismatch, 403, untrusted, remedy::reconcile},
    {errc::attempt_changed, 404, argument, remedy::reconcile},
    {errc::attempt_of_other_merchant, 405, argument, remedy::fix_request},
    {errc::attempt_of_other_environment, 406, argument, remedy::fix_request},
};

std::vector<row<api_errc>> const api_codes{
    {api_errc::invalid_credentials, 1, authentication, remedy::fix_request},
    {api_errc::token_expired, 2, authentication, remedy::reauthenticate},
    {api_errc::invalid_application_token, 3, authentication, remedy::fix_request},
    {api_errc::invalid_signature, 4, authentication, remedy::fix_request},
    {api_errc::insufficient_funds,
     5,
     {condition::rejected, condition::insufficient_funds},
     remedy::wait},
    {api_errc::cash_in_not_paid, 6, rejected, remedy::fix_request},
    {api_errc::cash_in_already_refunded, 7, {condition::already_done}, remedy::reconcile},
    {api_errc::cash_in_expired, 8, rejected, remedy::fix_request},
    {api_errc::cash_in_cancelled, 9, rejected, remedy::fix_request},
    {api_errc::missing_end_to_end_id, 10, rejected, remedy::contact_support},
    {api_errc::bad_request, 100, rejected, remedy::fix_request},
    {api_errc::unauthorized, 101, authentication, remedy::reauthenticate},
    {api_errc::forbidden, 102, authentication, remedy::fix_request},
    {api_errc::not_found, 103, {condition::not_found}, remedy::fix_request},
    {api_errc::request_timeout, 104, unavailable_now, remedy::wait},
    {api_errc::conflict, 105, {}, remedy::reconcile},
    {api_errc::unprocessable, 106, rejected, remedy::fix_request},
    {api_errc::too_many_requests,
     107,
     {condition::rate_limited, condition::retryable},
     remedy::wait},
    {api_errc::other_client_error, 108, rejected, remedy::fix_request},
    {api_errc::internal_server_error, 109, unavailable, remedy::contact_support},
    {api_errc::bad_gateway, 110, unavailable_now, remedy::wait},
    {api_errc::service_unavailable, 111, unavailable_now, remedy::wait},
    {api_errc::gateway_timeout, 112, unavailable_now, remedy::wait},
    {api_errc::other_server_error, 113, unavailable, remedy::contact_support},
    {api_errc::unexpected_status, 114, response, remedy::contact_support},
    {api_errc::declined, 115, rejected, remedy::reconcile},
    {api_errc::misdirected_request, 116, unavailable_now, remedy::wait},
    {api_errc::too_early, 117, unavailable_now, remedy::wait},
};

struct {
    condition code;
    int number;
} const all_conditions[] = {
    {condition::invalid_argument, 1},   {condition::invalid_response, 2},
    {condition::authentication, 3},     {condition::rejected, 4},
    {condition::insufficient_funds, 5}, {condition::already_done, 6},
    {condition::not_found, 7},          {condition::rate_limited, 8},
    {condition::unavailable, 9},        {condition::transport, 10},
    {condition::retryable, 11},         {condition::outcome_unknown, 12},
    {condition::mismatch, 13},          {condition::untrusted, 14},
};

/// Returns the name of an enumerator as the compiler spells it; empty for a number without one.
template <class Code, Code Value>
constexpr std::string_view spelled() {
    // [... Value = connectpsp::v0_1::errc::not_sent; ...] or [... Value =
    // (connectpsp::v0_1::errc)4]
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("Value = "));
    text = text.substr(0, text.find_first_of(";]"));
    std::string_view const name = text.substr(text.find_last_of(":)") + 1);
    return name.empty() || name.front() < 'a' ? std::string_view{} : name;
}

constexpr std::size_t bound = 512; // above every number

template <class Code, std::size_t... Number>
auto spelled_names(std::index_sequence<Number...>) {
    return std::vector<std::string_view>{spelled<Code, static_cast<Code>(Number)>()...};
}

// Every number that has a message of its own is one of the listed, and each message is unique.
void check_messages(boost::system::error_category const& category, std::set<int> const& listed) {
    std::string const unknown = category.message(-1);
    CHECK_FALSE(unknown.empty());
    std::set<std::string> texts;
    for (int number = -300; number != 1000; ++number) {
        INFO(category.name() << ' ' << number);
        std::string const text = category.message(number);
        char buffer[8];
        REQUIRE(category.message(number, buffer, sizeof buffer) == text);
        REQUIRE((text != unknown) == (listed.count(number) == 1));
        if (text == unknown) continue;
        REQUIRE_FALSE(text.empty());
        REQUIRE(texts.insert(text).second);
    }
    CHECK(texts.size() == listed.size());
}

template <class Code>
void check_rows(std::vector<row<Code>> const& rows, boost::system::error_category const& category) {
    std::set<int> listed;
    for (auto const& each : rows) {
        INFO(category.message(each.number));
        boost::system::error_code const code = each.code;
        CHECK(code.value() == each.number);
        CHECK(code.category() == category);
        CHECK(code.failed());
        CHECK(remedy_of(code) == each.asks_for);
        for (auto const& wanted : all_conditions) {
            INFO(make_error_condition(wanted.code).message());
            bool const expected =
                std::find(each.met.begin(), each.met.end(), wanted.code) != each.met.end();
            CHECK((code == wanted.code) == expected);
        }
        listed.insert(each.number);
    }
    CHECK(listed.size() == rows.size());
    check_messages(category, listed);
    auto const names = spelled_names<Code>(std::make_index_sequence<bound>{});
    for (std::size_t number = 0; number != bound; ++number) {
        INFO(category.name() << ' ' << number);
        CHECK(name_of({static_cast<int>(number), category}) == names[number]);
        CHECK((listed.count(static_cast<int>(number)) == 1) == !names[number].empty());
    }
}

} // namespace

TEST_CASE("every code of the library has its number, text, conditions and remedy", "[core][errc]") {
    check_rows(core_codes, core_category());
}

TEST_CASE("every code of the API has its number, text, conditions and remedy", "[core][errc]") {
    check_rows(api_codes, api_category());
}

TEST_CASE("every condition has its number and text, and meets itself alone", "[core][errc]") {
    std::set<int> listed;
    for (auto const& each : all_conditions) {
        auto const made = make_error_condition(each.code);
        CHECK(made.value() == each.number);
        CHECK(made.category() == condition_category());
        for (auto const& other : all_conditions)
            CHECK((made == other.code) == (each.code == other.code));
        listed.insert(each.number);
    }
    check_messages(condition_category(), listed);
}

TEST_CASE("the categories have names of their own", "[core][errc]") {
    CHECK(std::string{core_category().name()} == "connectpsp");
    CHECK(std::string{api_category().name()} == "connectpsp.api");
    CHECK(std::string{condition_category().name()} == "connectpsp.condition");
    CHECK(core_category() != api_category());
    CHECK(core_category() != condition_category());
    CHECK(api_category() != condition_category());
    CHECK(boost::system::error_code{errc::invalid_number} != api_errc::invalid_credentials);
}

TEST_CASE("a number that is no code meets nothing it should not, and crashes nothing",
          "[core][errc]") {
    for (int const number : {-1, 0, 49, 99, 189, 199, 999, 2147483647, -2147483647 - 1}) {
        boost::system::error_code const api{number, api_category()};
        for (auto const& wanted : all_conditions)
            CHECK_FALSE(api == wanted.code);
        CHECK(api.message() == "unknown code");
        CHECK(remedy_of(api) == remedy::contact_support);

        boost::system::error_code const core{number, core_category()};
        CHECK(core.message() == "unknown code");
        CHECK_FALSE(core == condition::outcome_unknown);
        CHECK_FALSE(to_string(remedy_of(core)).empty());
        boost::system::error_condition const odd{number, condition_category()};
        CHECK_FALSE(api == odd);
        CHECK_FALSE(core == odd);
        CHECK(odd.message() == "unknown code");
    }
}

TEST_CASE("a code of another library asks to wait and meets none of the conditions",
          "[core][errc]") {
    auto const foreign =
        boost::system::errc::make_error_code(boost::system::errc::connection_refused);
    CHECK(remedy_of(foreign) == remedy::wait);
    CHECK(name_of(foreign).empty());
    for (auto const& each : all_conditions)
        CHECK_FALSE(foreign == each.code);
    CHECK_FALSE(boost::system::error_code{errc::no_answer} ==
                boost::system::errc::connection_refused);
}

TEST_CASE("every remedy has its number and name", "[core][errc]") {
    struct {
        remedy value;
        int number;
        char const* name;
    } const table[] = {
        {remedy::fix_request, 1, "fix_request"},
        {remedy::reauthenticate, 2, "reauthenticate"},
        {remedy::retry_same_key, 3, "retry_same_key"},
        {remedy::wait, 4, "wait"},
        {remedy::reconcile, 5, "reconcile"},
        {remedy::contact_support, 6, "contact_support"},
    };
    for (auto const& each : table) {
        CHECK(static_cast<int>(each.value) == each.number);
        CHECK(to_string(each.value) == each.name);
    }
    CHECK(to_string(static_cast<remedy>(0)) == "unknown");
    CHECK(to_string(static_cast<remedy>(7)) == "unknown");
}

} // namespace errc_test
