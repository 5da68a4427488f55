// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/pix_key.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

using connectpsp::cnpj;
using connectpsp::cpf;
using connectpsp::errc;
using connectpsp::open_enum;
using connectpsp::pix_key;
using connectpsp::pix_key_type;

static_assert(std::is_trivially_copyable_v<pix_key>);
static_assert(pix_key{}.empty() && pix_key{}.empty());
static_assert(std::is_constructible_v<pix_key, cpf> && std::is_constructible_v<pix_key, cnpj>);
static_assert(!std::is_convertible_v<cpf, pix_key> && !std::is_convertible_v<cnpj, pix_key>);
static_assert(!std::is_constructible_v<pix_key, std::string_view>);

namespace pix_key_test {

namespace {

constexpr pix_key_type all_types[] = {pix_key_type::cpf, pix_key_type::cnpj, pix_key_type::email,
                                      pix_key_type::phone, pix_key_type::evp};

std::string const evp = "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5";

void check_taken(pix_key_type type, std::string const& text) {
    INFO('"' << text << '"');
    auto const read = pix_key::parse(type, text);
    REQUIRE(read.has_value());
    CHECK(read.value().type() == type);
    CHECK(read.value().text() == text);
    CHECK_FALSE(read.value().empty());
}

void check_refused(pix_key_type type, std::string const& text, errc reason) {
    INFO('"' << text << '"');
    CHECK(pix_key::parse(type, text).error() == reason);
}

} // namespace

TEST_CASE("a CPF or CNPJ as a key is a valid one without punctuation", "[pix][pix_key]") {
    check_taken(pix_key_type::cpf, "12345678909");
    check_taken(pix_key_type::cnpj, "11222333000181");
    check_taken(pix_key_type::cnpj, "12ABC34501DE35");
    CHECK(pix_key::parse(pix_key_type::cnpj, "12abc34501de35").value().text() == "12ABC34501DE35");
    struct {
        pix_key_type type;
        std::string text;
        errc reason;
    } const table[] = {
        {pix_key_type::cpf, "", errc::wrong_length},
        {pix_key_type::cpf, "123.456.789-09", errc::wrong_length},
        {pix_key_type::cpf, "11222333000181", errc::wrong_length},
        {pix_key_type::cpf, "1234567890a", errc::invalid_character},
        {pix_key_type::cpf, "11111111111", errc::repeated_digit},
        {pix_key_type::cpf, "12345678900", errc::wrong_check_digits},
        {pix_key_type::cnpj, "", errc::wrong_length},
        {pix_key_type::cnpj, "12345678909", errc::wrong_length},
        {pix_key_type::cnpj, "11.222.333/0001-81", errc::wrong_length},
        {pix_key_type::cnpj, "123.456.789-09", errc::invalid_character},
        {pix_key_type::cnpj, "00000000000000", errc::repeated_digit},
        {pix_key_type::cnpj, "12ABC34501DE45", errc::wrong_check_digits},
    };
    for (auto const& row : table)
        check_refused(row.type, row.text, row.reason);
}

TEST_CASE("a key is made of a CPF or a CNPJ", "[pix][pix_key]") {
    auto const person = cpf::parse("123.456.789-09").value();
    auto const company = cnpj::parse("12.ABC.345/01DE-35").value();
    CHECK((pix_key{person} == pix_key::parse(pix_key_type::cpf, "12345678909").value()));
    CHECK((pix_key{company} == pix_key::parse(pix_key_type::cnpj, "12ABC34501DE35").value()));
}

TEST_CASE("an e-mail key is an address as DICT registers it", "[pix][pix_key]") {
    std::string const label(63, 'd');
    for (std::string const text :
         {"pix@bcb.gov.br", "a@b", "a@localhost", "0@1", "first.last+tag@example.com",
          ".a..b.@example.com", "!#$&'*+/=?^_`{|}~-@example.com", "a@x-y--z.br", "a@example.123"})
        check_taken(pix_key_type::email, text);
    check_taken(pix_key_type::email, "a@" + label + ".br");
    check_taken(pix_key_type::email, std::string(65, 'a') + "@example.com"); // 77
    check_taken(pix_key_type::email, "a@" + label + "." + std::string(11, 'd'));
}

TEST_CASE("what is no e-mail key is refused, and nothing is lowered", "[pix][pix_key]") {
    for (std::string const text : {"",
                                   "a",
                                   "@",
                                   "a@",
                                   "@b",
                                   "a@b@c",
                                   "a b@example.com",
                                   " a@example.com",
                                   "a@example.com ",
                                   "A@example.com",
                                   "a@Example.com",
                                   "a@EXAMPLE.COM",
                                   "a@-b",
                                   "a@b-",
                                   "a@b-.c",
                                   "a@b.-c",
                                   "a@.b",
                                   "a@b.",
                                   "a@b..c",
                                   "a@b_c",
                                   "a@b c",
                                   "a@b\n",
                                   "a\n@b",
                                   "a%b@c",
                                   "a(b)@c",
                                   "\"a\"@b",
                                   "a,b@c",
                                   "a:b@c",
                                   "a;b@c",
                                   "a<b>@c",
                                   "a[b]@c",
                                   "a\\b@c",
                                   "a@[127.0.0.1]",
                                   "josé@example.com",
                                   "a@josé.com",
                                   "mailto:a@b",
                                   "a\x7f@b"})
        check_refused(pix_key_type::email, text, errc::invalid_email_key);
    check_refused(pix_key_type::email, "a@" + std::string(64, 'd') + ".br",
                  errc::invalid_email_key);
    check_refused(pix_key_type::email, std::string("a\0@b", 4), errc::invalid_email_key);
    // The length is told first, however the rest looks.
    check_refused(pix_key_type::email, std::string(66, 'a') + "@example.com", errc::text_too_long);
    check_refused(pix_key_type::email, std::string(78, 'A'), errc::text_too_long);
    check_refused(pix_key_type::email, std::string(77, 'a'), errc::invalid_email_key);
    check_refused(pix_key_type::email, std::string(100000, 'a'), errc::text_too_long);
}

TEST_CASE("a phone key is +55, an area code and eight or nine digits", "[pix][pix_key]") {
    for (std::string const text :
         {"+5511987654321", "+5510998765432", "+556133334444", "+559999999999", "+5511000000000"})
        check_taken(pix_key_type::phone, text);
    for (std::string const text : {"",
                                   "+",
                                   "+55",
                                   "5511987654321",
                                   "+551198765432100",
                                   "+55119876543210",
                                   "+55119876543",
                                   "11987654321",
                                   "+5501987654321",
                                   "+5401987654321",
                                   "+5611987654321",
                                   "+1551198765432",
                                   "005511987654321",
                                   "+55 11 98765-4321",
                                   "+55(11)987654321",
                                   "+5511987654321 ",
                                   " +5511987654321",
                                   "+551198765432a",
                                   "++511987654321",
                                   "+55-11987654321",
                                   "+5511 98765432"})
        check_refused(pix_key_type::phone, text, errc::invalid_phone_key);
}

TEST_CASE("an EVP key is a UUID in lower case, of any version", "[pix][pix_key]") {
    for (std::string const text :
         {evp.c_str(), "123e4567-e89b-12d3-a456-426655440000",
          "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
        check_taken(pix_key_type::evp, text);
    for (std::string const text :
         {"", "0b7c6f5e1d2a4c3b9e8fa0b1c2d3e4f5", "0B7C6F5E-1D2A-4C3B-9E8F-A0B1C2D3E4F5",
          "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4fF", "{0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5}",
          "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5 ", "0b7c6f5e-1d2a-4c3b-9e8fa-0b1c2d3e4f5"})
        check_refused(pix_key_type::evp, text, errc::invalid_evp_key);
}

TEST_CASE("one changed byte or a cut is no key, unless it is another one", "[pix][pix_key]") {
    struct {
        pix_key_type type;
        std::string text;
        std::string allowed; ///< what may stand anywhere in such a key
        errc reason;
        std::size_t shortest; ///< of the cuts that are keys themselves
    } const table[] = {
        {pix_key_type::phone, "+5511987654321", "+0123456789", errc::invalid_phone_key, 13},
        {pix_key_type::evp, evp, "-0123456789abcdef", errc::invalid_evp_key, 36},
        {pix_key_type::email, "a1@b2", "abcdefghijklmnopqrstuvwxyz0123456789@.!#$&'*+/=?^_`{|}~-",
         errc::invalid_email_key, 4},
        {pix_key_type::cnpj, "12ABC34501DE35",
         "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", errc::invalid_character,
         14},
        {pix_key_type::cpf, "12345678909", "0123456789", errc::invalid_character, 11},
    };
    for (auto const& row : table) {
        check_taken(row.type, row.text);
        for (std::size_t at = 0; at != row.text.size(); ++at) {
            for (int byte = 0; byte != 256; ++byte) {
                INFO(row.text << ", byte " << byte << " at " << at);
                std::string changed = row.text;
                changed[at] = static_cast<char>(byte);
                auto const read = pix_key::parse(row.type, changed);
                if (row.allowed.find(changed[at]) == row.allowed.npos)
                    CHECK(read.error() == row.reason);
                else if (read.has_value()) {
                    // A CNPJ's small letters are read as capitals.
                    if (row.type == pix_key_type::cnpj && changed[at] >= 'a')
                        changed[at] = static_cast<char>(changed[at] - 32);
                    CHECK(read.value().text() == changed);
                }
            }
            INFO(row.text << " cut at " << at);
            CHECK(pix_key::parse(row.type, row.text.substr(0, at)).has_value() ==
                  (at >= row.shortest));
        }
    }
    // Where the fixed parts of a phone and of an EVP stand, nothing else may.
    for (std::size_t const at : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        std::string changed = "+5511987654321";
        changed[at] = '0';
        check_refused(pix_key_type::phone, changed, errc::invalid_phone_key);
    }
    for (std::size_t const at :
         {std::size_t{8}, std::size_t{13}, std::size_t{18}, std::size_t{23}}) {
        std::string changed = evp;
        changed[at] = '0';
        check_refused(pix_key_type::evp, changed, errc::invalid_evp_key);
    }
}

TEST_CASE("a text is a key of the type it is given as, and of no other", "[pix][pix_key]") {
    struct {
        pix_key_type type;
        std::string text;
    } const table[] = {
        {pix_key_type::cpf, "12345678909"},
        {pix_key_type::cnpj, "12ABC34501DE35"},
        {pix_key_type::email, "pix@bcb.gov.br"},
        {pix_key_type::phone, "+5511987654321"},
        {pix_key_type::evp, evp},
    };
    for (auto const& row : table)
        for (auto const type : all_types)
            CHECK(pix_key::parse(type, row.text).has_value() == (type == row.type));
    CHECK(pix_key::parse(static_cast<pix_key_type>(5), "12345678909").error() ==
          errc::out_of_range);
}

TEST_CASE("keys that nobody has set are empty and equal", "[pix][pix_key]") {
    pix_key const none;
    CHECK(none.text() == "");
    CHECK(none.type() == pix_key_type::cpf);
    CHECK((none == pix_key{cpf{}}));
    CHECK((none == pix_key{cnpj{}}));
    CHECK((none != pix_key::parse(pix_key_type::evp, evp).value()));
}

TEST_CASE("keys are equal when type and text are", "[pix][pix_key]") {
    auto const phone = pix_key::parse(pix_key_type::phone, "+5511987654321").value();
    auto const other = pix_key::parse(pix_key_type::phone, "+5511987654322").value();
    CHECK((phone == pix_key::parse(pix_key_type::phone, "+5511987654321").value()));
    CHECK((phone != other));
    CHECK((phone < other));
    CHECK((phone < pix_key::parse(pix_key_type::evp, evp).value()));
}

TEST_CASE("the types of keys are called as on the wire", "[pix][pix_key]") {
    char const* const names[] = {"CPF", "CNPJ", "EMAIL", "PHONE", "EVP"};
    for (std::size_t i = 0; i != 5; ++i) {
        CHECK(open_enum<pix_key_type>{all_types[i]}.text() == names[i]);
        CHECK((open_enum<pix_key_type>{std::string_view{names[i]}} == all_types[i]));
    }
    CHECK_FALSE(open_enum<pix_key_type>{std::string_view{"RANDOM"}}.known().has_value());
}

} // namespace pix_key_test
