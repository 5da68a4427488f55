// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <connectpsp/api/account.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// An optional member that states no amount must not make its document unusable: what cannot be read
// of it counts as absent.

using namespace connectpsp;
using namespace connectpsp::literals;
using namespace connectpsp::test;

namespace connectpsp::test {

// Amounts at several depths.

struct purse {
    std::optional<std::string> owner{};
    money amount{};

    bool operator==(purse const&) const = default;
};

BOOST_DESCRIBE_STRUCT(purse, (), (owner, amount))

struct pocket {
    std::optional<test::purse> purse{};
    std::vector<test::purse> purses{};

    bool operator==(pocket const&) const = default;
};

BOOST_DESCRIBE_STRUCT(pocket, (), (purse, purses))

struct wallet {
    std::optional<std::string> label{};
    std::optional<open_enum<connectpsp::currency>> currency{};
    std::optional<test::purse> purse{};
    std::optional<test::pocket> pocket{};

    bool operator==(wallet const&) const = default;
};

BOOST_DESCRIBE_STRUCT(wallet, (), (label, currency, purse, pocket))

/// Prose that must be there.
struct headline {
    std::string title{};

    bool operator==(headline const&) const = default;
};

BOOST_DESCRIBE_STRUCT(headline, (), (title))

} // namespace connectpsp::test

namespace {

template <class T>
void check_refused(std::string_view json, errc code, std::string_view pointer) {
    INFO(json.substr(0, 200));
    auto const read = decode<T>(json);
    REQUIRE_FALSE(read);
    CHECK(read.error().code() == code);
    CHECK(read.error().pointer() == pointer);
}

/// A member that counts as absent when it cannot be read.
struct lenient_member {
    std::string_view key;
    char kind; ///< of JSON: the first character of its values, `0` of a number, `t` of a boolean
    void (*reset)(every_kind&);
};

std::vector<lenient_member> lenient_members() {
    return {
        {"maybeText", '"', [](every_kind& session) { session.maybe_text.reset(); }},
        {"maybeHidden", '"', [](every_kind& session) { session.maybe_hidden.reset(); }},
        {"w", '0', [](every_kind& session) { session.w.reset(); }},
        {"maybeIs", 't', [](every_kind& session) { session.maybe_is.reset(); }},
        {"maybeUpdatedAt", '"', [](every_kind& session) { session.maybe_updated_at.reset(); }},
        {"maybeDay", '"', [](every_kind& session) { session.maybe_day.reset(); }},
        {"maybeShade", '"', [](every_kind& session) { session.maybe_shade.reset(); }},
        {"ispbOfTheOtherPartner", '"',
         [](every_kind& session) { session.ispb_of_the_other_partner.reset(); }},
        {longest_key, '{',
         [](every_kind& session) {
             session.a_member_whose_long_name_takes_all_of_forty_chars.reset();
         }},
    };
}

bool is_of_kind(std::string_view value, char kind) {
    bool const is_number = value.front() == '-' || (value.front() >= '0' && value.front() <= '9');
    return kind == (is_number ? '0' : value.front());
}

problem const whole{"about:blank", "Some title", 422, "SOME_CODE", "Some detail."};

/// The whole problem, with another text for one of its members.
std::string with_member(std::string_view key, std::string_view value) {
    std::string text = "{";
    for (auto const& [name, usual] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"type", R"("about:blank")"},
             {"title", R"("Some title")"},
             {"status", "422"},
             {"code", R"("SOME_CODE")"},
             {"detail", R"("Some detail.")"}}) {
        if (text.size() != 1) text += ',';
        text.append("\"").append(name).append("\":").append(name == key ? value : usual);
    }
    return text += '}';
}

} // namespace

TEST_CASE("an optional member of another JSON type counts as absent, and nothing else does",
          "[codec][json][lenient]") {
    for (auto const& [key, usual, reset] : lenient_members()) {
        for (char const* const value :
             {"true", "7", "-1.5e3", R"("x")", "{}", "[]", R"([1,"x",{"n":[[]]}])",
              R"({"text":1,"note":{"n":"x"}})"}) {
            if (is_of_kind(value, usual)) continue;
            INFO(key << ": " << value);
            auto const read = decode<every_kind>(with_value(key, value));
            REQUIRE(read);
            every_kind expected = sample_of_every_kind();
            reset(expected);
            CHECK(read.value() == expected);
        }
    }
}

TEST_CASE("all optional members may be odd at once", "[codec][json][lenient]") {
    auto members = every_member();
    every_kind expected = sample_of_every_kind();
    for (auto const& [key, usual, reset] : lenient_members()) {
        reset(expected);
        for (auto& each : members)
            if (each.key == key) each.value = "[[]]";
    }
    auto const read = decode<every_kind>(object_of(members));
    REQUIRE(read);
    CHECK(read.value() == expected);
}

TEST_CASE("an optional time, day or number of an odd form counts as absent",
          "[codec][json][lenient]") {
    for (char const* const text :
         {"", "x", "2026-03-10", "2026-02-29T00:00:00Z", "2026-03-10T14:35:00",
          "2026-03-10 14:35:00", "2026-03-10T14:35:00Z ", "9999-12-31T23:59:59-00:01"}) {
        INFO(text);
        auto const read =
            decode<every_kind>(with_value("maybeUpdatedAt", "\"" + std::string{text} + "\""));
        REQUIRE(read);
        every_kind expected = sample_of_every_kind();
        expected.maybe_updated_at.reset();
        CHECK(read.value() == expected);
    }
    for (char const* const text : {"", "x", "2026-02-29", "2026-3-10", "2026-03-10T00:00:00Z"}) {
        INFO(text);
        auto const read =
            decode<every_kind>(with_value("maybeDay", "\"" + std::string{text} + "\""));
        REQUIRE(read);
        every_kind expected = sample_of_every_kind();
        expected.maybe_day.reset();
        CHECK(read.value() == expected);
    }
    for (char const* const number : {"0.5", "1e-1", "9223372036854775808", "-9223372036854775809",
                                     "99999999999999999999", "1e30"}) {
        INFO(number);
        auto const read = decode<every_kind>(with_value("w", number));
        REQUIRE(read);
        every_kind expected = sample_of_every_kind();
        expected.w.reset();
        CHECK(read.value() == expected);
    }
}

TEST_CASE("the members of an optional object follow the rule of their own types",
          "[codec][json][lenient]") {
    // An odd optional member is passed over, and what holds it stands.
    auto const read = decode<every_kind>(with_value(longest_key, R"({"note":7,"n":-7})"));
    REQUIRE(read);
    CHECK(read.value() == sample_of_every_kind());
    // A required one is not: an object without it would be another.
    check_refused<every_kind>(with_value(longest_key, R"({"n":"-7"})"), errc::wrong_type,
                              "/" + std::string{longest_key} + "/n");
    check_refused<every_kind>(with_value(longest_key, R"({"n":0.5})"), errc::not_an_integer,
                              "/" + std::string{longest_key} + "/n");
    check_refused<every_kind>(with_value(longest_key, "{}"), errc::missing_member,
                              "/" + std::string{longest_key} + "/n");
    // In a list as well.
    CHECK(decode<every_kind>(with_value("list", R"([{"n":1,"note":[]}])")).value().list ==
          std::vector{leaf{1, {}}});
}

TEST_CASE("an optional amount is read exactly or refused", "[codec][json][lenient][money]") {
    for (char const* const value : {"\"150.5\"", "true", "{}", "[]", "[150.5]"})
        check_refused<every_kind>(with_value("maybeAmount", value), errc::wrong_type,
                                  "/maybeAmount");
    check_refused<every_kind>(with_value("maybeAmount", "0.001"), errc::not_whole_centavos,
                              "/maybeAmount");
    check_refused<every_kind>(with_value("maybeAmount", "92233720368547758.08"), errc::out_of_range,
                              "/maybeAmount");
}

TEST_CASE("an optional object that holds an amount, however deep, is refused when it is odd",
          "[codec][json][lenient][money]") {
    for (char const* const value : {"\"x\"", "7", "true", "[]"}) {
        check_refused<wallet>(R"({"purse":)" + std::string{value} + "}", errc::wrong_type,
                              "/purse");
        check_refused<wallet>(R"({"pocket":)" + std::string{value} + "}", errc::wrong_type,
                              "/pocket");
        check_refused<wallet>(R"({"pocket":{"purse":)" + std::string{value} + "}}",
                              errc::wrong_type, "/pocket/purse");
        check_refused<wallet>(R"({"pocket":{"purses":[)" + std::string{value} + "]}}",
                              errc::wrong_type, "/pocket/purses/0");
    }
    // The members next to the amount are not money.
    auto const read = decode<wallet>(
        R"({"label":[],"purse":{"owner":7,"amount":1},"pocket":{"purse":{"amount":2,"owner":{}}}})");
    REQUIRE(read);
    CHECK(read.value() == wallet{.purse = purse{.amount = 1_brl},
                                 .pocket = pocket{.purse = purse{.amount = 2_brl}}});
}

TEST_CASE("the currency of an amount is read or refused", "[codec][json][lenient][money]") {
    for (char const* const value : {"986", "true", "{}", R"(["BRL"])"})
        check_refused<wallet>(R"({"currency":)" + std::string{value} + "}", errc::wrong_type,
                              "/currency");
    CHECK(decode<wallet>(R"({"currency":null})").value() == wallet{});
    CHECK(decode<wallet>(R"({"currency":"USD"})").value().currency->text() == "USD");
}

TEST_CASE("a list of another JSON type is refused, whatever it holds", "[codec][json][lenient]") {
    for (char const* const value : {"\"x\"", "7", "true", "{}"}) {
        check_refused<every_kind>(with_value("list", value), errc::wrong_type, "/list");
        check_refused<every_kind>(with_value("texts", value), errc::wrong_type, "/texts");
    }
    check_refused<every_kind>(with_value("texts", "[1]"), errc::wrong_type, "/texts/0");
}

TEST_CASE("what is passed over is JSON all the same", "[codec][json][lenient]") {
    for (auto const& [key, usual, reset] : lenient_members()) {
        INFO(key);
        CHECK(decode<every_kind>(with_value(key, "[oops]")).error() == errc::json_syntax);
        CHECK(decode<every_kind>(with_value(key, std::string(limits::json_depth, '['))).error() ==
              errc::json_too_deep);
        check_refused<every_kind>(with_value(key, "[],\"" + std::string{key} + "\":null"),
                                  errc::duplicate_member, "/" + std::string{key});
    }
}

TEST_CASE("a whole problem document is read", "[codec][json][problem]") {
    CHECK(decode<problem>(with_member("", "")).value() == whole);
    CHECK(decode<problem>("{}").value() == problem{});
    CHECK(decode<problem>(R"({"x":1,"errors":[{"code":"y"}]})").value() == problem{});
}

TEST_CASE("a member of a problem of another JSON type counts as absent", "[codec][json][problem]") {
    for (char const* const value :
         {"null", "true", "false", "{}", "[]", R"({"code":"X","type":{"type":[]}})",
          R"([1,"x",{"code":"Y"},[[]]])"}) {
        INFO(value);
        problem expected = whole;
        expected.type.reset();
        CHECK(decode<problem>(with_member("type", value)).value() == expected);
        expected = whole;
        expected.title.reset();
        CHECK(decode<problem>(with_member("title", value)).value() == expected);
        expected = whole;
        expected.status.reset();
        CHECK(decode<problem>(with_member("status", value)).value() == expected);
        expected = whole;
        expected.code.reset();
        CHECK(decode<problem>(with_member("code", value)).value() == expected);
        expected = whole;
        expected.detail.reset();
        CHECK(decode<problem>(with_member("detail", value)).value() == expected);
    }
    CHECK(decode<problem>(R"({"code":7,"title":-1.5e3,"status":"422","detail":"d"})").value() ==
          problem{.detail = "d"});
}

TEST_CASE("a status that is no whole number does not cost the code", "[codec][json][problem]") {
    problem expected = whole;
    expected.status.reset();
    for (char const* const value : {"422.5", "1e-1", "99999999999999999999", "1e30"}) {
        INFO(value);
        auto const read = decode<problem>(with_member("status", value));
        REQUIRE(read);
        CHECK(read.value() == expected);
    }
}

TEST_CASE("a problem is still a JSON object", "[codec][json][problem]") {
    CHECK(decode<problem>("[]").error() == errc::wrong_type);
    CHECK(decode<problem>("null").error() == errc::wrong_type);
    CHECK(decode<problem>(R"("text")").error() == errc::wrong_type);
    CHECK(decode<problem>("<html>").error() == errc::json_syntax);
    CHECK(decode<problem>(R"({"code":"X","code":"X"})").error() == errc::duplicate_member);
    CHECK(decode<problem>(R"({"code":{},"code":"X"})").error() == errc::duplicate_member);
    CHECK(decode<problem>(R"({"code":"X"} x)").error() == errc::json_trailing_bytes);
}

TEST_CASE("a remark that appears twice costs no code, and the first counts",
          "[codec][json][problem]") {
    CHECK(decode<problem>(R"({"title":"A","title":"B","code":"X","detail":"C","detail":{}})")
              .value() == problem{.title = "A", .code = "X", .detail = "C"});
    CHECK(decode<problem>(R"({"detail":[],"detail":"B","status":422})").value() ==
          problem{.status = 422});
    CHECK(decode<problem>(R"({"title":"A","title":["\u12"],"code":"X"})").error() ==
          errc::json_syntax);
    CHECK(decode<problem>(R"({"title":"A","title":"B","status":1,"status":1})").error() ==
          errc::duplicate_member);
    check_refused<bank_balance>(R"({"bank":"A","bank":"B"})", errc::duplicate_member, "/bank");
    check_refused<headline>(R"({"title":"A","title":"A"})", errc::duplicate_member, "/title");
}

TEST_CASE("an error behind a member that was passed over points at neither",
          "[codec][json][problem]") {
    for (char const* const value : {"7", "true", "null", "{}", "[[]]"}) {
        auto const read = decode<problem>(R"({"code":)" + std::string{value} + " oops");
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::json_syntax);
        CHECK(read.error().pointer().empty());
    }
}
