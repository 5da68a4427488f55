// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/detail/value_error.hpp>

#include "catch.hpp"

#include <connectpsp/core/idempotency_key.hpp>
#include <connectpsp/core/money.hpp>
#include <connectpsp/core/timestamp.hpp>

#include <cstdint>
#include <limits>
#include <sstream>
#include <string>

using namespace connectpsp;

namespace value_error_test {

TEST_CASE("an error of a value names the value, the place and what is expected", "[core][error]") {
    using namespace detail;
    CHECK(to_string(value_error(errc::invalid_character, "thing")) == "thing: invalid character");
    CHECK(to_string(value_error(errc::invalid_character, "thing", "expected a digit", 3)) ==
          "thing: invalid character at offset 3, expected a digit");
    CHECK(to_string(wrong_size_error(errc::wrong_length, "thing", "expected 2", 3)) ==
          "thing: wrong length, expected 2, got 3");
    CHECK(to_string(at_pointer(wrong_size_error(errc::wrong_length, "thing", "expected 2", 3, "cm"),
                               "/things/0")) ==
          "thing: wrong length at /things/0, expected 2, got 3 cm");
    // A message that names the value is not preceded by its name.
    CHECK(to_string(value_error(errc::invalid_ispb, "ISPB")) ==
          "not an ISPB: eight of 0-9A-Z are expected");
    std::ostringstream out;
    out << value_error(errc::empty_value, "thing");
    CHECK(out.str() == "thing: a required value is empty");
}

TEST_CASE("the error of an amount says that it is an amount", "[core][error]") {
    CHECK(to_string(money::parse("1,5").error()) == "amount: not a number");
    CHECK(to_string(money::parse("0.001").error()) == "amount: not a whole number of centavos");
    CHECK(to_string(money::parse("1e99").error()) == "amount: out of range");
    auto const most = money::from_centavos(std::numeric_limits<std::int64_t>::max());
    CHECK(to_string(checked_add(most, most).error()) == "sum of two amounts: out of range");
    CHECK(to_string(checked_subtract(money::from_centavos(-2), most).error()) ==
          "difference of two amounts: out of range");
}

TEST_CASE("the error of an idempotency key says what is wrong with it", "[core][error]") {
    auto const refusal_of = [](std::string_view text) {
        return to_string(idempotency_key::parse(text).error());
    };
    std::string const key = "not an idempotency key: a UUID v4 is expected";
    CHECK(refusal_of("order-1") == key + ", expected 36 characters, got 7");
    CHECK(refusal_of("0b7c6f5e-1d2a-4c3b-9e8f-a0b1c2d3e4fg") == key + ", it is not a UUID");
    CHECK(refusal_of("0b7c6f5e-1d2a-1c3b-9e8f-a0b1c2d3e4f5") ==
          key + " at offset 14, expected version 4");
    CHECK(refusal_of("0b7c6f5e-1d2a-4c3b-7e8f-a0b1c2d3e4f5") ==
          key + " at offset 19, expected variant 10");
}

TEST_CASE("the error of a time says that it is one", "[core][error]") {
    CHECK(to_string(parse_timestamp("today").error()) == "not an RFC 3339 timestamp");
    CHECK(parse_timestamp("today").error().subject() == "timestamp");
    CHECK(to_string(parse_timestamp("9999-12-31T23:59:59-01:00").error()) ==
          "timestamp: out of range");
    CHECK(parse_date("today").error().subject() == "date");
}

} // namespace value_error_test
