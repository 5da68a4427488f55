// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/br_code.hpp>

#include "br_code_texts.hpp"

#include "catch.hpp"

#include <vector>

namespace texts = br_code_texts;
using connectpsp::br_code;
using connectpsp::errc;
using texts::field;
using texts::gui;
using texts::parts;
using texts::sealed;

namespace br_code_refusals_test {

namespace {

void check_refused(std::string const& text, errc code, std::size_t offset) {
    INFO(text);
    auto const got = br_code::parse(text);
    REQUIRE(!got.has_value());
    INFO(got.error());
    CHECK(got.error() == code);
    REQUIRE(got.error().offset().has_value());
    CHECK(*got.error().offset() == offset);
    CHECK(got.error().pointer().empty());
}

/// Where a part of a text begins; the code must be unambiguous.
std::size_t place(std::string const& text, std::string const& part) {
    REQUIRE(text.find(part) != text.npos);
    REQUIRE(text.find(part) == text.rfind(part));
    return text.find(part);
}

std::string const key = field(1, "loja@example.com");

} // namespace

TEST_CASE("a text that does not end with a CRC is no BR Code", "[pix][br_code]") {
    std::string const good = parts{}.text();
    std::string const body = parts{}.body();
    struct row {
        std::string text;
        std::size_t offset;
    };
    for (row const& r : {row{"", 0},
                         {"6", 0},
                         {"6304ABC", 0},
                         {"6304ABCG", 0},
                         {"6304ABC:", 0},
                         {"6304/BCD", 0},
                         {"6304@BCD", 0},
                         {"6304`BCD", 0},
                         {"6304ABC\xC3", 0},
                         {body, body.size() - 8},
                         {good + "\n", good.size() - 7},
                         {good + "\r\n", good.size() - 6},
                         {good + " ", good.size() - 7},
                         {good + std::string(1, '\0'), good.size() - 7},
                         {good.substr(0, good.size() - 1), good.size() - 9},
                         {body + "6303" + good.substr(good.size() - 4), body.size()},
                         {body + "6404" + good.substr(good.size() - 4), body.size()},
                         {body + "6305" + good.substr(good.size() - 4), body.size()}}) {
        CHECK(br_code::check_crc(r.text) == errc::br_code_without_crc);
        check_refused(r.text, errc::br_code_without_crc, r.offset);
    }
}

TEST_CASE("a wrong CRC is refused before anything is read", "[pix][br_code]") {
    std::string text = parts{}.text();
    text.back() = text.back() == '0' ? '1' : '0';
    CHECK(br_code::check_crc(text) == errc::br_code_wrong_crc);
    check_refused(text, errc::br_code_wrong_crc, text.size() - 4);

    check_refused("6304FFFF", errc::br_code_wrong_crc, 4);
    check_refused(" " + parts{}.text(), errc::br_code_wrong_crc, parts{}.text().size() - 3);
    check_refused("\xEF\xBB\xBF" + parts{}.text(), errc::br_code_wrong_crc,
                  parts{}.text().size() - 1);
    check_refused("not a code at all 6304ABCD", errc::br_code_wrong_crc, 22);
    // Digits that would come out right if only their low bits were looked at.
    std::string const good = parts{}.text();
    CHECK(br_code::check_crc(good.substr(0, good.size() - 4) + "0" +
                             good.substr(good.size() - 4)) == errc::br_code_without_crc);
}

TEST_CASE("what is no sequence of fields is refused where it breaks", "[pix][br_code]") {
    std::string const v = parts{}.version;
    struct row {
        std::string body;
        errc code;
        std::size_t offset;
    };
    for (row const& r : {
             row{"x", errc::br_code_incomplete, 0},
             {"000", errc::br_code_incomplete, 0},
             {"0002", errc::br_code_incomplete, 0},
             {"00020", errc::br_code_incomplete, 0},
             {v + "5", errc::br_code_incomplete, 6},
             {v + "520", errc::br_code_incomplete, 6},
             {v + "5299" + std::string(98, '0'), errc::br_code_incomplete, 6},
             {"\xEF\xBB\xBF" + v, errc::br_code_syntax, 0},
             {" " + v, errc::br_code_syntax, 0},
             {"0A0201", errc::br_code_syntax, 0},
             {"A00201", errc::br_code_syntax, 0},
             {"00 201", errc::br_code_syntax, 2},
             {"00-201", errc::br_code_syntax, 2},
             {"000A01", errc::br_code_syntax, 2},
             {v + "5204000", errc::br_code_incomplete, 6},
             {v + "520400005_03986", errc::br_code_syntax, 14},
             {v + "5204000053x3986", errc::br_code_syntax, 16},
             // A length that is one short, or one long, shows at the next field.
             {v + "5203000053039865802BR", errc::br_code_incomplete, 13},
             {v + "52040000" + "5904Caf\xC3\xA9" + "6003RIO", errc::br_code_syntax, 22},
             // Inside templates, with offsets of the whole text.
             {v + field(26, "0"), errc::br_code_incomplete, 10},
             {v + field(26, "0015br.gov.bcb.pix"), errc::br_code_incomplete, 10},
             {v + field(26, gui + "01"), errc::br_code_incomplete, 28},
             {v + field(26, gui + "0103ab") + "99", errc::br_code_incomplete, 28},
             {v + field(26, gui + "x102ab"), errc::br_code_syntax, 28},
             {v + field(26, gui + "01x2ab"), errc::br_code_syntax, 30},
             {v + field(51, "?"), errc::br_code_incomplete, 10},
             {v + field(62, "0503**"), errc::br_code_incomplete, 10},
             {v + field(62, "x503***"), errc::br_code_syntax, 10},
             {v + field(62, "50050003x"), errc::br_code_incomplete, 14},
             {v + field(64, "?"), errc::br_code_incomplete, 10},
             {v + field(80, "00"), errc::br_code_incomplete, 10},
             {v + field(99, "??00"), errc::br_code_syntax, 10},
             // A value that reaches into the CRC.
             {v + "5206", errc::br_code_incomplete, 6},
             {v + "5208", errc::br_code_incomplete, 6},
             {v + "5200" + "6504", errc::br_code_incomplete, 10},
         })
        check_refused(sealed(r.body), r.code, r.offset);
}

TEST_CASE("what is no template need not consist of fields", "[pix][br_code]") {
    for (int const tag : {2, 25, 55, 65, 79}) {
        parts p;
        p.more = field(tag, "?");
        CHECK(br_code::parse(p.text()).has_value());
    }
    parts p;
    p.additional = field(62, field(5, "***") + field(49, "?"));
    CHECK(br_code::parse(p.text()).has_value());
    p.more = field(80, field(50, "?"));
    CHECK(br_code::parse(p.text()).has_value());
}

TEST_CASE("a tag stands once in its template", "[pix][br_code]") {
    parts const good;
    std::string const body = good.body();
    for (std::string const& twice :
         {good.version, good.pix, good.category, good.currency, good.amount, good.country,
          good.name, good.city, good.additional, field(52, "1111"), field(54, "")})
        check_refused(sealed(body + twice), errc::br_code_duplicate_field, body.size());
    for (int const tag : {1, 2, 55, 61, 64, 65, 80, 99})
        check_refused(sealed(body + field(tag, "") + field(tag, "")), errc::br_code_duplicate_field,
                      body.size() + 4);

    check_refused(sealed(body + field(63, "ABCD")), errc::br_code_duplicate_field, body.size());
    check_refused(good.text() + "6304FFFF", errc::br_code_wrong_crc, body.size() + 12);
    check_refused(sealed(good.text()), errc::br_code_duplicate_field, body.size());

    parts p;
    p.pix = field(26, gui + key + field(7, "x") + field(7, "y"));
    check_refused(p.text(), errc::br_code_duplicate_field, place(p.text(), "0701y"));
    p.pix = field(26, gui + key + gui);
    check_refused(p.text(), errc::br_code_duplicate_field, 10 + gui.size() + key.size());
    p.pix = good.pix;
    p.additional = field(62, field(5, "A") + field(5, "B"));
    check_refused(p.text(), errc::br_code_duplicate_field, place(p.text(), "0501B"));
    p.additional = field(62, field(5, "A") + field(51, field(1, "C") + field(1, "D")));
    check_refused(p.text(), errc::br_code_duplicate_field, place(p.text(), "0101D"));
    // The same tag in another template is another field.
    p.additional = field(62, field(5, "A") + field(26, "C") + field(63, field(5, "D")));
    CHECK(br_code::parse(p.text()).has_value());
}

TEST_CASE("two PIX templates are one too many", "[pix][br_code]") {
    parts p;
    std::string const first = field(51, gui + key), second = field(27, gui + key);
    p.pix = first + second;
    check_refused(p.text(), errc::br_code_duplicate_field, 6 + first.size());
    p.pix = second + first;
    check_refused(p.text(), errc::br_code_duplicate_field, 6 + second.size());
    p.pix = second;
    p.more = field(80, gui + field(25, "a/b")) + field(81, gui + field(25, "a/b"));
    check_refused(p.text(), errc::br_code_duplicate_field, place(p.text(), "8125"));
}

TEST_CASE("a BR Code without PIX is not ours", "[pix][br_code]") {
    for (std::string const& other :
         {std::string{}, field(26, field(0, "com.example.card") + key), field(26, key),
          field(26, field(0, "br.gov.bcb.pi") + key), field(26, field(0, "br.gov.bcb.pixx") + key),
          field(26, field(0, "br-gov-bcb-pix") + key), field(26, field(0, "BR.GOV.BCB.PI8") + key),
          field(26, ""), field(25, gui + key), field(52 + 13, gui + key),
          field(26, field(1, "br.gov.bcb.pix"))}) {
        parts p;
        p.pix = other;
        check_refused(p.text(), errc::br_code_not_pix, p.text().size());
    }
}

TEST_CASE("a tag outside 26 to 51 is no merchant account", "[pix][br_code]") {
    parts p;
    p.pix.clear();
    p.category = field(52, gui + key);
    check_refused(p.text(), errc::br_code_not_pix, p.text().size());
}

TEST_CASE("a mandatory field that is missing is missed where its template ends", "[pix][br_code]") {
    for (std::string parts::* const member :
         {&parts::category, &parts::currency, &parts::country, &parts::name, &parts::city}) {
        parts p;
        (p.*member).clear();
        check_refused(p.text(), errc::br_code_missing_field, p.text().size());
    }
    parts p;
    p.version.clear();
    check_refused(p.text(), errc::br_code_missing_field, 0);
    check_refused(sealed(""), errc::br_code_missing_field, 0);
    check_refused(sealed(p.body() + field(0, "01")), errc::br_code_missing_field, 0);
    check_refused(sealed(field(1, "12") + field(0, "01") + p.body()), errc::br_code_missing_field,
                  0);

    p = {};
    p.pix = field(26, gui);
    check_refused(p.text(), errc::br_code_missing_field, 6 + p.pix.size());
    p.pix = field(26, gui + field(2, "neither key nor URL"));
    check_refused(p.text(), errc::br_code_missing_field, 6 + p.pix.size());
    p = {};
    p.more = field(80, gui);
    check_refused(p.text(), errc::br_code_missing_field, p.text().size() - 8);
    p.more = field(80, gui + field(1, "x"));
    check_refused(p.text(), errc::br_code_missing_field, p.text().size() - 8);
}

TEST_CASE("a value that its field cannot hold is refused where it begins", "[pix][br_code]") {
    struct row {
        std::string parts::* member;
        int tag;
        std::vector<std::string> values;
    };
    std::string const long_amount = "00000000001.00";
    REQUIRE(long_amount.size() == 14);
    for (row const& r : {
             row{&parts::version, 0, {"", "1", "02", "00", "011", "0 "}},
             {&parts::initiation, 1, {"", "1", "10", "13", "21", "112", "1 "}},
             {&parts::category, 52, {"", "000", "00000", "00O0", " 000", "-001"}},
             {&parts::currency, 53, {"", "98", "840", "987", "BRL", "9860", " 986"}},
             {&parts::country, 58, {"", "B", "br", "Br", "BRA", "US", "PT"}},
             {&parts::name, 59, {"", std::string(26, 'N'), std::string(99, 'N')}},
             {&parts::city, 60, {"", std::string(16, 'C')}},
             {&parts::postal_code, 61, {"01310-100XX"}},
             {&parts::amount,
              54,
              {"",
               ".",
               ".5",
               ".50",
               "1,00",
               "1.000",
               "1.001",
               "1..0",
               "1.0.",
               "-1",
               "+1",
               " 1",
               "1 ",
               "1e3",
               "1E3",
               "0x10",
               "1.000,00",
               "1'000",
               "R$1",
               "NaN",
               "/1",
               ":1",
               "1:00",
               "10000000000",
               "9999999999999",
               "1000000000.000",
               "9999999999.999",
               long_amount,
               "0000000000000.00"}},
         })
        for (std::string const& value : r.values) {
            parts p;
            p.*r.member = field(r.tag, value);
            std::string const text = p.text();
            std::string const head = (p.*r.member).substr(0, 4);
            std::size_t const offset = r.tag == 0 ? 4 : text.find(p.*r.member) + 4;
            INFO(head);
            check_refused(text, errc::br_code_invalid_value, offset);
        }
}

TEST_CASE("keys, URLs and txids hold what they can", "[pix][br_code]") {
    std::size_t const value = 10 + gui.size() + 4;
    for (std::string const bad : {"", "loja @example.com", " ", "loj\xC3\xA1@example.com"}) {
        parts p;
        p.pix = field(26, gui + field(1, bad));
        check_refused(p.text(), errc::br_code_invalid_value, value);
    }
    for (std::string const bad :
         {"", "https://pix.example.com/qr/1", "http://x", "pix.example.com/a b",
          "pix.example.com/\xC3\xA9", "pix.example.com/<x>", "pix.example.com/\"", "a\\b", "a^b",
          "a`b", "a{b", "a|b", "://"}) {
        parts p;
        p.pix = field(26, gui + field(25, bad));
        check_refused(p.text(), errc::br_code_invalid_value, value);
        p.pix = parts{}.pix;
        p.more = field(80, gui + field(25, bad));
        check_refused(p.text(), errc::br_code_invalid_value, p.body().size() - bad.size());
    }
    for (std::string const bad : {"", "*", "**", "****", "A-B", "A B", "12345678901234567890123456",
                                  "\xC3\xA9", "A_B", "A@B", "A[B", "A`B", "A{B", "A/B", "A:B"}) {
        parts p;
        p.additional = field(62, field(5, bad));
        check_refused(p.text(), errc::br_code_invalid_value, p.body().size() - bad.size());
    }
    // The txid of a dynamic code must only be a txid.
    parts p;
    p.pix = field(26, gui + field(25, "a/b"));
    p.additional = field(62, field(5, ""));
    check_refused(p.text(), errc::br_code_invalid_value, p.body().size());

    p = {};
    for (std::string const bad : {"", "1393589", "139358931", "1393589a"}) {
        p.pix = field(26, gui + key + field(3, bad));
        check_refused(p.text(), errc::br_code_invalid_value, 10 + gui.size() + key.size() + 4);
    }
    p.pix = field(26, gui + key + field(25, "a/b"));
    check_refused(p.text(), errc::br_code_invalid_value, 10);
}

TEST_CASE("characters that cannot stand in a BR Code are refused where they begin",
          "[pix][br_code]") {
    struct row {
        std::string bad;
        errc code;
    };
    for (row const& r : {
             row{std::string(1, '\0'), errc::control_character},
             {"\x01", errc::control_character},
             {"\t", errc::control_character},
             {"\n", errc::control_character},
             {"\r", errc::control_character},
             {"\x1F", errc::control_character},
             {"\x7F", errc::control_character},
             {"\xC2\x80", errc::control_character},
             {"\xC2\x9F", errc::control_character},
             {"\x80", errc::invalid_utf8},
             {"\xBF", errc::invalid_utf8},
             {"\xC0\x80", errc::invalid_utf8},
             {"\xC1\xBF", errc::invalid_utf8},
             {"\xC3", errc::invalid_utf8},
             {"\xC3(", errc::invalid_utf8},
             {"\xE2\x82", errc::invalid_utf8},
             {"\xE0\x9F\xBF", errc::invalid_utf8},
             {"\xED\xA0\x80", errc::invalid_utf8},
             {"\xED\xBF\xBF", errc::invalid_utf8},
             {"\xF0\x8F\xBF\xBF", errc::invalid_utf8},
             {"\xF4\x90\x80\x80", errc::invalid_utf8},
             {"\xF5\x80\x80\x80", errc::invalid_utf8},
             {"\xFF", errc::invalid_utf8},
             {"\xE9", errc::invalid_utf8}, // an accent in Latin-1
         }) {
        parts p;
        p.name = field(59, "Loja" + r.bad + "!");
        std::size_t const at = p.text().find("Loja") + 4;
        check_refused(p.text(), r.code, at);
        // In fields that are not read as well.
        p = {};
        p.more = field(65, r.bad);
        check_refused(p.text(), r.code, p.body().size() - r.bad.size());
    }
    // Texts just within the bounds of UTF-8.
    for (std::string const good : {"\xC2\xA0", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                   "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "~", " "}) {
        parts p;
        p.name = field(59, good);
        CHECK(br_code::parse(p.text()).has_value());
    }
}

} // namespace br_code_refusals_test
