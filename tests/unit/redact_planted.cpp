// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/redact.hpp>

#include "catch.hpp"
#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/connectpsp.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// Texts that identify a person or an attacker are planted into every text member of every type.
// The members are walked by their descriptions, so that a new one is planted by itself.

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

struct planted {
    char const* what;
    std::string text;
    std::vector<std::string> marks; ///< a log must show none
    bool like_bank = false; ///< looks like a bank's name, and is shown where a bank should stand
};

std::vector<planted> const& all_planted() {
    static std::vector<planted> const all{
        {"CPF", "52998224725", {"52998224725"}},
        {"CPF with punctuation", "529.982.247-25", {"529.982", "982.247"}},
        {"CPF with hyphens", "529-982-247-25", {"529-982"}},
        {"CPF in a longer text", "CPF-52998224725", {"52998224725"}},
        {"CPF with spaces", "5 2 9 9 8 2 2 4 7 2 5", {"9 9 8"}},
        {"CNPJ", "11222333000181", {"11222333000181"}},
        {"CNPJ with letters", "12ABC34501DE35", {"12ABC34501DE35"}},
        {"phone", "+5511987654321", {"11987654321"}},
        {"phone without a plus", "5511987654321", {"11987654321"}},
        {"phone with hyphens", "55-11-98765-4321", {"98765"}},
        {"e-mail", "maria@example.com", {"maria", "example.com"}},
        {"e-mail, percent-encoded", "maria%40example.com", {"maria", "example"}},
        {"name", "Maria da Silva", {"Maria", "Silva"}, true},
        {"name and digit", "Maria-da-Silva-1", {"Maria", "Silva"}, true},
        {"name in capitals", "MARIA_DA_SILVA", {"MARIA", "SILVA"}},
        {"name in small letters", "maria", {"maria"}, true},
        {"line break", "a1\r\n2026 ERROR forged", {"\r", "\n", "forged"}},
        {"C0 and DEL", std::string{"a1\0\x1B[31m\x7F", 9}, {"\x1B", "\x7F", "[31m"}},
        {"C1",
         "a1\xC2\x9B"
         "31mX",
         {"\xC2", "\x9B", "31mX"}},
        {"C1 as a byte",
         "a1\x9B"
         "31mX",
         {"\x9B", "31mX"}},
        {"bidi override",
         "a1\xE2\x80\xAE"
         "evil",
         {"\xE2\x80\xAE", "evil"}},
        {"line separator",
         "a1\xE2\x80\xA8"
         "forged",
         {"\xE2\x80\xA8", "forged"}},
        {"beyond the basic plane", "a1\xF0\x9F\x98\x80", {"\xF0"}},
        {"secret in a query", "https://example.com/a?token=s3cr3t", {"s3cr3t"}},
        {"too long", std::string(65, '7'), {std::string(65, '7')}},
    };
    return all;
}

void check_line(planted const& each, std::string const& line) {
    INFO(each.what << ": " << line);
    for (auto const& mark : each.marks)
        CHECK(line.find(mark) == std::string::npos);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < '\x7f'; }));
}

template <class T>
void plant(T& into, planted const& what);

template <class T>
void plant_value(T& into, std::string_view text, planted const& what) {
    if constexpr (detail::is_outside_body<T>) {
        plant_value(static_cast<typename T::value_type&>(into), text, what);
    } else if constexpr (detail::is_optional<T>) {
        plant_value(into.emplace(), text, what);
    } else if constexpr (detail::is_vector<T>) {
        plant_value(into.emplace_back(), text, what);
    } else if constexpr (described<T>) {
        plant(into, what);
    } else if constexpr (std::is_same_v<T, pix_key>) {
        for (auto const type : {pix_key_type::cpf, pix_key_type::cnpj, pix_key_type::email,
                                pix_key_type::phone, pix_key_type::evp})
            if (auto key = pix_key::parse(type, text)) into = key.value();
    } else if constexpr (detail::parsed_value<T>) {
        if (auto value = T::parse(text)) into = std::move(value).value();
    } else if constexpr (std::is_same_v<T, destination>) {
        auto& key = into.template emplace<pix_key>();
        plant_value(key, text, what);
        if (!key.empty()) return;
        plant(into.template emplace<bank_account>(), what);
    } else if constexpr (std::is_constructible_v<T, std::string_view>) {
        into = T{text};
    } else {
        static_assert(std::is_same_v<T, money> || std::is_same_v<T, timestamp> ||
                          std::is_same_v<T, date> || std::is_integral_v<T> || std::is_enum_v<T>,
                      "a new kind of value: can it hold a text?");
    }
}

bool is_shown_as_bank(planted const& what, std::string_view member) {
    return what.like_bank && member == "bank";
}

template <class T>
void plant(T& into, planted const& what) {
    [&]<class... Descriptor>(boost::mp11::mp_list<Descriptor...>) {
        (plant_value(into.*Descriptor::pointer,
                     is_shown_as_bank(what, Descriptor::name) ? "" : what.text, what),
         ...);
    }(detail::described_members<T>{});
}

template <class T>
T with_planted(planted const& what) {
    T value{};
    plant(value, what);
    return value;
}

template <class T>
void check_type() {
    for (auto const& each : all_planted())
        check_line(each, redact(with_planted<T>(each)));
}

template <class... T>
void check_types() {
    (check_type<T>(), ...);
}

template <class Op>
void check_operation() {
    check_types<Op, typename Op::result_type>();
}

/// The request of an operation whose id is planted.
template <class Op>
void check_path(planted const& each) {
    auto const id = lookup_id::parse(each.text);
    if (!id) return;
    Op op{};
    op.id = id.value();
    auto const path = Op::endpoint.path;
    request made;
    made.url = "https://api.connectpsp.com" + std::string{path.substr(0, path.find("{id}"))};
    detail::append_percent_encoded(made.url, id.value().text());
    made.url += path.substr(path.find("{id}") + 4);
    std::string const line = redact(made);
    check_line(each, line);
    bool const shown = redact(op).find(each.text) != std::string::npos;
    CHECK((line.find(each.text) != std::string::npos) == shown);
}

class foreign_category final : public boost::system::error_category {
public:
    explicit foreign_category(std::string message) : message_(std::move(message)) {}
    char const* name() const noexcept override { return "foreign"; }
    std::string message(int) const override { return message_; }

private:
    std::string message_;
};

} // namespace

TEST_CASE("what is planted into a member of any type does not reach a log", "[redact]") {
    check_operation<obtain_token>();
    check_operation<get_balance>();
    check_operation<rebalance>();
    check_operation<create_cash_in>();
    check_operation<get_cash_in>();
    check_operation<refund_cash_in>();
    check_operation<create_cash_out>();
    check_operation<get_cash_out>();
    check_types<problem>();
}

TEST_CASE("what is planted into an event does not reach a log", "[redact]") {
    auto const check = []<class Data>(Data const& about, planted const& each) {
        event value;
        value.type = open_enum<event_type>{each.text};
        value.delivery_id = each.text;
        value.body_digest = each.text;
        value.data = about;
        check_line(each, redact(value));
    };
    for (auto const& each : all_planted()) {
        check(with_planted<cash_in>(each), each);
        check(with_planted<cash_out>(each), each);
        check(unread_data{}, each);
    }
}

TEST_CASE("what is planted into a request or a response does not reach a log", "[redact]") {
    for (auto const& each : all_planted()) {
        check_path<get_cash_in>(each);
        check_path<refund_cash_in>(each);
        check_path<get_cash_out>(each);
        std::string encoded;
        detail::append_percent_encoded(encoded, each.text);
        for (std::string const& url :
             {each.text, "https://" + each.text + "/a", "https://api.connectpsp.com/" + each.text,
              "https://api.connectpsp.com/cash-in?a=" + each.text,
              "https://api.connectpsp.com/cash-in/" + encoded + "#" + each.text,
              "http://" + each.text + "@localhost:8080/a"}) {
            request made;
            made.url = url;
            // The name of a field is the program's own word.
            std::string const name = each.like_bank ? "X-Name" : each.text;
            made.headers = header_fields{name + ": " + each.text + "\r\n"};
            made.body = each.text;
            // A host is what the environment says, and a host can be any word.
            if (url.starts_with("https://" + each.text)) continue;
            check_line(each, redact(made));
        }
        check_line(each, redact(response_view{200, each.text, each.text, each.text}));
        check_line(each, redact(response_view{200, "text/" + each.text, {}, {}}));
        check_line(each, redact(response_view{200, "text/html; a=" + each.text, {}, {}}));
    }
}

TEST_CASE("what is planted into an error does not reach a log", "[redact]") {
    for (auto const& each : all_planted()) {
        error_context context{.status = 422};
        context.problem = with_planted<problem>(each);
        if (each.text == "MARIA_DA_SILVA")
            context.problem->code.reset(); // see is_enumerator_text()
        context.transaction_id = context.idempotency_key = context.external_reference = each.text;
        context.body_excerpt = each.text;
        context.unknown_outcome = remedy::reconcile;
        check_line(each, to_string(error{api_errc::unprocessable, context}));

        // An answer about something else, of which the ends are shown.
        auto const charge =
            parse(sample_charge(), json_reply(201, encode(with_planted<cash_in_charge>(each))));
        if (!charge) check_line(each, to_string(charge.error()));
        auto const payout =
            parse(sample_payout(), json_reply(202, encode(with_planted<cash_out_receipt>(each))));
        if (!payout) check_line(each, to_string(payout.error()));
        auto const found = parse(get_cash_in{sample_lookup()},
                                 json_reply(200, encode(with_planted<cash_in>(each))));
        if (!found) check_line(each, to_string(found.error()));
    }
}

TEST_CASE("the words of others are printed in ASCII", "[redact]") {
    foreign_category const foreign{
        "conex\xC3\xA3o\r\n\xC2\x9B\xE2\x80\xAE\x9B\xF0\x9F\x98\x80 \\ \"a\""};
    std::string const shown = R"(conex\u00e3o\u000d\u000a\u009b\u202e\ufffd\ud83d\ude00 \\ "a")";
    CHECK(to_string(error{boost::system::error_code{1, foreign}}) == shown);
    CHECK(to_string(error{errc::no_answer, {.underlying = {1, foreign}}})
              .ends_with("(" + shown + ")"));
    CHECK(to_string(error{errc::wrong_type, {.pointer = "/a\n\xC2\x9B"}})
              .ends_with(R"( at /a\u000a\u009b)"));
    CHECK(to_string(error{errc::mismatched_id, {.mismatch = value_mismatch{"\n", "\x7F"}}})
              .ends_with(R"(: expected \u000a, got \u007f)"));
    CHECK(to_string(error{errc::no_answer,
                          {.idempotency_key = "52998224725", .unknown_outcome = remedy::reconcile}})
              .ends_with("; outcome unknown of key ***"));
    CHECK(to_string(error{errc::no_answer,
                          {.idempotency_key = std::string{sample_key},
                           .unknown_outcome = remedy::reconcile}})
              .ends_with("of key " + std::string{sample_key}));
}

TEST_CASE("a bank's name is shown where it looks like one", "[redact]") {
    auto const shown = [](std::string_view name) {
        std::string const line = redact(bank_balance{.bank = std::string{name}});
        return line.substr(9, line.size() - 11);
    };
    for (std::string_view const name :
         {"DELBANK", "CELCOIN IP S.A.", "BANCO C6 S.A.", "Banco BTG-Pactual/Matriz", "P&G",
          "Aaaaaaaaa Aaaaaaaaa Aaaaaaaaa Aaaaaaaaaa"})
        CHECK(shown(name) == name);
    CHECK(shown("ITA\xC3\x9A UNIBANCO") == R"(ITA\u00da UNIBANCO)");
    for (std::string_view const name :
         {"", " BANK", "-", "6 Bank", "BANK 24", "A1B2C3", "A@B", "A:B", "A\"B", "A\\B", "A\nB",
          "A\xC3\x97"
          "B",
          "A\xC3\xB7"
          "B",
          "\xCC\x81", "A\xCC\x81", "A\xD0\x90", "A\xC3",
          "Aaaaaaaaa Aaaaaaaaa Aaaaaaaaa Aaaaaaaaaaa"})
        CHECK(shown(name) == "***");
}

TEST_CASE("an id is shown where it names no person", "[redact]") {
    auto const shown = [](std::string_view id) {
        return redact(cash_in{.transaction_id = std::string{id}})
                   .find("\"" + std::string{id} + "\"") != std::string::npos;
    };
    for (std::string_view const id :
         {"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b", "12345678-1234-4234-8234-123456789012",
          "12345678123442348234123456789012", "E00416968202603101827cemeFscF6AG",
          "D00416968202603101827cemeFscF6AG", "CI_0001", "t-1", "0", "123456789", "order-123",
          "123_456_789"})
        CHECK(shown(id));
    for (std::string_view const id :
         {"", "A", "1234567890", "12345-67890", "CI_12345_67890",
          "X00416968202603101827cemeFscF6AG", "E0041696820260310182cemeFscF6AGg",
          "E00416968-02603101827cemeFscF6AG", "Mari1", "abcd-12",
          "12345678-1234-4234-8234-12345678901", "a.1", "a 1"})
        CHECK_FALSE(shown(id));
    CHECK(shown(std::string(61, 'a') + "123")); // 64
    CHECK_FALSE(shown(std::string(62, 'a') + "123"));
    CHECK(redact(get_cash_in{sample_lookup(std::string(61, 'a') + "123")}).find("a123") !=
          std::string::npos);
    CHECK(redact(get_cash_in{sample_lookup(std::string(62, 'a') + "123")}) == R"({"id":"***"})");
}

TEST_CASE("the fixed parts of every operation's path are shown", "[redact]") {
    auto const check = [](std::string_view path) {
        request made;
        std::string id{path};
        if (std::size_t const at = id.find("{id}"); at != id.npos) id.replace(at, 4, sample_id);
        made.url = "https://api.connectpsp.com" + id;
        CHECK(redact(made) == "GET " + made.url + " {} 0 bytes");
    };
    check(obtain_token::endpoint.path);
    check(get_balance::endpoint.path);
    check(rebalance::endpoint.path);
    check(create_cash_in::endpoint.path);
    check(get_cash_in::endpoint.path);
    check(refund_cash_in::endpoint.path);
    check(create_cash_out::endpoint.path);
    check(get_cash_out::endpoint.path);
    request made;
    made.url = "http://[::1]:8080/connectpsp/cash-in//?a=1";
    CHECK(redact(made) == "GET http://[::1]:8080/***/cash-in//?*** {} 0 bytes");
    made.url = "https://user:pass@host/";
    CHECK(redact(made) == "GET https://***/ {} 0 bytes");
    made.url = "ftp://host/";
    CHECK(redact(made) == "GET *** {} 0 bytes");
}
