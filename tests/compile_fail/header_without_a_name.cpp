// expect: an in_header<T> holds an idempotency_key: no other type has a field name
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
    psp::in_header<psp::lookup_id> id{};
};
BOOST_DESCRIBE_STRUCT(look_up, (), (id))

auto message(psp::authorization const& authorization) {
    return psp::build(look_up{}, authorization);
}
