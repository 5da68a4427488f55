// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;

namespace json_numbers_test {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr errc fine = detail::no_error;

struct number {
    std::string text;
    errc code;
    std::int64_t value;
};

std::string zeros(std::size_t count) { return std::string(count, '0'); }

} // namespace

TEST_CASE("amounts are read to the centavo or refused", "[codec][json][numbers]") {
    number const table[] = {
        {"0", fine, 0},
        {"-0", fine, 0},
        {"0.0", fine, 0},
        {"-0.00", fine, 0},
        {"0e0", fine, 0},
        {"0e2147483647", fine, 0},
        {"0E-2147483647", fine, 0},
        {"0.000e7", fine, 0},
        {"1", fine, 100},
        {"-1", fine, -100},
        {"150.5", fine, 15050},
        {"150.50", fine, 15050},
        {"150.500000", fine, 15050},
        {"1000000", fine, 100'000'000},
        {"1000000.00", fine, 100'000'000},
        {"0.01", fine, 1},
        {"-0.01", fine, -1},
        {"0.10", fine, 10},
        {"10.01", fine, 1001},
        {"1001.0", fine, 100'100},
        {"1e3", fine, 100'000},
        {"1E3", fine, 100'000},
        {"1e+3", fine, 100'000},
        {"1e03", fine, 100'000},
        {"1.5e1", fine, 1500},
        {"1e-2", fine, 1},
        {"100e-4", fine, 1},
        {"1000e-3", fine, 100},
        {"12300e-4", fine, 123},
        {"1." + zeros(5000), fine, 100},
        {"1" + zeros(5000) + "e-5000", fine, 100},
        {"0." + zeros(5000) + "1e5001", fine, 100},
        {"1.01" + zeros(30), fine, 101},
        {"1e-3", errc::not_whole_centavos, 0},
        {"0.001", errc::not_whole_centavos, 0},
        {"0.005", errc::not_whole_centavos, 0},
        {"-0.009", errc::not_whole_centavos, 0},
        {"1.005", errc::not_whole_centavos, 0},
        {"150.505", errc::not_whole_centavos, 0},
        {"99999999999999999999.999", errc::not_whole_centavos, 0},
        {"0.12345678901234567890123", errc::not_whole_centavos, 0},
        {"92233720368547758.07", fine, most},
        {"92233720368547758.070", fine, most},
        {"9223372036854775807e-2", fine, most},
        {"-92233720368547758.07", fine, -most},
        {"-92233720368547758.08", fine, least},
        {"-9223372036854775808e-2", fine, least},
        {"92233720368547758.08", errc::out_of_range, 0},
        {"-92233720368547758.09", errc::out_of_range, 0},
        {"92233720368547759", errc::out_of_range, 0},
        {"92233720368547760", errc::out_of_range, 0},
        {"-92233720368547760", errc::out_of_range, 0},
        {"100000000000000000", errc::out_of_range, 0},
        {"1e16", fine, 1'000'000'000'000'000'000},
        {"9e16", fine, 9'000'000'000'000'000'000},
        {"1e17", errc::out_of_range, 0},
        {"1e18", errc::out_of_range, 0},
        {"10e17", errc::out_of_range, 0},
        {"184467440737095516.16", errc::out_of_range, 0}, // 2^64 centavos
        {"184467440737095517.16", errc::out_of_range, 0},
        {"18446744073709551616", errc::out_of_range, 0},
        {"1844674407370955161600", errc::out_of_range, 0},
        {"340282366920938463463374607431768211456", errc::out_of_range, 0},
        {"1e2147483647", errc::out_of_range, 0},
    };
    for (auto const& [text, code, value] : table) {
        INFO(text.substr(0, 60));
        for (std::string_view const key : {"amount", "maybeAmount"}) {
            auto const read = decode<every_kind>(with_value(key, text));
            if (code == fine) {
                REQUIRE(read);
                CHECK((key == "amount" ? read.value().amount : *read.value().maybe_amount) ==
                      money::from_centavos(value));
            } else {
                REQUIRE_FALSE(read);
                CHECK(read.error() == code);
                CHECK(read.error().pointer() == "/" + std::string{key});
            }
        }
        auto const parsed = money::parse(text);
        REQUIRE(parsed.has_value() == (code == fine));
        if (!parsed) CHECK(parsed.error() == code);
    }
}

TEST_CASE("whole numbers are read exactly or not at all", "[codec][json][numbers]") {
    number const table[] = {
        {"0", fine, 0},
        {"-0", fine, 0},
        {"3600", fine, 3600},
        {"3600.0", fine, 3600},
        {"36e2", fine, 3600},
        {"3.6e3", fine, 3600},
        {"360000e-2", fine, 3600},
        {"9007199254740993", fine, 9'007'199'254'740'993}, // no double
        {"1000000000000000001", fine, 1'000'000'000'000'000'001},
        {"1234567890123456789", fine, 1'234'567'890'123'456'789},
        {"9223372036854775807", fine, most},
        {"9223372036854775807.000", fine, most},
        {"-9223372036854775807", fine, -most},
        {"-9223372036854775808", fine, least},
        {"9223372036854775808", errc::out_of_range, 0},
        {"-9223372036854775809", errc::out_of_range, 0},
        {"9223372036854775810", errc::out_of_range, 0},
        {"9999999999999999999", errc::out_of_range, 0},
        {"10000000000000000000", errc::out_of_range, 0},
        {"10000000000000000001", errc::out_of_range, 0},
        {"18446744073709551615", errc::out_of_range, 0},
        {"18446744073709551616", errc::out_of_range, 0},
        {"18446744073709551617", errc::out_of_range, 0},
        {"36893488147419103233", errc::out_of_range, 0}, // 2^65 + 1
        {"100000000000000000000000000000000000001", errc::out_of_range, 0},
        {"1e18", fine, 1'000'000'000'000'000'000},
        {"1e19", errc::out_of_range, 0},
        {"1e64", errc::out_of_range, 0},
        {"0.5", errc::not_an_integer, 0},
        {"1e-1", errc::not_an_integer, 0},
        {"9223372036854775807.5", errc::not_an_integer, 0},
        {"10000000000000000000000.5", errc::not_an_integer, 0},
    };
    for (auto const& [text, code, value] : table) {
        INFO(text);
        auto const required = decode<every_kind>(with_value("whole", text));
        auto const optional = decode<every_kind>(with_value("w", text));
        REQUIRE(optional);
        if (code == fine) {
            REQUIRE(required);
            CHECK(required.value().whole == value);
            CHECK(optional.value().w == value);
        } else {
            REQUIRE_FALSE(required);
            CHECK(required.error() == code);
            CHECK(required.error().pointer() == "/whole");
            CHECK_FALSE(optional.value().w); // never rounded, never cut off
        }
    }
}

TEST_CASE("an exponent beyond int is out of range in a known member and ignored in another",
          "[codec][json][numbers]") {
    for (char const* const text : {"1e2147483648", "1e-2147483649", "1e99999999999999999999",
                                   "1E+99999999999999999999", "0.1e-99999999999999999999"}) {
        INFO(text);
        auto const known = decode<leaf>(R"({"n":)" + std::string{text} + "}");
        REQUIRE_FALSE(known);
        bool const tiny = std::string_view{text}.find('-') != std::string_view::npos;
        CHECK(known.error() == (tiny ? errc::not_an_integer : errc::out_of_range));
        CHECK(known.error().pointer() == "/n");
        auto const unknown = decode<leaf>(R"({"n":1,"x":)" + std::string{text} + "}");
        REQUIRE(unknown);
        CHECK(unknown.value() == leaf{1, {}});
        // Errors are those of a document without it, whatever version of Boost reads it.
        auto const cut = decode<leaf>(R"({"n":1,"x":)" + std::string{text} + R"(,"note":)");
        REQUIRE_FALSE(cut);
        CHECK(cut.error() == errc::json_incomplete);
        CHECK(cut.error().pointer() == "/note");
        auto const bad = decode<leaf>(R"({"n":1,"x":)" + std::string{text} + ",\"note\":\"\xFF\"}");
        REQUIRE_FALSE(bad);
        CHECK(bad.error() == errc::json_syntax);
        CHECK(bad.error().pointer() == "/note");
    }
}

TEST_CASE("a double's image of a whole amount is that amount", "[codec][json][numbers]") {
    struct {
        std::string text;
        std::int64_t centavos;
    } const images[] = {
        {"1." + zeros(5000) + "1", 100},
        {"1e-2147483647", 0},
        {"1e-99999999999999999999", 0},
        {"12345678901234567890123456789e-5000", 0},
        {"0.30000000000000004", 30},
        {"-0.30000000000000004", -30},
        {"0.29999999999999999", 30},
        {"-0.29999999999999999", -30},
        {"0.7999999999999999", 80},
        {"0.9999999999999999", 100},
        {"9.999999999999998", 1000},
        {"434.99999999999994", 43500},
        {"148062.76000000001", 14806276},
        {"1480627.6000000001", 148062760},
        {"999999.9999999999", 100000000},
        {"0.299999999999999988897769753748434595763683319091796875", 30},
        {"3.0000000000000004e-1", 30},
        {"30000000000000004e-17", 30},
        {"14806276000000001E-11", 14806276},
        {"5.551115123125783e-17", 0},
        {"-5.551115123125783e-17", 0},
        {"0.0000000000001", 0},
        {"0.0000000009999999", 0},
        {"0.1000000009999999", 10},
        {"0.0999999990000001", 10},
    };
    for (auto const& [text, centavos] : images) {
        INFO(text);
        auto const read = decode<every_kind>(with_value("amount", text));
        REQUIRE(read);
        CHECK(read.value().amount == money::from_centavos(centavos));
        CHECK(money::parse(text).error() == errc::not_whole_centavos);
    }
    for (char const* const text :
         {"0.001", "-0.001", "0.0000000001", "0.300000000001", "0.1000000010000001",
          "0.0999999989999999", "0.3050000000000004", "0.299999999", "0.30000001000000004",
          "148062.760000001", "1e-12", "0.009999999", "99999999999999999.0000000000001",
          "0.00499999999999999999", "0.00500000000000000001", "1.0049999999999999"}) {
        INFO(text);
        auto const read = decode<every_kind>(with_value("amount", text));
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::not_whole_centavos);
        CHECK(read.error().pointer() == "/amount");
    }
    // It is not true of whole numbers: they are counted, not measured.
    CHECK(decode<every_kind>(with_value("whole", "2.9999999999999996")).error() ==
          errc::not_an_integer);
}

TEST_CASE("the text of an amount is held to the grammar of JSON", "[codec][json][numbers]") {
    for (char const* const text :
         {"",    "-",   "+1",    "--1",   ".5",   "-.5",  "5.",   "1.e1", "1e",
          "1e+", "1e-", "1e+-1", "1e1.5", "00",   "01",   "-01",  "0x1",  "1 ",
          " 1",  "1,0", "1.0.0", "1e1e1", "NaN",  "inf",  "1a",   "1.a",  "1ea",
          "/",   ":",   "1/",    "1:",    "1.5/", "1.5:", "1e5/", "1e5:"}) {
        INFO(text);
        auto const parsed = money::parse(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error() == errc::invalid_number);
    }
}

TEST_CASE("an exponent of any length does not wrap around", "[codec][json][numbers]") {
    CHECK(money::parse("1e18446744073709551616").error() == errc::out_of_range); // 2^64
    CHECK(money::parse("1e18446744073709551618").error() == errc::out_of_range);
    CHECK(money::parse("1e-18446744073709551616").error() == errc::not_whole_centavos);
    CHECK(money::parse("1e-18446744073709551618").error() == errc::not_whole_centavos);
    CHECK(money::parse("1e4294967296").error() == errc::out_of_range); // 2^32
    CHECK(money::parse("1e-4294967298").error() == errc::not_whole_centavos);
    CHECK(money::parse("0e18446744073709551616").value() == money{});
    CHECK(money::parse("1e000000000000000000000000000002").value() == money::from_centavos(10'000));
    CHECK(money::parse("1e-000000000000000000000000000002").value() == money::from_centavos(1));
    CHECK(money::parse("1e" + std::string(5000, '9')).error() == errc::out_of_range);
}

TEST_CASE("amounts agree with long multiplication, however they are spelled",
          "[codec][json][numbers]") {
    std::mt19937_64 random{7};
    for (int i = 0; i != 20'000; ++i) {
        auto const centavos = static_cast<std::int64_t>(random()) >> (random() % 63);
        bool const negative = centavos < 0;
        auto const magnitude = negative ? 0 - static_cast<std::uint64_t>(centavos)
                                        : static_cast<std::uint64_t>(centavos);
        std::string const digits = std::to_string(magnitude);
        // The digits, a point somewhere among them, trailing zeros, and the exponent that makes
        // reais of them.
        std::size_t const point = 1 + random() % digits.size();
        std::string fraction = digits.substr(point) + zeros(random() % 4);
        std::string text = (negative ? "-" : "") + digits.substr(0, point);
        if (!fraction.empty()) text += "." + fraction;
        int const exponent = static_cast<int>(digits.size() - point) - 2;
        text += (random() % 2 != 0 ? "e" : "E");
        if (exponent >= 0 && random() % 2 != 0) text += '+';
        text += std::to_string(exponent);
        INFO(text);
        auto const read = decode<every_kind>(with_value("amount", text));
        REQUIRE(read);
        REQUIRE(read.value().amount.centavos() == centavos);
    }
}

} // namespace json_numbers_test
