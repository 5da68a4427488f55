// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Defines the macros of well-known headers before the library's own headers are read. The headers of
// the standard library, Boost and Crypto++ come first, because not all of them stand these names.

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <bitset>
#include <charconv>
#include <chrono>
#include <compare>
#include <concepts>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <iterator>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/mp11.hpp>
#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/base.hpp>
#include <boost/system/errc.hpp>
#include <boost/system/error_code.hpp>

#include <cryptopp/osrng.h>
#include <cryptopp/sha.h>

#include "catch.hpp"

#include "hostile_macros.hpp"

#include <connectpsp/connectpsp.hpp>
#include <connectpsp/flow/co_run.hpp>

TEST_CASE("the library is used where others have defined macros", "[macros]") {
    using namespace connectpsp::literals;
    auto const sum = connectpsp::checked_add(1.50_brl, 0.50_brl);
    CHECK(to_string(sum.value()) == "2.00");
    CHECK(connectpsp::compare_status(connectpsp::cash_in_status::paid,
                                     connectpsp::cash_in_status::refunded) ==
          connectpsp::status_change::advanced);
    CHECK(connectpsp::system_idempotency_key().has_value());
    CHECK(connectpsp::redact(connectpsp::rebalance{.target_amount = 1.00_brl}) ==
          R"({"targetAmount":1.00})");
}
