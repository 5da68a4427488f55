// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <iterator>
#include <random>
#include <string>
#include <string_view>

// The second reading of what a server sent.

using namespace connectpsp;
using namespace connectpsp::test;

namespace connectpsp::test {

/// A type with members that are prose and members that are not.
struct note {
    std::string id{};
    std::optional<std::string> code{};
    std::optional<std::string> name{};
    std::optional<open_enum<colour>> shade{};
    std::optional<money> amount{};
    std::vector<std::string> texts{};

    bool operator==(note const&) const = default;
};

BOOST_DESCRIBE_STRUCT(note, (), (id, code, name, shade, amount, texts))

} // namespace connectpsp::test

namespace {

void check_name(std::string_view raw, std::string_view name) {
    std::string const json = R"({"id":"a","name":")" + std::string{raw} + R"(","code":"c"})";
    INFO(json);
    auto const strict = decode<note>(json);
    REQUIRE_FALSE(strict);
    CHECK(strict.error() == errc::json_syntax);
    CHECK(strict.error().pointer() == "/name");
    auto const read = decode_received<note>(json);
    REQUIRE(read);
    CHECK(read.value() == note{.id = "a", .code = "c", .name = std::string{name}});
}

/// The second reading's error.
void check_refused(std::string_view json, errc code, std::string_view pointer) {
    INFO(json);
    auto const read = decode_received<note>(json);
    REQUIRE_FALSE(read);
    CHECK(read.error() == code);
    CHECK(read.error().pointer() == pointer);
}

} // namespace

TEST_CASE("bytes that are not UTF-8 become U+FFFD, one for each maximal subpart",
          "[codec][json][repair]") {
    check_name("S\xE3o Paulo", "S\uFFFDo Paulo"); // Latin-1
    check_name("\xC3", "\uFFFD");
    check_name("\x80\xBF", "\uFFFD\uFFFD");
    check_name("\xC0\xAF", "\uFFFD\uFFFD");
    check_name("\xE2\x82", "\uFFFD");
    check_name("\xE2\x82x", "\uFFFDx");
    check_name("\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD");
    check_name("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"); // a surrogate
    check_name("\xF0\x9F\x98", "\uFFFD");
    check_name("\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD");
    // The example of the Unicode standard, table 3-8.
    check_name("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
               "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
    check_name("\xFF\\u00e9\xC3\xA9\\n", "\uFFFD\u00E9\u00E9\n");
}

TEST_CASE("half a surrogate pair becomes U+FFFD", "[codec][json][repair]") {
    check_name("x\\ud83d", "x\uFFFD");
    check_name("\\ude00x", "\uFFFDx");
    check_name("\\ud83d\\ud83d\\ude00", "\uFFFD\U0001F600");
    check_name("\\ud83d\\u0041", "\uFFFDA");
    check_name("\\ud83d\\n", "\uFFFD\n");
    check_name("\\ud83dude00", "\uFFFDude00");
}

TEST_CASE("a raw control character is taken as its escape", "[codec][json][repair]") {
    check_name("a\tb", "a\tb");
    check_name("a\r\nb", "a\r\nb");
    check_name("\x1B[1m", "\x1B[1m");
    check_name(std::string_view{"\0", 1}, std::string_view{"\0", 1});
}

TEST_CASE("a byte order mark is skipped at the very start alone", "[codec][json][repair]") {
    auto const read = decode_received<note>("\xEF\xBB\xBF {\"id\":\"a\"}");
    REQUIRE(read);
    CHECK(read.value() == note{.id = "a"});
    check_refused(" \xEF\xBB\xBF{\"id\":\"a\"}", errc::json_syntax, "");
    check_refused("\xEF\xBB\xBF\xEF\xBB\xBF{\"id\":\"a\"}", errc::json_syntax, "");
    check_refused("{\"id\":\"a\"}\xEF\xBB\xBF", errc::json_trailing_bytes, "");
    check_refused("\xEF\xBB", errc::json_syntax, "");
    CHECK(decode<note>("\xEF\xBB\xBF{\"id\":\"a\"}").error() == errc::json_syntax);
    CHECK(decode_received<note>("\xEF\xBB\xBF{\"id\":\"\xEF\xBB\xBF\"}").value().id == "\uFEFF");
}

TEST_CASE("what was repaired becomes no id, code, enumerator or amount", "[codec][json][repair]") {
    for (std::string const bad : {"a\xFF", "a\tb", "\\udc00", "PI\\ud83dX", "\xC3", "RED\x01"}) {
        check_refused(R"({"id":")" + bad + "\"}", errc::json_syntax, "/id");
        check_refused(R"({"id":"a","texts":["x",")" + bad + "\"]}", errc::json_syntax, "/texts/1");
        check_refused(R"({"id":"a","amount":")" + bad + "\"}", errc::json_syntax, "/amount");
        for (char const* const key : {"code", "shade"}) {
            INFO(key);
            auto const read = decode_received<note>(R"({"id":"a","name":"n",")" + std::string{key} +
                                                    "\":\"" + bad + "\"}");
            REQUIRE(read);
            CHECK(read.value() == note{.id = "a", .name = "n"});
        }
    }
}

TEST_CASE("a key that was repaired is unknown", "[codec][json][repair]") {
    for (char const* const key : {"cod\xFF",
                                  "\xFF"
                                  "code",
                                  "co\tde", "code\t", "code\\ud83d", "cod\\udc00"}) {
        INFO(key);
        auto const read =
            decode_received<note>(R"({"id":"a","code":"c",")" + std::string{key} + R"(":"other"})");
        REQUIRE(read);
        CHECK(read.value() == note{.id = "a", .code = "c"});
    }
    check_refused("{\"i\x01"
                  "d\":\"a\"}",
                  errc::missing_member, "/id");
}

TEST_CASE("the second reading holds values to the same rules", "[codec][json][repair]") {
    check_refused("{\"x\":\"\xFF\",\"id\":\"a\",\"id\":\"b\"}", errc::duplicate_member, "/id");
    check_refused("{\"x\":\"\xFF\",\"id\":\"a\",\"i\\u0064\":\"b\"}", errc::duplicate_member,
                  "/id");
    check_refused("{\"x\":\"\xFF\",\"id\":7}", errc::wrong_type, "/id");
    check_refused("{\"x\":\"\xFF\"}", errc::missing_member, "/id");
    check_refused("{\"x\":\"\xFF\",\"id\":\"a\",\"amount\":0.001}", errc::not_whole_centavos,
                  "/amount");
    check_refused("{\"id\":\"a\",\"name\":\"\xFF\",\"amount\":1e99999999999}", errc::out_of_range,
                  "/amount");
}

TEST_CASE("nothing is left in a value from the reading that failed", "[codec][json][repair]") {
    // The first reading has met the name and the list when it fails.
    auto const read = decode_received<note>(
        "{\"name\":\"first\",\"texts\":[\"x\",\"y\"],\"id\":\"a\",\"z\":\"\xFF\"}");
    REQUIRE(read);
    CHECK(read.value() == note{.id = "a", .name = "first", .texts = {"x", "y"}});
    // The reader that takes exponents of any size stops at the same place.
    auto const third = decode_received<note>(
        "{\"texts\":[\"x\",\"y\"],\"id\":\"a\",\"big\":1e99999999999,\"z\":\"\xFF\"}");
    REQUIRE(third);
    CHECK(third.value() == note{.id = "a", .texts = {"x", "y"}});
}

TEST_CASE("a document that is not JSON has the error of the first reading",
          "[codec][json][repair]") {
    for (std::string const json :
         {"{\"name\":\"\xFF\",\"id\":\"a\"", "{\"name\":\"\xFF\",\"id\":\"a\",}",
          "{\"id\":\"a\"\xFF}", "\xFF{\"id\":\"a\"}", "{\"id\":\"a\",\"name\":\"\\x\xFF\"}",
          "{\"name\":\"\xFF\",\"id\":\"a\"}}", "{\"name\":\"\\u12\xFF\",\"id\":\"a\"}",
          "{\"name\":\"\xFF\\", "{\"id\":\"a\",\"x\":tru\x01}", "{\"id\":\"a\",\"amount\":\x01 1}",
          "{\"name\":\"a\x01", "{\"name\":\"\\\n\",\"id\":\"a\"}", "{'id':'\xFF'}"}) {
        INFO(json);
        auto const strict = decode<note>(json);
        auto const read = decode_received<note>(json);
        REQUIRE_FALSE(strict);
        REQUIRE_FALSE(read);
        CHECK(read.error().code() == strict.error().code());
        CHECK(read.error().pointer() == strict.error().pointer());
        CHECK(read.error().underlying() == strict.error().underlying());
    }
}

TEST_CASE("the second reading is bounded like the first", "[codec][json][repair]") {
    std::string const start = "{\"id\":\"a\",\"name\":\"\xFF\",\"x\":";
    auto const nested = [&](std::size_t levels) {
        return start + std::string(levels, '[') + std::string(levels, ']') + "}";
    };
    CHECK(decode_received<note>(nested(limits::json_depth - 1)));
    CHECK_FALSE(decode_received<note>(nested(limits::json_depth)));
    std::string large = start + "1}";
    large.append(limits::response_body_bytes - large.size(), ' ');
    CHECK(decode_received<note>(large));
    CHECK(decode_received<note>(large + " ").error() == errc::body_too_large);
    std::string texts = "{\"id\":\"a\",\"name\":\"\xFF\",\"texts\":[\"\"";
    for (std::size_t i = 0; i != limits::array_elements; ++i)
        texts += ",\"\"";
    check_refused(texts + "]}", errc::too_many_elements,
                  "/texts/" + std::to_string(limits::array_elements));
}

TEST_CASE("both readers give one answer to every document", "[codec][json][repair]") {
    std::string_view const pieces[] = {
        "{",         "}",     "[",        "]",     ",",         ":",        "\"n\"",
        "\"note\":", "1",     "-0.5e+3",  "\"x\"", "\"\\n\"",   "\"\\u00",  "e9\"",
        "\\",        "null",  "true",     "fals",  "\xC3",      "\xC3\xA7", "\"\\ud83d",
        "\\ude00\"", "\x01",  "\"n\":1",  " ",     "{\"n\":1}", "-",        "0",
        "01",        "1e400", "\"y\":[[", "]]",    "\"n\":",    "\"",       "{\"n\":2,\"z\":{",
    };
    std::mt19937 random{5};
    for (int i = 0; i != 50'000; ++i) {
        std::string text = "{";
        for (auto left = random() % 12; left != 0; --left)
            text += pieces[random() % std::size(pieces)];
        if (i % 2 == 0) text += "}";
        INFO(text);
        leaf fast{}, careful{};
        using detail::document_of;
        auto const one = detail::read_document(text, {&fast, &document_of<leaf>::value});
        auto const other = detail::read_carefully(text, {&careful, &document_of<leaf>::value},
                                                  detail::strictness::exact);
        REQUIRE(one.has_value() == other.has_value());
        if (!one) {
            REQUIRE(fast == careful);
            continue;
        }
        REQUIRE(one->code() == other->code());
        REQUIRE(one->pointer() == other->pointer());
        REQUIRE(one->cause().failed() == other->cause().failed());
        // A document that needs no repair is not made another one by it.
        auto const lenient = decode_received<leaf>(text);
        if (*one == errc::json_trailing_bytes || !one->cause().failed()) REQUIRE_FALSE(lenient);
    }
}
