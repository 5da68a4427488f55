// expect: an in_path<T> holds a checked text, with text\(\) and empty\(\)
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/operation.hpp>

#include <boost/describe/class.hpp>

namespace psp = connectpsp;

struct page {};
BOOST_DESCRIBE_STRUCT(page, (), ())

struct look_up {
    using result_type = page;
    static constexpr psp::endpoint_spec endpoint{psp::http_method::get, "/statement/{page}",
                                                 psp::auth::bearer, psp::effect::none,
                                                 psp::idempotency::inherent};
    psp::in_path<std::int64_t> page{};
};
BOOST_DESCRIBE_STRUCT(look_up, (), (page))

auto message(psp::authorization const& authorization) {
    return psp::build(look_up{}, authorization);
}
