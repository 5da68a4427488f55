// expect: each `\{name\}` in the endpoint.s path needs a member `in_path<T> name`
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include <boost/describe/class.hpp>

namespace psp = connectpsp;

struct page {};
BOOST_DESCRIBE_STRUCT(page, (), ())

struct look_up {
    using result_type = page;
    static constexpr psp::endpoint_spec endpoint{psp::http_method::get, "/statement/{id}",
                                                 psp::auth::bearer, psp::effect::none,
                                                 psp::idempotency::inherent};
    psp::in_query<std::string> id{};
};
BOOST_DESCRIBE_STRUCT(look_up, (), (id))

auto message(psp::authorization const& authorization) {
    return psp::build(look_up{}, authorization);
}
