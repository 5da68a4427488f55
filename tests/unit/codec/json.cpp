// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;

namespace json_test {

TEST_CASE("a document with every kind of member is read exactly", "[codec][json]") {
    auto const read = decode<every_kind>(object_of(every_member()));
    REQUIRE(read);
    every_kind const expected = sample_of_every_kind();
    CHECK(read.value().text == "plain");
    CHECK(read.value().hidden.reveal() == "a secret");
    CHECK(read.value().amount.centavos() == 15050);
    CHECK(read.value().shade == colour::dark_green);
    CHECK(read.value().updated_at == expected.updated_at);
    CHECK(read.value().list == expected.list);
    CHECK(read.value().texts == expected.texts);
    REQUIRE(read.value().maybe_shade);
    CHECK_FALSE(read.value().maybe_shade->known());
    CHECK(read.value().maybe_shade->text() == "a shade of ours");
    CHECK(read.value() == expected);
}

TEST_CASE("members may come in any order", "[codec][json]") {
    auto members = every_member();
    every_kind const expected = sample_of_every_kind();
    for (std::size_t i = 0; i != members.size(); ++i) {
        std::rotate(members.begin(), members.begin() + 1, members.end());
        auto const read = decode<every_kind>(object_of(members));
        REQUIRE(read);
        CHECK(read.value() == expected);
    }
    std::reverse(members.begin(), members.end());
    CHECK(decode<every_kind>(object_of(members)).value() == expected);
    std::mt19937 random{1};
    for (int i = 0; i != 200; ++i) {
        std::shuffle(members.begin(), members.end(), random);
        auto const read = decode<every_kind>(object_of(members));
        REQUIRE(read);
        REQUIRE(read.value() == expected);
    }
}

TEST_CASE("optional members may be absent or null, one by one and all at once", "[codec][json]") {
    std::vector<member_text> required;
    for (auto const& member : every_member()) {
        if (member.required) {
            required.push_back(member);
            continue;
        }
        INFO(member.key);
        auto const absent = decode<every_kind>(without(member.key));
        auto const null = decode<every_kind>(with_value(member.key, "null"));
        REQUIRE(absent);
        REQUIRE(null);
        CHECK(absent.value() == null.value());
        CHECK_FALSE(absent.value() == sample_of_every_kind());
    }
    auto const read = decode<every_kind>(object_of(required));
    REQUIRE(read);
    CHECK(read.value().list.empty());
    CHECK(read.value().texts.empty());
    CHECK_FALSE(read.value().maybe_text);
    CHECK_FALSE(read.value().maybe_hidden);
    CHECK_FALSE(read.value().maybe_amount);
    CHECK_FALSE(read.value().w);
    CHECK_FALSE(read.value().maybe_is);
    CHECK_FALSE(read.value().maybe_updated_at);
    CHECK_FALSE(read.value().maybe_day);
    CHECK_FALSE(read.value().maybe_shade);
    CHECK_FALSE(read.value().ispb_of_the_other_partner);
    CHECK_FALSE(read.value().a_member_whose_long_name_takes_all_of_forty_chars);
}

TEST_CASE("booleans are read as they stand", "[codec][json]") {
    CHECK(decode<every_kind>(with_value("is", "true")).value().is);
    CHECK_FALSE(decode<every_kind>(with_value("is", "false")).value().is);
    CHECK(decode<every_kind>(with_value("maybeIs", "true")).value().maybe_is == true);
}

TEST_CASE("lists of no, one and many elements are read", "[codec][json]") {
    CHECK(decode<every_kind>(with_value("list", "[]")).value().list.empty());
    CHECK(decode<every_kind>(with_value("list", R"([{"n":5}])")).value().list ==
          std::vector<leaf>{{5, {}}});
    std::string many = "[";
    for (int i = 0; i != 100; ++i)
        many.append(i == 0 ? "" : ",").append(R"({"n":)").append(std::to_string(i)).append("}");
    auto const read = decode<every_kind>(with_value("list", many + "]"));
    REQUIRE(read);
    REQUIRE(read.value().list.size() == 100);
    for (int i = 0; i != 100; ++i)
        CHECK(read.value().list[static_cast<std::size_t>(i)].n == i);
}

TEST_CASE("white space may stand wherever JSON lets it", "[codec][json]") {
    CHECK(decode<leaf>(" \t\r\n{ \"n\" : \n 1 , \"note\":\t\"a b\" } \r\n\t ").value() ==
          leaf{1, "a b"});
}

TEST_CASE("unknown members of every kind are skipped", "[codec][json]") {
    std::string const strangers[] = {
        "1",
        "-0.5e-7",
        "12345678901234567890123456789",
        "true",
        "false",
        "null",
        R"("text")",
        R"("\u0061\n\\\" and more")",
        "[]",
        "{}",
        "[[],{},[1,[2,{\"a\":[]}]],null]",
        R"({"text":1,"text":2,"n":"x","n":{},"list":[[{"n":1}]],"":{"":{}}})",
        R"([{"n":null,"n":null},{"\u006e":[]},"n",{"hidden":{"hidden":"hidden"}}])",
        "[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]",
        R"({"a":{"b":{"c":{"d":{"e":[{"f":[{"g":null}]}]}}}}})",
        "\"" + std::string(10'000, 'x') + "\"",
        "\"\\u0041" + std::string(10'000, 'y') + "\\n" + std::string(10'000, 'z') + "\"",
    };
    every_kind const expected = sample_of_every_kind();
    auto const members = every_member();
    for (auto const& stranger : strangers) {
        INFO(stranger.substr(0, 60));
        std::vector<member_text> mixed;
        for (auto const& member : members) {
            mixed.push_back({"unknown", stranger, false});
            mixed.push_back(member);
            mixed.push_back({"", stranger, false});
        }
        auto const read = decode<every_kind>(object_of(mixed));
        REQUIRE(read);
        CHECK(read.value() == expected);
        auto const inside = decode<every_kind>(with_value(
            "list", R"([{"x":)" + stranger + R"(,"n":1},{"n":2,"x":)" + stranger + "}]"));
        REQUIRE(inside);
        CHECK(inside.value().list == std::vector<leaf>{{1, {}}, {2, {}}});
    }
}

TEST_CASE("an unknown member may stand twice", "[codec][json]") {
    CHECK(decode<leaf>(R"({"x":1,"n":2,"x":3,"x":{}})").value() == leaf{2, {}});
}

TEST_CASE("a type without members takes any object", "[codec][json]") {
    struct_without_members const none{};
    CHECK(decode<struct_without_members>("{}").value() == none);
    CHECK(decode<struct_without_members>(R"({"a":1,"":[{"a":2}],"a":null})").value() == none);
    CHECK(encode(none) == "{}");
}

TEST_CASE("a failed decode leaves nothing behind for the next", "[codec][json]") {
    REQUIRE_FALSE(decode<leaf>(R"({"n":1,"note":"\u0061bc","note":2})"));
    CHECK(decode<leaf>(R"({"n":1,"note":"x"})").value() == leaf{1, "x"});
}

} // namespace json_test
