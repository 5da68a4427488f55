// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/br_code.hpp>

#include "br_code_texts.hpp"

#include "catch.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace texts = br_code_texts;
using connectpsp::br_code;
using connectpsp::br_code_kind;
using connectpsp::dynamic_br_code;
using connectpsp::errc;
using connectpsp::money;
using connectpsp::static_br_code;
using texts::field;
using texts::gui;
using namespace connectpsp::literals;

namespace br_code_make_test {

namespace {

connectpsp::pix_key email(std::string_view address) {
    return connectpsp::pix_key::parse(connectpsp::pix_key_type::email, address).value();
}

/// An e-mail key of so many characters.
connectpsp::pix_key email_of(std::size_t size) {
    return email(std::string(size - 12, 'k') + "@example.com");
}

static_br_code const shop{
    .key = email("loja@example.com"), .name = "LOJA EXEMPLO", .city = "SAO PAULO"};
dynamic_br_code const charge{
    .url = "pix.example.com/qr/v2/1", .name = "LOJA EXEMPLO", .city = "SAO PAULO"};

/// A code that is made can be read, with the same members.
std::string made(connectpsp::result<br_code> const& code) {
    REQUIRE(code.has_value());
    std::string const text = code.value().text();
    INFO(text);
    CHECK(text.size() <= connectpsp::limits::br_code_characters);
    CHECK(!br_code::check_crc(text));
    auto const read = br_code::parse(text);
    REQUIRE(read.has_value());
    CHECK(read.value() == code.value());
    CHECK(read.value().text() == text);
    return text;
}

void check_refused(connectpsp::result<br_code> const& got, errc code, std::string_view pointer) {
    REQUIRE(!got.has_value());
    INFO(got.error());
    CHECK(got.error() == code);
    CHECK(got.error().pointer() == pointer);
    CHECK(!got.error().offset());
    CHECK(got.error() == connectpsp::condition::invalid_argument);
}

void check_static(std::string_view static_br_code::* member, std::string_view value, errc code,
                  std::string_view pointer) {
    static_br_code parts = shop;
    parts.*member = value;
    check_refused(br_code::make_static(parts), code, pointer);
}

} // namespace

TEST_CASE("a static BR Code is made of a key in the form in which it is registered",
          "[pix][br_code]") {
    static_assert(!std::is_constructible_v<connectpsp::pix_key, char const*>);
    auto const key_in = [](connectpsp::pix_key const& key) {
        static_br_code parts = shop;
        parts.key = key;
        auto const code = br_code::make_static(parts);
        made(code);
        return code.value().key();
    };
    using connectpsp::pix_key;
    using connectpsp::pix_key_type;
    CHECK(key_in(pix_key{connectpsp::cpf::parse("529.982.247-25").value()}) == "52998224725");
    CHECK(key_in(pix_key{connectpsp::cnpj::parse("12.abc.345/01de-35").value()}) ==
          "12ABC34501DE35");
    CHECK(key_in(pix_key::parse(pix_key_type::phone, "+5511987654321").value()) ==
          "+5511987654321");
    CHECK(key_in(email("ana+pix@exemplo.com")) == "ana+pix@exemplo.com");
}

TEST_CASE("the central bank's example can be made", "[pix][br_code]") {
    CHECK(made(br_code::make_static(
              {.key = connectpsp::pix_key::parse(connectpsp::pix_key_type::evp,
                                                 "123e4567-e12b-12d1-a456-426655440000")
                          .value(),
               .name = "Fulano de Tal",
               .city = "BRASILIA"})) == texts::bacen_static);
}

TEST_CASE("a static BR Code is written field by field", "[pix][br_code]") {
    texts::parts expected;
    CHECK(made(br_code::make_static({.key = email("loja@example.com"),
                                     .name = "LOJA EXEMPLO",
                                     .city = "SAO PAULO",
                                     .amount = 150.50_brl,
                                     .txid = "PEDIDO42"})) == expected.text());

    expected.pix = field(26, gui + field(1, "loja@example.com") + field(2, "Caf\xC3\xA9"));
    expected.category = field(52, "5411");
    expected.amount = field(54, "0.01");
    expected.postal_code = field(61, "01310100");
    CHECK(made(br_code::make_static({.key = email("loja@example.com"),
                                     .name = "LOJA EXEMPLO",
                                     .city = "SAO PAULO",
                                     .amount = 0.01_brl,
                                     .txid = "PEDIDO42",
                                     .description = "Caf\xC3\xA9",
                                     .postal_code = "01310100",
                                     .merchant_category = "5411"})) == expected.text());
}

TEST_CASE("a dynamic BR Code is written field by field", "[pix][br_code]") {
    texts::parts expected;
    expected.initiation = field(1, "12");
    expected.pix = field(26, gui + field(25, "pix.example.com/qr/v2/1"));
    expected.amount.clear();
    expected.additional = field(62, field(5, "***"));
    auto const code = br_code::make_dynamic(charge);
    CHECK(made(code) == expected.text());
    CHECK(code.value().kind() == br_code_kind::dynamic_code);

    dynamic_br_code parts = charge;
    parts.initiation = connectpsp::point_of_initiation::reusable;
    parts.postal_code = "01310-100";
    parts.merchant_category = "5411";
    expected.initiation = field(1, "11");
    expected.postal_code = field(61, "01310-100");
    expected.category = field(52, "5411");
    CHECK(made(br_code::make_dynamic(parts)) == expected.text());
    parts.initiation.reset();
    expected.initiation.clear();
    CHECK(made(br_code::make_dynamic(parts)) == expected.text());
}

TEST_CASE("a BR Code may be as wide as its fields", "[pix][br_code]") {
    std::string const description(33, 'd'), name(25, 'N'), city(15, 'C');
    std::string const txid(25, 't'), url(77, 'u');
    static_br_code parts{.key = email_of(40),
                         .name = name,
                         .city = city,
                         .amount = money::from_centavos(connectpsp::limits::amount_centavos),
                         .txid = txid,
                         .description = description,
                         .postal_code = "0123456789",
                         .merchant_category = "9999"};
    std::string const text = made(br_code::make_static(parts));
    CHECK(text.find("54139999999999.99") != text.npos);
    CHECK(text.find("2699") != text.npos);

    parts.key = email_of(77);
    parts.description = {};
    CHECK(made(br_code::make_static(parts)).find("2699") != text.npos);
    made(br_code::make_dynamic({.url = url, .name = name, .city = city}));
}

TEST_CASE("a member that no BR Code can hold is named", "[pix][br_code]") {
    std::string const many(100, 'a'), kilobyte(1024, 'a');
    using parts = static_br_code;

    check_refused(br_code::make_static({.name = "LOJA", .city = "RIO"}), errc::empty_value, "/key");

    check_static(&parts::name, "", errc::empty_value, "/name");
    check_static(&parts::name, many.substr(0, 26), errc::text_too_long, "/name");
    check_static(&parts::name, "LOJA\n", errc::control_character, "/name");
    check_static(&parts::name, "LOJA\x7F", errc::control_character, "/name");
    check_static(&parts::name, "LOJA\xC2\x85", errc::control_character, "/name");
    check_static(&parts::name, "LOJ\xC1", errc::invalid_utf8, "/name");
    // A view that ends inside a character whose rest stands behind it.
    check_static(&parts::name, std::string_view{"LOJ\xC3\x81", 4}, errc::invalid_utf8, "/name");
    // Thirteen characters, twenty-six bytes.
    std::string accents;
    for (int i = 0; i != 13; ++i)
        accents += "\xC3\xA9";
    check_static(&parts::name, accents, errc::text_too_long, "/name");

    check_static(&parts::city, "", errc::empty_value, "/city");
    check_static(&parts::city, many.substr(0, 16), errc::text_too_long, "/city");
    check_static(&parts::city, std::string_view{"RIO\0", 4}, errc::control_character, "/city");

    check_static(&parts::txid, many.substr(0, 26), errc::text_too_long, "/txid");
    for (std::string_view const bad : {"***", "A-1", "A 1", "\xC3\xA9", "A_1"})
        check_static(&parts::txid, bad, errc::invalid_character, "/txid");
    check_static(&parts::txid, "\t", errc::control_character, "/txid");

    // 77 less 16 of the key less 4.
    check_static(&parts::description, many.substr(0, 58), errc::text_too_long, "/description");
    check_static(&parts::description, "a\nb", errc::control_character, "/description");
    check_static(&parts::description, "\xFF", errc::invalid_utf8, "/description");
    static_br_code exact = shop;
    exact.description = std::string_view{many}.substr(0, 57);
    made(br_code::make_static(exact));
    // The longest keys leave no room for any.
    for (std::size_t const size : {73U, 74U, 77U}) {
        exact.key = email_of(size);
        exact.description = "d";
        check_refused(br_code::make_static(exact), errc::text_too_long, "/description");
        exact.description = {};
        made(br_code::make_static(exact));
    }

    check_static(&parts::postal_code, "01234567890", errc::text_too_long, "/postalCode");
    check_static(&parts::postal_code, "\x1B", errc::control_character, "/postalCode");
    check_static(&parts::merchant_category, "", errc::wrong_length, "/merchantCategory");
    check_static(&parts::merchant_category, "00000", errc::wrong_length, "/merchantCategory");
    check_static(&parts::merchant_category, "000A", errc::invalid_character, "/merchantCategory");
}

TEST_CASE("a URL that no BR Code can hold is named", "[pix][br_code]") {
    auto const refused = [](std::string_view url, errc code) {
        dynamic_br_code parts = charge;
        parts.url = url;
        check_refused(br_code::make_dynamic(parts), code, "/url");
    };
    refused("", errc::empty_value);
    refused(std::string(78, 'a'), errc::text_too_long);
    refused("https://pix.example.com/1", errc::invalid_character);
    refused("pix.example.com/a b", errc::invalid_character);
    refused("pix.example.com/\xC3\xA9", errc::invalid_character);
    refused("pix.example.com/\r\n", errc::control_character);
    refused("pix.example.com/\xC3", errc::invalid_utf8);

    dynamic_br_code parts = charge;
    parts.name = "";
    check_refused(br_code::make_dynamic(parts), errc::empty_value, "/name");
    parts = charge;
    parts.city = "A CITY OF SIXTEEN";
    check_refused(br_code::make_dynamic(parts), errc::text_too_long, "/city");
    parts = charge;
    parts.merchant_category = "12";
    check_refused(br_code::make_dynamic(parts), errc::wrong_length, "/merchantCategory");
}

TEST_CASE("only a positive amount that fits can be written", "[pix][br_code]") {
    constexpr auto most = connectpsp::limits::amount_centavos;
    struct row {
        std::int64_t centavos;
        errc code;
    };
    for (row const r : {row{0, errc::amount_not_positive},
                        {-1, errc::amount_not_positive},
                        {std::numeric_limits<std::int64_t>::min(), errc::amount_not_positive},
                        {most + 1, errc::amount_too_large},
                        {std::numeric_limits<std::int64_t>::max(), errc::amount_too_large}}) {
        static_br_code parts = shop;
        parts.amount = money::from_centavos(r.centavos);
        check_refused(br_code::make_static(parts), r.code, "/amount");
    }
    for (std::int64_t const centavos :
         {std::int64_t{1}, std::int64_t{99}, std::int64_t{100}, most}) {
        static_br_code parts = shop;
        parts.amount = money::from_centavos(centavos);
        made(br_code::make_static(parts));
        CHECK(br_code::make_static(parts).value().amount() == parts.amount);
    }
}

} // namespace br_code_make_test
