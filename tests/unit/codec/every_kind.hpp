// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_UNIT_CODEC_EVERY_KIND_HPP
#define CONNECTPSP_TESTS_UNIT_CODEC_EVERY_KIND_HPP

#include <connectpsp/codec/json.hpp>
#include <connectpsp/pix/ispb.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// A described type with one member of each kind, keys of 1 to 40 characters among them.

namespace connectpsp::test {

enum class colour : std::uint8_t { red, dark_green };

} // namespace connectpsp::test

template <>
struct connectpsp::enum_names<connectpsp::test::colour> {
    static constexpr std::string_view names[] = {"RED", "DARK_GREEN"};
};

namespace connectpsp::test {

struct leaf {
    std::int64_t n{};
    std::optional<std::string> note{};

    bool operator==(leaf const&) const = default;
};

BOOST_DESCRIBE_STRUCT(leaf, (), (n, note))

struct struct_without_members {
    bool operator==(struct_without_members const&) const = default;
};

BOOST_DESCRIBE_STRUCT(struct_without_members, (), ())

struct every_kind {
    std::string text{};
    secret hidden{};
    money amount{};
    std::int64_t whole{};
    bool is{};
    timestamp updated_at{};
    date day{};
    open_enum<colour> shade{};
    received<ispb> ispb_of_the_partner{};
    leaf inner{};
    std::vector<leaf> list{};
    std::vector<std::string> texts{};
    std::optional<std::string> maybe_text{};
    std::optional<secret> maybe_hidden{};
    std::optional<money> maybe_amount{};
    std::optional<std::int64_t> w{};
    std::optional<bool> maybe_is{};
    std::optional<timestamp> maybe_updated_at{};
    std::optional<date> maybe_day{};
    std::optional<open_enum<colour>> maybe_shade{};
    std::optional<received<ispb>> ispb_of_the_other_partner{};
    std::optional<leaf> a_member_whose_long_name_takes_all_of_forty_chars{};

    bool operator==(every_kind const&) const = default;
};

BOOST_DESCRIBE_STRUCT(every_kind, (),
                      (text, hidden, amount, whole, is, updated_at, day, shade, ispb_of_the_partner,
                       inner, list, texts, maybe_text, maybe_hidden, maybe_amount, w, maybe_is,
                       maybe_updated_at, maybe_day, maybe_shade, ispb_of_the_other_partner,
                       a_member_whose_long_name_takes_all_of_forty_chars))

inline constexpr std::string_view longest_key = "aMemberWhoseLongNameTakesAllOfFortyChars";

/// A member as its key and the text of its value.
struct member_text {
    std::string key;
    std::string value;
    bool required;
};

/// All members of sample_of_every_kind(), in the order of the description.
inline std::vector<member_text> every_member() {
    return {
        {"text", R"("plain")", true},
        {"hidden", R"("a secret")", true},
        {"amount", "150.5", true},
        {"whole", "-42", true},
        {"is", "true", true},
        {"updatedAt", R"("2026-03-10T11:35:00.25-03:00")", true},
        {"day", R"("2024-02-29")", true},
        {"shade", R"("DARK_GREEN")", true},
        {"ispbOfThePartner", R"("13935893")", true},
        {"inner", R"({"n":7,"note":"seven"})", true},
        {"list", R"([{"n":1},{"note":null,"n":2},{"n":3,"note":"three"}])", false},
        {"texts", R"(["a","","c"])", false},
        {"maybeText", R"("perhaps")", false},
        {"maybeHidden", R"("another")", false},
        {"maybeAmount", "-0.01", false},
        {"w", "9223372036854775807", false},
        {"maybeIs", "false", false},
        {"maybeUpdatedAt", R"("1999-12-31T23:59:59Z")", false},
        {"maybeDay", R"("0000-01-01")", false},
        {"maybeShade", R"("a shade of ours")", false},
        {"ispbOfTheOtherPartner", R"("not an ispb")", false},
        {std::string{longest_key}, R"({"n":-7})", false},
    };
}

inline every_kind sample_of_every_kind() {
    using namespace std::chrono;
    every_kind made;
    made.text = "plain";
    made.hidden = secret{"a secret"};
    made.amount = money::from_centavos(15050);
    made.whole = -42;
    made.is = true;
    made.updated_at =
        sys_days{year{2026} / March / 10} + hours{14} + minutes{35} + milliseconds{250};
    made.day = year{2024} / February / 29;
    made.shade = colour::dark_green;
    made.ispb_of_the_partner = received<ispb>{"13935893"};
    made.inner = {7, "seven"};
    made.list = {{1, {}}, {2, {}}, {3, "three"}};
    made.texts = {"a", "", "c"};
    made.maybe_text = "perhaps";
    made.maybe_hidden = secret{"another"};
    made.maybe_amount = money::from_centavos(-1);
    made.w = 9223372036854775807;
    made.maybe_is = false;
    made.maybe_updated_at = sys_days{year{2000} / January / 1} - seconds{1};
    made.maybe_day = year{0} / January / 1;
    made.maybe_shade = open_enum<colour>{"a shade of ours"};
    made.ispb_of_the_other_partner = received<ispb>{"not an ispb"};
    made.a_member_whose_long_name_takes_all_of_forty_chars = leaf{-7, {}};
    return made;
}

/// A JSON object of members, in their order.
inline std::string object_of(std::vector<member_text> const& members) {
    std::string text = "{";
    for (auto const& [key, value, required] : members) {
        if (text.size() != 1) text += ',';
        text.append("\"").append(key).append("\":").append(value);
    }
    return text += '}';
}

/// The members of sample_of_every_kind(), one of them with another value.
inline std::string with_value(std::string_view key, std::string_view value) {
    auto members = every_member();
    for (auto& each : members)
        if (each.key == key) each.value = value;
    return object_of(members);
}

/// The members of sample_of_every_kind(), without one of them.
inline std::string without(std::string_view key) {
    auto members = every_member();
    std::erase_if(members, [&](auto const& each) { return each.key == key; });
    return object_of(members);
}

/// A character of a key as its \u escape.
inline std::string escaped(char c) {
    constexpr char hex[] = "0123456789abcdef";
    auto const byte = static_cast<unsigned char>(c);
    return std::string{"\\u00"} + hex[byte >> 4] + hex[byte & 15];
}

} // namespace connectpsp::test

#endif
