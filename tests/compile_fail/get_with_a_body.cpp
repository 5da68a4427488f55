// expect: a GET has no body: each of its members is an in_path<T>, an in_query<T> or a
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include <boost/describe/class.hpp>

namespace psp = connectpsp;

struct page {};
BOOST_DESCRIBE_STRUCT(page, (), ())

struct look_up {
    using result_type = page;
    static constexpr psp::endpoint_spec endpoint{psp::http_method::get, "/statement",
                                                 psp::auth::bearer, psp::effect::none,
                                                 psp::idempotency::inherent};
    std::optional<psp::date> from{};
};
BOOST_DESCRIBE_STRUCT(look_up, (), (from))

auto message(psp::authorization const& authorization) {
    return psp::build(look_up{}, authorization);
}
