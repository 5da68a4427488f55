// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/money.hpp>

#include "catch.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

using namespace connectpsp;

namespace money_text_test {

namespace {

using bounds = std::numeric_limits<std::int64_t>;
using boost::multiprecision::cpp_int;

std::string zeros(std::size_t count) { return std::string(count, '0'); }

} // namespace

TEST_CASE("the text of an amount becomes its centavos", "[core][money]") {
    struct {
        std::string text;
        std::int64_t centavos;
    } const table[] = {
        {"0", 0},
        {"-0", 0},
        {"0.0", 0},
        {"0.00", 0},
        {"-0.00", 0},
        {"0e0", 0},
        {"0e5", 0},
        {"-0e-5", 0},
        {"0.000000", 0},
        {"0e999999999999", 0},
        {"0e-999999999999", 0},
        {"0.0e" + std::string(100, '9'), 0},
        {"1", 100},
        {"-1", -100},
        {"1.0", 100},
        {"1.000", 100},
        {"1.0000000000000000000000000000000", 100},
        {"1." + zeros(100), 100},
        {"0.01", 1},
        {"0.0100", 1},
        {"-0.01", -1},
        {"0.1", 10},
        {"0.10", 10},
        {"1.15", 115},
        {"2.01", 201},
        {"150.5", 15'050},
        {"500.00", 50'000},
        {"1000000", 100'000'000},
        {"1000000.00", 100'000'000},
        {"1e3", 100'000},
        {"1E3", 100'000},
        {"1E+3", 100'000},
        {"1e003", 100'000},
        {"-1e3", -100'000},
        {"1e-2", 1},
        {"100e-2", 100},
        {"100e-4", 1},
        {"1.5e1", 1'500},
        {"15e-1", 150},
        {"1234500e-4", 12'345},
        {"0.000000001e7", 1},
        {"0." + zeros(100) + "1e99", 1},
        {"1" + zeros(5000) + "e-5000", 100},
        {"1" + zeros(5000) + "e-5002", 1},
        {"101" + zeros(30) + "e-32", 101},
        {"1" + zeros(100) + ".0e-100", 100},
        {"92233720368547758.07", bounds::max()},
        {"92233720368547758.0700", bounds::max()},
        {"9223372036854775807e-2", bounds::max()},
        {"9.223372036854775807e16", bounds::max()},
        {"0.9223372036854775807E+17", bounds::max()},
        {"9223372036854775807000e-5", bounds::max()},
        {"-92233720368547758.08", bounds::min()},
        {"-9223372036854775808e-2", bounds::min()},
        {"-9.223372036854775808e16", bounds::min()},
        {"-92233720368547758.080" + zeros(50), bounds::min()},
        {"92233720368547758", 9'223'372'036'854'775'800},
        {"90000000000000000.01", 9'000'000'000'000'000'001},
        {"10000000000000000.01", 1'000'000'000'000'000'001},
        {"1e16", 1'000'000'000'000'000'000},
        {"9e16", 9'000'000'000'000'000'000},
    };
    for (auto const& each : table) {
        INFO(each.text);
        auto const read = money::parse(each.text);
        REQUIRE(read.has_value());
        CHECK(read.value().centavos() == each.centavos);
    }
}

TEST_CASE("an amount that is no whole number of centavos is refused", "[core][money]") {
    for (auto const& text : {std::string{"0.001"},
                             std::string{"-0.001"},
                             std::string{"1e-3"},
                             std::string{"0.005"},
                             std::string{"1.001"},
                             std::string{"150.555"},
                             std::string{"0.1e-2"},
                             std::string{"10e-4"},
                             std::string{"1000000.009"},
                             std::string{"1e-400"},
                             std::string{"1e-999999999999999999"},
                             "1e-" + std::string(100, '9'),
                             "1." + zeros(100) + "1",
                             "0." + zeros(5000) + "1",
                             "1" + zeros(5000) + "e-5003",
                             "1" + zeros(30) + "1e-5",
                             std::string{"92233720368547758.071"},
                             std::string{"92233720368547758.079"},
                             std::string{"-92233720368547758.081"},
                             std::string{"123456789012345678901234.567"}}) {
        INFO(text);
        CHECK(money::parse(text).error() == errc::not_whole_centavos);
    }
}

TEST_CASE("an amount beyond 64 bits of centavos is refused", "[core][money]") {
    for (auto const& text :
         {std::string{"92233720368547758.08"}, std::string{"9223372036854775808e-2"},
          std::string{"9.223372036854775808e16"}, std::string{"92233720368547758.1"},
          std::string{"92233720368547759"}, std::string{"-92233720368547758.09"},
          std::string{"-9223372036854775809e-2"}, std::string{"-9.223372036854775809E16"},
          std::string{"-92233720368547759"}, std::string{"1e17"}, std::string{"-1e17"},
          std::string{"92233720368547758070"}, std::string{"184467440737095516.16"},
          std::string{"18446744073709551616"}, std::string{"18446744073709551617"},
          std::string{"184467440737095516.17"}, std::string{"1e400"}, std::string{"-1e400"},
          std::string{"1e999999999999999999"}, "1e" + std::string(100, '9'), "1" + zeros(5000),
          "1" + zeros(30) + "1", std::string(400, '9'), "1" + zeros(5000) + "e-4980",
          std::string{"100000000000000000.01"},
          // 2^63 times ten is nought in 64 bits, and was once read as that
          std::string{"92233720368547758080.01"}, std::string{"92233720368547758080000000001"},
          std::string{"123456789012345678901234.56"}}) {
        INFO(text);
        CHECK(money::parse(text).error() == errc::out_of_range);
    }
}

TEST_CASE("text that is no JSON number is no amount", "[core][money]") {
    for (
        std::string const text :
        {"",      "-",     "+",     ".",     "e",    "+1",  "01",       "00",           "-01",
         "00.5",  ".5",    "-.5",   "5.",    "5.e1", "1e",  "1e+",      "1e-",          "1E",
         "1e1.0", "1e 3",  "e3",    " 1",    "1 ",   "1\n", "\t1",      "1,5",          "1.5.5",
         "1..5",  "0x10",  "0b1",   "1f",    "NaN",  "nan", "Infinity", "inf",          "-Infinity",
         "1_000", "1'000", "--1",   "-+1",   "+-1",  "1-",  "1e--3",    "1e+-3",        "1e3e3",
         "1e3.",  "R$ 1",  "\"1\"", "null",  "true", "1/2", "(1)",      "\xEF\xBC\x91", "0e",
         "0.",    "0.e1",  "-e1",   "1 000", "0 1"}) {
        INFO('"' << text << '"');
        CHECK(money::parse(text).error() == errc::invalid_number);
    }
    CHECK(money::parse(std::string_view{"1\0", 2}).error() == errc::invalid_number);
    CHECK(money::parse(std::string_view{"\0", 1}).error() == errc::invalid_number);
}

TEST_CASE("a wrong byte is seen wherever it stands", "[core][money]") {
    std::string const text = "-120.50e+07";
    REQUIRE(money::parse(text).has_value());
    for (std::size_t at = 0; at != text.size(); ++at) {
        std::string wrong = text;
        wrong[at] = 'x';
        INFO(wrong);
        CHECK(money::parse(wrong).error() == errc::invalid_number);
    }
}

TEST_CASE("the first million centavos go to text and back", "[core][money]") {
    std::string expected;
    std::int64_t wrong = 0;
    for (std::int64_t centavos = 0; centavos <= 1'000'000; ++centavos) {
        std::string const text = to_string(money::from_centavos(centavos));
        expected = std::to_string(centavos / 100);
        expected += '.';
        expected += static_cast<char>('0' + centavos / 10 % 10);
        expected += static_cast<char>('0' + centavos % 10);
        auto const read = money::parse(text);
        wrong += text == expected && read && read.value().centavos() == centavos ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("any 64-bit number of centavos goes to text and back", "[core][money]") {
    std::mt19937_64 random{2026};
    int wrong = 0;
    for (int round = 0; round != 100'000; ++round) {
        std::uint64_t const bits = random() >> (round % 64);
        auto const centavos = static_cast<std::int64_t>(round % 2 == 0 ? bits : 0 - bits);
        auto const read = money::parse(to_string(money::from_centavos(centavos)));
        wrong += read && read.value().centavos() == centavos ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEST_CASE("reading agrees with unbounded arithmetic", "[core][money]") {
    std::mt19937 random{7};
    auto const up_to = [&](int last) {
        return std::uniform_int_distribution<int>{0, last}(random);
    };
    auto const digits = [&](int count) {
        std::string text;
        for (; count > 0; --count) // many zeros, so that what is whole often is
            text += static_cast<char>('0' + up_to(9) * up_to(1));
        return text;
    };
    int whole = 0, fractions = 0, beyond = 0;
    for (int round = 0; round != 30'000; ++round) {
        std::string const integer = std::to_string(1 + up_to(8)) + digits(up_to(20));
        std::string const fraction = digits(up_to(8));
        int const exponent = up_to(24) - 16;
        bool const negative = up_to(1) == 1;
        std::string text = (negative ? "-" : "") + integer;
        if (!fraction.empty()) text += '.' + fraction;
        if (exponent != 0 || up_to(1) == 1) text += 'e' + std::to_string(exponent);

        cpp_int exact{integer + fraction};
        int const shift = exponent - static_cast<int>(fraction.size()) + 2;
        cpp_int const power = pow(cpp_int{10}, static_cast<unsigned>(std::abs(shift)));
        bool const is_whole = shift >= 0 || exact % power == 0;
        if (shift >= 0)
            exact *= power;
        else
            exact /= power;
        if (negative) exact = -exact;

        INFO(text);
        auto const read = money::parse(text);
        if (!is_whole) {
            ++fractions;
            REQUIRE(read.error() == errc::not_whole_centavos);
        } else if (exact > bounds::max() || exact < bounds::min()) {
            ++beyond;
            REQUIRE(read.error() == errc::out_of_range);
        } else {
            ++whole;
            REQUIRE(read.has_value());
            REQUIRE(read.value().centavos() == exact);
        }
    }
    CHECK(whole > 3000);
    CHECK(fractions > 3000);
    CHECK(beyond > 3000);
}

TEST_CASE("a number takes the place of what was there, zero too", "[core][money]") {
    for (char const* const text : {"0", "-0", "0.00", "0e5", "-0e-5", "0.000", "0000e0"}) {
        std::int64_t out = 77;
        bool const is_number = text[1] != '0' || text[0] != '0';
        errc const wrong = detail::read_scaled(text, 2, errc::not_whole_centavos, out);
        INFO(text);
        CHECK((wrong == detail::no_error) == is_number);
        if (is_number) CHECK(out == 0);
    }
}

} // namespace money_text_test
