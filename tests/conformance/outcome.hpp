// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_CONFORMANCE_OUTCOME_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_OUTCOME_HPP

#include "catch.hpp"
#include "fixture.hpp"
#include "views.hpp"

#include <connectpsp/core/result.hpp>

#include <boost/json/serialize.hpp>

// Compares the library's result with the expectation of a fixture.

namespace connectpsp::test {

inline void check_same(boost::json::value const& got, boost::json::value const& expected) {
    INFO("got      " << boost::json::serialize(without_nulls(got)));
    INFO("expected " << boost::json::serialize(expected));
    CHECK(is_expected(got, expected));
}

/// @param success the member of `expect` that states the value
template <class T>
void check_outcome(result<T> const& got, strict_object expect, char const* success) {
    if (expect.has("error")) {
        boost::json::value const expected = expect.take("error");
        REQUIRE_FALSE(got);
        check_same(view_of(got.error()), expected);
    } else {
        boost::json::value const expected = expect.take(success);
        if (!got) FAIL(boost::json::serialize(view_of(got.error())));
        check_same(view_of(got.value()), expected);
    }
    expect.finish();
}

} // namespace connectpsp::test

#endif
