// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/credentials.hpp>

#include "catch.hpp"

#include <connectpsp/core/limits.hpp>

#include <string>
#include <type_traits>
#include <utility>

using namespace connectpsp;

namespace credentials_test {

namespace {

constexpr std::string_view client_guid = "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5";
constexpr std::string_view application_guid = "11111111-2222-3333-4444-555555555555";

credential_texts good() {
    return {.client_id = "1234567890",
            .client_secret = secret{client_guid},
            .application_token = secret{application_guid},
            .crypto_token = secret{"a key of any text"}};
}

void check_refused(credential_texts texts, errc code, std::string const& pointer) {
    auto const made = credentials::make(std::move(texts));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error() == code);
    CHECK(made.error().pointer() == pointer);
    CHECK(made.error() == condition::invalid_argument);
}

static_assert(!std::is_default_constructible_v<credentials>);
static_assert(!std::is_constructible_v<credentials, credential_texts>);

} // namespace

TEST_CASE("credentials give back the values that were checked", "[core][credentials]") {
    auto const made = credentials::make(good());
    REQUIRE(made.has_value());
    CHECK(made.value().client_id() == "1234567890");
    CHECK(made.value().client_secret().reveal() == client_guid);
    CHECK(made.value().application_token().reveal() == application_guid);
    CHECK(made.value().crypto_token().reveal() == "a key of any text");
}

TEST_CASE("a client id is a decimal number", "[core][credentials]") {
    for (std::string const id : {"0", "7", "0042", "12345678901234567890"}) {
        auto texts = good();
        texts.client_id = id;
        INFO(id);
        auto const made = credentials::make(std::move(texts));
        REQUIRE(made.has_value());
        CHECK(made.value().client_id() == id);
    }
    for (std::string const& id :
         {std::string{}, std::string{"12a"}, std::string{"-1"}, std::string{"+1"},
          std::string{"1.0"}, std::string(client_guid), std::string{"/"}, std::string{":"},
          std::string(limits::client_id_digits + 1, '1'), std::string(10'000, '1')}) {
        auto texts = good();
        texts.client_id = id;
        INFO(id);
        check_refused(std::move(texts), errc::invalid_client_id, "/clientId");
    }
    CHECK(limits::client_id_digits == 20);
}

TEST_CASE("the client secret and the application token are GUIDs", "[core][credentials]") {
    for (std::string_view const wrong :
         {std::string_view{}, std::string_view{"secret"}, client_guid.substr(1),
          std::string_view{"0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4fg"},
          std::string_view{"{0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5}"}}) {
        INFO(wrong);
        auto texts = good();
        texts.client_secret = secret{wrong};
        check_refused(std::move(texts), errc::invalid_guid, "/clientSecret");
        texts = good();
        texts.application_token = secret{wrong};
        check_refused(std::move(texts), errc::invalid_guid, "/applicationToken");
    }
}

TEST_CASE("the CryptoToken is any text but an empty one", "[core][credentials]") {
    auto texts = good();
    texts.crypto_token = secret{};
    check_refused(std::move(texts), errc::empty_secret, "/cryptoToken");
    texts = good();
    texts.crypto_token = secret{"a b \xC3\xA7 \xFF"};
    CHECK(credentials::make(std::move(texts)).value().crypto_token().reveal() ==
          "a b \xC3\xA7 \xFF");
}

TEST_CASE("no credential has white space around it or a control character in it",
          "[core][credentials]") {
    struct damage {
        std::string before, behind;
        errc code;
    };
    for (damage const& each :
         {damage{"", "\n", errc::surrounding_space}, damage{"", "\r\n", errc::surrounding_space},
          damage{"", " ", errc::surrounding_space}, damage{" ", "", errc::surrounding_space},
          damage{"\t", "", errc::surrounding_space},
          damage{"\xEF\xBB\xBF", "", errc::surrounding_space},
          damage{"", "\xC2\xA0", errc::surrounding_space},
          damage{"", "\xE2\x80\xA8", errc::surrounding_space},
          damage{std::string{"\0", 1}, "", errc::control_character},
          damage{"", "\x7F", errc::control_character},
          damage{"", "\xC2\x81", errc::control_character},
          damage{"x\ny", "", errc::control_character}}) {
        auto const damaged = [&](std::string_view text) {
            return each.before + std::string{text} + each.behind;
        };
        INFO(each.before << '|' << each.behind);
        auto texts = good();
        texts.client_id = damaged(texts.client_id);
        check_refused(std::move(texts), each.code, "/clientId");
        texts = good();
        texts.client_secret = secret{damaged(client_guid)};
        check_refused(std::move(texts), each.code, "/clientSecret");
        texts = good();
        texts.application_token = secret{damaged(application_guid)};
        check_refused(std::move(texts), each.code, "/applicationToken");
        texts = good();
        texts.crypto_token = secret{damaged("a key of any text")};
        check_refused(std::move(texts), each.code, "/cryptoToken");
    }
    auto texts = good();
    texts.crypto_token = secret{"\n"};
    check_refused(std::move(texts), errc::surrounding_space, "/cryptoToken");
}

TEST_CASE("the first of several mistakes is named", "[core][credentials]") {
    check_refused({}, errc::invalid_client_id, "/clientId");
    check_refused({.client_id = "1"}, errc::invalid_guid, "/clientSecret");
    check_refused({.client_id = "1", .client_secret = secret{client_guid}}, errc::invalid_guid,
                  "/applicationToken");
}

TEST_CASE("a refusal does not repeat what was refused", "[core][credentials]") {
    auto texts = good();
    texts.client_secret = secret{"hunter2"};
    CHECK(to_string(credentials::make(std::move(texts)).error()) ==
          "clientSecret: not a GUID at /clientSecret, expected 36 characters, got 7");
    texts = good();
    texts.crypto_token = secret{"hunter2\n"};
    CHECK(to_string(credentials::make(std::move(texts)).error()) ==
          "CryptoToken: white space around the value at /cryptoToken, it ends with a line break");
    texts = good();
    texts.application_token = secret{" hunter2"};
    CHECK(to_string(credentials::make(std::move(texts)).error()) ==
          "ApplicationToken: white space around the value at /applicationToken, it begins with "
          "white space");
    texts = good();
    texts.client_id = "12\x7F"
                      "3";
    CHECK(to_string(credentials::make(std::move(texts)).error()) ==
          "clientId: control character at /clientId at offset 2");
    texts = good();
    texts.client_id = "12x";
    CHECK(to_string(credentials::make(std::move(texts)).error()) ==
          "not a client id: a decimal number is expected at /clientId, expected at most 20 digits, "
          "got 3 characters");
}

} // namespace credentials_test
