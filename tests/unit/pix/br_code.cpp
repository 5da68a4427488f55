// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/br_code.hpp>
#include <connectpsp/pix/detail/crc16.hpp>

#include "br_code_texts.hpp"

#include "catch.hpp"

#include <cstdint>
#include <type_traits>

namespace texts = br_code_texts;
using connectpsp::br_code;
using connectpsp::br_code_kind;
using connectpsp::errc;
using connectpsp::money;
using connectpsp::point_of_initiation;
using connectpsp::detail::crc16;
using texts::field;
using texts::gui;
using texts::sealed;
using namespace connectpsp::literals;

static_assert(std::is_nothrow_move_constructible_v<br_code>);
static_assert(noexcept(crc16("")) && noexcept(br_code::check_crc("")));

// The check value of CRC-16/CCITT-FALSE, its start, and what one byte makes of it.
static_assert(crc16("123456789") == 0x29B1);
static_assert(crc16("") == 0xFFFF);
static_assert(crc16("A") == 0xB915);
static_assert(crc16("\xFF\xFF") == 0x0000);

namespace br_code_test {

namespace {

/// The members of a code stay the same when it is written and read again.
br_code read(std::string_view text) {
    auto const got = br_code::parse(text);
    INFO(text);
    REQUIRE(got.has_value());
    std::string const written = got.value().text();
    INFO(written);
    auto const again = br_code::parse(written);
    REQUIRE(again.has_value());
    CHECK(again.value() == got.value());
    CHECK(again.value().text() == written);
    return got.value();
}

} // namespace

TEST_CASE("the CRC is the one the central bank's examples state", "[pix][br_code]") {
    for (std::string_view const text :
         {texts::bacen_static, texts::bacen_recurrence, texts::bacen_static_and_recurrence}) {
        CHECK(!br_code::check_crc(text));
        CHECK(sealed(std::string{text.substr(0, text.size() - 8)}) == text);
        CHECK(br_code::parse(text).value().text() == text);
    }
}

TEST_CASE("a default BR Code is none", "[pix][br_code]") {
    br_code const none;
    CHECK(none.kind() == br_code_kind::none);
    CHECK(none.text().empty());
    CHECK(none == br_code{});
    CHECK_FALSE(none == br_code::parse(texts::bacen_static).value());
}

TEST_CASE("a static BR Code is read whole", "[pix][br_code]") {
    br_code const plain = read(texts::bacen_static);
    CHECK(plain.kind() == br_code_kind::static_code);
    CHECK(plain.key() == "123e4567-e12b-12d1-a456-426655440000");
    CHECK(plain.url().empty());
    CHECK(plain.description().empty());
    CHECK(plain.recurrence_url().empty());
    CHECK(!plain.withdrawal_agent());
    CHECK(!plain.amount());
    CHECK(!plain.initiation());
    CHECK(plain.txid().empty());
    CHECK(plain.merchant_name() == "Fulano de Tal");
    CHECK(plain.merchant_city() == "BRASILIA");
    CHECK(plain.postal_code().empty());
    CHECK(plain.merchant_category() == "0000");

    std::string_view const full_text =
        "00020126490014br.gov.bcb.pix0114+55619123456780209Pedido 425204541153039865410"
        "1234567.895802BR5916Jos\xC3\xA9 da Padaria6010S\xC3\xA3o Paulo610801310100"
        "62120508PEDIDO4263041416";
    br_code const full = read(full_text);
    CHECK(full.text() == full_text);
    CHECK(full.key() == "+5561912345678");
    CHECK(full.description() == "Pedido 42");
    CHECK(full.amount() == 1'234'567.89_brl);
    CHECK(full.txid() == "PEDIDO42");
    CHECK(full.merchant_name() == "Jos\xC3\xA9 da Padaria");
    CHECK(full.merchant_city() == "S\xC3\xA3o Paulo");
    CHECK(full.postal_code() == "01310100");
    CHECK(full.merchant_category() == "5411");
}

TEST_CASE("a dynamic BR Code is read whole", "[pix][br_code]") {
    std::string_view const text =
        "00020101021226800014br.gov.bcb.pix2558pix.example.com/qr/v2/cob/"
        "9d36b84fc70b478fb95c12729b90ca255204000053039865802BR5923EXEMPLO PAGAMENTOS LTDA"
        "6009SAO PAULO62070503***6304E51C";
    br_code const got = read(text);
    CHECK(got.text() == text);
    CHECK(got.kind() == br_code_kind::dynamic_code);
    CHECK(got.url() == "pix.example.com/qr/v2/cob/9d36b84fc70b478fb95c12729b90ca25");
    CHECK(got.key().empty());
    CHECK(got.initiation() == point_of_initiation::single_use);
    CHECK(got.txid().empty());
    CHECK(!got.amount());

    texts::parts parts;
    parts.initiation = field(1, "11");
    CHECK(read(parts.text()).initiation() == point_of_initiation::reusable);
    CHECK(read(parts.text()).text() == parts.text());
}

TEST_CASE("a composite BR Code says where its recurrence is described", "[pix][br_code]") {
    br_code const alone = read(texts::bacen_recurrence);
    CHECK(alone.kind() == br_code_kind::recurrence_only);
    CHECK(alone.key().empty());
    CHECK(alone.url().empty());
    CHECK(alone.recurrence_url() == "pix.example.com/rec/2353c790eefb11eaadc10242ac120002");

    br_code const with_key = read(texts::bacen_static_and_recurrence);
    CHECK(with_key.kind() == br_code_kind::static_code);
    CHECK(with_key.recurrence_url() == alone.recurrence_url());
    CHECK(with_key.amount() == 100.50_brl);

    // Any of the tags 80 to 99 will do, and it is the GUI that tells.
    texts::parts parts;
    parts.more = field(80, field(0, "com.example.other") + field(25, "not/ours")) +
                 field(99, field(25, "pix.example.com/rec/1") + field(0, "BR.GOV.BCB.PIX"));
    CHECK(read(parts.text()).recurrence_url() == "pix.example.com/rec/1");
    parts.more = field(80, field(0, "com.example.other") + field(25, "not/ours"));
    CHECK(read(parts.text()).recurrence_url().empty());
}

TEST_CASE("the PIX template is found by its GUI, in any case and at any tag", "[pix][br_code]") {
    std::string const key = field(1, "loja@example.com");
    texts::parts parts;
    br_code const expected = read(parts.text());
    for (std::string const name :
         {"br.gov.bcb.pix", "BR.GOV.BCB.PIX", "Br.Gov.Bcb.Pix", "br.gov.BCB.pix"})
        for (int const tag : {26, 27, 40, 50, 51}) {
            parts.pix = field(tag, field(0, name) + key);
            CHECK(read(parts.text()) == expected);
            parts.pix = field(tag, key + field(0, name));
            CHECK(read(parts.text()) == expected);
        }

    // Others may come before and behind; what their fields are called means nothing here.
    std::string const other = field(0, "com.example.card") + field(1, "merchant") + field(25, "u");
    std::string const pix = field(30, gui + key);
    for (std::string const& both :
         {field(26, other) + pix, pix + field(51, other), field(26, other) + pix + field(51, other),
          field(2, "4111111111111111") + field(25, "x") + pix, field(26, "") + pix}) {
        parts.pix = both;
        CHECK(read(parts.text()) == expected);
    }
}

TEST_CASE("fields that say nothing about PIX are accepted", "[pix][br_code]") {
    texts::parts const plain;
    br_code const expected = read(plain.text());
    for (std::string const& more :
         {field(55, "01") + field(56, "1.00"), field(57, "5"), field(65, "reserved"), field(79, ""),
          field(64,
                field(0, "PT") + field(1, "LOJA \xC3\x89XEMPLO") + field(2, "S\xC3\xA3o Paulo")),
          field(85, field(0, "com.example.other") + field(7, "x"))}) {
        texts::parts parts = plain;
        parts.more = more;
        CHECK(read(parts.text()) == expected);
    }
    texts::parts parts;
    parts.additional = field(62, field(1, "bill") + field(5, "PEDIDO42") +
                                     field(50, field(0, "BR.GOV.BCB.BRCODE") + field(1, "1.0.0")));
    CHECK(read(parts.text()) == expected);
}

TEST_CASE("a static BR Code can be for a withdrawal", "[pix][br_code]") {
    texts::parts parts;
    parts.pix = field(26, gui + field(1, "loja@example.com") + field(3, "13935893"));
    br_code const got = read(parts.text());
    REQUIRE(got.withdrawal_agent());
    CHECK(got.withdrawal_agent()->text() == "13935893");
    CHECK(got.text() == parts.text());
}

TEST_CASE("the order of the fields behind the first is free", "[pix][br_code]") {
    texts::parts const plain;
    CHECK(read(sealed(plain.version + plain.additional + plain.city + plain.name + plain.country +
                      plain.amount + plain.currency + plain.category + plain.pix)) ==
          read(plain.text()));
}

TEST_CASE("amounts are read exactly", "[pix][br_code]") {
    struct row {
        std::string text;
        std::int64_t centavos;
    };
    for (row const& r : {row{"0.01", 1},
                         {"1", 100},
                         {"1.", 100},
                         {"1.1", 110},
                         {"1.10", 110},
                         {"150.5", 15050},
                         {"10.29", 1029},
                         {"00001.00", 100},
                         {"0000000000001", 100},
                         {"9999999999.99", 999'999'999'999},
                         {"9999999999", 999'999'999'900}}) {
        INFO(r.text);
        texts::parts parts;
        parts.amount = field(54, r.text);
        CHECK(read(parts.text()).amount() == money::from_centavos(r.centavos));
    }
}

TEST_CASE("an amount of zero is none: the payer or the charge decides", "[pix][br_code]") {
    texts::parts without;
    without.amount.clear();
    for (std::string const zero : {"0", "0.", "0.0", "0.00", "0000000000.00"}) {
        INFO(zero);
        texts::parts parts;
        parts.amount = field(54, zero);
        CHECK(!read(parts.text()).amount());
        CHECK(read(parts.text()) == read(without.text()));
    }
}

TEST_CASE("a txid of three stars, or none, is none", "[pix][br_code]") {
    for (std::string const& additional :
         {std::string{}, field(62, ""), field(62, field(5, "***")), field(62, field(1, "x"))}) {
        texts::parts parts;
        parts.additional = additional;
        CHECK(read(parts.text()).txid().empty());
    }
    texts::parts parts;
    for (std::string const txid : {"a", "0", "aZ09", "1234567890123456789012345"}) {
        parts.additional = field(62, field(5, txid));
        CHECK(read(parts.text()).txid() == txid);
    }
    // Where it means nothing it may be what it likes.
    parts.pix = field(26, gui + field(25, "pix.example.com/qr/1"));
    for (std::string const txid : {"RP12345678-2019", "7978c0c97ea847e78e8849634473c1f1", "**"}) {
        parts.additional = field(62, field(5, txid));
        CHECK(read(parts.text()).txid() == txid);
    }
}

TEST_CASE("empty texts that need not be there are none", "[pix][br_code]") {
    texts::parts parts;
    br_code const expected = read(parts.text());
    parts.pix = field(26, gui + field(1, "loja@example.com") + field(2, ""));
    parts.postal_code = field(61, "");
    CHECK(read(parts.text()) == expected);
}

TEST_CASE("the CRC is where the text ends, whatever else looks like it", "[pix][br_code]") {
    // A CRC that is 6304 itself, one that begins with zeros, one without a decimal digit.
    for (std::string_view const text :
         {"00020126270014br.gov.bcb.pix0105a@b.c5204000053039865802BR5904LOJA6003RIO"
          "62090505N933163046304",
          "00020126270014br.gov.bcb.pix0105a@b.c5204000053039865802BR5904LOJA6003RIO"
          "62080504N54663040004",
          "00020126270014br.gov.bcb.pix0105a@b.c5204000053039865802BR5904LOJA6003RIO"
          "62070503N846304DCCF"}) {
        CHECK(!br_code::check_crc(text));
        CHECK(read(text).text() == text);
    }
    texts::parts parts;
    parts.pix = field(26, gui + field(1, "6304ABCD") + field(2, "63046304 6304FFFF"));
    parts.name = field(59, "6304 LOJA 6304");
    parts.city = field(60, "6304");
    parts.additional = field(62, field(5, "6304ABCD"));
    br_code const got = read(parts.text());
    CHECK(got.text() == parts.text());
    CHECK(got.key() == "6304ABCD");
    CHECK(got.description() == "63046304 6304FFFF");
    CHECK(got.txid() == "6304ABCD");
}

TEST_CASE("the CRC's digits are read in either case and written in capitals", "[pix][br_code]") {
    std::string text = "00020126270014br.gov.bcb.pix0105a@b.c5204000053039865802BR5904LOJA6003RIO"
                       "62070503N846304dccf";
    CHECK(!br_code::check_crc(text));
    CHECK(read(text).text().ends_with("6304DCCF"));
    text.replace(text.size() - 4, 4, "dCcF");
    CHECK(read(text).text().ends_with("6304DCCF"));
}

TEST_CASE("a BR Code may have as many characters as the limit says", "[pix][br_code]") {
    texts::parts parts;
    std::size_t const rest = 512 - parts.text().size();
    REQUIRE(rest > 210);
    parts.more = field(65, std::string(99, 'x')) + field(66, std::string(99, 'y')) +
                 field(67, std::string(rest - 2 * 103 - 4 > 99 ? 99 : rest - 2 * 103 - 4, 'z'));
    std::size_t const left = 512 - parts.text().size();
    if (left >= 4) parts.more += field(68, std::string(left - 4, 'w'));
    REQUIRE(parts.text().size() == 512);
    CHECK(!br_code::check_crc(parts.text()));
    CHECK(read(parts.text()) == read(texts::parts{}.text()));

    parts.city = field(60, "SAO PAULO.");
    REQUIRE(parts.text().size() == 513);
    CHECK(br_code::check_crc(parts.text()) == errc::br_code_too_long);
    auto const refused = br_code::parse(parts.text());
    CHECK(refused.error() == errc::br_code_too_long);
    CHECK(refused.error().offset() == 512u);
}

TEST_CASE("names have their bounds in bytes", "[pix][br_code]") {
    texts::parts parts;
    parts.name = field(59, std::string(25, 'N'));
    parts.city = field(60, std::string(15, 'C'));
    parts.postal_code = field(61, "01310-100X");
    br_code const got = read(parts.text());
    CHECK(got.merchant_name().size() == 25);
    CHECK(got.merchant_city().size() == 15);
    CHECK(got.postal_code() == "01310-100X");
    // Two, three and four bytes for a character; the last that is not a control character.
    parts.name = field(59, "\xC3\x87 \xE2\x82\xAC \xF0\x9F\x8F\xAA \xC2\xA0");
    CHECK(read(parts.text()).merchant_name().size() == 14);
}

} // namespace br_code_test
