// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/describe.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <cstdint>
#include <new>
#include <set>
#include <string>

using namespace connectpsp;
using connectpsp::test::every_kind;
using connectpsp::test::every_member;

namespace connectpsp::test {

struct spelled {
    std::optional<bool> plain{};
    std::optional<bool> two_words{};
    std::optional<bool> end_to_end_id{};
    std::optional<bool> qr_code_image_base64{};
    std::optional<bool> line_2_text{};
    std::optional<bool> isNative{};
};

BOOST_DESCRIBE_STRUCT(spelled, (),
                      (plain, two_words, end_to_end_id, qr_code_image_base64, line_2_text,
                       isNative))

struct base_part {
    std::int64_t from_base{};
};

BOOST_DESCRIBE_STRUCT(base_part, (), (from_base))

struct derived_part : base_part {
    std::int64_t of_its_own{};
};

BOOST_DESCRIBE_STRUCT(derived_part, (base_part), (of_its_own))

struct tree {
    std::vector<tree> children{};
};

BOOST_DESCRIBE_STRUCT(tree, (), (children))

struct undescribed {
    int member;
};

struct half_described {
    std::int64_t id;
    int cache;
    bool seen;
};

BOOST_DESCRIBE_STRUCT(half_described, (), (id))

} // namespace connectpsp::test

using connectpsp::test::derived_part;
using connectpsp::test::spelled;
using connectpsp::test::tree;

static_assert(described<every_kind>);
static_assert(!described<connectpsp::test::undescribed>);
static_assert(!described<std::string>);

TEST_CASE("a member's key is the camelCase of its name", "[codec][describe]") {
    auto const& fields = detail::table_of<spelled>::fields;
    REQUIRE(fields.size() == 6 + 1); // one without a bit ends them
    CHECK(fields[0].key == "plain");
    CHECK(fields[1].key == "twoWords");
    CHECK(fields[2].key == "endToEndId");
    CHECK(fields[3].key == "qrCodeImageBase64");
    CHECK(fields[4].key == "line2Text");
    CHECK(fields[5].key == "isNative");

    auto const read = decode<spelled>(R"({"twoWords":true,"two_words":1,"TwoWords":2})");
    REQUIRE(read);
    CHECK(read.value().two_words == true);
    CHECK(encode(read.value()) == R"({"twoWords":true})");
}

TEST_CASE("the table of a type holds its members in their order", "[codec][describe]") {
    auto const& table = detail::table_of<every_kind>::value;
    auto const members = every_member();
    REQUIRE(detail::table_of<every_kind>::fields.size() == members.size() + 1);
    CHECK(table.fields[members.size()].bit == 0);
    std::set<std::string_view> keys;
    for (std::size_t i = 0; i != members.size(); ++i) {
        INFO(members[i].key);
        CHECK(table.fields[i].key == members[i].key);
        CHECK(table.fields[i].required == members[i].required);
        CHECK(((table.required >> i) & 1) == (members[i].required ? 1U : 0U));
        keys.insert(table.fields[i].key);
    }
    CHECK(keys.size() == members.size());
    CHECK(connectpsp::test::longest_key.size() == detail::max_key_bytes);
}

TEST_CASE("optional members and lists may be absent, all others not", "[codec][describe]") {
    CHECK(detail::table_of<connectpsp::test::leaf>::value.required == 1);
    CHECK(detail::table_of<tree>::value.required == 0);
    CHECK(detail::table_of<spelled>::value.required == 0);
    CHECK(detail::table_of<derived_part>::value.required == 3);
}

TEST_CASE("what no description names is not left to chance", "[codec][describe]") {
    auto const read = decode<connectpsp::test::half_described>(R"({"id":7})");
    REQUIRE(read);
    CHECK(read.value().id == 7);
    CHECK(read.value().cache == 0);
}

TEST_CASE("members of a base class are the type's own", "[codec][describe]") {
    auto const read = decode<derived_part>(R"({"ofItsOwn":2,"fromBase":1})");
    REQUIRE(read);
    CHECK(read.value().from_base == 1);
    CHECK(read.value().of_its_own == 2);
    CHECK(encode(read.value()) == R"({"fromBase":1,"ofItsOwn":2})");
}

TEST_CASE("a type may hold a list of itself, down to the depth limit", "[codec][describe]") {
    static_assert(limits::json_depth % 2 == 0);
    std::string const open = R"({"children":[)";
    auto const nested = [&](std::size_t levels) {
        std::string text;
        for (std::size_t i = 0; i != levels; ++i)
            text += open;
        for (std::size_t i = 0; i != levels; ++i)
            text += "]}";
        return text;
    };
    auto const deepest = decode<tree>(nested(limits::json_depth / 2));
    REQUIRE(deepest);
    std::size_t levels = 1;
    for (tree const* at = &deepest.value(); !at->children.empty(); at = &at->children.front())
        ++levels;
    CHECK(levels == limits::json_depth / 2);
    CHECK(encode(deepest.value()) == nested(limits::json_depth / 2));

    auto const beyond = decode<tree>(nested(limits::json_depth / 2 + 1));
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error() == errc::json_too_deep);
    std::string pointer;
    for (std::size_t i = 0; i != limits::json_depth / 2; ++i)
        pointer += "/children/0";
    // The parser refuses the bracket before the list has an element.
    CHECK(beyond.error().pointer() == pointer.substr(0, pointer.size() - 2));
}
