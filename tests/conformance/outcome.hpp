#ifndef CONNECTPSP_TESTS_CONFORMANCE_OUTCOME_HPP
#define CONNECTPSP_TESTS_CONFORMANCE_OUTCOME_HPP

#include "catch.hpp"
#include "fixture.hpp"
#include "views.hpp"

#include <connectpsp/core/result.hpp>

#include <boost/json/serialize.hpp>

// What the library answered beside what a fixture expects.

namespace connectpsp::test {

inline void check_same(boost::json::value const& got, boost::json::value const& expected) {
    INFO("got      " << boost::json::serialize(got));
    INFO("expected " << boost::json::serialize(expected));
    CHECK(got == expected);
}

/// An error as a fixture states it, with what it may leave out.
inline boost::json::value stated_error(strict_object stated) {
    boost::json::value const whole{{"code", stated.take("code")},
                                   {"status", stated.take("status")},
                                   {"pointer", stated.take("pointer")},
                                   {"conditions", stated.take("conditions")},
                                   {"remedy", stated.take("remedy")},
                                   {"outcome_unknown", stated.take("outcome_unknown")},
                                   {"problem", stated.take_or("problem", nullptr)},
                                   {"body_excerpt", stated.take_or("body_excerpt", "")},
                                   {"offset", stated.take_or("offset", nullptr)},
                                   {"mismatch", stated.take_or("mismatch", nullptr)},
                                   {"retry_after", stated.take_or("retry_after", nullptr)}};
    stated.finish();
    return whole;
}

/// @param success the member of `expect` that states the value
template <class T>
void check_outcome(result<T> const& got, strict_object expect, char const* success) {
    if (expect.has("error")) {
        boost::json::value const expected = stated_error(expect.take_object("error"));
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
