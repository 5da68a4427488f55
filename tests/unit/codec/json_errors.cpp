// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;

namespace connectpsp::test {

/// Holds no secret: where one is, the careful parser reads what is escaped.
struct long_key {
    std::optional<bool> aMemberWhoseLongNameTakesAllOfFortyChars{};
};

BOOST_DESCRIBE_STRUCT(long_key, (), (aMemberWhoseLongNameTakesAllOfFortyChars))

} // namespace connectpsp::test

namespace json_errors_test {

namespace {

template <class T>
void check_refused(std::string_view json, errc code, std::string_view pointer) {
    INFO(json.substr(0, 200));
    auto const read = decode<T>(json);
    REQUIRE_FALSE(read);
    CHECK(read.error().code() == code);
    CHECK(read.error().pointer() == pointer);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string whole;
    for (std::size_t i = 0; i != times; ++i)
        whole += text;
    return whole;
}

} // namespace

TEST_CASE("an escaped key that is longer than every known one is unknown", "[codec][json]") {
    char first[8];
    auto const letter = static_cast<unsigned char>(longest_key.front());
    std::snprintf(first, sizeof first, "\\u%04x", unsigned{letter});
    std::string const escaped = first + std::string{longest_key.substr(1)};
    for (std::string const& more :
         {std::string{}, std::string{"z"}, std::string(5000, 'z') + first}) {
        INFO(more.size()); // the parser hands a long one over in parts
        auto const read = decode<long_key>("{\"" + escaped + more + "\":true}");
        REQUIRE(read);
        CHECK(read.value().aMemberWhoseLongNameTakesAllOfFortyChars.has_value() == more.empty());
    }
}

TEST_CASE("a missing required member is refused and named", "[codec][json][errors]") {
    for (auto const& member : every_member()) {
        if (!member.required) continue;
        check_refused<every_kind>(without(member.key), errc::missing_member, "/" + member.key);
        check_refused<every_kind>(with_value(member.key, "null"), errc::missing_member,
                                  "/" + member.key);
    }
    check_refused<every_kind>("{}", errc::missing_member, "/text");
    check_refused<leaf>(R"({"note":"x"})", errc::missing_member, "/n");
}

TEST_CASE("a missing member is named with the way to it", "[codec][json][errors]") {
    check_refused<every_kind>(with_value("inner", R"({"note":"x"})"), errc::missing_member,
                              "/inner/n");
    check_refused<every_kind>(with_value("inner", "{}"), errc::missing_member, "/inner/n");
    check_refused<every_kind>(with_value("inner", R"({"n":null})"), errc::missing_member,
                              "/inner/n");
    check_refused<every_kind>(with_value("list", "[{}]"), errc::missing_member, "/list/0/n");
    check_refused<every_kind>(with_value("list", R"([{"n":1},{"n":2},{"note":"x"}])"),
                              errc::missing_member, "/list/2/n");
    check_refused<every_kind>(with_value("list", R"([{"n":1},{"n":null}])"), errc::missing_member,
                              "/list/1/n");
    check_refused<every_kind>(with_value(longest_key, R"({"n":null})"), errc::missing_member,
                              "/" + std::string{longest_key} + "/n");
}

TEST_CASE("a known member that stands twice is refused and named", "[codec][json][errors]") {
    for (auto const& member : every_member()) {
        std::string const twice = member.value + ",\"" + member.key + "\":";
        check_refused<every_kind>(with_value(member.key, twice + member.value),
                                  errc::duplicate_member, "/" + member.key);
        check_refused<every_kind>(with_value(member.key, twice + "null"), errc::duplicate_member,
                                  "/" + member.key);
        if (!member.required)
            check_refused<every_kind>(
                with_value(member.key, "null,\"" + member.key + "\":" + member.value),
                errc::duplicate_member, "/" + member.key);
        // and behind all the others
        auto members = every_member();
        members.push_back(member);
        check_refused<every_kind>(object_of(members), errc::duplicate_member, "/" + member.key);
    }
    check_refused<every_kind>(with_value("list", R"([{"n":1},{"n":1,"note":null,"n":2}])"),
                              errc::duplicate_member, "/list/1/n");
    check_refused<every_kind>(with_value("inner", R"({"note":"x","n":1,"note":"x"})"),
                              errc::duplicate_member, "/inner/note");
}

TEST_CASE("a required member, a list or an amount of another JSON type is refused and named",
          "[codec][json][errors]") {
    struct sample {
        std::string_view json;
        char kind;
    };
    constexpr sample samples[] = {
        {R"("x")", 's'}, {R"("")", 's'}, {R"("\u0078")", 's'}, {"1", 'n'},  {"-1.5", 'n'},
        {"1e30", 'n'},   {"true", 'b'},  {"false", 'b'},       {"{}", 'o'}, {R"({"n":1})", 'o'},
        {"[]", 'a'},     {"[1]", 'a'},   {"[{}]", 'a'},
    };
    struct expectation {
        std::string_view key;
        char kind;
    };
    constexpr expectation table[] = {
        {"text", 's'},        {"hidden", 's'}, {"amount", 'n'},
        {"whole", 'n'},       {"is", 'b'},     {"updatedAt", 's'},
        {"day", 's'},         {"shade", 's'},  {"ispbOfThePartner", 's'},
        {"inner", 'o'},       {"list", 'a'},   {"texts", 'a'},
        {"maybeAmount", 'n'},
    };
    for (auto const& member : every_member())
        CHECK((!member.required || std::any_of(std::begin(table), std::end(table), [&](auto& each) {
            return each.key == member.key;
        })));
    for (auto const& [key, wanted] : table)
        for (auto const& [json, kind] : samples)
            if (kind != wanted)
                check_refused<every_kind>(with_value(key, json), errc::wrong_type,
                                          "/" + std::string{key});
}

TEST_CASE("an element of another JSON type is refused and counted", "[codec][json][errors]") {
    check_refused<every_kind>(with_value("list", "[1]"), errc::wrong_type, "/list/0");
    check_refused<every_kind>(with_value("list", R"([{"n":1},null])"), errc::wrong_type, "/list/1");
    check_refused<every_kind>(with_value("list", R"([{"n":1},{"n":2},[]])"), errc::wrong_type,
                              "/list/2");
    check_refused<every_kind>(with_value("list", R"([{"n":1},{"n":"2"}])"), errc::wrong_type,
                              "/list/1/n");
    check_refused<every_kind>(with_value("texts", R"(["a",null])"), errc::wrong_type, "/texts/1");
    check_refused<every_kind>(with_value("texts", R"(["a","b",{}])"), errc::wrong_type, "/texts/2");
}

TEST_CASE("an irregular time or date is refused and named where it is required",
          "[codec][json][errors]") {
    for (char const* const text : {"", "x", "2026-03-10", "2026-02-29T00:00:00Z",
                                   "2026-03-10T14:35:00", "2026-03-10T14:35:00Z "}) {
        std::string const json = "\"" + std::string{text} + "\"";
        check_refused<every_kind>(with_value("updatedAt", json), errc::invalid_timestamp,
                                  "/updatedAt");
    }
    check_refused<every_kind>(with_value("updatedAt", R"("9999-12-31T23:59:59-00:01")"),
                              errc::out_of_range, "/updatedAt");
    for (char const* const text : {"", "x", "2026-02-29", "2026-3-10", "2026-03-10T00:00:00Z"}) {
        std::string const json = "\"" + std::string{text} + "\"";
        check_refused<every_kind>(with_value("day", json), errc::invalid_date, "/day");
    }
}

TEST_CASE("a document that is not what was asked for is refused as a whole",
          "[codec][json][errors]") {
    for (char const* const json : {"[]", "[{}]", "1", "-0.5", "true", "null", R"("text")", R"("")",
                                   R"("\u0061")", R"(["n",1])"})
        check_refused<leaf>(json, errc::wrong_type, "");
}

TEST_CASE("what follows the document is refused", "[codec][json][errors]") {
    for (char const* const more :
         {"x", ",", "}", "]", "{}", "1", "null", "\"", " {}", "\n[", "/**/", "//"})
        check_refused<leaf>(R"({"n":1})" + std::string{more}, errc::json_trailing_bytes, "");
    check_refused<leaf>(std::string_view{"{\"n\":1}\0", 8}, errc::json_trailing_bytes, "");
    check_refused<leaf>("{\"n\":1}\xEF\xBB\xBF", errc::json_trailing_bytes, "");
}

TEST_CASE("what is no JSON is refused where it stands", "[codec][json][errors]") {
    struct {
        std::string_view json;
        std::string_view pointer;
    } const table[] = {
        {"x", ""},
        {"<html>", ""},
        {"{n:1}", ""},
        {"{'n':1}", ""},
        {R"({"n" 1})", "/n"},
        {R"({"n"=1})", "/n"},
        {R"({"n":})", "/n"},
        {R"({"n":,"note":"x"})", "/n"},
        {R"({"n":01})", ""},
        {R"({"n":+1})", "/n"},
        {R"({"n":.5})", "/n"},
        {R"({"n":1.})", "/n"},
        {R"({"n":1e})", "/n"},
        {R"({"n":0x1})", ""},
        {R"({"n":NaN})", "/n"},
        {R"({"n":Infinity})", "/n"},
        {R"({"n":nul})", "/n"},
        {R"({"n":tru})", "/n"},
        {R"({"n":True})", "/n"},
        {R"({"n":1,})", ""},
        {R"({"n":1,,"note":"x"})", ""},
        {R"({"n":1 "note":"x"})", ""},
        {R"({"n":1]})", ""},
        {R"({"n":1,"note":"\x41"})", "/note"},
        {R"({"n":1,"note":"\u00g0"})", "/note"},
        {R"({"n":1,"note":"\uD83D"})", "/note"},
        {R"({"n":1,"note":"\uDE00"})", "/note"},
        {R"({"n":1,"note":"\uD83D\u0041"})", "/note"},
        {"{\"n\":1,\"note\":\"a\nb\"}", "/note"},
        {"{\"n\":1,\"note\":\"a\x01z\"}", "/note"},
        {R"({"n":1,"note":'x'})", "/note"},
        {"{/**/\"n\":1}", ""},
        {R"({"n":1,"x":[1,]})", ""},
        {R"({"n":1,"x":{"y":[}})", ""},
    };
    for (auto const& [json, pointer] : table) {
        check_refused<leaf>(json, errc::json_syntax, pointer);
        auto const read = decode<leaf>(json);
        CHECK(read.error().underlying().failed());
        CHECK(read.error() == condition::invalid_response);
    }
}

TEST_CASE("our own complaint has no other cause", "[codec][json][errors]") {
    for (char const* const json : {"{}", R"({"n":"x"})", R"({"n":1,"n":1})", R"({"n":0.5})"})
        CHECK_FALSE(decode<leaf>(json).error().underlying().failed());
}

TEST_CASE("an error between two members points at neither", "[codec][json][errors]") {
    // Behind a scalar, an object, a list, and a skipped value of each sort.
    for (char const* const value :
         {R"("text":"x")", R"("whole":1)", R"("is":true)", R"("maybeText":null)",
          R"("inner":{"n":1})", R"("list":[])", R"("list":[{"n":1}])", R"("x":1)", R"("x":{})",
          R"("x":[[]])", R"("text":"\u0078")"}) {
        check_refused<every_kind>("{" + std::string{value} + " oops", errc::json_syntax, "");
        check_refused<every_kind>("{" + std::string{value} + ",oops", errc::json_syntax, "");
        check_refused<every_kind>("{" + std::string{value}, errc::json_incomplete, "");
    }
    check_refused<every_kind>(R"({"inner":{"n":1 oops)", errc::json_syntax, "/inner");
    check_refused<every_kind>(R"({"inner":{"n":1,oops)", errc::json_syntax, "/inner");
    check_refused<every_kind>(R"({"inner":{"x":{} oops)", errc::json_syntax, "/inner");
    check_refused<every_kind>(R"({"list":[{"n":1},{"n":2 oops)", errc::json_syntax, "/list/1");
}

TEST_CASE("an error between two elements points at neither", "[codec][json][errors]") {
    check_refused<every_kind>(R"({"list":[{"n":1} oops)", errc::json_syntax, "/list");
    check_refused<every_kind>(R"({"texts":["a" oops)", errc::json_syntax, "/texts");
    check_refused<every_kind>(R"({"texts":["a","b",oops)", errc::json_syntax, "/texts");
}

TEST_CASE("an error inside an unknown member points at what holds it", "[codec][json][errors]") {
    check_refused<leaf>(R"({"n":1,"x":oops})", errc::json_syntax, "");
    check_refused<leaf>(R"({"n":1,"x":{"n":oops}})", errc::json_syntax, "");
    check_refused<every_kind>(R"({"inner":{"n":1,"x":[[oops)", errc::json_syntax, "/inner");
}

TEST_CASE("text that is no UTF-8 is refused, in keys and values alike", "[codec][json][errors]") {
    for (char const* const bytes :
         {"\x80", "\xBF", "\xC0\xAF", "\xC1\x81", "\xC3", "\xC3(", "\xE0\x80\xAF", "\xE2\x82",
          "\xE2\x82(", "\xED\xA0\x80", "\xF0\x80\x80\xAF", "\xF0\x9F\x98", "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
        std::string const text{bytes};
        check_refused<leaf>(R"({"n":1,"note":")" + text + R"(    "})", errc::json_syntax, "/note");
        check_refused<leaf>(R"({"n":1,"note":"\n)" + text + R"(    "})", errc::json_syntax,
                            "/note");
        check_refused<leaf>(R"({"n":1,")" + text + R"(    ":1})", errc::json_syntax, "");
        check_refused<leaf>(R"({"n":1,"x":{"y":")" + text + R"(    "}})", errc::json_syntax, "");
    }
}

TEST_CASE("a byte order mark and other encodings are refused", "[codec][json][errors]") {
    check_refused<leaf>("\xEF\xBB\xBF{\"n\":1}", errc::json_syntax, "");
    check_refused<leaf>(std::string_view{"\xFF\xFE{\0\"\0n\0\"\0:\0", 12}, errc::json_syntax, "");
    check_refused<leaf>(std::string_view{"\0{\0\"\0n\0\"\0:", 10}, errc::json_syntax, "");
    check_refused<leaf>(std::string_view{"{\"n\":1,\0}", 9}, errc::json_syntax, "");
}

TEST_CASE("an empty body ends early", "[codec][json][errors]") {
    check_refused<leaf>("", errc::json_incomplete, "");
    check_refused<leaf>(std::string_view{}, errc::json_incomplete, "");
    check_refused<leaf>(" \r\n\t", errc::json_incomplete, "");
}

TEST_CASE("unknown members may be nested to the limit and no deeper", "[codec][json][errors]") {
    auto const arrays = [](std::size_t levels) {
        return R"({"x":)" + repeated("[", levels) + repeated("]", levels) + R"(,"n":1})";
    };
    auto const objects = [](std::size_t levels) {
        return R"({"x":)" + repeated(R"({"n":)", levels) + "1" + repeated("}", levels) +
               R"(,"n":1})";
    };
    CHECK(decode<leaf>(arrays(limits::json_depth - 1)).value() == leaf{1, {}});
    CHECK(decode<leaf>(objects(limits::json_depth - 1)).value() == leaf{1, {}});
    check_refused<leaf>(arrays(limits::json_depth), errc::json_too_deep, "");
    check_refused<leaf>(objects(limits::json_depth), errc::json_too_deep, "");
    check_refused<leaf>(R"({"x":)" + repeated("[", 100'000), errc::json_too_deep, "");
    check_refused<leaf>(repeated("[", 100'000), errc::wrong_type, "");
}

TEST_CASE("a list may have as many elements as the limit and no more", "[codec][json][errors]") {
    auto const list = [](std::size_t elements) {
        return with_value("texts", "[" + repeated("\"\",", elements - 1) + "\"\"]");
    };
    auto const read = decode<every_kind>(list(limits::array_elements));
    REQUIRE(read);
    CHECK(read.value().texts.size() == limits::array_elements);
    check_refused<every_kind>(list(limits::array_elements + 1), errc::too_many_elements,
                              "/texts/" + std::to_string(limits::array_elements));
    // A skipped value takes no memory and is bounded by the body alone.
    CHECK(decode<leaf>(R"({"x":[)" + repeated("1,", limits::array_elements + 1) + R"(1],"n":1})"));
}

TEST_CASE("a body may be as long as the limit and no longer", "[codec][json][errors]") {
    auto const padded = [](std::size_t size) {
        std::string text = R"({"n":1,"note":"x"})";
        text.resize(size, ' ');
        return text;
    };
    CHECK(decode<leaf>(padded(limits::response_body_bytes)).value() == leaf{1, "x"});
    check_refused<leaf>(padded(limits::response_body_bytes + 1), errc::body_too_large, "");
    check_refused<leaf>(std::string(limits::response_body_bytes + 1, 'x'), errc::body_too_large,
                        "");
}

} // namespace json_errors_test
