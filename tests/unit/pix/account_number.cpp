// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/account_number.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

using connectpsp::account_number;
using connectpsp::account_type;
using connectpsp::branch;
using connectpsp::errc;
using connectpsp::open_enum;

static_assert(std::is_trivially_copyable_v<branch>);
static_assert(std::is_trivially_copyable_v<account_number>);
static_assert(branch{}.empty() && branch{}.empty());
static_assert(account_number{}.empty() && account_number{}.empty());

namespace bank_account_test {

namespace {

struct refusal {
    std::string text;
    errc reason;
};

} // namespace

TEST_CASE("a branch is one to four digits, kept as they are", "[pix][bank_account]") {
    for (std::string const text : {"0", "1", "12", "123", "0001", "9999"}) {
        INFO(text);
        auto const read = branch::parse(text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == text);
        CHECK_FALSE(read.value().empty());
    }
    for (auto const& row : {
             refusal{"", errc::empty_value},
             {"00001", errc::text_too_long},
             {"1234-5", errc::text_too_long},
             {"aaaaa", errc::text_too_long}, // the length is told first
             {"123X", errc::invalid_character},
             {"12-3", errc::invalid_character},
             {" 123", errc::invalid_character},
             {"123 ", errc::invalid_character},
             {"+1", errc::invalid_character},
             {"-1", errc::invalid_character},
             {"1.5", errc::invalid_character},
             {"¹", errc::invalid_character},
         }) {
        INFO('"' << row.text << '"');
        CHECK(branch::parse(row.text).error() == row.reason);
    }
}

TEST_CASE("an account's number is digits, and may end with an X", "[pix][bank_account]") {
    for (std::string const text :
         {"0", "7", "12345", "0007654321", "1X", "123456X", "12345678901234567890",
          "1234567890123456789X", "00000000000000000000"}) {
        INFO(text);
        auto const read = account_number::parse(text);
        REQUIRE(read.has_value());
        CHECK(read.value().text() == text);
        CHECK_FALSE(read.value().empty());
    }
    for (auto const& row : {
             refusal{"", errc::empty_value},
             {"123456789012345678901", errc::text_too_long},
             {"12345678901234567890X", errc::text_too_long},
             {"aaaaaaaaaaaaaaaaaaaaa", errc::text_too_long},
             {"X", errc::invalid_character}, // a check digit of nothing
             {"XX", errc::invalid_character},
             {"1XX", errc::invalid_character},
             {"X1", errc::invalid_character},
             {"1X1", errc::invalid_character},
             {"1x", errc::invalid_character},
             {"1P", errc::invalid_character},
             {"12345-6", errc::invalid_character},
             {"12345-X", errc::invalid_character},
             {" 1", errc::invalid_character},
             {"1 ", errc::invalid_character},
             {"+1", errc::invalid_character},
             {"-1", errc::invalid_character},
         }) {
        INFO('"' << row.text << '"');
        CHECK(account_number::parse(row.text).error() == row.reason);
    }
}

TEST_CASE("one changed byte of a branch or account is judged by what it is",
          "[pix][bank_account]") {
    std::string const text = "1234";
    for (std::size_t at = 0; at != text.size(); ++at) {
        CHECK(branch::parse(text.substr(0, at)).has_value() == (at != 0));
        CHECK(account_number::parse(text.substr(0, at)).has_value() == (at != 0));
        for (int byte = 0; byte != 256; ++byte) {
            INFO("byte " << byte << " at " << at);
            std::string changed = text;
            changed[at] = static_cast<char>(byte);
            bool const digit = byte >= '0' && byte <= '9';
            auto const office = branch::parse(changed);
            if (digit)
                CHECK(office.value().text() == changed);
            else
                CHECK(office.error() == errc::invalid_character);
            auto const account = account_number::parse(changed);
            if (digit || (byte == 'X' && at == 3))
                CHECK(account.value().text() == changed);
            else
                CHECK(account.error() == errc::invalid_character);
        }
    }
}

TEST_CASE("branches and accounts are equal when their texts are", "[pix][bank_account]") {
    auto const one = branch::parse("1").value();
    CHECK((one == branch::parse("1").value()));
    CHECK((one != branch::parse("0001").value()));
    CHECK((branch::parse("0001").value() < one));
    CHECK((branch{} != one));
    CHECK((branch{} == branch{}));
    auto const account = account_number::parse("12X").value();
    CHECK((account == account_number::parse("12X").value()));
    CHECK((account != account_number::parse("12").value()));
    CHECK((account_number{} < account));
}

TEST_CASE("the types of accounts are called as on the wire", "[pix][bank_account]") {
    struct {
        account_type type;
        std::string_view name;
    } const table[] = {
        {account_type::checking, "CHECKING"},
        {account_type::savings, "SAVINGS"},
        {account_type::payment, "PAYMENT"},
    };
    for (auto const& row : table) {
        CHECK(open_enum<account_type>{row.type}.text() == row.name);
        CHECK((open_enum<account_type>{row.name} == row.type));
    }
    CHECK_FALSE(open_enum<account_type>{std::string_view{"SALARY"}}.known().has_value());
}

} // namespace bank_account_test
