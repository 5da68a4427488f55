// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/cash_in.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"
#include "unit/pix/br_code_texts.hpp"

#include <string>
#include <string_view>
#include <vector>

// A charge's copy-and-paste text is held to the amount, whatever else is irregular in it.

using namespace connectpsp;
using namespace connectpsp::test;
using namespace br_code_texts;

namespace charge_br_code_test {

namespace {

/// Returns the result of parse for the charge of 150.50 with this text.
result<cash_in_charge> charged(std::string const& text) {
    cash_in_charge const answer{.transaction_id = "t",
                                .pix_data = pix_data{.copy_and_paste = text}};
    return parse(sample_charge(), json_reply(201, encode(answer)));
}

/// A field whose length counts characters, as some libraries make it.
std::string counted(int tag, std::string_view value, std::size_t characters) {
    std::string made = field(tag, std::string(characters, 'x'));
    return made.substr(0, 4) + std::string{value};
}

/// A static code for an amount with one part replaced.
std::string code(std::string const& amount, std::string parts::* member = nullptr,
                 std::string const& value = "") {
    parts made;
    made.amount = amount.empty() ? "" : field(54, amount);
    if (member != nullptr) made.*member = value;
    return sealed(made.body());
}

void check_amount(error const& got, std::string_view stated) {
    INFO(got);
    CHECK(got.cause() == errc::mismatched_br_code);
    CHECK(got.pointer() == "/pixData/copyAndPaste");
    CHECK(got.remedy() == remedy::reconcile);
    CHECK(got.transaction_id() == "t");
    REQUIRE(got.mismatch() != nullptr);
    CHECK(got.mismatch()->expected == "150.50");
    CHECK(got.mismatch()->received == stated);
}

struct irregularity {
    char const* what;
    std::string parts::* member;
    std::string value;
};

std::vector<irregularity> const irregularities{
    {"a name counted in characters", &parts::name, counted(59, "Jo\xC3\xA3o", 4)},
    {"a city counted in characters", &parts::city, counted(60, "BRAS\xC3\x8DLIA", 8)},
    {"a description counted in characters", &parts::pix,
     counted(26, gui + field(1, "loja@example.com") + counted(2, "P\xC3\xA3o", 3), 18 + 20 + 7)},
    {"a name too long", &parts::name, field(59, std::string(26, 'x'))},
    {"no name", &parts::name, ""},
    {"another currency", &parts::currency, field(53, "840")},
    {"another version", &parts::version, field(0, "02")},
    {"no PIX template", &parts::pix, field(26, field(0, "com.example"))},
    {"a field twice", &parts::more, field(58, "BR")},
    {"a control character", &parts::name, field(59, "A\tB")},
    {"a txid that is none", &parts::additional, field(62, field(5, "a b"))},
    {"a broken template", &parts::additional, field(62, "0599x")},
};

} // namespace

TEST_CASE("a charge's code is held to the amount whatever else is irregular in it",
          "[api][cash_in]") {
    for (irregularity const& each : irregularities) {
        INFO(each.what);
        CHECK(charged(code("150.50", each.member, each.value)));
        CHECK(charged(code("150.5", each.member, each.value)));
        auto const other = charged(code("1.00", each.member, each.value));
        REQUIRE_FALSE(other);
        check_amount(other.error(), "1.00");
        // A code may leave the amount to the charge.
        CHECK(charged(code("", each.member, each.value)));
    }
    CHECK(charged(code("150.50")));
    check_amount(charged(code("150.51")).error(), "150.51");
}

TEST_CASE("a charge's code that is too long is held to its amount and its CRC", "[api][cash_in]") {
    std::string long_fields;
    for (int tag = 81; tag != 87; ++tag)
        long_fields += field(tag, std::string(99, 'x'));
    std::string text = code("150.50", &parts::more, long_fields);
    REQUIRE(text.size() > limits::br_code_characters);
    CHECK(charged(text));
    check_amount(charged(code("1.00", &parts::more, long_fields)).error(), "1.00");
    text.back() = text.back() == '0' ? '1' : '0';
    auto const damaged = charged(text);
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().cause() == errc::mismatched_br_code);
    CHECK(damaged.error().underlying() == errc::br_code_wrong_crc);
}

TEST_CASE("each amount that a charge's code states is the asked one", "[api][cash_in]") {
    auto const twice = charged(code("150.50", &parts::more, field(54, "1.00")));
    REQUIRE_FALSE(twice);
    check_amount(twice.error(), "1.00");
    for (char const* const odd : {"1,00", "1e2", "", "-1", "150.501"}) {
        INFO(odd);
        parts made;
        made.amount = field(54, odd);
        auto const read = charged(sealed(made.body()));
        REQUIRE_FALSE(read);
        CHECK(read.error().cause() == errc::mismatched_br_code);
        CHECK(read.error().underlying() == errc::br_code_invalid_value);
    }
}

TEST_CASE("a charge's code that neither bytes nor characters read whole is no code",
          "[api][cash_in]") {
    parts cut;
    cut.additional = "6299";
    parts no_tag;
    no_tag.more = "abcd";
    for (std::string const& body : {cut.body(), no_tag.body()}) {
        auto const read = charged(sealed(body));
        REQUIRE_FALSE(read);
        CHECK(read.error().cause() == errc::mismatched_br_code);
        CHECK(read.error().underlying().failed());
        CHECK(read.error().offset());
    }
}

} // namespace charge_br_code_test
