// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "money_text.hpp"

#include "../catch.hpp"
#include "clock_text.hpp"
#include "crypto.hpp"
#include "json.hpp"
#include "options.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <limits>
#include <random>
#include <string>

using namespace sandbox;

TEST_CASE("money text is exact at its edges", "[sandbox][values]") {
    CHECK(parse_money("92233720368547758.07").value == std::numeric_limits<centavos>::max());
    CHECK(parse_money("92233720368547758.08").fault == money_fault::too_large);
    auto const zeros = [](std::string text) { return text.append(5000, '0'); };
    CHECK(parse_money(zeros("1") + "e-5000").value == 100);
    CHECK(parse_money(zeros("1.")).value == 100);
    CHECK(parse_money(zeros("1.") + '1').fault == money_fault::fraction_of_centavo);
    CHECK(parse_money("0e99999999999999999999").value == 0);
    CHECK(parse_money("1e99999999999999999999").fault == money_fault::too_large);
    CHECK(parse_money("1e-99999999999999999999").fault == money_fault::fraction_of_centavo);
    CHECK(parse_money("-0.00"));
    CHECK(parse_money("-1").fault == money_fault::negative);
    for (auto const* text :
         {"", "-", ".5", "5.", "00", "1e", "1e+", "0x1", " 1", "1 ", "1,0", "NaN", "+1", "--1"})
        CHECK(parse_money(text).fault == money_fault::not_a_number);
    CHECK(format_money(0) == "0.00");
    CHECK(format_money(-5) == "-0.05");
    CHECK(format_money(std::numeric_limits<centavos>::min()) == "-92233720368547758.08");
}

TEST_CASE("money text agrees with rational arithmetic", "[sandbox][values]") {
    using boost::multiprecision::cpp_int;
    using boost::multiprecision::cpp_rational;
    std::mt19937 random{1};
    auto const up_to = [&](int most) {
        return std::uniform_int_distribution<int>{0, most}(random);
    };
    int whole_ones = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto const whole = std::to_string(up_to(up_to(1) == 0 ? 99 : 1'000'000));
        std::string fraction;
        for (int length = up_to(4); length > 0; --length)
            fraction += static_cast<char>('0' + up_to(3) * up_to(1));
        int const exponent = up_to(12) - 6;
        auto text = whole;
        if (!fraction.empty()) text.append(".").append(fraction);
        text.append("e").append(std::to_string(exponent));

        auto const digits = whole + fraction;
        auto const start = digits.find_first_not_of('0'); // a leading zero would mean octal
        cpp_rational exact{start == std::string::npos ? cpp_int{0} : cpp_int{digits.substr(start)}};
        auto const shift = exponent - static_cast<int>(fraction.size()) + 2;
        cpp_rational const power{
            boost::multiprecision::pow(cpp_int{10}, static_cast<unsigned>(std::abs(shift)))};
        if (shift < 0)
            exact /= power;
        else
            exact *= power;

        auto const read = parse_money(text);
        bool const whole_centavos = denominator(exact) == 1;
        INFO(text);
        REQUIRE(static_cast<bool>(read) == whole_centavos);
        if (!whole_centavos) continue;
        ++whole_ones;
        REQUIRE(cpp_int{read.value} == numerator(exact));
        REQUIRE(parse_money(format_money(read.value)).value == read.value);
    }
    CHECK(whole_ones > 1000);
}

TEST_CASE("HMAC-SHA256 and base64url give the standards' own vectors", "[sandbox][values]") {
    // RFC 4231 sections 4.2, 4.3 and 4.7
    CHECK(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(digital_signature("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(to_hex(hmac_sha256(std::string(131, '\xaa'),
                             "Test Using Larger Than Block-Size Key - Hash Key First")) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hmac_sha256("", "").size() == 32);

    // RFC 4648 section 10, without padding
    CHECK(to_base64url("") == "");
    CHECK(to_base64url("f") == "Zg");
    CHECK(to_base64url("foobar") == "Zm9vYmFy");
    CHECK(to_base64url("\xfb\xff\xfe") == "-__-");
    for (std::string const text : {"", "f", "fo", "foo", "foob", "\xff\xff"})
        CHECK(from_base64url(to_base64url(text)) == text);
    CHECK(from_base64url("a+b/").empty());
}

TEST_CASE("JSON keeps a number's text and refuses repeated members", "[sandbox][values]") {
    auto const json = parse_json(R"({"a":150.50,"b":[1e2,true,null],"c":"\u00e9"})");
    REQUIRE(json);
    CHECK(json->find("a")->text == "150.50");
    CHECK(json->find("b")->elements[0].text == "1e2");
    CHECK(json->string_member("c") == "\xc3\xa9");
    CHECK(json->find("d") == nullptr);
    CHECK_FALSE(json->string_member("a"));
    for (auto const* bad :
         {"", "{", R"({"a":1,"a":1})", R"({"a":1,"\u0061":1})", "{} x", "[1,]", "nul", "\"\xff\""})
        CHECK_FALSE(parse_json(bad));
    CHECK(parse_json(std::string(32, '[') + std::string(32, ']')));
    CHECK_FALSE(parse_json(std::string(33, '[') + std::string(33, ']')));
    CHECK(quote("a\"\n\xff") == "\"a\\\"\\n\xef\xbf\xbd\"");
}

TEST_CASE("times are written as their standards ask", "[sandbox][values]") {
    auto const when = wall_clock::time_point{std::chrono::seconds{1'773'153'300}};
    CHECK(format_timestamp(when) == "2026-03-10T14:35:00Z");
    CHECK(format_date(when) == "2026-03-10");
    CHECK(format_http_date(when) == "Tue, 10 Mar 2026 14:35:00 GMT");
}

TEST_CASE("the command line is read strictly", "[sandbox][values]") {
    auto const chosen = read_options({"--port", "8080", "--transactional=0.10", "--crypto-token",
                                      "k", "--port-file=p", "--token-seconds", "2"});
    CHECK(chosen.settings.port == 8080);
    CHECK(chosen.settings.transactional == 10);
    CHECK(chosen.settings.crypto_token == "k");
    CHECK(chosen.settings.token_lifetime.count() == 2);
    CHECK(chosen.port_file == "p");
    CHECK(read_options({"--help"}).help);
    for (auto const* bad :
         {"--nosuch=1", "--port", "--port=65536", "--port=", "--port=1x", "--proprietary=0.001",
          "--proprietary=-1", "--proprietary=1e300", "--client-id=", "port"})
        CHECK_THROWS_AS(read_options({bad}), usage_error);
    for (auto const* flag :
         {"--port ", "--port-file ", "--client-id ", "--client-secret ", "--application-token ",
          "--crypto-token ", "--token-seconds ", "--transactional ", "--proprietary ", "--help "})
        CHECK(help_text().find(flag) != std::string::npos);
}
