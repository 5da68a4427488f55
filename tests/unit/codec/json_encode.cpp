// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/obtain_token.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace json_encode_test {

namespace {

std::string encoded_text(std::string_view text) {
    std::string const whole = encode(leaf{0, std::string{text}});
    std::string const before = R"({"n":0,"note":)";
    REQUIRE(whole.starts_with(before));
    REQUIRE(whole.ends_with('}'));
    return whole.substr(before.size(), whole.size() - before.size() - 1);
}

std::string encoded_money(std::int64_t centavos) {
    return encode(rebalance{.target_amount = money::from_centavos(centavos)});
}

} // namespace

TEST_CASE("every operation has its exact text", "[codec][json][encode]") {
    using namespace connectpsp::literals;
    CHECK(encode(rebalance{.target_amount = 1'000'000.00_brl}) == R"({"targetAmount":1000000.00})");
    CHECK(encode(obtain_token{"4711", secret{"s\"x"}}) ==
          R"({"clientId":"4711","clientSecret":"s\"x"})");
    CHECK(encode(get_balance{}) == "{}");
}

TEST_CASE("amounts are written with exactly two decimals", "[codec][json][encode]") {
    CHECK(encoded_money(0) == R"({"targetAmount":0.00})");
    CHECK(encoded_money(1) == R"({"targetAmount":0.01})");
    CHECK(encoded_money(-1) == R"({"targetAmount":-0.01})");
    CHECK(encoded_money(10) == R"({"targetAmount":0.10})");
    CHECK(encoded_money(15050) == R"({"targetAmount":150.50})");
    CHECK(encoded_money(std::numeric_limits<std::int64_t>::max()) ==
          R"({"targetAmount":92233720368547758.07})");
    CHECK(encoded_money(std::numeric_limits<std::int64_t>::min()) ==
          R"({"targetAmount":-92233720368547758.08})");
}

TEST_CASE("a value of every kind has its exact text", "[codec][json][encode]") {
    CHECK(encode(sample_of_every_kind()) ==
          R"({"text":"plain","hidden":"a secret","amount":150.50,"whole":-42,"is":true,)"
          R"("updatedAt":"2026-03-10T14:35:00.25Z","day":"2024-02-29","shade":"DARK_GREEN",)"
          R"("ispbOfThePartner":"13935893","inner":{"n":7,"note":"seven"},)"
          R"("list":[{"n":1},{"n":2},{"n":3,"note":"three"}],"texts":["a","","c"],)"
          R"("maybeText":"perhaps","maybeHidden":"another","maybeAmount":-0.01,)"
          R"("w":9223372036854775807,"maybeIs":false,"maybeUpdatedAt":"1999-12-31T23:59:59Z",)"
          R"("maybeDay":"0000-01-01","maybeShade":"a shade of ours",)"
          R"("ispbOfTheOtherPartner":"not an ispb",)"
          R"("aMemberWhoseLongNameTakesAllOfFortyChars":{"n":-7}})");
}

TEST_CASE("what an optional does not hold is left out with its comma", "[codec][json][encode]") {
    CHECK(encode(problem{}) == "{}");
    CHECK(encode(problem{.type = "t"}) == R"({"type":"t"})");
    CHECK(encode(problem{.title = "t"}) == R"({"title":"t"})");
    CHECK(encode(problem{.detail = "d"}) == R"({"detail":"d"})");
    CHECK(encode(problem{.type = "t", .detail = "d"}) == R"({"type":"t","detail":"d"})");
    CHECK(encode(problem{.status = 422, .code = "C"}) == R"({"status":422,"code":"C"})");
    CHECK(encode(problem{"t", "u", 400, "C", "d"}) ==
          R"({"type":"t","title":"u","status":400,"code":"C","detail":"d"})");
}

TEST_CASE("an empty list is written as one", "[codec][json][encode]") {
    CHECK(encode(balance{}) == R"({"consolidated":{"totalBalance":0.00,)"
                               R"("transactionalBalance":0.00,"proprietaryBalance":0.00},)"
                               R"("banks":[]})");
}

TEST_CASE("whole numbers are written in full", "[codec][json][encode]") {
    CHECK(encode(leaf{0, {}}) == R"({"n":0})");
    CHECK(encode(leaf{std::numeric_limits<std::int64_t>::max(), {}}) ==
          R"({"n":9223372036854775807})");
    CHECK(encode(leaf{std::numeric_limits<std::int64_t>::min(), {}}) ==
          R"({"n":-9223372036854775808})");
}

TEST_CASE("a character is escaped at every place of a text of every length",
          "[codec][json][encode]") {
    struct {
        char plain;
        std::string_view escaped;
    } const table[] = {{'"', R"(\")"}, {'\\', R"(\\)"},  {'\0', R"(\u0000)"}, {'\x1f', R"(\u001f)"},
                       {' ', " "},     {'!', "!"},       {'#', "#"},          {'[', "["},
                       {']', "]"},     {'\x7f', "\x7f"}, {'\xc3', "\xc3"},    {'\xff', "\xff"}};
    for (std::size_t size = 1; size != 26; ++size)
        for (std::size_t at = 0; at != size; ++at)
            for (auto const& each : table) {
                std::string text(size, 'x');
                text[at] = each.plain;
                INFO(size << ' ' << at << ' ' << each.escaped);
                REQUIRE(encoded_text(text) == '"' + std::string(at, 'x') +
                                                  std::string{each.escaped} +
                                                  std::string(size - at - 1, 'x') + '"');
            }
}

TEST_CASE("a text of every length around the room of an encoder is whole",
          "[codec][json][encode]") {
    for (std::size_t size = 440; size != 1100; ++size) {
        std::string const text(size, 'x');
        REQUIRE(encoded_text(text) == '"' + text + '"');
    }
    std::string const controls(700, '\x01');
    std::string escaped;
    for (std::size_t i = 0; i != controls.size(); ++i)
        escaped += R"(\u0001)";
    CHECK(encoded_text(controls) == '"' + escaped + '"');
}

TEST_CASE("what JSON cannot hold as it stands is escaped, nothing else is",
          "[codec][json][encode]") {
    constexpr char hex[] = "0123456789abcdef";
    for (int byte = 0; byte != 0x80; ++byte) {
        auto const c = static_cast<char>(byte);
        std::string expected{c};
        if (byte < 0x20) expected = std::string{"\\u00"} + hex[byte / 16] + hex[byte % 16];
        if (c == '"' || c == '\\') expected = std::string{"\\"} + c;
        INFO(byte);
        CHECK(encoded_text(std::string_view{&c, 1}) == "\"" + expected + "\"");
        CHECK(encoded_text("a" + std::string{c} + "z") == "\"a" + expected + "z\"");
    }
    CHECK(encoded_text("\u00e7\u20ac\U0001F600") == "\"\u00e7\u20ac\U0001F600\"");
    CHECK(encoded_text("") == R"("")");
}

TEST_CASE("the escapes stand in secrets and unknown enumerators too", "[codec][json][encode]") {
    every_kind value = sample_of_every_kind();
    value.hidden = secret{"a\"b\n"};
    value.shade = open_enum<colour>{"x\\y"};
    value.ispb_of_the_partner = received<ispb>{"\t"};
    std::string const text = encode(value);
    CHECK(text.find(R"("hidden":"a\"b\u000a")") != std::string::npos);
    CHECK(text.find(R"("shade":"x\\y")") != std::string::npos);
    CHECK(text.find(R"("ispbOfThePartner":"\u0009")") != std::string::npos);
    CHECK(decode<every_kind>(text).value() == value);
}

TEST_CASE("a balance is written as it is read", "[codec][json][encode]") {
    CHECK(decode<balance>(three_banks_json).value() == three_banks());
    CHECK(decode<balance>(encode(three_banks())).value() == three_banks());
}

TEST_CASE("any value read back is the value written", "[codec][json][encode]") {
    std::mt19937_64 random{3};
    auto const text = [&] {
        std::string made;
        for (auto left = random() % 40; left != 0; --left) {
            auto const pick = random() % 8;
            if (pick == 0)
                made += "\u00e7";
            else if (pick == 1)
                made += "\U0001F600";
            else
                made += static_cast<char>(random() % 0x80);
        }
        return made;
    };
    auto const number = [&] { return static_cast<std::int64_t>(random()) >> (random() % 63); };
    auto const instant = [&] {
        return timestamp{std::chrono::microseconds{
            static_cast<std::int64_t>(random() % 250'000'000'000'000'000U)}};
    };
    auto const leaf_of = [&] {
        return leaf{number(), random() % 2 != 0 ? std::optional{text()} : std::nullopt};
    };
    for (int i = 0; i != 2000; ++i) {
        every_kind value = sample_of_every_kind();
        value.text = text();
        value.hidden = secret{text()};
        value.amount = money::from_centavos(number());
        value.whole = number();
        value.is = random() % 2 != 0;
        value.updated_at = instant();
        value.day = date{std::chrono::floor<std::chrono::days>(instant())};
        value.shade = random() % 2 != 0 ? open_enum{colour::red} : open_enum<colour>{text()};
        value.ispb_of_the_partner = received<ispb>{text()};
        value.inner = leaf_of();
        value.list.assign(random() % 8, leaf_of());
        value.texts.assign(random() % 8, text());
        if (random() % 2 != 0) value.maybe_text.reset();
        if (random() % 2 != 0) value.maybe_hidden.reset();
        if (random() % 2 != 0) value.maybe_amount = money::from_centavos(number());
        if (random() % 2 != 0) value.w.reset();
        if (random() % 2 != 0) value.maybe_is.reset();
        if (random() % 2 != 0) value.maybe_updated_at = instant();
        if (random() % 2 != 0) value.maybe_day.reset();
        if (random() % 2 != 0) value.maybe_shade.reset();
        if (random() % 2 != 0) value.a_member_whose_long_name_takes_all_of_forty_chars.reset();
        auto const read = decode<every_kind>(encode(value));
        REQUIRE(read);
        REQUIRE(read.value() == value);
    }
}

} // namespace json_encode_test
