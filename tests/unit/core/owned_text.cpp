// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/detail/owned_text.hpp>

#include "catch.hpp"

#include <connectpsp/core/environment.hpp>
#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/secret.hpp>

#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using namespace connectpsp;

static_assert(!std::is_convertible_v<detail::owned_text, std::string_view>);
static_assert(!std::is_convertible_v<detail::owned_secret_text, std::string_view>);
static_assert(std::is_convertible_v<detail::owned_text const&, std::string_view>);
static_assert(std::is_convertible_v<detail::owned_text, std::string>);
static_assert(
    std::is_same_v<decltype(std::declval<idempotency_key const&>().text()), std::string_view>);
static_assert(std::is_same_v<decltype(std::declval<error>().pointer()), detail::owned_text>);

namespace owned_text_test {

TEST_CASE("the text of a temporary object outlives it", "[core][owned_text]") {
    std::string_view const text = "0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4f5";
    auto const kept = idempotency_key::parse(text).value().text();
    std::string const copied = idempotency_key::parse(text).value().text();
    CHECK(kept == text);
    CHECK(copied == text);
    std::string_view const view = kept;
    CHECK(view == text);
    auto const url = environment::production().base_url();
    CHECK(url == "https://api.connectpsp.com");
}

TEST_CASE("the text of a temporary object is compared and printed in one expression",
          "[core][owned_text]") {
    auto const text = [] { return detail::owned_text{"abc"}; };
    CHECK((text() == "abc"));
    CHECK((text() == std::string{"abc"}));
    CHECK((text() == std::string_view{"abc"}));
    CHECK((text() == text()));
    CHECK((text() != "abd"));
    CHECK(("abc" == text()));
    CHECK((std::string_view{"abc"} == text()));
    CHECK_FALSE((text() == "ab"));
    std::ostringstream out;
    out << text();
    CHECK(out.str() == "abc");
    CHECK((secret{"abc"}.reveal() == "abc"));
}

} // namespace owned_text_test
