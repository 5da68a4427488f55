// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/received.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

using namespace connectpsp;

namespace received_test {

namespace {

struct even {
    int number = 0;

    static result<even> parse(std::string_view text) {
        if (text.size() != 1 || text[0] < '0' || text[0] > '9' || text[0] % 2 != 0)
            return error{errc::not_an_integer};
        return even{text[0] - '0'};
    }
};

static_assert(!std::is_convertible_v<std::string_view, received<even>>);

} // namespace

TEST_CASE("a regular value is read from what was sent", "[core][received]") {
    received<even> const value{"4"};
    CHECK(value.is_regular());
    CHECK(value.value().value().number == 4);
    CHECK(value.text() == "4");
}

TEST_CASE("an irregular value is kept, and says why it is none", "[core][received]") {
    std::string source = "three, as it was sent";
    received<even> const value{source};
    source = "changed";
    CHECK_FALSE(value.is_regular());
    CHECK(value.value().error() == errc::not_an_integer);
    CHECK(value.text() == "three, as it was sent");
}

TEST_CASE("received values compare by their text", "[core][received]") {
    CHECK((received<even>{"4"} == received<even>{"4"}));
    CHECK((received<even>{"4"} != received<even>{"2"}));
    CHECK((received<even>{"x"} == received<even>{"x"}));
    CHECK((received<even>{} == received<even>{""}));
    CHECK_FALSE(received<even>{}.is_regular());
    CHECK(received<even>{}.text().empty());
}

} // namespace received_test
