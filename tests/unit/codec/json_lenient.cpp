#include <connectpsp/codec/json.hpp>

#include "catch.hpp"

#include <string>
#include <string_view>

// A problem document is read leniently: whatever is wrong with one member must not cost the code.

using namespace connectpsp;

namespace {

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

TEST_CASE("an error behind a member that was passed over points at neither",
          "[codec][json][problem]") {
    for (char const* const value : {"7", "true", "null", "{}", "[[]]"}) {
        auto const read = decode<problem>(R"({"code":)" + std::string{value} + " oops");
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::json_syntax);
        CHECK(read.error().pointer().empty());
    }
}
