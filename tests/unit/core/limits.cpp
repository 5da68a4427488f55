// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/core/limits.hpp>

#include "catch.hpp"

#include <chrono>

namespace limits = connectpsp::limits;

namespace limits_test {

TEST_CASE("the bounds have their documented defaults", "[core][limits]") {
    CHECK(limits::response_body_bytes == 1024 * 1024);
    CHECK(limits::json_depth == 32);
    CHECK(limits::array_elements == 4096);
    CHECK(limits::access_token_bytes == 8 * 1024);
    CHECK(limits::body_excerpt_bytes == 1024);
    CHECK(limits::base_url_bytes == 255);
    CHECK(limits::webhook_body_bytes == 64 * 1024);
    CHECK(limits::amount_centavos == 999'999'999'999);
    CHECK(limits::external_reference_bytes == 128);
    CHECK(limits::text_characters == 140);
    CHECK(limits::url_bytes == 2048);
    CHECK(limits::lookup_id_bytes == 128);
    CHECK(limits::expiration_minutes == 366 * 24 * 60);
    CHECK(limits::br_code_characters == 512);
    CHECK(limits::email_key_characters == 77);
    CHECK(limits::client_id_digits == 20);
    CHECK(limits::token_refresh_margin == std::chrono::minutes{1});
    CHECK(limits::token_lifetime == std::chrono::days{366});
    CHECK(limits::retry_after == std::chrono::days{366});
}

TEST_CASE("the bounds are in an order that leaves each its meaning", "[core][limits]") {
    CHECK(limits::body_excerpt_bytes < limits::response_body_bytes);
    CHECK(limits::access_token_bytes < limits::response_body_bytes);
    CHECK(limits::token_refresh_margin < limits::token_lifetime);
}

} // namespace limits_test
