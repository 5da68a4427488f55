// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/http/header_fields.hpp>

#include "../core/freed_memory.hpp"
#include "catch.hpp"

#include <iterator>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using connectpsp::errc;
using connectpsp::header_field;
using connectpsp::header_fields;

namespace header_fields_test {

namespace {

constexpr std::string_view token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

using pairs = std::vector<std::pair<std::string, std::string>>;

pairs all_of(header_fields const& fields) {
    pairs seen;
    for (auto const& [name, value] : fields)
        seen.emplace_back(name, value);
    return seen;
}

header_fields sample() {
    header_fields fields;
    fields.append("Authorization", "Bearer abc").value();
    fields.append("X-Empty", "").value();
    fields.append("X-Url", "https://example.com:8443/: a").value();
    return fields;
}

static_assert(std::input_iterator<header_fields::iterator>);
static_assert(std::is_nothrow_move_constructible_v<header_fields>);
static_assert(std::is_nothrow_move_assignable_v<header_fields>);

} // namespace

TEST_CASE("header fields are given back in the order they were added", "[http][header_fields]") {
    CHECK(all_of(sample()) == pairs{{"Authorization", "Bearer abc"},
                                    {"X-Empty", ""},
                                    {"X-Url", "https://example.com:8443/: a"}});
    CHECK(sample().text() == "Authorization: Bearer abc\r\n"
                             "X-Empty: \r\n"
                             "X-Url: https://example.com:8443/: a\r\n");
}

TEST_CASE("no header fields are an empty range", "[http][header_fields]") {
    header_fields const none;
    CHECK(none.begin() == none.end());
    CHECK(none.text().empty());
    CHECK(none.find("Accept").empty());
    CHECK(none.find("").empty());
    CHECK(all_of(header_fields{""}).empty());
}

TEST_CASE("iterators step before and after use", "[http][header_fields]") {
    header_fields const fields = sample();
    auto at = fields.begin();
    CHECK((*at++).name == "Authorization");
    CHECK((*at).name == "X-Empty");
    CHECK((*++at).name == "X-Url");
    CHECK(at != fields.end());
    CHECK(++at == fields.end());
    CHECK(std::distance(fields.begin(), fields.end()) == 3);
}

TEST_CASE("a field is found without regard to case", "[http][header_fields]") {
    header_fields fields = sample();
    for (std::string const name :
         {"Authorization", "authorization", "AUTHORIZATION", "aUTHORIZATIOn"})
        CHECK(fields.find(name) == "Bearer abc");
    CHECK(fields.find("x-url") == "https://example.com:8443/: a");
    for (std::string const name : {"", "Authorizatio", "Authorization ", "Authorization:", "Bearer",
                                   "uthorization", "X_Url", "x\rurl"}) {
        INFO(name);
        CHECK(fields.find(name).empty());
    }
    // '@' and '`', '[' and '{' differ by the same bit as 'A' and 'a' and are not letters.
    fields = header_fields{"X-@: 1\r\nX-[: 2\r\n"};
    CHECK(fields.find("x-`").empty());
    CHECK(fields.find("x-{").empty());
    CHECK(fields.find("x-@") == "1");
    CHECK(fields.find("x-[") == "2");
}

TEST_CASE("the first of several fields of a name is found", "[http][header_fields]") {
    header_fields fields;
    fields.append("X-Id", "1").value();
    fields.append("x-id", "2").value();
    CHECK(fields.find("X-ID") == "1");
    CHECK(all_of(fields).size() == 2);
}

TEST_CASE("a ready block of fields can be extended", "[http][header_fields]") {
    std::string block{sample().text()};
    header_fields fields{block, 100};
    block.assign(block.size(), '!');
    char const* const memory = fields.text().data();
    fields.append("Content-Type", "application/json").value();
    CHECK(fields.text().data() == memory); // the room was there
    CHECK(all_of(fields).size() == 4);
    CHECK(fields.find("Authorization") == "Bearer abc");
    CHECK(fields.find("Content-Type") == "application/json");
    std::string const copied{sample().text()};
    CHECK(header_fields{copied}.text() == sample().text());
}

TEST_CASE("copies of header fields are independent", "[http][header_fields]") {
    header_fields original = sample();
    header_fields copy = original;
    original.append("X-More", "1").value();
    CHECK(copy.text() == sample().text());
    copy = original;
    CHECK(copy.find("X-More") == "1");
    header_fields& same = copy;
    copy = same;
    CHECK(copy.find("X-More") == "1");
}

TEST_CASE("moved-from header fields are empty", "[http][header_fields]") {
    header_fields source = sample();
    header_fields moved = std::move(source);
    CHECK(moved.text() == sample().text());
    CHECK(source.text().empty());
    source = std::move(moved);
    CHECK(source.text() == sample().text());
    CHECK(moved.text().empty());
    moved.append("A", "b").value(); // and can be used again
    CHECK(moved.text() == "A: b\r\n");
}

TEST_CASE("the watch sees a block that a string leaves behind", "[http][header_fields]") {
    CHECK(freed_memory::count(token, [] {
              std::string const text{token};
              freed_memory::touch(text.data());
          }) == (freed_memory::is_watched ? 1U : 0U));
}

TEST_CASE("header fields that go leave no token behind", "[http][header_fields]") {
    std::string const block = "Authorization: Bearer " + std::string{token} + "\r\n";
    CHECK(freed_memory::count(token, [&] {
              header_fields const fields{block, 50};
              header_fields copy = fields;
              header_fields const moved = std::move(copy);
              freed_memory::touch(moved.text().data());
          }) == 0);
    header_fields fields{block};
    CHECK(freed_memory::count(token, [&] { fields = header_fields{}; }) == 0);
    fields = header_fields{block};
    header_fields const other = sample();
    CHECK(freed_memory::count(token, [&] { fields = other; }) == 0);
}

TEST_CASE("header fields that grow leave no token behind", "[http][header_fields]") {
    header_fields fields{"Authorization: Bearer " + std::string{token} + "\r\n"};
    CHECK(freed_memory::count(token, [&] {
              for (int i = 0; i != 20; ++i)
                  fields.append("X-Padding", "of some length").value();
          }) == 0);
    CHECK(fields.find("X-Padding") == "of some length");
}

TEST_CASE("a value with a control character is not taken", "[http][header_fields]") {
    header_fields fields = sample();
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        INFO(byte);
        bool const fits = byte == '\t' || (byte >= 0x20 && byte != 0x7F);
        std::size_t const size = fields.text().size();
        auto const added = fields.append("X-Request-Id", std::string{'1', c, '2'});
        CHECK(added.has_value() == fits);
        if (!fits) CHECK(added.error() == errc::control_character);
        CHECK((fields.text().size() == size) == !fits);
    }
    header_fields request = sample();
    CHECK_FALSE(request.append("X-Request-Id", "1\r\nX-Idempotency-Key: another"));
    CHECK(request.text() == sample().text());
}

TEST_CASE("a name that is not a token is not taken", "[http][header_fields]") {
    header_fields fields = sample();
    for (int byte = 0; byte != 256; ++byte) {
        char const c = static_cast<char>(byte);
        INFO(byte);
        bool const fits =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c != '\0' && std::string{"!#$%&'*+-.^_`|~"}.find(c) != std::string::npos);
        auto const added = fields.append(std::string{'X', c}, "1");
        CHECK(added.has_value() == fits);
        if (!fits) CHECK(added.error() == errc::invalid_character);
    }
    CHECK(fields.append("", "1").error() == errc::invalid_character);
    CHECK(all_of(fields).size() == 3 + 77);
}

TEST_CASE("an iteration over a block that is not quite one ends", "[http][header_fields]") {
    struct {
        std::string block;
        pairs seen;
    } const table[] = {
        {"Accept: */*", {{"Accept", "*/*"}}},
        {"Accept: */*\r", {{"Accept", "*/*"}}},
        {"A: 1\r\nAccept", {{"A", "1"}, {"Accept", ""}}},
        {"A:1\r\nB:\r\nC:  2\r\n", {{"A", "1"}, {"B", ""}, {"C", " 2"}}},
        {"A: 1\nB: 2\n", {{"A", "1"}, {"B", "2"}}},
        {"\r\n\n", {{"", ""}, {"", ""}}},
        {":", {{"", ""}}},
        {"\r", {{"", ""}}},
        {std::string(3, '\0'), {{std::string(3, '\0'), ""}}},
    };
    for (auto const& each : table) {
        header_fields const fields{each.block};
        INFO(each.block);
        CHECK(all_of(fields) == each.seen);
        CHECK(fields.find("X-Missing").empty());
    }
}

} // namespace header_fields_test
